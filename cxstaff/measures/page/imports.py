"""What the page is handed on which a file of readings is looked at before it is imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.measures.imports.plan import ImportPlan, PlannedReading
from cxstaff.measures.imports.table import ReadingProblem
from cxstaff.measures.words import period_name
from cxstaff.periods import period_of
from cxstaff.web import amount, day, number
from cxstaff.web.marks import Statistic

EXAMPLE: Sequence[Sequence[object]] = (
    ("measure", "team", "period", "value", "cases"),
    ("First contact resolved", "Blue", "2026-02", "71.5", "412"),
    ("First contact resolved", "Red", "2026-02", "68", "388"),
    ("Calls an hour", "Blue", "2026-W09", "7.4", ""),
)
DIGITS = 4


@dataclass(frozen=True, slots=True)
class ReadingProblemRow:
    """What is wrong with a line, in words."""

    line: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class PlannedReadingRow:
    """A number that would be written down; `was` is what stands there, "" where nothing."""

    measure: str
    team: str
    period: str
    value: str
    was: str


@dataclass(frozen=True, slots=True)
class ReadingsImportPage:
    """All that is wrong with a file, or what it would do."""

    token: str
    plan: ImportPlan
    form: Any
    problems: Page[ReadingProblem]
    changes: Page[PlannedReading]

    @property
    def does_nothing(self) -> bool:
        """Say whether all of it is known already."""
        return not self.plan.problems and not self.plan.changes

    @property
    def statistics(self) -> list[Statistic]:
        """Count what would happen."""
        return [
            Statistic(_("New numbers"), number(len(self.plan.new))),
            Statistic(_("Corrections"), number(len(self.plan.corrections))),
            Statistic(_("Known already"), number(self.plan.known)),
        ]

    @property
    def problem_rows(self) -> list[ReadingProblemRow]:
        """Return one page of what is wrong."""
        return [_problem(each) for each in self.problems.items]

    @property
    def change_rows(self) -> list[PlannedReadingRow]:
        """Return one page of what would be written down."""
        return [_change(each) for each in self.changes.items]


def _problem(problem: ReadingProblem) -> ReadingProblemRow:
    values = {
        key: day(each) if isinstance(each, date) else each for key, each in problem.values.items()
    }
    return ReadingProblemRow(problem.line, problem.column, str(_(problem.sentence, **values)))


def _change(each: PlannedReading) -> PlannedReadingRow:
    measure = each.measure
    return PlannedReadingRow(
        measure.name,
        each.team,
        period_name(period_of(each.told.starts_on, measure.read_by)),
        amount(round(each.told.value, DIGITS), measure.unit),
        "" if each.was is None else amount(round(each.was, DIGITS), measure.unit),
    )
