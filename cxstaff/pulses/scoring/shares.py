"""Shares of a group as they are published, and where the share of everybody asked lies."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from cxstaff.pulses.scoring.scoring import CODED_BELOW, HIGHEST_SHARE, LOWEST_SHARE

Z = 1.959964  # the standard normal quantile for 95 %


@dataclass(frozen=True, slots=True)
class FavourableShare:
    """A share from 0 to 1 and its 95 % interval; where it was coded, it means "or less/more"."""

    value: float
    low: float
    high: float
    is_lowest: bool = False
    is_highest: bool = False


def share(value: float, n: int, invited: int) -> FavourableShare:
    """Return a published share of `n` answers with the interval for all `invited` people.

    In groups under 40 the ends are coded: what stands at 10 % or 90 % may lie anywhere beyond, so
    the interval then reaches to 0 % or to 100 %.
    """
    low, high = interval(value, n, invited)
    is_lowest = n < CODED_BELOW and value <= LOWEST_SHARE
    is_highest = n < CODED_BELOW and value >= HIGHEST_SHARE
    return FavourableShare(
        value=value,
        low=0.0 if is_lowest else low,
        high=1.0 if is_highest else high,
        is_lowest=is_lowest,
        is_highest=is_highest,
    )


def interval(value: float, n: int, invited: int) -> tuple[float, float]:
    """Return the 95 % interval of a share among `invited` people when `n` of them answered.

    Agresti & Coull (1998, The American Statistician 52, 119–126), with the finite population
    through the sample size of equal variance, n(N − 1)/(N − n) (Korn & Graubard 1998, Survey
    Methodology 24), and 1/(2n) since people come whole (Cochran 1977, §3.6). Nothing is left to
    guess where everybody answered.
    """
    if n >= invited:
        return value, value
    same = n * (invited - 1) / (invited - n)
    middle = (value * same + Z**2 / 2) / (same + Z**2)
    reach = Z * sqrt(middle * (1 - middle) / (same + Z**2)) + 1 / (2 * n)
    return max(0.0, min(value, middle - reach)), min(1.0, max(value, middle + reach))
