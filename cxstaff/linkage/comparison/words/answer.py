"""A comparison in sentences: the answer first, then why, then what would help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from flask_babel import gettext as _

from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.estimates.verdict import Lead, Reading, Verdict
from cxstaff.linkage.leads.words import reading_badge
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.words import terms as words
from cxstaff.linkage.words.elements import Badge
from cxstaff.linkage.words.reasons import HELP, WHY
from cxstaff.linkage.words.terms import PERIOD, PERIODS, RISES, UNITS, UNSIZED, WHEN
from cxstaff.web import number

VERDICTS = frozenset({Verdict.SUPPORTS, Verdict.CONFLICTS})


class HasVerdict(Protocol):
    """What sentences need of a verdict."""

    @property
    def verdict(self) -> Reading:
        """Return what may be said."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return why, in codes."""

    @property
    def terms(self) -> Terms:
        """Return what was asked of the numbers."""


class AnsweredQuestion(Protocol):
    """What sentences need of a comparison, made now or kept from an earlier day."""

    @property
    def question(self) -> Question:
        """Return what was asked."""

    @property
    def judgement(self) -> HasVerdict:
        """Return the verdict with its reasons."""

    @property
    def slope(self) -> Slope | Unusable:
        """Return the headline, or why there is none."""

    @property
    def questions(self) -> int:
        """Return how many outcomes were looked at."""

    @property
    def step(self) -> float:
        """Return the points of engagement that slopes are told for."""


@dataclass(frozen=True, slots=True)
class AnswerInWords:
    """The answer as it is read: the sentence, what stands below it, reasons, and what helps."""

    reading: Reading
    sentence: str
    detail: str | None
    reasons: tuple[str, ...]
    helps: tuple[str, ...]

    @property
    def badge(self) -> Badge:
        """Return how the verdict or lead is shown."""
        return reading_badge(self.reading)


def tell(
    comparison: AnsweredQuestion,
    engagement: str,
    why_words: Mapping[Reason, Any] = WHY,
    help_words: Mapping[Reason, Any] = HELP,
) -> AnswerInWords:
    """Put the answer in words; `engagement` is what the subject is called."""
    judgement, slope = comparison.judgement, comparison.slope
    reasons, values = judgement.reasons, fillings(comparison)
    why = tuple(str(why_words[reason]) % values for reason in reasons)
    helps = tuple(str(help_words[each]) % values for each in reasons if each in help_words)
    kind = judgement.verdict
    if isinstance(slope, Unusable):
        return AnswerInWords(kind, why[0], None, why[1:], helps)
    found = estimate(comparison.question, slope, engagement, comparison.step)
    if isinstance(kind, Lead):
        return AnswerInWords(kind, found, None, why, helps)
    if kind in VERDICTS:
        if Reason.TOO_COARSE_TO_SIZE in reasons:
            told = unsized(comparison.question, slope, engagement, comparison.step)
            return AnswerInWords(kind, told, found, why, helps)
        return AnswerInWords(kind, found, None, why, helps)
    if Reason.INTERVAL_HOLDS_ZERO in reasons:
        return AnswerInWords(kind, found, None, why, helps)
    return AnswerInWords(kind, why[0], found, why[1:], helps)


def estimate(question: Question, slope: Slope, engagement: str, step: float) -> str:
    """Say what was seen for a `step` in points, with its interval, in how much data."""
    holds_zero = slope.low <= 0 <= slope.high
    finding = (_range if holds_zero else _rise)(question, slope, step)
    return str(
        _(
            "%(when)s, %(finding)s: seen in %(teams)s teams over %(count)s %(periods)s.",
            when=_when(question, engagement, step),
            finding=finding,
            teams=slope.teams,
            count=slope.periods,
            periods=PERIODS[question.span],
        )
    )


def estimate_line(comparison: AnsweredQuestion) -> str | None:
    """Write the estimate as one line of numbers; None where there is none."""
    slope, question = comparison.slope, comparison.question
    if isinstance(slope, Unusable):
        return None
    step = comparison.step
    digits = words.digits_for(step, slope.low, slope.high)
    return str(
        _(
            "%(change)s %(unit)s for %(step)s points (95 %% interval %(low)s to %(high)s); "
            "%(teams)s teams over %(count)s %(periods)s; adjusted p-value below.",
            change=words.change(slope.value, digits, step),
            unit=UNITS[question.outcome],
            step=words.points(step),
            low=words.change(slope.low, digits, step),
            high=words.change(slope.high, digits, step),
            teams=number(slope.teams),
            count=number(slope.periods),
            periods=PERIODS[question.span],
        )
    )


def unsized(question: Question, slope: Slope, engagement: str, step: float) -> str:
    """Say which way it went, without a size."""
    return str(
        _(
            "%(when)s, %(finding)s. By how much cannot be said.",
            when=_when(question, engagement, step),
            finding=UNSIZED[question.outcome][slope.value < 0],
        )
    )


def between(comparison: Comparison) -> str:
    """Say how teams differ, which never tells what it comes from."""
    slope, outcome = comparison.between, comparison.question.outcome
    if isinstance(slope, Unusable):
        return str(WHY[slope.reason]) % fillings(comparison)
    step = comparison.step
    digits = words.digits_for(step, slope.low, slope.high)
    return str(
        _(
            "Where a team’s average is %(step)s points higher, %(outcome)s differs by "
            "%(change)s %(unit)s (%(low)s to %(high)s). Such teams may differ in much else.",
            outcome=words.NOUNS[outcome],
            step=words.points(step),
            change=words.change(slope.value, digits, step),
            low=words.change(slope.low, digits, step),
            high=words.change(slope.high, digits, step),
            unit=words.UNITS[outcome],
        )
    )


def fillings(comparison: AnsweredQuestion) -> dict[str, Any]:
    """Return what sentences about reasons may name."""
    slope, terms = comparison.slope, comparison.judgement.terms
    span = comparison.question.span
    return {
        "teams": slope.teams,
        "seen": slope.periods,
        "fewest_teams": terms.teams,
        "fewest": terms.periods,
        "period": PERIOD[span],
        "periods": PERIODS[span],
        "questions": comparison.questions,
    }


def _when(question: Question, engagement: str, step: float) -> str:
    return str(WHEN[question.span, question.lag]) % {
        "score": engagement,
        "step": words.points(step),
    }


def _rise(question: Question, slope: Slope, step: float) -> str:
    digits = words.digits_for(step, slope.low, slope.high)
    near, far = sorted((slope.low, slope.high), key=abs)
    rise = str(RISES[question.outcome][slope.value < 0])
    return str(
        _(
            "%(finding)s (%(low)s to %(high)s)",
            finding=rise % {"size": words.size(slope.value, digits, step)},
            low=words.size(near, digits, step),
            high=words.size(far, digits, step),
        )
    )


def _range(question: Question, slope: Slope, step: float) -> str:
    digits = words.digits_for(step, slope.low, slope.high)
    return str(
        _(
            "%(outcome)s was somewhere between %(low)s lower and %(high)s %(unit)s higher",
            outcome=words.NOUNS[question.outcome],
            low=words.size(slope.low, digits, step),
            high=words.size(slope.high, digits, step),
            unit=words.UNITS[question.outcome],
        )
    )
