"""What numbers add up to: points, means, shares and intervals. Pure arithmetic.

Points run from 0 to 100 on every scale: (v − lowest) / (highest − lowest) × 100. An eNPS counts
−100 for 0–6, 0 for 7–8 and 100 for 9–10. An answer is favourable from 5 of 7, 4 of 5 and 9 of 10.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

from cxstaff.promoters import DETRACTOR_TO, PROMOTER_FROM
from cxstaff.pulses.models import Scale
from cxstaff.statistics import t_reach

FAVOURABLE_FROM = {Scale.AGREE_7: 5, Scale.AGREE_5: 4, Scale.ZERO_TO_TEN: 9}
CODED_BELOW = 40
LOWEST_SHARE, HIGHEST_SHARE = 0.1, 0.9
FAR, MANY = 0.05, 40
"""The share of answers taken to stand at the far end of a scale, up to so many answers."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The ends that a number lies between."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What a group answered: how many, the mean in points, its variance, the favourable share.

    `variance` is that of one answer, or a bound of it where several questions make up the mean.
    `coded` is where a mean lies whose shares were held within their ends; None where it is exact.
    """

    n: int
    mean: float
    variance: float | None
    favourable: float | None
    coded: Interval | None = None


@cache
def points(scale: Scale, value: int) -> float:
    """Return an answer as points from 0 to 100."""
    return (value - scale.lowest) / (scale.highest - scale.lowest) * 100


def is_favourable(scale: Scale, value: int) -> bool:
    """Say whether an answer counts as favourable."""
    return value >= FAVOURABLE_FROM[scale]


def summarise(values: Sequence[float], favourable: int | None) -> Summary:
    """Summarise the points of a group; `favourable` counts those who answered favourably."""
    n = len(values)
    mean = sum(values) / n
    variance = sum((value - mean) ** 2 for value in values) / (n - 1) if n > 1 else None
    share = None if favourable is None else coded_share(favourable / n, n)
    return Summary(n, mean, variance, share)


def promoter_shares(values: Sequence[int]) -> tuple[float, float]:
    """Return the shares of promoters and of detractors among answers of 0–10."""
    for_us = sum(value >= PROMOTER_FROM for value in values)
    against = sum(value <= DETRACTOR_TO for value in values)
    return for_us / len(values), against / len(values)


def promoters(values: Sequence[int]) -> Summary:
    """Summarise an eNPS: the coded share of promoters less that of detractors, in points."""
    n, shares = len(values), promoter_shares(values)
    for_us, against = (coded_share(share, n) for share in shares)
    spread = for_us + against - (for_us - against) ** 2
    variance = spread * 100**2 * n / (n - 1) if n > 1 else None
    mean = (for_us - against) * 100
    return Summary(n, mean, variance, None, _beyond(*shares) if n < CODED_BELOW else None)


def chosen(values: Sequence[int], option: int) -> Summary:
    """Summarise how many chose an option: the coded share as points, and as favourable share."""
    n = len(values)
    share = coded_share(sum(value == option for value in values) / n, n)
    variance = share * (1 - share) * 100**2 * n / (n - 1) if n > 1 else None
    return Summary(n, share * 100, variance, share)


def composite(items: Sequence[Summary]) -> Summary:
    """Summarise several items as one: the mean of their means, over as many as the fewest answered.

    It adds nothing to what the items tell alone: neither can skipping a question be solved for, nor
    does it tell how answers of one person lie together. Therefore its variance is a bound: by
    Minkowski the standard error of a mean of means is at most the mean of their standard errors,
    however answers go together, and exactly that where everybody answers all of them alike.
    """
    shares = [item.favourable for item in items if item.favourable is not None]
    n = min(item.n for item in items)
    known = [item.variance / item.n for item in items if item.variance is not None]
    error = sum(sqrt(each) for each in known) / len(items)
    return Summary(
        n=n,
        mean=sum(item.mean for item in items) / len(items),
        variance=n * error**2 if len(known) == len(items) else None,
        favourable=sum(shares) / len(shares) if shares else None,
    )


def coded_share(share: float, n: int) -> float:
    """Return a share, held within 10 % and 90 % in groups under 40."""
    return share if n >= CODED_BELOW else held_share(share)


def held_share(share: float) -> float:
    """Return a share held within 10 % and 90 %."""
    return min(max(share, LOWEST_SHARE), HIGHEST_SHARE)


def interval(
    mean: float,
    variance: float | None,
    n: int,
    invited: int,
    lowest: float = 0.0,
    coded: Interval | None = None,
) -> Interval | None:
    """Return the 95 % interval of the mean of all `invited` people when `n` of them answered.

    Student's t with the finite population correction 1 − n/N (Cochran 1977, §2.8), cut off at the
    ends of the scale. A coded mean may lie anywhere in `coded`, and the interval reaches as far
    beyond. One answer moves an eNPS by 100/n or more; where nothing is coded, half of that is added
    (§3.6). None where one answer leaves no variance.
    """
    spread = variance_of_mean(mean, variance, n, invited, lowest)
    if spread is None:
        return None
    reach, ends = t_reach(n - 1) * sqrt(spread), coded or Interval(mean, mean)
    reach += 50.0 / n if lowest < 0 and CODED_BELOW <= n < invited else 0.0
    return Interval(max(lowest, ends.low - reach), min(100.0, ends.high + reach))


def variance_of_mean(
    mean: float, variance: float | None, n: int, invited: int, lowest: float = 0.0
) -> float | None:
    """Return how far the mean of `n` answers may lie from that of all `invited`, squared.

    Answers that are nearly alike hide how others may differ: those who did not answer may stand far
    below a ceiling. So the variance is never taken for less than if one answer in 20 (of more than
    40: two of all) stood at the far end of the scale. Only where everybody answered nothing is left
    open.
    """
    if variance is None or n < 2:
        return None
    far = max(mean - lowest, 100.0 - mean)
    left = max(0.0, 1 - n / max(invited, n))
    return max(variance, far**2 * FAR * MANY / max(n, MANY)) / n * left


def teei_sum(mean: float) -> float:
    """Return a mean in points as the sum of the three statements, 3–21."""
    return 3 + mean / 100 * 18


def _beyond(for_us: float, against: float) -> Interval | None:
    """Return where an eNPS lies of whose two shares only the coded ones are told; None if exact."""
    (least_for, most_for), (least_against, most_against) = _hidden(for_us), _hidden(against)
    if least_for == most_for and least_against == most_against:
        return None
    return Interval(100 * (least_for - most_against), 100 * (most_for - least_against))


def _hidden(share: float) -> tuple[float, float]:
    """Return the ends a share lies between that is told as 10 % or less, or 90 % or more."""
    if share <= LOWEST_SHARE:
        return 0.0, LOWEST_SHARE
    return (HIGHEST_SHARE, 1.0) if share >= HIGHEST_SHARE else (share, share)
