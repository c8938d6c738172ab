"""Whether a target is met, as far as the numbers can tell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, variance

from cxstaff.statistics import t_quantile

CONFIDENCE = 0.95


class Verdict(StrEnum):
    """What an interval says about a target."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"
    NO_DATA = "no data"


@dataclass(frozen=True, slots=True)
class Number:
    """The value of a measure over a period, with the ends of its 95 % interval.

    `n` counts answers or interactions for a customer outcome, weekly readings otherwise. The ends
    are None where there is too little to give them.
    """

    n: int
    value: float
    low: float | None
    high: float | None


def mean_of_readings(values: Sequence[float]) -> Number | None:
    """Return the mean of weekly readings with its t interval; None where there are none."""
    n = len(values)
    if n == 0:
        return None
    if n == 1:
        return Number(1, values[0], None, None)
    mean = fmean(values)
    reach = float(t_quantile(n - 1, (1 + CONFIDENCE) / 2)) * math.sqrt(variance(values) / n)
    return Number(n, mean, mean - reach, mean + reach)


def judge(number: Number | None, level: float, better: str) -> Verdict:
    """Say whether `level` is reached, where `better` is "up" or "down".

    An interval with the level strictly inside, or none at all, cannot tell.
    """
    if number is None:
        return Verdict.NO_DATA
    if number.low is None or number.high is None:
        return Verdict.CANNOT_TELL
    low, high = (number.low, number.high) if better == "up" else (-number.high, -number.low)
    goal = level if better == "up" else -level
    if low >= goal:
        return Verdict.MET
    return Verdict.NOT_MET if high < goal else Verdict.CANNOT_TELL
