"""The answer as pages show it: a sentence, a picture and three plain lines, then its numbers.

The lines are for readers who know nothing of statistics; numbers stand further down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.linkage.comparison.charts import plot_within
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.plot import Plot
from cxstaff.linkage.comparison.words import soon
from cxstaff.linkage.comparison.words.answer import VERDICTS, AnsweredQuestion, AnswerInWords, tell
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.verdict import Lead
from cxstaff.linkage.leads import words as lead_words
from cxstaff.linkage.leads.words import Worth
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.words import terms as words
from cxstaff.linkage.words.terms import PERIODS, UNITS
from cxstaff.web import number, percent
from cxstaff.web.marks import NOTHING, Statistic

MOST_REASONS = 2
"""Reasons that are told at once; all of them stand further down."""
TURNED = {
    Reason.DIRECTION_UNDETERMINED: _l(
        "That it is the other way round, and customers’ results came first."
    ),
    Reason.DIRECTION_UNTESTED: _l(
        "That it is the other way round, and customers’ results came first."
    ),
    Reason.ANSWERING_MOVES: _l("That it was who answered the pulse that changed."),
    Reason.LOST_BESIDE_CHANGES: _l("That it was what is known to have changed in the teams."),
    Reason.ESTIMATES_DIFFER: _l("That it was what is known to have changed in the teams."),
    Reason.CHANGES_LEAVE_TOO_LITTLE: _l("That it was what is known to have changed in the teams."),
}
"""What the reasons of a verdict leave open."""
LUCK = frozenset(
    {Reason.INTERVAL_HOLDS_ZERO, Reason.MAY_BE_ONE_OF_MANY, Reason.MAY_BE_ONE_OF_MANY_RUNS}
)
"""Reasons that say no more than that the numbers are not clear enough."""


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """The answer and the numbers it must never be without.

    `status` says what the answer may be called; `lines` are the plain ones, each a term and what is
    said of it; `asked` are arguments of the comparison's address, where the card leads on; `study`
    is the one that the question was declared in, where another page shows its answer.
    """

    words: AnswerInWords
    status: str
    lines: Sequence[tuple[str, str]]
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
    return answer_card(comparison, told, worth, plot_within(comparison, engagement), asked)


def answer_card(
    comparison: AnsweredQuestion,
    told: AnswerInWords,
    worth: Worth,
    picture: Plot | None,
    asked: Mapping[str, str] | None = None,
) -> AnswerCard:
    """Lay out an answer in words, with its numbers where there is an estimate."""
    slope, question, step = comparison.slope, comparison.question, comparison.step
    lines = [
        (str(_("How sure")), " ".join(_how_sure(told, worth, comparison.judgement.reasons))),
        (str(_("What could have been seen")), _visible(question, slope, step)),
        (str(_("What cannot be ruled out")), " ".join(_open(slope, comparison.judgement.reasons))),
    ]
    numbers = [] if isinstance(slope, Unusable) else _statistics(question, slope, step)
    return AnswerCard(told, worth.status, lines, picture, numbers, asked)


def _how_sure(told: AnswerInWords, worth: Worth, why: Sequence[Reason]) -> list[str]:
    """Say how far the answer can be relied on, and what would help where it cannot.

    Where luck is not the reason, the sentence above is: it is not told twice in other words.
    """
    reasons = list(told.reasons[:MOST_REASONS])
    if told.reading in VERDICTS or isinstance(told.reading, Lead):
        return [worth.status, worth.bound, *reasons]
    help_ = [str(_("What would help: %(help)s", help=each)) for each in told.helps[:1]]
    if worth.is_chosen:
        return [worth.status, *reasons, *help_]
    unsure = _("Not sure enough to say anything.")
    known = _("No answer yet, for the reason above.")
    return [str(unsure if LUCK & {*why} else known), *reasons, *help_, worth.status]


def _visible(question: Question, slope: Slope | Unusable, step: float) -> str:
    if isinstance(slope, Unusable):
        return str(_("Nothing yet: there are too few numbers for any estimate."))
    if isnan(slope.visible):
        return str(_("Not known."))
    return str(
        _(
            "A link of %(size)s %(unit)s or more for %(step)s points of engagement: of five such "
            "links, four would have been found. A smaller one would most likely go unseen.",
            size=words.size(slope.visible, words.digits_for(step, slope.visible), step),
            unit=UNITS[question.outcome],
            step=words.points(step),
        )
    )


def _open(slope: Slope | Unusable, reasons: Sequence[Reason]) -> list[Any]:
    """Say what else the same numbers may come from."""
    if isinstance(slope, Unusable):
        return [_("Nothing is ruled out yet.")]
    turned = list(dict.fromkeys(str(TURNED[each]) for each in reasons if each in TURNED))
    if slope.low <= 0 <= slope.high:
        return [_("That there is no link at all."), *turned]
    return [_unknown(slope), *turned]


def _unknown(slope: Slope) -> str:
    cause = _(
        "That something else moves both: another lead, other people, a busy season. These numbers "
        "cannot show it."
    )
    if isnan(slope.partial):
        return str(cause)
    share = percent(slope.robustness)
    strength = _(
        "To account for all of this it would have to go along with %(share)s of the ups and downs "
        "of both.",
        share=share,
    )
    return f"{cause} {strength}"


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
