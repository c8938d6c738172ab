"""What customers say of a measure, in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.estimates.verdict import Lead, Reading, Verdict
from cxstaff.linkage.judging.judging import Exclusion, MeasureJudgement
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.words.elements import Badge, NumberCells
from cxstaff.linkage.words.reasons import WHY
from cxstaff.linkage.words.terms import NOUNS, PERIOD, PERIODS, RISES, UNITS
from cxstaff.measures.models import Direction, Measure
from cxstaff.web import number, signed

READINGS: dict[Reading, Any] = {
    Verdict.SUPPORTS: _l("Moves with it"),
    Verdict.CONFLICTS: _l("Moves against it"),
    Verdict.CANNOT_TELL: _l("Cannot tell"),
    Lead.TOGETHER: _l("Lead: moves with it"),
    Lead.OPPOSITE: _l("Lead: moves against it"),
}
EXCLUDED: dict[Exclusion, Any] = {
    Exclusion.ITSELF: _l("It is this customer result itself."),
    Exclusion.SAME_ANSWERS: _l("It is counted from the same answers of customers."),
    Exclusion.NO_NUMBERS: _l(
        "There are no numbers of it by the month or more often yet. What pulses tell is held "
        "against customers in the comparison."
    ),
}
OF_A_MEASURE: dict[Reason, Any] = {
    Reason.NO_CELLS: _l("No team has both this measure and the customer result in a month."),
    Reason.ENGAGEMENT_DOES_NOT_CHANGE: _l(
        "The measure did not change differently from team to team, so nothing could move with it."
    ),
    Reason.MAY_BE_ONE_OF_MANY: _l(
        "Of %(questions)s measures looked at, beside all else that can be asked here, one like "
        "this can turn up by luck."
    ),
}
SIGNS = {
    Verdict.SUPPORTS: ("good", "circle-check"),
    Verdict.CONFLICTS: ("warn", "arrows-exchange"),
    Verdict.CANNOT_TELL: ("muted", "hourglass"),
    Lead.TOGETHER: ("info", "circle-check"),
    Lead.OPPOSITE: ("info", "arrows-exchange"),
}
"""The tone and the icon of each verdict."""
WAYS = {Direction.UP: _l("higher"), Direction.DOWN: _l("lower")}


@dataclass(frozen=True, slots=True)
class JudgementInWords:
    """What customers say of one measure: the verdict, and the sentence that says why."""

    badge: Badge
    sentence: str


def in_words(measure: Measure, judged: MeasureJudgement, outcome: str) -> JudgementInWords:
    """Put in words what customers' `outcome` says of a measure."""
    tone, icon_name = SIGNS[judged.reading]
    badge = Badge(label_of(judged), tone, None if is_excluded(judged) else icon_name)
    return JudgementInWords(badge, sentence(measure, judged, outcome))


def headline(found: Collection[MeasureJudgement]) -> str:
    """Say of how many measures it can be told, and which way."""
    with_ = sum(each.reading in {Verdict.SUPPORTS, Lead.TOGETHER} for each in found)
    against = sum(each.reading in {Verdict.CONFLICTS, Lead.OPPOSITE} for each in found)
    count = ngettext("Of %(num)s measure", "Of %(num)s measures", len(found))
    if not with_ and not against:
        return str(_("%(count)s, it can be told of none yet what customers say.", count=count))
    told = _(
        "%(count)s, customers speak for %(with_)s and against %(against)s.",
        count=count,
        with_=number(with_) if with_ else _("none"),
        against=number(against) if against else _("none"),
    )
    if with_ + against == len(found):
        return str(told)
    return " ".join((told, _("Of the others it cannot be told.")))


def status(outcome: str, main: str) -> str:
    """Say whether measures get verdicts by a customer result, or leads."""
    if outcome == main:
        return str(
            _("This is your main customer result, so what is said of measures are verdicts.")
        )
    return str(
        _(
            "Your main customer result is %(main)s. By any other, what stands out is a lead to "
            "follow, not a verdict.",
            main=OUTCOMES[main].label,
        )
    )


def picture_title() -> str:
    """Name the picture of the measures."""
    return str(_("When a measure was better than usual"))


def about_picture(outcome: str) -> str:
    """Say what the picture of the measures shows."""
    return str(
        _(
            "Each dot is one measure, from left to right as in the table: how far %(outcome)s "
            "moved when the measure was a step better than usual for a team. The bar is where it "
            "may lie. Where a bar crosses the line in the middle, there may be no link.",
            outcome=NOUNS[outcome],
        )
    )


def heading_of_step(outcome: str) -> str:
    """Name what the picture of the measures shows upwards."""
    label = OUTCOMES[outcome].label
    return str(_("%(outcome)s, %(unit)s for a step", outcome=label, unit=UNITS[outcome]))


def is_excluded(judged: MeasureJudgement) -> bool:
    """Say whether a measure was not held against the customer result at all."""
    return isinstance(judged.reason, Exclusion)


def label_of(judged: MeasureJudgement) -> str:
    """Name the verdict; a measure that was not held against the result has none."""
    return str(_("Not judged")) if is_excluded(judged) else str(READINGS[judged.reading])


def sentence(measure: Measure, judged: MeasureJudgement, outcome: str) -> str:
    """Say what was seen, or why nothing can be said."""
    if isinstance(judged.reason, Exclusion):
        return str(EXCLUDED[judged.reason])
    if judged.reason is not None:
        return why(judged.reason, judged)
    digits, (teams, months) = _digits(judged), counts(judged)
    near, far = sorted((abs(judged.low), abs(judged.high)))
    seen = RISES[outcome][0 if judged.effect > 0 else 1] % {
        "size": number(abs(judged.effect), digits)
    }
    return str(
        _(
            "In months when %(measure)s was %(step)s %(unit)s %(way)s than usual for a team, "
            "%(seen)s (%(low)s to %(high)s): seen in %(teams)s teams over %(months)s months.",
            measure=_("“%(name)s”", name=measure.name),
            step=number(judged.step),
            unit=UNITS[measure.outcome] if measure.outcome else measure.unit,
            way=WAYS[Direction(measure.direction)],
            seen=seen,
            low=number(near, digits),
            high=number(far, digits),
            teams=teams,
            months=months,
        )
    ).replace("  ", " ")


def why(reason: Reason, judged: MeasureJudgement) -> str:
    """Put in words why a measure cannot be judged."""
    terms, slope = Terms(), judged.slope
    teams, periods = (slope.teams, slope.periods) if slope is not None else (0, 0)
    return str((WHY | OF_A_MEASURE)[reason]) % {
        "teams": number(teams),
        "seen": number(periods),
        "fewest_teams": number(terms.teams),
        "fewest": number(terms.periods),
        "period": PERIOD[Period.MONTH],
        "periods": PERIODS[Period.MONTH],
        "questions": number(judged.questions),
    }


def reach(judged: MeasureJudgement) -> NumberCells:
    """Write what goes with a step towards better, with its interval."""
    if not isinstance(judged.slope, Slope):
        return NumberCells(why=str(_("no estimate")))
    digits = _digits(judged)
    value, low, high = (signed(each, digits) for each in (judged.effect, judged.low, judged.high))
    return NumberCells(value, low, high, number(int(judged.slope.interactions)))


def counts(judged: MeasureJudgement) -> tuple[str, str]:
    """Write how many teams and months stand behind it."""
    slope = judged.slope
    return (number(slope.teams), number(slope.periods)) if isinstance(slope, Slope) else ("", "")


def _digits(judged: MeasureJudgement) -> int:
    largest = max(abs(judged.low), abs(judged.high))
    return 2 if largest < 1 else 1 if largest < 10 else 0
