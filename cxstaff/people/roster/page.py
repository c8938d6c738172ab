"""What the check of a roster file shows: what is wrong, what is asked, what would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.people.roster.checking.changes import Plan
from cxstaff.people.roster.checking.check import Check, PersonLine
from cxstaff.people.roster.file_forms import QuestionsForm
from cxstaff.people.roster.reading.line import LineProblem
from cxstaff.people.roster.words import FIELD_NAMES, KIND_NAMES, in_words
from cxstaff.web import day, number
from cxstaff.web.marks import Notice, Statistic

MOST_NOTES = 20
COUNTED = ("new", "gone", "moved", "left", "back", "teamless")
TOLD_WITHOUT_ANY = {"new", "moved", "left", "teamless"}
"""Kinds of change that are counted even where there is none."""
TONES = {"new": "good", "left": "warn", "teamless": "warn", "same": "muted"}


@dataclass(frozen=True, slots=True)
class RosterPersonRow:
    """What would become of one person; `badges` are the kinds of change as (words, tone)."""

    name: str
    contact: str
    team: str
    badges: Sequence[tuple[Any, str]]


@dataclass(frozen=True, slots=True)
class LineProblemRow:
    """Something that is wrong, in which line and column."""

    line: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The check of a file: `kinds` are tabs, `late` says what would count for another team."""

    token: str
    plan: Plan
    check: Check
    form: QuestionsForm
    kinds: Sequence[Mapping[str, object]]
    late: str | None
    shows_late: bool
    rows: Page[Any]

    @property
    def changes_nothing(self) -> bool:
        """Say whether the roster says all of the file already."""
        return self.plan.is_empty and not self.plan.questions

    @property
    def statistics(self) -> list[Statistic]:
        """Return how many people there are of each kind of change, and of none."""
        found = self.check.counts
        counts = [
            (KIND_NAMES[each], found[each])
            for each in COUNTED
            if found[each] or each in TOLD_WITHOUT_ANY
        ]
        counts += [
            (_("Leads that change"), len(self.check.leads)),
            (_("As before"), found["same"]),
        ]
        return [Statistic(label, number(count)) for label, count in counts]

    @property
    def notices(self) -> list[Notice]:
        """Say that the file holds a part of the roster, where it does."""
        part = self.plan.part
        return [Notice("info", _("A part of the roster"), in_words(part))] if part else []

    @property
    def warnings(self) -> list[Notice]:
        """Say what would count for another team."""
        return [Notice("warn", _("Moves told late"), self.late)] if self.late else []

    @property
    def notes(self) -> list[str]:
        """Return what does not count, the first of it."""
        told = self.plan.notes[:MOST_NOTES]
        lines = [_("Line %(line)s", line=number(each.line)) for each in told]
        return [f"{line}: {in_words(each)}" for line, each in zip(lines, told, strict=True)]

    @property
    def more(self) -> str:
        """Say how much more does not count; "" where nothing."""
        left = len(self.plan.notes) - MOST_NOTES
        return str(_("And %(count)s more.", count=number(left))) if left > 0 else ""

    @property
    def changes_teams(self) -> bool:
        """Say whether a team would be new, named, led or placed otherwise."""
        found = self.check
        return bool(found.leads or found.new_teams or found.parents or found.renames)


def problem_row(problem: LineProblem) -> LineProblemRow:
    """Return what is wrong as the check lists it."""
    column = str(FIELD_NAMES.get(problem.column) or problem.column or _("Whole line"))
    return LineProblemRow(problem.line, column, in_words(problem))


def person_row(line: PersonLine) -> RosterPersonRow:
    """Return a person as the check lists them."""
    badges = [(KIND_NAMES[each], TONES.get(each, "primary")) for each in line.kinds]
    contact = line.email or _("No e-mail, cannot sign in")
    return RosterPersonRow(line.name, contact, _team_of(line), badges)


def _team_of(line: PersonLine) -> str:
    """Say in which team somebody was, will be, or that they are gone."""
    is_gone, none = bool({"left", "gone"} & set(line.kinds)), _("No team")
    before = f"{line.was or none} → " if is_gone or "moved" in line.kinds else ""
    if is_gone:
        gone = _("Gone from %(day)s", day=day(line.until))
        return f"{before}{gone}"
    if line.team and line.since and "same" not in line.kinds:
        since = day(line.since)
        told = _("%(team)s, since %(day)s", team=line.team, day=since)
        return f"{before}{told}"
    return before + (line.team or none)
