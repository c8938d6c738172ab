"""What is known of a team's levers when they are judged together, and what can be found in them.

Days are half-open: what is `until` a day no longer holds on it. None as `until`: it goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FindingKind(StrEnum):
    """A way in which levers of one team can point different ways."""

    PAID_FOR_ANOTHER = "paid for another"
    """A target asks for one measure, and pay is for a different one that nobody asks for."""
    PAID_FOR_ONE_OF_TWO = "paid for one of two"
    """Targets ask for internal numbers and for what customers say; pay is for the former alone."""
    PAID_WITHOUT_GUARD = "paid without guard"
    """Pay is for an internal number, and neither the plan nor the measure has a guard."""
    PAID_WHILE_GUARD_FALLS = "paid while guard falls"
    """Pay is for a measure that got better while its guard got worse."""
    CELEBRATED_UNDER_SUSPICION = "celebrated under suspicion"
    """Celebrated, or thanked for often, is what got better while its guard got worse."""
    NEVER_CELEBRATED = "never celebrated"
    """A target of 90 days or more on what is neither celebrated nor thanked for."""
    CELEBRATED_NOT_MEASURED = "celebrated not measured"
    """Celebrated, or thanked for 5 times or more in 90 days, with neither target nor plan."""
    NOBODY_MEASURED_ON_CUSTOMER = "nobody measured on customer"
    """A customer outcome that no team of the company has a target on."""
    ONLY_INTERNAL = "only internal"
    """Every target, plan and celebration points to an internal measure."""
    BOTH_WAYS = "both ways"
    """Two levers pull one measure both ways."""
    LEVELS_DIFFER = "levels differ"
    """A target and a plan on one measure ask for different levels at the same time."""
    NO_GOOD_BEHAVIOUR = "no good behaviour"
    """There are targets, and none says what good behaviour is."""
    TARGET_WITHOUT_READINGS = "target without readings"
    """A target of 60 days or more on a measure without a number in the last 60."""
    ENDED_WHILE_OTHERS_POINT_ON = "ended while others point on"
    """A lever ended in the last 90 days, while one of another kind on its measure goes on."""
    ON_WHAT_CUSTOMERS_CONFLICT = "on what customers conflict"
    """A lever points to a measure that customers' answers conflict with."""


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """A measure: whose voice it is (customer, internal, employee) and which way is better.

    `judged` is what customers' answers say of it (supports, conflicts, cannot tell; None: not
    asked); `opposite_id` the measure that gets worse as this one gets better.
    """

    id: int
    name: str
    voice: str
    better: str
    guard_id: int | None
    judged: str | None
    opposite_id: int | None = None
    last_number_on: date | None = None


@dataclass(frozen=True, slots=True)
class TargetFact:
    """A target that holds for the team, its own or one from above."""

    measure_id: int
    since: date
    until: date | None
    level: float
    says_behaviour: bool
    lever_id: int = 0


@dataclass(frozen=True, slots=True)
class PlanFact:
    """An incentive plan; `level` is the hardest that its terms ask (None: in words only)."""

    measure_id: int
    since: date
    until: date | None
    name: str
    guard_id: int | None
    level: float | None
    lever_id: int = 0


@dataclass(frozen=True, slots=True)
class CelebrationFact:
    """A celebration."""

    measure_id: int
    since: date
    until: date | None
    name: str
    lever_id: int = 0


@dataclass(frozen=True, slots=True)
class ThanksFact:
    """How many thanks of the last 90 days name a measure; of these `remarks` quote a customer."""

    measure_id: int
    count: int
    remarks: int = 0


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """A change by `value`, from `n` answers, contacts or readings since.

    95 of 100 teams without the lever change from `low` to `high`; None where that is not known.
    """

    value: float
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class SignFact:
    """A measure that has got better, as its guard got worse, in the months since a day.

    Both changes are against the months before the lever began, in units of the measure and of its
    guard; None where they are not known.
    """

    measure_id: int
    since: date
    change: ChangeFact | None = None
    guard_change: ChangeFact | None = None


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """All levers of a team with what is known of their measures, as of `today`."""

    team: str
    today: date
    measures: tuple[MeasureFact, ...]
    targets: tuple[TargetFact, ...] = ()
    plans: tuple[PlanFact, ...] = ()
    celebrations: tuple[CelebrationFact, ...] = ()
    thanks: tuple[ThanksFact, ...] = ()
    signs: tuple[SignFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One mixed message; `measure_id` is None where it is of the team as a whole."""

    kind: FindingKind
    measure_id: int | None
