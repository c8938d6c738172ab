"""Everything the screen page shows of one screen, as one frozen value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.comparison.forms import QuestionForm, arguments_of
from cxstaff.linkage.comparison.words.answer import estimate
from cxstaff.linkage.comparison.words.missing import (
    EmptyState,
    QuestionCounts,
    empty_state,
    missing,
)
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.verdict import Lead
from cxstaff.linkage.leads.words import BOUND
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.screen.screen import Screen, ScreenedQuestion
from cxstaff.linkage.screen.words import why
from cxstaff.linkage.words.elements import Badge, WrittenInterval, reading_badge
from cxstaff.linkage.words.terms import change, digits_for, points, score_of
from cxstaff.web import number
from cxstaff.web.marks import Statistic

ALONE = 0.05
"""The level at which a question asked alone would have looked like a finding."""


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A question that stands out: what was seen, and the arguments of its address."""

    subject: str
    outcome: str
    sentence: str
    reading: Badge
    asked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScreenCell:
    """One question of the table: its reading, and its own interval where there is an estimate."""

    outcome: str
    reading: str
    is_lead: bool
    interval: WrittenInterval | None
    asked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """One engagement score against every customer result, and how far it usually moves."""

    subject: str
    step: str
    cells: Sequence[ScreenCell]


@dataclass(frozen=True, slots=True)
class ScreenResult:
    """What a screen shows.

    `alone` says what asking each question alone would have made of it, None where none of them can
    be estimated.
    """

    headline: str
    statistics: Sequence[Statistic]
    alone: str | None
    leads: Sequence[LeadRow]
    headings: Sequence[str]
    rows: Sequence[ScreenRow]
    reasons: Sequence[str]
    asked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """The screen page: nothing is shown until somebody asks, or where it cannot be read."""

    form: QuestionForm
    is_unread: bool = False
    missing: EmptyState | None = None
    result: ScreenResult | None = None


def screen_page(
    form: QuestionForm,
    found: Screen,
    labels: Mapping[str, str],
    zone: str,
    may: Callable[[str], bool],
) -> ScreenPage:
    """Show a screen; `labels` are the names of engagement subjects."""
    asked = Question(span=found.span, lag=found.lag)
    lacks = missing(QuestionCounts(asked, found.scores, found.happened, found.happened), zone)
    if lacks is not None:
        return ScreenPage(form, missing=empty_state(lacks, may))
    result = ScreenResult(
        headline(found),
        _statistics(found),
        alone(found) if found.estimated else None,
        [_lead(cell, labels) for cell in found.leads],
        [_("Engagement"), *(str(outcome.label) for outcome in OUTCOMES.values())],
        [_row(labels[key], row) for key, row in found.rows.items()],
        reasons(found),
        {"period": found.span, "lag": str(found.lag)},
    )
    return ScreenPage(form, result=result)


def headline(found: Screen) -> str:
    """Say what stands out: leads, the standing question's verdict, or nothing."""
    told = [cell.reading for cell in found.leads]
    leads = sum(isinstance(each, Lead) for each in told)
    said = []
    if len(told) > leads:
        said.append(_("Your standing question has a verdict."))
    if leads:
        said.append(
            ngettext(
                "%(num)s question stands out: a lead to follow, not a verdict.",
                "%(num)s questions stand out: leads to follow, not verdicts.",
                leads,
            )
        )
    if said:
        return " ".join(said)
    if found.estimated:
        return str(_("Cannot tell: nothing stands out."))
    return str(_("None of the questions can be estimated yet."))


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


def alone(found: Screen) -> str:
    """Say how many slopes would have looked like findings, had each been the only question."""
    slopes = [cell.slope for cell in found.estimated]
    seeming = sum(not isinstance(slope, Unusable) and slope.p <= ALONE for slope in slopes)
    told = ngettext(
        "Asked alone, %(num)s question would have looked like a finding.",
        "Asked alone, %(num)s questions would have looked like findings.",
        seeming,
    )
    luck = _(
        "Of %(count)s questions without any link, about %(luck)s do so by luck; that is allowed "
        "for here.",
        count=number(len(slopes)),
        luck=number(len(slopes) * ALONE, 0),
    )
    return f"{told} {luck} {BOUND}"


def _lead(cell: ScreenedQuestion, labels: Mapping[str, str]) -> LeadRow:
    question = cell.question
    return LeadRow(
        labels[question.engagement],
        str(OUTCOMES[question.outcome].label),
        sentence(cell, labels),
        reading_badge(cell.reading),
        arguments_of(question),
    )


def _row(subject: str, cells: Sequence[ScreenedQuestion]) -> ScreenRow:
    step = _("for %(step)s points", step=points(cells[0].step))
    return ScreenRow(subject, step, [_cell(cell) for cell in cells])


def _cell(cell: ScreenedQuestion) -> ScreenCell:
    return ScreenCell(
        str(OUTCOMES[cell.question.outcome].label),
        reading_badge(cell.reading).text,
        cell.is_told,
        None if isnan(cell.adjusted_p) else _interval(cell.slope, cell.step),
        arguments_of(cell.question),
    )


def _interval(slope: Slope | Unusable, step: float) -> WrittenInterval | None:
    if isinstance(slope, Unusable):
        return None
    digits = digits_for(step, slope.low, slope.high)
    return WrittenInterval.of(slope, lambda value: change(value, digits, step))


def sentence(cell: ScreenedQuestion, labels: Mapping[str, str]) -> str:
    """Say what was seen of one question; only of one that has a slope."""
    if isinstance(cell.slope, Unusable):
        raise TypeError("There is nothing to say of a question without a slope.")
    subject = cell.question.engagement
    return estimate(cell.question, cell.slope, score_of(subject, labels[subject]), cell.step)


def reasons(found: Screen) -> list[str]:
    """Say why questions do not stand out, and for how many each holds; the commonest first."""
    counted = Counter(cell.reason for cell in found.cells if cell.reason)
    tried = number(len(found.cells))
    return [
        _(
            "%(count)s of %(tried)s: %(reason)s",
            count=number(count),
            tried=tried,
            reason=why(reason, found),
        )
        for reason, count in counted.most_common()
    ]
