"""Whether two published results differ by more than chance: differences, and many at once.

Pure arithmetic on what is published. Nobody is compared with "the rest": a team stands against the
company it is part of, so that nothing new is told about those outside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt

from cxstaff.pulses.scoring.scoring import Interval, variance_of_mean
from cxstaff.statistics import benjamini_hochberg, t_share

FALSE_DISCOVERIES = 0.05
SMALLEST_NAMED = 0.5  # points: less is shown as 0


class Direction(StrEnum):
    """What can be said about a difference."""

    HIGHER = "higher"
    LOWER = "lower"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Result:
    """A published mean in points with its variance, of `n` answers by `invited` people asked.

    `lowest` is the end of its scale; a coded mean lies somewhere in `coded`.
    """

    mean: float
    variance: float | None
    n: int
    invited: int
    lowest: float = 0.0
    coded: Interval | None = None

    @property
    def ends(self) -> Interval:
        """Return what the mean lies between, for all that is told."""
        return self.coded or Interval(self.mean, self.mean)

    @property
    def variance_of_mean(self) -> float | None:
        """Return how far the mean may lie from that of all asked, squared."""
        return variance_of_mean(self.mean, self.variance, self.n, self.invited, self.lowest)


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference in points and its two-sided p-value."""

    value: float
    p: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A difference in points, and whether it is larger than chance makes."""

    value: float
    direction: Direction


def since(now: Result, before: Result) -> Difference | None:
    """Compare two rounds of one group; None where one answer leaves no variance.

    Mostly the same people answer twice and their answers resemble each other, which makes the true
    error smaller than that of independent rounds, Var = v₁ + v₂. Taking them as independent is
    therefore careful; nothing stored could tell who answered both.
    """
    first, second = before.variance_of_mean, now.variance_of_mean
    if first is None or second is None:
        return None
    return _difference(_apart(now, before), first + second, min(now.n, before.n))


def from_company(team: Result, company: Result) -> Difference | None:
    """Compare a group with the company it is part of; None where there is no variance.

    With w = n_t/n_c the company's mean is w·m_t + (1 − w)·m_r, and those outside answer
    independently, so Cov(m_t, m_c) = w·v_t and Var(m_t − m_c) = v_t(1 − 2w) + v_c. Variances that
    are bounds may make too little of it for w > ½. So it is taken for no less than the same written
    with those outside, (1 − w)²(v_t + v_r), who are given the spread of the company.
    """
    inner, outer = team.variance_of_mean, company.variance_of_mean
    if inner is None or outer is None:
        return None
    weight = min(1.0, team.n / company.n)
    others = replace(company, n=company.n - team.n, invited=company.invited - team.invited)
    least = (1 - weight) ** 2 * (inner + (others.variance_of_mean or 0.0))
    variance = max(inner * (1 - 2 * weight) + outer, least)
    return _difference(_apart(team, company), variance, team.n)


def judged(found: Sequence[Difference | None]) -> list[Judged | None]:
    """Say which differences of one page are clear, keeping false discoveries among them at 5 %.

    Benjamini & Hochberg (1995, JRSS B 57) over all that stand on the page together.
    """
    told = [each for each in found if each is not None]
    if not told:
        return [None] * len(found)
    adjusted = iter(benjamini_hochberg([each.p for each in told]))
    return [None if each is None else _judge(each, float(next(adjusted))) for each in found]


def _judge(difference: Difference, adjusted: float) -> Judged:
    clear = adjusted <= FALSE_DISCOVERIES and abs(difference.value) >= SMALLEST_NAMED
    if not clear:
        return Judged(difference.value, Direction.UNCLEAR)
    return Judged(difference.value, Direction.HIGHER if difference.value > 0 else Direction.LOWER)


def _apart(one: Result, other: Result) -> float:
    """Return how far two means are apart at the least: what coding hides is no difference."""
    low, high = one.ends.low - other.ends.high, one.ends.high - other.ends.low
    return max(low, 0.0) if high > 0 else high


def _difference(value: float, variance: float, n: int) -> Difference:
    """Test a difference with Student's t, on the degrees of freedom of the smaller group."""
    if variance <= 1e-9:
        return Difference(value, 0.0 if abs(value) >= SMALLEST_NAMED else 1.0)
    t = abs(value) / sqrt(variance)
    return Difference(value, min(1.0, 2 * float(t_share(max(1, n - 1), -t))))
