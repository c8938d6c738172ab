"""What terms invite that nobody wants, told before a plan begins: about its terms, not people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from cxstaff.incentives.payout.luck import Luck
from cxstaff.incentives.payout.terms import PayoutTerms, Shape

HALF = 0.5


class Caution(StrEnum):
    """Something to know before agreeing to a plan."""

    NO_CUSTOMER_GUARD = "no customer guard"
    INSIDE_NOISE = "inside the noise"
    CLIFF = "cliff"
    MOSTLY_LUCK = "mostly luck"
    TOO_FEW_READINGS = "too few readings"
    BUDGET_TOO_SMALL = "budget too small"
    PAID_TWICE = "paid twice"


@dataclass(frozen=True, slots=True)
class Voices:
    """Whose voice the measure is, and that of its guard in the plan, None without one."""

    is_customers: bool
    guard_is_customers: bool | None


def cautions_of(
    terms: PayoutTerms, voices: Voices, intervals: Sequence[tuple[float, float]], luck: Luck | None
) -> list[Caution]:
    """Return what speaks against terms, in the order of `Caution`.

    `intervals` are the ends of past readings; `luck` is what chance does to the plan, None where
    too little is known to say.
    """
    found = set[Caution]()
    if not voices.is_customers and not voices.guard_is_customers:
        found.add(Caution.NO_CUSTOMER_GUARD)
    if is_inside_noise(terms, intervals):
        found.add(Caution.INSIDE_NOISE)
    if has_cliff(terms):
        found.add(Caution.CLIFF)
    if luck is None:
        found.add(Caution.TOO_FEW_READINGS)
    elif luck.share is not None and luck.share > HALF:
        found.add(Caution.MOSTLY_LUCK)
    return [each for each in Caution if each in found]


def has_cliff(terms: PayoutTerms) -> bool:
    """Say whether just missing a level costs at least half of the most that can be won.

    Who is past it, or cannot reach it any more, has a reason to wait for the next period.
    """
    amounts = [0, *(step.amount for step in terms.steps)]
    if terms.shape is Shape.LINE:
        amounts = amounts[:2]  # from there on it grows evenly
    most = max(step.amount for step in terms.steps)
    return any(after - before >= HALF * most for before, after in pairwise(amounts))


def is_inside_noise(terms: PayoutTerms, intervals: Sequence[tuple[float, float]]) -> bool:
    """Say whether in half of the past or more, a level lay inside the interval of the reading.

    Then whether it was reached could not be told, and was paid for all the same. Of a line only its
    first level counts, and only where something is paid at once.
    """
    levels = [step.level for step in terms.steps]
    if terms.shape is Shape.LINE:
        levels = levels[:1] if terms.steps[0].amount else []
    unsure = [any(low < level < high for level in levels) for low, high in intervals]
    return bool(unsure) and sum(unsure) >= HALF * len(unsure)
