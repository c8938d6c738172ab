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


class Hope(StrEnum):
    """How the two series move when all is well: a rise with a rise, or a rise with a fall."""

    TOGETHER = "together"
    OPPOSITE = "opposite"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold a verdict, why it is so, and all the numbers it rests on.

    `reasons` are every obstacle when the verdict is cannot tell, otherwise what was found; a
    caution about size may follow. `adjusted_p` allows for all questions asked.
    """

    verdict: Verdict
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
    hope: Hope = Hope.TOGETHER,
    terms: Terms | None = None,
) -> Judgement:
    """Judge the headline slope; `adjusted_p` allows for all questions asked (`benjamini_hochberg`).

    Anything but cannot tell needs enough teams and periods, an interval without zero that also
    holds among all questions and runs, both tests of direction made and silent, and reliability
    known.
    """
    terms = terms or Terms()
    obstacles = _obstacles(slope, adjusted_p, gate, reliability, terms)
    if obstacles or isinstance(slope, Unusable):
        verdict, reasons = Verdict.CANNOT_TELL, obstacles
    elif (slope.value > 0) == (hope is Hope.TOGETHER):
        verdict, reasons = Verdict.SUPPORTS, [Reason.MOVES_AS_HOPED]
    else:
        verdict, reasons = Verdict.CONFLICTS, [Reason.MOVES_AGAINST]
    if isinstance(reliability, Reliability) and reliability.value < terms.reliability:
        reasons = [*reasons, Reason.TOO_COARSE_TO_SIZE]
    return Judgement(verdict, tuple(reasons), slope, adjusted_p, gate, reliability, terms)


def _obstacles(
    slope: Slope | Unusable,
    adjusted_p: float,
    gate: Gate,
    reliability: Reliability | Unusable,
    terms: Terms,
) -> list[Reason]:
    if isinstance(slope, Unusable):
        return [slope.reason]
    holds_zero = not (slope.low > 0 or slope.high < 0)
    is_one_of_many = not adjusted_p <= terms.level
    is_one_run = not is_one_of_many and adjusted_p > terms.run_level
    found = {
        Reason.TOO_FEW_TEAMS: slope.teams < terms.teams,
        Reason.TOO_FEW_PERIODS: slope.periods < terms.periods,
        Reason.TOO_FEW_DEGREES: not slope.df >= terms.df,
        Reason.INTERVAL_HOLDS_ZERO: holds_zero,
        Reason.MAY_BE_ONE_OF_MANY: not holds_zero and is_one_of_many,
        Reason.MAY_BE_ONE_OF_MANY_RUNS: not holds_zero and is_one_run,
        Reason.DIRECTION_UNDETERMINED: gate.state is GateState.FIRED,
        Reason.DIRECTION_UNTESTED: gate.state is GateState.UNTESTED,
        Reason.RELIABILITY_UNKNOWN: isinstance(reliability, Unusable),
    }
    return [reason for reason, holds in found.items() if holds]
