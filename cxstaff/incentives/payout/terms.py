"""The terms of a plan that pays: its shape, its steps, its cap and its guard, and what is wrong.

Amounts are whole numbers of the smallest unit (cents, points); levels are in the measure's unit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

PRECISE = 9
"""Digits behind the point to which levels and readings are compared: floats are no closer."""

MOST = 10**12
"""The largest amount that can be promised: ten thousand million in cents."""

WHOLE = 100
"""Hundredths in a whole."""


class Shape(StrEnum):
    """How an amount follows from a reading."""

    THRESHOLD = "threshold"
    STEPS = "steps"
    LINE = "line"
    POOL = "pool"


class TermsFlaw(StrEnum):
    """Something about terms with which no amount could be worked out."""

    NUMBER_OF_STEPS = "number of steps"
    NOT_A_NUMBER = "not a number"
    ORDER_OF_LEVELS = "order of levels"
    ORDER_OF_AMOUNTS = "order of amounts"
    AMOUNT_OUT_OF_RANGE = "amount out of range"
    PAYS_NOTHING = "pays nothing"
    CAP_OUT_OF_RANGE = "cap out of range"
    SHARE_OUT_OF_RANGE = "share out of range"


@dataclass(frozen=True, slots=True)
class PaidLevel:
    """A level of the measure, and the amount that belongs to it."""

    level: float
    amount: int


@dataclass(frozen=True, slots=True)
class Guard:
    """What must hold beside the measure: a level of another one, `better` "up" or "down".

    Where it does not hold, `keeps` hundredths of the amount are paid: 0 stops the plan.
    """

    level: float
    better: str
    keeps: int = 0

    def holds(self, reading: float) -> bool:
        """Say whether a reading of the guard is good enough."""
        return is_reached(reading, self.level, self.better)


@dataclass(frozen=True, slots=True)
class PayoutTerms:
    """What is paid for which reading, where `better` is "up" or "down".

    THRESHOLD and POOL have one step, paid once its level is reached; a pool is shared by those who
    take part. STEPS pays the amount of the best step reached. LINE has two: at the first level its
    amount, which may be 0, growing evenly to that of the second, which is the most. `cap` is the
    most that one recipient is paid for a period, None without one.
    """

    shape: Shape
    better: str
    steps: tuple[PaidLevel, ...]
    cap: int | None = None
    guard: Guard | None = None

    @property
    def most(self) -> int:
        """Return the largest amount one period can bring, for a pool that of all together."""
        largest = max((step.amount for step in self.steps), default=0)
        if self.shape is Shape.POOL or self.cap is None:
            return largest
        return min(largest, self.cap)


def is_reached(reading: float, level: float, better: str) -> bool:
    """Say whether a reading is at the level or on its better side."""
    ahead = round(reading - level, PRECISE)
    return ahead >= 0 if better == "up" else ahead <= 0


def flaws_of(terms: PayoutTerms) -> list[TermsFlaw]:
    """Return what is wrong with terms, in the order of `TermsFlaw`; empty where nothing is."""
    found = set(_flaws_of_steps(terms))
    if terms.cap is not None and not 0 < terms.cap <= MOST:
        found.add(TermsFlaw.CAP_OUT_OF_RANGE)
    if terms.guard:
        if not math.isfinite(terms.guard.level):
            found.add(TermsFlaw.NOT_A_NUMBER)
        if not 0 <= terms.guard.keeps < WHOLE:
            found.add(TermsFlaw.SHARE_OUT_OF_RANGE)
    return [flaw for flaw in TermsFlaw if flaw in found]


def _flaws_of_steps(terms: PayoutTerms) -> list[TermsFlaw]:
    found, count = list[TermsFlaw](), len(terms.steps)
    right_count = {Shape.LINE: count == 2, Shape.STEPS: count >= 2}.get(terms.shape, count == 1)
    if not right_count:
        found.append(TermsFlaw.NUMBER_OF_STEPS)
    if not all(math.isfinite(step.level) for step in terms.steps):
        return [*found, TermsFlaw.NOT_A_NUMBER]
    if any(not 0 <= step.amount <= MOST for step in terms.steps):
        found.append(TermsFlaw.AMOUNT_OUT_OF_RANGE)
    for easier, harder in pairwise(terms.steps):
        if is_reached(easier.level, harder.level, terms.better):
            found.append(TermsFlaw.ORDER_OF_LEVELS)
        if harder.amount <= easier.amount:
            found.append(TermsFlaw.ORDER_OF_AMOUNTS)
    paying = terms.steps[1:] if terms.shape is Shape.LINE else terms.steps
    if any(step.amount == 0 for step in paying):
        found.append(TermsFlaw.PAYS_NOTHING)
    return found
