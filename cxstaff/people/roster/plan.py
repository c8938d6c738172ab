"""What a roster file would change, worked out in memory before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from cxstaff.people.roster.entry import Entry, key_of
from cxstaff.people.roster.entry import after as after_line
from cxstaff.people.roster.reading import Problem, Row, by_line
from cxstaff.people.spans import Overlap

TWO_PEOPLE = "The e-mail belongs to %(email_name)s, the employee number to %(number_name)s."
TWICE = "Line %(first)s says something about the same person and first day."
OTHER_NUMBER = "Line %(first)s gives this e-mail to the employee number %(number)s."
OTHER_EMAIL = "Line %(first)s gives this employee number the e-mail %(email)s."
SAME_NAME = "Several people are called %(name)s. Give an e-mail or an employee number."
OVERLAPS = "This stay in a team reaches into the next one, which begins on %(day)s."
TWO_PARENTS = "Line %(first)s puts %(team)s under %(parent)s."
LOOP = "%(team)s cannot belong to %(parent)s, which already belongs to %(team)s."
ONLY_ADMINS = "Only an admin can give or take roles."
NOT_YOUR_EMAIL = "%(name)s holds a role, so only an admin can change this e-mail."
LAST_ADMIN = "This would leave nobody as admin who can sign in."


KINDS = ("new", "details", "teams", "leads", "roles", "left", "back")


@dataclass(frozen=True, slots=True)
class Known:
    """The roster before the file: people, team names by key, and keys of parents."""

    entries: Sequence[Entry]
    teams: dict[str, str]
    parents: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One person before (None when new) and after."""

    before: Entry | None
    after: Entry

    @property
    def kinds(self) -> list[str]:
        """Return what differs: new, details, teams, leads, roles, left, back."""
        if self.before is None:
            return ["new"]
        old, new = self.before, self.after
        details = (old.name, old.email, old.number, old.zone)
        told = {
            "details": details != (new.name, new.email, new.number, new.zone),
            "teams": old.spans != new.spans,
            "leads": old.leads != new.leads,
            "roles": old.roles != new.roles,
            "left": new.left_on is not None and old.left_on != new.left_on,
            "back": new.left_on is None and old.left_on is not None,
        }
        return [kind for kind, differs in told.items() if differs]


@dataclass(slots=True)
class Plan:
    """All that a file would change, or all that is wrong with it."""

    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    new_teams: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    team_names: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        """Say whether the file changes nothing."""
        return not (self.changes or self.new_teams or self.parents)

    def count(self, kind: str) -> int:
        """Return how many people change in the way called `kind`."""
        return sum(kind in change.kinds for change in self.changes)


def plan(rows: Iterable[Row], known: Known, *, today: date, may_give_roles: bool) -> Plan:
    """Work out what `rows` change about the roster."""
    made = _Planning(known, today, may_give_roles)
    rows = list(rows)
    for row in rows:
        made.take_teams(row)
    for row in sorted(rows, key=lambda row: row.since or today):
        made.take(row)
    return made.result()


class _Planning:
    """The roster in memory while the lines of a file are applied to it."""

    def __init__(self, known: Known, today: date, may_give_roles: bool) -> None:
        self.known, self.today, self.may_give_roles = known, today, may_give_roles
        self.entries = list(known.entries)
        self.places: dict[tuple[str, str], int] = {}
        self.names = defaultdict[str, set[int]](set)
        self.told: dict[int, int] = {}
        self.days: dict[tuple[int, date | None], int] = {}
        self.parent_lines: dict[str, int] = {}
        self.plan = Plan()
        for place in range(len(self.entries)):
            self._index(place)

    def take_teams(self, row: Row) -> None:
        """Note the teams a line names, and which belongs to which."""
        for name in (row.team, row.parent_team):
            if name and key_of(name) not in self.known.teams:
                self.plan.new_teams.setdefault(key_of(name), name)
        if row.team and row.parent_team:
            self._take_parent(row, key_of(row.team), key_of(row.parent_team))

    def take(self, row: Row) -> None:
        """Apply a line to the person it is about."""
        place = self._place_of(row)
        if place is None:
            return
        first = self.days.setdefault((place, row.since), row.line)
        if first != row.line:
            self._wrong(row, "since", TWICE, first=first)
            return
        before = self.entries[place]
        try:
            after = after_line(before, row, self.today)
        except Overlap as overlap:
            self._wrong(row, "until", OVERLAPS, day=overlap.args[0].isoformat())
            return
        if self._is_allowed(row, before, after):
            self.entries[place] = after
            self.told.setdefault(place, row.line)
            self._index(place)

    def result(self) -> Plan:
        """Return the plan: changes by name, problems by line."""
        known = len(self.known.entries)
        for place, after in enumerate(self.entries):
            before = self.known.entries[place] if place < known else None
            if before != after:
                self.plan.changes.append(Change(before, after))
            elif place in self.told:
                self.plan.unchanged += 1
        self.plan.team_names = {**self.plan.new_teams, **self.known.teams}
        self._keep_an_admin()
        self.plan.problems = by_line(self.plan.problems)
        self.plan.changes.sort(key=lambda change: change.after.name.casefold())
        return self.plan

    def _take_parent(self, row: Row, team: str, parent: str) -> None:
        now = self.plan.parents.get(team, self.known.parents.get(team))
        first = self.parent_lines.setdefault(team, row.line)
        if now == parent:
            return
        if first != row.line:
            names = {"team": row.team, "parent": self._team_name(now)}
            self._wrong(row, "parent_team", TWO_PARENTS, first=first, **names)
            return
        above: str | None = parent
        while above is not None and above != team:
            above = self.plan.parents.get(above, self.known.parents.get(above))
        if above == team:
            self._wrong(row, "parent_team", LOOP, team=row.team, parent=row.parent_team)
            return
        self.plan.parents[team] = parent

    def _place_of(self, row: Row) -> int | None:
        """Return where the person of a line stands, adding a new one; None with a problem."""
        by_number = self.places.get(("number", row.number)) if row.number else None
        by_email = self.places.get(("email", row.email)) if row.email else None
        if by_number is not None and by_email is not None and by_number != by_email:
            names = {
                "email_name": self.entries[by_email].name,
                "number_name": self.entries[by_number].name,
            }
            self._wrong(row, "email", TWO_PEOPLE, **names)
            return None
        place = by_number if by_number is not None else by_email
        if place is not None:
            return place if self._agrees(row, place) else None
        if row.number or row.email:
            return self._added(row)
        alike = self.names[key_of(row.name)]
        if len(alike) > 1:
            self._wrong(row, "name", SAME_NAME, name=row.name)
            return None
        return next(iter(alike)) if alike else self._added(row)

    def _agrees(self, row: Row, place: int) -> bool:
        """Say whether a line names its person as the lines before it did."""
        first, entry = self.told.get(place), self.entries[place]
        if first is None:
            return True
        if row.number and entry.number not in (None, row.number):
            self._wrong(row, "employee_number", OTHER_NUMBER, first=first, number=entry.number)
            return False
        if row.email and entry.email not in (None, row.email):
            self._wrong(row, "email", OTHER_EMAIL, first=first, email=entry.email)
            return False
        return True

    def _added(self, row: Row) -> int:
        self.entries.append(Entry(None, row.name, row.email, row.number))
        self._index(len(self.entries) - 1)
        return len(self.entries) - 1

    def _is_allowed(self, row: Row, before: Entry, after: Entry) -> bool:
        if before.roles != after.roles and not self.may_give_roles:
            self._wrong(row, "roles", ONLY_ADMINS)
            return False
        if before.roles and before.email != after.email and not self.may_give_roles:
            self._wrong(row, "email", NOT_YOUR_EMAIL, name=before.name)
            return False
        return True

    def _keep_an_admin(self) -> None:
        lost = [c for c in self.plan.changes if c.before and c.before.is_admin > c.after.is_admin]
        if lost and not any(entry.is_admin for entry in self.entries):
            place = self.entries.index(lost[-1].after)
            self.plan.problems.append(Problem(self.told[place], "roles", LAST_ADMIN))

    def _index(self, place: int) -> None:
        entry = self.entries[place]
        if entry.number:
            self.places["number", entry.number] = place
        if entry.email:
            self.places["email", entry.email] = place
        self.names[key_of(entry.name)].add(place)

    def _team_name(self, key: str | None) -> str:
        return self.known.teams.get(key or "") or self.plan.new_teams.get(key or "", "")

    def _wrong(self, row: Row, column: str, sentence: str, **values: object) -> None:
        self.plan.problems.append(Problem(row.line, column, sentence, values))
