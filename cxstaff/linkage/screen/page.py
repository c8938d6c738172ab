"""Everything the screen page shows of one screen, as one frozen value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import Page, page_in
from cxstaff.linkage.comparison.forms import ComparisonForm, arguments_of
from cxstaff.linkage.comparison.words.answer import estimate
from cxstaff.linkage.comparison.words.missing import (
    EmptyComparison,
    empty_state,
    missing,
)
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.verdict import Lead, Reading, Verdict
from cxstaff.linkage.leads.words import reading_badge
from cxstaff.linkage.material.cells import CellCounts
from cxstaff.linkage.material.periods import Calendar
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.screen.screen import Screen, ScreenedQuestion
from cxstaff.linkage.screen.words import alone, headline, next_step, reasons
from cxstaff.linkage.words.elements import Badge, NumberCells
from cxstaff.linkage.words.terms import UNITS, change, digits_for, points, score_of
from cxstaff.web import number
from cxstaff.web.marks import NOTHING, Statistic

A_PAGE = 20
KINDS: Mapping[Reading, str] = {
    Verdict.SUPPORTS: "higher",
    Verdict.CONFLICTS: "lower",
    Lead.TOGETHER: "higher",
    Lead.OPPOSITE: "lower",
}
"""The class that what stands out is coloured by."""


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A question that stands out: what was seen, the arguments of its address, and its study."""

    subject: str
    outcome: str
    sentence: str
    reading: Badge
    asked: Mapping[str, str]
    study_id: int | None


@dataclass(frozen=True, slots=True)
class ScreenCell:
    """One question of the map: its sign, or the icon of what stands out, and what is said of it.

    `kind` is the class that it is coloured by.
    """

    outcome: str
    kind: str
    sign: str
    icon: str | None
    said: str
    asked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """One engagement score against every customer result."""

    subject: str
    cells: Sequence[ScreenCell]


@dataclass(frozen=True, slots=True)
class NumbersRow:
    """The numbers of one question: how far a result moved for a usual move of a score."""

    subject: str
    outcome: str
    reading: Badge
    step: str
    found: NumberCells
    unit: str
    teams: str
    asked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScreenResult:
    """What a screen shows: what stands out, a map of all questions, and a page of their numbers.

    `alone` says what asking each question alone would have made of it, None where none of them can
    be estimated; `next_step` what to do now.
    """

    headline: str
    statistics: Sequence[Statistic]
    alone: str | None
    next_step: str
    leads: Sequence[LeadRow]
    headings: Sequence[str]
    rows: Sequence[ScreenRow]
    numbers: Page[NumbersRow]
    reasons: Sequence[str]
    asked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """The screen page: nothing is shown until somebody asks, or where it cannot be read."""

    form: ComparisonForm
    is_unread: bool = False
    missing: EmptyComparison | None = None
    result: ScreenResult | None = None


def screen_page(
    form: ComparisonForm,
    found: Screen,
    labels: Mapping[str, str],
    shown: tuple[Calendar, int],
    may: Callable[[str], bool],
) -> ScreenPage:
    """Show a screen; `labels` are the names of engagement subjects.

    `shown` are the calendar of the company and the number of the page of numbers.
    """
    calendar, page = shown
    asked = Question(span=found.span, lag=found.lag)
    known = CellCounts(found.scores, found.happened, found.happened)
    lacks = missing(asked, known, calendar)
    if lacks is not None:
        return ScreenPage(form, missing=empty_state(lacks, may))
    result = ScreenResult(
        headline(found),
        _statistics(found),
        alone(found) if found.estimated else None,
        next_step(found),
        [_lead(cell, labels) for cell in found.leads],
        [_("Engagement"), *(str(outcome.label) for outcome in OUTCOMES.values())],
        [_row(labels[key], row) for key, row in found.rows.items()],
        _numbers(found, labels, page),
        reasons(found),
        {"period": found.span, "lag": str(found.lag)},
    )
    return ScreenPage(form, result=result)


def _statistics(found: Screen) -> list[Statistic]:
    """Count the questions that were tried, that have an estimate, and that stand out."""
    return [
        Statistic(_("Questions tried"), number(len(found.cells)), _("scores × customer results")),
        Statistic(
            _("Could be estimated"),
            number(len(found.estimated)),
            _("the rest have too few numbers"),
        ),
        Statistic(
            _("Stand out"),
            number(len(found.leads)),
            _("allowing for all %(count)s that can be asked", count=number(found.questions)),
        ),
    ]


def _lead(cell: ScreenedQuestion, labels: Mapping[str, str]) -> LeadRow:
    question = cell.question
    return LeadRow(
        labels[question.engagement],
        str(OUTCOMES[question.outcome].label),
        sentence(cell, labels),
        reading_badge(cell.reading),
        arguments_of(question),
        cell.study_id,
    )


def _row(subject: str, cells: Sequence[ScreenedQuestion]) -> ScreenRow:
    return ScreenRow(subject, [_cell(cell) for cell in cells])


def _cell(cell: ScreenedQuestion) -> ScreenCell:
    outcome, asked = str(OUTCOMES[cell.question.outcome].label), arguments_of(cell.question)
    if cell.is_told:
        badge = reading_badge(cell.reading)
        return ScreenCell(outcome, KINDS[cell.reading], "", badge.icon_name, badge.text, asked)
    if isinstance(cell.slope, Unusable):
        return ScreenCell(outcome, "none", NOTHING, None, _("No estimate"), asked)
    return ScreenCell(outcome, "unclear", "≈", None, reading_badge(cell.reading).text, asked)


def _numbers(found: Screen, labels: Mapping[str, str], page: int) -> Page[NumbersRow]:
    """Return a page of the numbers of what has an estimate; what stands out comes first."""
    first = sorted(found.estimated, key=lambda cell: not cell.is_told)
    here = page_in(first, page, A_PAGE)
    return here.showing([_line(cell, cell.slope, labels) for cell in here.items])


def _line(cell: ScreenedQuestion, slope: Slope | Unusable, labels: Mapping[str, str]) -> NumbersRow:
    question = cell.question
    if isinstance(slope, Unusable):
        raise TypeError("There are no numbers of a question without a slope.")
    digits = digits_for(cell.step, slope.low, slope.high)
    return NumbersRow(
        labels[question.engagement],
        str(OUTCOMES[question.outcome].label),
        reading_badge(cell.reading),
        points(cell.step),
        NumberCells(*(change(each, digits, cell.step) for each in _ends(slope))),
        str(UNITS[question.outcome]),
        number(slope.teams),
        arguments_of(question),
    )


def _ends(slope: Slope) -> tuple[float, float, float]:
    return slope.value, slope.low, slope.high


def sentence(cell: ScreenedQuestion, labels: Mapping[str, str]) -> str:
    """Say what was seen of one question; only of one that has a slope."""
    if isinstance(cell.slope, Unusable):
        raise TypeError("There is nothing to say of a question without a slope.")
    subject = cell.question.engagement
    return estimate(cell.question, cell.slope, score_of(subject, labels[subject]), cell.step)
