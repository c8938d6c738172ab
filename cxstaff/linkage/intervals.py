"""Intervals around shares, net promoter scores and means, narrower where a whole team was asked."""

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.reasons import Reason, Unusable


@dataclass(frozen=True, slots=True)
class Interval:
    """Hold a value, the ends of its interval and the number of answers behind it."""

    value: float
    low: float
    high: float
    n: int


def share(
    hits: int, n: int, population: int | None = None, confidence: float = 0.95
) -> Interval | Unusable:
    """Give the share hits / n, from 0 to 1, with Wilson's interval (1927, JASA 22).

    With a `population` the n answers count as n (N−1) / (N−n), the finite-population correction.
    """
    refused = _refuse([hits, n - hits], population)
    if refused:
        return refused
    p, left = hits / n, _left(n, population)
    if left == 0:
        return Interval(p, p, p, n)
    z2, count = _z(confidence) ** 2, n / left
    centre = (p + z2 / (2 * count)) / (1 + z2 / count)
    reach = np.sqrt(z2 * (p * (1 - p) / count + z2 / (4 * count**2))) / (1 + z2 / count)
    low = 0.0 if hits == 0 else float(centre - reach)
    high = 1.0 if hits == n else float(centre + reach)
    return Interval(p, low, high, n)


def net_promoters(
    promoters: int,
    passives: int,
    detractors: int,
    population: int | None = None,
    confidence: float = 0.95,
) -> Interval | Unusable:
    """Give the net promoter score, from −100 to 100, with the adjusted Wald interval.

    ¾ promoter, 1½ passives and ¾ detractor are added (Rocks 2016, The American Statistician 70);
    `population` as in `share`. The interval always holds the score itself.
    """
    refused = _refuse([promoters, passives, detractors], population)
    if refused:
        return refused
    n = promoters + passives + detractors
    score, left = 100 * (promoters - detractors) / n, _left(n, population)
    count = n + 3 * left
    up, down = (promoters + 0.75 * left) / count, (detractors + 0.75 * left) / count
    spread = np.sqrt(max(up + down - (up - down) ** 2, 0.0) * left / count)
    low, high = (100 * (up - down + side * _z(confidence) * spread) for side in (-1, 1))
    return Interval(score, max(min(low, score), -100.0), min(max(high, score), 100.0), n)


def mean(
    n: int, total: float, squares: float, population: int | None = None, confidence: float = 0.95
) -> Interval | Unusable:
    """Give a mean from running sums with its t interval, in the units of the answers.

    `total` is the sum and `squares` the sum of squares; the variance is multiplied by 1 − n/N when
    a `population` is given (Cochran 1977, section 2.6). Answers that are all alike show no spread
    to learn from, so that only a complete population gets an interval then.
    """
    from scipy.stats import t

    refused = _refuse([n], population)
    if refused:
        return refused
    if not np.isfinite([total, squares]).all():
        return Unusable(Reason.IMPOSSIBLE_COUNTS)
    value = total / n
    if population == n:
        return Interval(value, value, value, n)
    if n < 2:
        return Unusable(Reason.TOO_FEW_ANSWERS, cells=n)
    variance = (squares - total * value) / (n - 1)
    if variance <= 1e-14 * squares / n:
        return Unusable(Reason.ANSWERS_DO_NOT_DIFFER, cells=n)
    rest = 1.0 if population is None else 1 - n / population
    reach = float(t.ppf((1 + confidence) / 2, n - 1) * np.sqrt(variance / n * rest))
    return Interval(value, value - reach, value + reach, n)


def _refuse(counts: list[int], population: int | None) -> Unusable | None:
    whole = all(np.isfinite(c) and c >= 0 for c in counts)
    if not whole or (population is not None and not sum(counts) <= population):
        return Unusable(Reason.IMPOSSIBLE_COUNTS)
    return None if sum(counts) else Unusable(Reason.TOO_FEW_ANSWERS)


def _left(n: int, population: int | None) -> float:
    """Give the part of the sampling variance that a finite population leaves, from 0 to 1."""
    if population is None:
        return 1.0
    return (population - n) / (population - 1) if population > 1 else 0.0


def _z(confidence: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1 + confidence) / 2))
