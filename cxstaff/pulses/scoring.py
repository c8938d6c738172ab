"""What numbers add up to: points, means, shares, bands and intervals. Pure arithmetic.

Points run from 0 to 100 on every scale: (v − lowest) / (highest − lowest) × 100. An eNPS counts
−100 for 0–6, 0 for 7–8 and 100 for 9–10. An answer is favourable from 5 of 7, 4 of 5 and 9 of 10.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

from cxstaff.pulses.models import Scale

FAVOURABLE_FROM = {Scale.AGREE_7: 5, Scale.AGREE_5: 4, Scale.ZERO_TO_TEN: 9}
CODED_BELOW = 40
LOWEST_SHARE, HIGHEST_SHARE = 0.1, 0.9
TEEI_BANDS = ((19, "high"), (16, "moderate"), (13, "slight"), (0, "low"))
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Summary:
    """What a group answered: how many, the mean in points, its variance, the favourable share."""

    n: int
    mean: float
    variance: float | None
    favourable: float | None


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the mean of everybody asked lies with 95 % confidence."""

    low: float
    high: float


@cache
def points(scale: Scale, value: int) -> float:
    """Return an answer as points from 0 to 100."""
    return (value - scale.lowest) / (scale.highest - scale.lowest) * 100


def promoter_points(value: int) -> float:
    """Return what an answer of 0–10 adds to an eNPS: −100, 0 or 100."""
    return 100.0 if value >= 9 else 0.0 if value >= 7 else -100.0


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


def promoters(values: Sequence[int]) -> Summary:
    """Summarise an eNPS: the coded share of promoters less that of detractors, in points."""
    n = len(values)
    for_us = coded_share(sum(value >= 9 for value in values) / n, n)
    against = coded_share(sum(value < 7 for value in values) / n, n)
    spread = for_us + against - (for_us - against) ** 2
    variance = spread * 100**2 * n / (n - 1) if n > 1 else None
    return Summary(n, (for_us - against) * 100, variance, None)


def chosen(values: Sequence[int], option: int) -> Summary:
    """Summarise how many chose an option: the coded share as points, and as favourable share."""
    n = len(values)
    share = coded_share(sum(value == option for value in values) / n, n)
    variance = share * (1 - share) * 100**2 * n / (n - 1) if n > 1 else None
    return Summary(n, share * 100, variance, share)


def composite(items: Sequence[Summary], people: Sequence[float]) -> Summary:
    """Summarise several items as one: the mean of their means, over as many as the fewest answered.

    It adds nothing to what the items' own means tell, so that skipping a question cannot be
    solved for; `people` are the means of each person's own answers, for the variance alone.
    """
    shares = [item.favourable for item in items if item.favourable is not None]
    return Summary(
        n=min(item.n for item in items),
        mean=sum(item.mean for item in items) / len(items),
        variance=summarise(people, None).variance,
        favourable=sum(shares) / len(shares) if shares else None,
    )


def coded_share(share: float, n: int) -> float:
    """Return a share, held within 10 % and 90 % in groups under 40."""
    return share if n >= CODED_BELOW else min(max(share, LOWEST_SHARE), HIGHEST_SHARE)


def interval(
    mean: float, variance: float | None, n: int, invited: int, lowest: float = 0.0
) -> Interval | None:
    """Return the 95 % interval of the mean of all `invited` people when `n` of them answered.

    Student's t with the finite population correction 1 − n/N (Cochran 1977, §2.8), cut off at the
    ends of the scale; None where one answer leaves no variance.
    """
    if variance is None or n < 2:
        return None
    left = max(0.0, 1 - n / max(invited, n))
    reach = _t(n - 1) * sqrt(variance / n * left)
    return Interval(max(lowest, mean - reach), min(100.0, mean + reach))


@cache
def _t(freedom: int) -> float:
    """Return the quantile of Student's t that both ends of an interval lie at."""
    from scipy.special import stdtrit  # here, so that commands and other pages start fast

    return float(stdtrit(freedom, (1 + CONFIDENCE) / 2))


def teei_sum(mean: float) -> float:
    """Return a mean in points as the sum of the three statements, 3–21."""
    return 3 + mean / 100 * 18


def teei_band(mean: float) -> str:
    """Name the band of the Temkin index that a mean in points falls in."""
    total = round(teei_sum(mean))
    return next(name for least, name in TEEI_BANDS if total >= least)
