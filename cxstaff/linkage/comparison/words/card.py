"""The answer as pages show it: a sentence, a picture and three plain lines, then its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.plot import Plot, changes
from cxstaff.linkage.comparison.words import soon
from cxstaff.linkage.comparison.words.answer import VERDICTS, Answered, AnswerInWords, tell
from cxstaff.linkage.comparison.words.plain import Lines, plain_lines
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.verdict import Lead
from cxstaff.linkage.leads import words as lead_words
from cxstaff.linkage.leads.words import Worth
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.words import terms as words
from cxstaff.linkage.words.terms import PERIODS, UNITS
from cxstaff.web import number
from cxstaff.web.marks import NOTHING, Statistic

MOST_REASONS = 2
"""Reasons that are told at once; all of them stand further down."""


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """The answer and the numbers it must never be without.

    `status` says what the answer may be called; `lines` are the plain ones, each a term and what is
    said of it; `asked` are arguments of the comparison's address, where the card leads on; `study`
    is the one that the question was declared in, where another page shows its answer.
    """

    words: AnswerInWords
    status: str
    lines: Lines
    picture: Plot | None
    statistics: Sequence[Statistic]
    asked: Mapping[str, str] | None
    study: StudyMark | None = None

    @property
    def told_by(self) -> str | None:
        """Say which study the question was declared in."""
        return self.study.text if self.study else None


@dataclass(frozen=True, slots=True)
class StudyMark:
    """The study that a question was declared in, and what is said of it."""

    study_id: int
    text: str


def comparison_card(
    comparison: Comparison, engagement: str, asked: Mapping[str, str] | None = None
) -> AnswerCard:
    """Put the answer of a comparison in words, and say what it may be called."""
    allowance = comparison.allowance
    worth = lead_words.worth(allowance)
    told = tell(comparison, engagement, lead_words.why(allowance), soon.helps(comparison))
    return answer_card(comparison, told, worth, changes(comparison, engagement), asked)


def answer_card(
    comparison: Answered,
    told: AnswerInWords,
    worth: Worth,
    picture: Plot | None,
    asked: Mapping[str, str] | None = None,
) -> AnswerCard:
    """Lay out an answer in words, with its numbers where there is an estimate."""
    slope, question, step = comparison.slope, comparison.question, comparison.step
    sure = _how_sure(told, worth)
    lines = plain_lines(question, slope, step, comparison.judgement.reasons, sure)
    numbers = [] if isinstance(slope, Unusable) else _statistics(question, slope, step)
    return AnswerCard(told, worth.status, lines, picture, numbers, asked)


def _how_sure(told: AnswerInWords, worth: Worth) -> list[str]:
    """Say how far the answer can be relied on, and what would help where it cannot."""
    reasons = list(told.reasons[:MOST_REASONS])
    if told.reading in VERDICTS or isinstance(told.reading, Lead):
        return [worth.status, worth.bound, *reasons]
    help_ = [str(_("What would help: %(help)s", help=each)) for each in told.helps[:1]]
    if worth.is_chosen:
        return [worth.status, *reasons, *help_]
    return [str(_("Not sure enough to say anything.")), *reasons, *help_, worth.status]


def _statistics(question: Question, slope: Slope, step: float) -> list[Statistic]:
    """Write the slope with its interval, what it rests on, and what would have gone unseen."""
    digits, unit = words.digits_for(step, slope.low, slope.high), UNITS[question.outcome]
    ends = {
        "low": words.change(slope.low, digits, step),
        "high": words.change(slope.high, digits, step),
    }
    rounds = {"count": slope.periods, "periods": PERIODS[question.span]}
    return [
        Statistic(
            _("For %(step)s points of engagement", step=words.points(step)),
            words.change(slope.value, digits, step),
            _("%(low)s to %(high)s %(unit)s", **ends, unit=unit),
        ),
        Statistic(_("Teams"), number(slope.teams), _("over %(count)s %(periods)s", **rounds)),
        Statistic(
            _("Pulse answers"),
            NOTHING if slope.answers is None else number(slope.answers),
            _("in rounds with results"),
        ),
        Statistic(
            _("Smallest visible"),
            words.size(slope.visible, words.digits_for(step, slope.visible), step),
            _("%(unit)s for %(step)s points", unit=unit, step=words.points(step)),
        ),
    ]
