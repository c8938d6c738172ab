"""Whether two published results differ by more than chance: differences, and many at once.

Pure arithmetic on what is published. Nobody is compared with "the rest": a team stands against the
company it is part of, so that nothing new is told about those outside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from cxstaff.pulses.scoring.scoring import Interval, variance_of_mean
from cxstaff.statistics import benjamini_hochberg, t_reach, t_share

FALSE_DISCOVERIES = 0.05
SMALLEST_NAMED = 0.5  # points: less is shown as 0


class ScoreMove(StrEnum):
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
    """A difference in points, its two-sided p-value, and how far chance alone reaches (95 %)."""

    value: float
    p: float
    reach: float = 0.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A difference in points, whether it is larger than chance makes, and how far that reaches."""

    value: float
    direction: ScoreMove
    reach: float = 0.0


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
    return from_company_over([(team, company)])


def from_company_over(rounds: Sequence[tuple[Result, Result]]) -> Difference | None:
    """Compare a group with the company over several rounds, each told beside that round's company.

    It is the mean of the rounds' own differences, weighted by the group's answers: what the company
    went through between them does not count. Some may have answered in more than one, and nothing
    stored could tell who; by Minkowski the standard error of a mean is at most the mean of the
    standard errors, however answers go together. So that is taken, with the degrees of freedom of
    the smallest round. None where any of them has no variance, or there is none.
    """
    variances = [_variance_from_company(team, company) for team, company in rounds]
    known = [each for each in variances if each is not None]
    if not rounds or len(known) < len(rounds):
        return None
    n = sum(team.n for team, _ in rounds)
    parts = [(team.n / n, _apart(team, company)) for team, company in rounds]
    error = sum(part * sqrt(each) for (part, _), each in zip(parts, known, strict=True))
    value = sum(part * apart for part, apart in parts)
    return _difference(value, error**2, min(team.n for team, _ in rounds))


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
    direction = ScoreMove.HIGHER if difference.value > 0 else ScoreMove.LOWER
    return Judged(difference.value, direction if clear else ScoreMove.UNCLEAR, difference.reach)


def _variance_from_company(team: Result, company: Result) -> float | None:
    """Return how far a group's difference from its company may be off, squared."""
    inner, outer = team.variance_of_mean, company.variance_of_mean
    if inner is None or outer is None:
        return None
    weight = min(1.0, team.n / company.n)
    n, invited = company.n - team.n, company.invited - team.invited
    others = variance_of_mean(company.mean, company.variance, n, invited, company.lowest)
    least = (1 - weight) ** 2 * (inner + (others or 0.0))
    return max(inner * (1 - 2 * weight) + outer, least)


def _apart(one: Result, other: Result) -> float:
    """Return how far two means are apart at the least: what coding hides is no difference."""
    low, high = one.ends.low - other.ends.high, one.ends.high - other.ends.low
    return max(low, 0.0) if high > 0 else high


def _difference(value: float, variance: float, n: int) -> Difference:
    """Test a difference with Student's t, on the degrees of freedom of the smaller group."""
    if variance <= 1e-9:
        return Difference(value, 0.0 if abs(value) >= SMALLEST_NAMED else 1.0)
    freedom, error = max(1, n - 1), sqrt(variance)
    p = min(1.0, 2 * float(t_share(freedom, -abs(value) / error)))
    return Difference(value, p, t_reach(freedom) * error)
