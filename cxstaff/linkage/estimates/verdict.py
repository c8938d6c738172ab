"""What may be said of a link: supports, conflicts or cannot tell, with every reason."""

from dataclasses import dataclass
from enum import StrEnum

from cxstaff.linkage.estimates.direction import Gate, GateState
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.reliability import Reliability
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.terms import Terms


class Verdict(StrEnum):
    """What the evidence allows to be said."""

    SUPPORTS = "supports"
    CONFLICTS = "conflicts"
    CANNOT_TELL = "cannot_tell"


class Lead(StrEnum):
    """Which way both went where a question stands out among all that can be asked.

    A lead says nothing of which came first, and is to be followed, not believed.
    """

    TOGETHER = "lead_together"
    OPPOSITE = "lead_opposite"


Reading = Verdict | Lead
"""What may be said of a question: a verdict, a lead, or that it cannot be told."""


class DesiredDirection(StrEnum):
    """How the two series move when all is well: a rise with a rise, or a rise with a fall."""

    TOGETHER = "together"
    OPPOSITE = "opposite"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold a verdict or a lead, why it is so, and all the numbers it rests on.

    `reasons` are every obstacle when the verdict is cannot tell, otherwise what was found; a
    caution about size may follow. `adjusted_p` allows for all questions asked.
    """

    verdict: Reading
    reasons: tuple[Reason, ...]
    slope: Slope | Unusable
    adjusted_p: float
    gate: Gate
    reliability: Reliability | Unusable
    terms: Terms


def judge(
    slope: Slope | Unusable,
    adjusted_p: float,
    gate: Gate,
    reliability: Reliability | Unusable,
    *,
    hope: DesiredDirection = DesiredDirection.TOGETHER,
    terms: Terms | None = None,
) -> Judgement:
    """Judge the headline slope; `adjusted_p` allows for all questions asked (`benjamini_hochberg`).

    Anything but cannot tell needs enough teams and periods, an interval without zero that also
    holds among all questions and runs, both tests of direction made and silent, and reliability
    known.
    """
    terms = terms or Terms()
    obstacles = _obstacles(slope, adjusted_p, gate, reliability, terms)
    verdict: Reading
    if obstacles or isinstance(slope, Unusable):
        verdict, reasons = Verdict.CANNOT_TELL, obstacles
    elif (slope.value > 0) == (hope is DesiredDirection.TOGETHER):
        verdict, reasons = Verdict.SUPPORTS, [Reason.MOVES_AS_HOPED]
    else:
        verdict, reasons = Verdict.CONFLICTS, [Reason.MOVES_AGAINST]
    if isinstance(reliability, Reliability) and reliability.value < terms.reliability:
        reasons = [*reasons, Reason.TOO_COARSE_TO_SIZE]
    return Judgement(verdict, tuple(reasons), slope, adjusted_p, gate, reliability, terms)


def lead(
    slope: Slope | Unusable,
    adjusted_p: float,
    gate: Gate,
    reliability: Reliability | Unusable,
) -> Judgement:
    """Judge a question that gets no verdict; `adjusted_p` allows for all that can be asked.

    A lead needs what `lead_of` asks. What else a verdict would take is a caution beside it.
    """
    terms = Terms()
    reading, reasons = lead_of(slope, adjusted_p)
    if isinstance(reading, Lead):
        reasons = _of_order_and_measurement(gate, reliability)
    return Judgement(reading, tuple(reasons), slope, adjusted_p, gate, reliability, terms)


def shown_only(
    slope: Slope | Unusable,
    adjusted_p: float,
    gate: Gate,
    reliability: Reliability | Unusable,
) -> Judgement:
    """Judge a question about chosen teams or times: its numbers are shown, and nothing is called.

    What can be chosen has no end, so that there is nothing to allow for luck by.
    """
    terms = Terms()
    reasons = obstacles_to_lead(slope, 0.0, terms) or [Reason.CHOSEN_AFTERWARDS]
    shown = tuple(reasons)
    return Judgement(Verdict.CANNOT_TELL, shown, slope, adjusted_p, gate, reliability, terms)


def lead_of(slope: Slope | Unusable, adjusted_p: float) -> tuple[Reading, list[Reason]]:
    """Say which way a question leads, or that it cannot be told and every reason why."""
    obstacles = obstacles_to_lead(slope, adjusted_p, Terms())
    if obstacles or isinstance(slope, Unusable):
        return Verdict.CANNOT_TELL, obstacles
    return (Lead.TOGETHER if slope.value > 0 else Lead.OPPOSITE), []


def obstacles_to_lead(slope: Slope | Unusable, adjusted_p: float, terms: Terms) -> list[Reason]:
    """Return what keeps an estimate from standing out among all that can be asked."""
    if isinstance(slope, Unusable):
        return [slope.reason]
    holds_zero = not (slope.low > 0 or slope.high < 0)
    found = {
        Reason.TOO_FEW_TEAMS: slope.teams < terms.teams,
        Reason.TOO_FEW_PERIODS: slope.periods < terms.periods,
        Reason.TOO_FEW_DEGREES: not slope.df >= terms.df,
        Reason.INTERVAL_HOLDS_ZERO: holds_zero,
        Reason.MAY_BE_ONE_OF_MANY: not holds_zero and not adjusted_p <= terms.level,
    }
    return [reason for reason, holds in found.items() if holds]


def _obstacles(
    slope: Slope | Unusable,
    adjusted_p: float,
    gate: Gate,
    reliability: Reliability | Unusable,
    terms: Terms,
) -> list[Reason]:
    obstacles = obstacles_to_lead(slope, adjusted_p, terms)
    if isinstance(slope, Unusable):
        return obstacles
    stands_out = not {Reason.INTERVAL_HOLDS_ZERO, Reason.MAY_BE_ONE_OF_MANY} & set(obstacles)
    if stands_out and adjusted_p > terms.run_level:
        obstacles = [*obstacles, Reason.MAY_BE_ONE_OF_MANY_RUNS]
    return [*obstacles, *_of_order_and_measurement(gate, reliability)]


def _of_order_and_measurement(gate: Gate, reliability: Reliability | Unusable) -> list[Reason]:
    """Return what is not known of which came first, who answered, and how well it is measured."""
    found = {
        Reason.DIRECTION_UNDETERMINED: gate.state is GateState.FIRED,
        Reason.DIRECTION_UNTESTED: gate.state is GateState.UNTESTED,
        Reason.ANSWERING_MOVES: gate.answering_fired,
        Reason.RELIABILITY_UNKNOWN: isinstance(reliability, Unusable),
    }
    return [reason for reason, holds in found.items() if holds]
