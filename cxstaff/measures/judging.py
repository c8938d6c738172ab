"""Whether a target is met, as far as the numbers can tell, and how a number has moved."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, variance

from cxstaff.statistics import t_quantile

CONFIDENCE = 0.95
CONFIDENCE_Z = 1.959964


class TargetVerdict(StrEnum):
    """What an interval says about a target."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"
    NO_DATA = "no data"


class Absence(StrEnum):
    """Why there is no number."""

    NO_DATA = "no data"
    HIDDEN = "hidden to protect people"
    NOT_SHOWN = "not open to who asks"


class Move(StrEnum):
    """How a number has moved since the period before."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Number:
    """The value of a measure over a period, with the ends of its 95 % interval.

    `n` counts answers or interactions for a customer outcome, cases or readings otherwise. The ends
    are None where there is too little to give them. `error` is the standard error of the value, in
    its unit: 0 where everything was counted, so that both ends are the value itself; None where it
    is not known.
    """

    n: int
    value: float
    low: float | None
    high: float | None
    error: float | None = None

    @property
    def is_sample(self) -> bool:
        """Say whether the value was told from a part of what it is about."""
        return self.error is None or self.error > 0

    @classmethod
    def counted(cls, n: int, value: float) -> Number:
        """Return a number in which everything was counted."""
        return cls(n, value, value, value, 0.0)


@dataclass(frozen=True, slots=True)
class Movement:
    """How far a number moved, with the ends of its 95 % interval; None where they are unknown."""

    value: float
    low: float | None
    high: float | None
    move: Move


def mean_of_readings(values: Sequence[float]) -> Number | None:
    """Return the mean of readings with its t interval; None where there are none."""
    n = len(values)
    if n == 0:
        return None
    if n == 1:
        return Number(1, values[0], None, None)
    return _with_t(n, fmean(values), variance(values))


def mean_of_sums(count: int, total: float, squares: float) -> Number | None:
    """Return the same from how many readings there are, their sum and their sum of squares."""
    if count == 0:
        return None
    mean = total / count
    if count == 1:
        return Number(1, mean, None, None)
    return _with_t(count, mean, max(0.0, (squares - count * mean * mean) / (count - 1)))


def judge(number: Number | None, level: float, better: str) -> TargetVerdict:
    """Say whether `level` is reached, where `better` is "up" or "down".

    An interval with the level strictly inside, or none at all, cannot tell.
    """
    if number is None:
        return TargetVerdict.NO_DATA
    if number.low is None or number.high is None:
        return TargetVerdict.CANNOT_TELL
    low, high = (number.low, number.high) if better == "up" else (-number.high, -number.low)
    goal = level if better == "up" else -level
    if low >= goal:
        return TargetVerdict.MET
    return TargetVerdict.NOT_MET if high < goal else TargetVerdict.CANNOT_TELL


def moved(before: Number, after: Number, better: str) -> Movement:
    """Return how a number moved between two periods of which neither holds any of the other.

    The interval is that of a difference of two independent means (normal); without an error of
    both it cannot be told.
    """
    value = after.value - before.value
    if before.error is None or after.error is None:
        return Movement(value, None, None, Move.CANNOT_TELL)
    reach = CONFIDENCE_Z * math.hypot(before.error, after.error)
    low, high = value - reach, value + reach
    if low <= 0 <= high:
        move = Move.SAME if reach == 0 else Move.CANNOT_TELL
    else:
        move = Move.BETTER if (value > 0) == (better == "up") else Move.WORSE
    return Movement(value, low, high, move)


def _with_t(n: int, mean: float, spread: float) -> Number:
    error = math.sqrt(spread / n)
    reach = float(t_quantile(n - 1, (1 + CONFIDENCE) / 2)) * error
    return Number(n, mean, mean - reach, mean + reach, error)
