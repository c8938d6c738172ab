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


LUCK = frozenset({Reason.INTERVAL_HOLDS_ZERO, Reason.MAY_BE_ONE_OF_MANY})
"""Reasons that say that luck may have brought about what was seen."""
Reading = Verdict | Lead
"""What may be said of a question: a verdict, a lead, or that it cannot be told."""


class DesiredDirection(StrEnum):
    """How the two series move when all is well: a rise with a rise, or a rise with a fall."""

    TOGETHER = "together"
    OPPOSITE = "opposite"


@dataclass(frozen=True, slots=True)
class Beside:
    """Hold the estimate beside the headline: one of the two has teams parted by known changes.

    `adjusted_p` allows for all questions asked, as that of the headline does. `is_parted` says that
    in this one teams count as new ones from each known change on; else they do in the headline.
    """

    slope: Slope | Unusable
    adjusted_p: float
    is_parted: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold a verdict or a lead, why it is so, and all the numbers it rests on.

    `reasons` are every obstacle when the verdict is cannot tell, otherwise what was found; a
    caution about size may follow. `adjusted_p` allows for all questions asked. `beside` is None
    where nothing that is known changed in the teams compared. `slope` is what the answer rests on.
    """

    verdict: Reading
    reasons: tuple[Reason, ...]
    slope: Slope | Unusable
    adjusted_p: float
    gate: Gate
    reliability: Reliability | Unusable
    terms: Terms
    beside: Beside | None = None

    @property
    def rests_on_parted(self) -> bool:
        """Say whether the answer rests on teams that are parted by known changes."""
        return self.beside is not None and not self.beside.is_parted

    @property
    def as_called(self) -> tuple[Slope | Unusable, float, Beside | None]:
        """Return the slope of teams as they are called, its adjusted p, and the one beside it."""
        if self.beside is None or self.beside.is_parted:
            return self.slope, self.adjusted_p, self.beside
        return self.beside.slope, self.beside.adjusted_p, Beside(self.slope, self.adjusted_p)


def judge(
    slope: Slope | Unusable,
    adjusted_p: float,
    gate: Gate,
    reliability: Reliability | Unusable,
    *,
    hope: DesiredDirection = DesiredDirection.TOGETHER,
    terms: Terms | None = None,
    beside: Beside | None = None,
) -> Judgement:
    """Judge a slope of teams as they are called; `adjusted_p` allows for all questions asked.

    Anything but cannot tell needs enough teams and periods, an interval without zero that also
    holds among all questions and runs, both tests of direction made and silent, and reliability
    known. With an estimate `beside` it of teams parted by known changes, that one has to show all
    this, for nothing known can account for it; teams as they are called need the same sign.
    """
    terms = terms or Terms()
    if beside is not None and beside.is_parted and is_enough(beside.slope, terms):
        slope, adjusted_p, beside = (
            beside.slope,
            beside.adjusted_p,
            Beside(slope, adjusted_p, is_parted=False),
        )
    obstacles = _obstacles(slope, adjusted_p, gate, reliability, terms, beside)
    verdict: Reading
    if obstacles or isinstance(slope, Unusable):
        verdict, reasons = Verdict.CANNOT_TELL, obstacles
    elif (slope.value > 0) == (hope is DesiredDirection.TOGETHER):
        verdict, reasons = Verdict.SUPPORTS, [Reason.MOVES_AS_HOPED]
    else:
        verdict, reasons = Verdict.CONFLICTS, [Reason.MOVES_AGAINST]
    if isinstance(reliability, Reliability) and reliability.value < terms.reliability:
        reasons = [*reasons, Reason.TOO_COARSE_TO_SIZE]
    return Judgement(verdict, tuple(reasons), slope, adjusted_p, gate, reliability, terms, beside)


def lead(
    slope: Slope | Unusable,
    adjusted_p: float,
    gate: Gate,
    reliability: Reliability | Unusable,
    beside: Beside | None = None,
) -> Judgement:
    """Judge a question that gets no verdict; `adjusted_p` allows for all that can be asked.

    A lead needs what `lead_of` asks. What else a verdict would take is a caution beside it.
    """
    terms = Terms()
    reading, reasons = lead_of(slope, adjusted_p, beside)
    if isinstance(reading, Lead):
        reasons = _of_order_and_measurement(slope, gate, reliability)
    return Judgement(reading, tuple(reasons), slope, adjusted_p, gate, reliability, terms, beside)


def shown_only(
    slope: Slope | Unusable,
    adjusted_p: float,
    gate: Gate,
    reliability: Reliability | Unusable,
    beside: Beside | None = None,
) -> Judgement:
    """Judge a question about chosen teams or times: its numbers are shown, and nothing is called.

    What can be chosen has no end, so that there is nothing to allow for luck by.
    """
    terms = Terms()
    reasons = obstacles_to_lead(slope, 0.0, terms) or [Reason.CHOSEN_AFTERWARDS]
    shown = tuple(reasons)
    told = Verdict.CANNOT_TELL
    return Judgement(told, shown, slope, adjusted_p, gate, reliability, terms, beside)


def lead_of(
    slope: Slope | Unusable, adjusted_p: float, beside: Beside | None = None
) -> tuple[Reading, list[Reason]]:
    """Say which way a question leads, or that it cannot be told and every reason why."""
    obstacles = obstacles_to_lead(slope, adjusted_p, Terms(), beside)
    if obstacles or isinstance(slope, Unusable):
        return Verdict.CANNOT_TELL, obstacles
    return (Lead.TOGETHER if slope.value > 0 else Lead.OPPOSITE), []


def is_enough(slope: Slope | Unusable, terms: Terms) -> bool:
    """Say whether known changes leave enough teams, periods and degrees of freedom."""
    return isinstance(slope, Slope) and not any(_too_few(slope, terms).values())


def obstacles_to_lead(
    slope: Slope | Unusable, adjusted_p: float, terms: Terms, beside: Beside | None = None
) -> list[Reason]:
    """Return what keeps an estimate, and the one `beside` it, from standing out among all asked."""
    if isinstance(slope, Unusable):
        return [slope.reason]
    holds_zero = _holds_zero(slope)
    found = _too_few(slope, terms) | {
        Reason.INTERVAL_HOLDS_ZERO: holds_zero,
        Reason.MAY_BE_ONE_OF_MANY: not holds_zero and not adjusted_p <= terms.level,
    }
    obstacles = [reason for reason, holds in found.items() if holds]
    if beside is not None and not beside.is_parted:
        return _with_agreement(obstacles, slope, beside, terms)
    if beside is None or LUCK & set(obstacles):
        return obstacles
    return [*obstacles, *_obstacles_beside(slope, beside, terms)]


def _with_agreement(
    obstacles: list[Reason], slope: Slope, beside: Beside, terms: Terms
) -> list[Reason]:
    """Add what teams as they are called have against a slope of teams that are parted.

    Their slope is no second test, for it may hold what known changes brought with them, and may be
    less certain for it: it has to have the same sign.
    """
    called = beside.slope
    if isinstance(called, Unusable):
        return obstacles
    if LUCK & set(obstacles):
        if _holds_zero(called) or not beside.adjusted_p <= min(terms.level, terms.run_level):
            return obstacles
        return [Reason.LOST_BESIDE_CHANGES, *(each for each in obstacles if each not in LUCK)]
    if (called.value > 0) == (slope.value > 0):
        return obstacles
    return [*obstacles, Reason.ESTIMATES_DIFFER]


def _obstacles_beside(slope: Slope, beside: Beside, terms: Terms) -> list[Reason]:
    """Return what keeps the estimate beside another from saying the same of the same sign."""
    other = beside.slope
    if isinstance(other, Unusable) or any(_too_few(other, terms).values()):
        return [Reason.CHANGES_LEAVE_TOO_LITTLE]
    is_same = (other.value > 0) == (slope.value > 0) and not _holds_zero(other)
    if is_same and beside.adjusted_p <= min(terms.level, terms.run_level):
        return []
    return [Reason.LOST_BESIDE_CHANGES]


def _holds_zero(slope: Slope) -> bool:
    return not (slope.low > 0 or slope.high < 0)


def _too_few(slope: Slope, terms: Terms) -> dict[Reason, bool]:
    return {
        Reason.TOO_FEW_TEAMS: slope.teams < terms.teams,
        Reason.TOO_FEW_PERIODS: slope.periods < terms.periods,
        Reason.TOO_FEW_DEGREES: not slope.df >= terms.df,
    }


def _obstacles(
    slope: Slope | Unusable,
    adjusted_p: float,
    gate: Gate,
    reliability: Reliability | Unusable,
    terms: Terms,
    beside: Beside | None,
) -> list[Reason]:
    obstacles = obstacles_to_lead(slope, adjusted_p, terms, beside)
    if isinstance(slope, Unusable):
        return obstacles
    if not (LUCK | {Reason.LOST_BESIDE_CHANGES}) & set(obstacles) and adjusted_p > terms.run_level:
        obstacles = [*obstacles, Reason.MAY_BE_ONE_OF_MANY_RUNS]
    return [*obstacles, *_of_order_and_measurement(slope, gate, reliability)]


def _of_order_and_measurement(
    slope: Slope | Unusable, gate: Gate, reliability: Reliability | Unusable
) -> list[Reason]:
    """Return what is not known of which came first, who answered, and how well it is measured."""
    found = {
        Reason.DIRECTION_UNDETERMINED: gate.state is GateState.FIRED,
        Reason.DIRECTION_UNTESTED: gate.state is GateState.UNTESTED,
        Reason.ANSWERING_MOVES: gate.answering_fired(slope),
        Reason.RELIABILITY_UNKNOWN: isinstance(reliability, Unusable),
    }
    return [reason for reason, holds in found.items() if holds]
