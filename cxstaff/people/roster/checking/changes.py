"""What a roster file would change: people before and after, teams, and what is asked about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cxstaff.people.roster.checking.entry import Entry
from cxstaff.people.roster.reading.line import LineProblem

KINDS = ("new", "details", "teams", "leads", "roles", "left", "back")


@dataclass(frozen=True, slots=True)
class Known:
    """The roster before the file: people, team names by key, and keys of parents.

    `closed` holds the day from which a team is closed, and the key of what it was merged into.
    """

    entries: Sequence[Entry]
    teams: dict[str, str]
    parents: dict[str, str | None]
    closed: dict[str, tuple[date, str | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question; the sentence's places are filled after it is translated."""

    value: str
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterQuestion:
    """What a file leaves open about a person or team; nothing is written before it is answered."""

    key: str
    sentence: str
    values: Mapping[str, object]
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One person before (None when new) and after."""

    before: Entry | None
    after: Entry

    @property
    def kinds(self) -> list[str]:
        """Return what differs: new, details, teams, leads, roles, left, back."""
        if self.before is None:
            return ["new"]
        old, new = self.before, self.after
        told = {
            "details": (old.facts, old.former) != (new.facts, new.former),
            "teams": old.spans != new.spans,
            "leads": old.leads != new.leads,
            "roles": old.roles != new.roles,
            "left": new.left_on is not None and old.left_on != new.left_on,
            "back": new.left_on is None and old.left_on is not None,
        }
        return [kind for kind, differs in told.items() if differs]


@dataclass(slots=True)
class Plan:
    """All that a file would change, what is asked about it, or all that is wrong with it.

    Teams are named by keys, of which `team_names` holds the names after the file. `notes` tell
    what of the file counts for nothing; `same` are the people it names who stay as they are;
    `asked` holds the keys of managers who were asked about. `part` says that the file names too few
    people to be the whole roster.
    """

    problems: list[LineProblem] = field(default_factory=list)
    questions: list[RosterQuestion] = field(default_factory=list)
    notes: list[LineProblem] = field(default_factory=list)
    changes: list[PersonChange] = field(default_factory=list)
    same: list[Entry] = field(default_factory=list)
    absent: list[Entry] = field(default_factory=list)
    part: LineProblem | None = None
    new_teams: dict[str, str] = field(default_factory=dict)
    renames: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    parents_before: dict[str, str | None] = field(default_factory=dict)
    names_before: dict[str, str] = field(default_factory=dict)
    team_names: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """Say whether the file changes nothing."""
        return not (self.changes or self.new_teams or self.parents or self.renames)

    @property
    def is_ready(self) -> bool:
        """Say whether the plan can be written: nothing is wrong, nothing open."""
        return not (self.problems or self.questions)

    def count(self, kind: str) -> int:
        """Return how many people change in the way called `kind`."""
        return sum(kind in change.kinds for change in self.changes)
