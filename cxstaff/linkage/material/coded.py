"""Clip the shares behind an eNPS to 10–90 %, by one rule for teams of every size (pure).

Of fewer than 40 answers it is published so. A team that grows past 40 would seem to change by up to
20 points with nobody answering differently; so for a comparison larger teams are held the same way.
"""

from __future__ import annotations

import numpy as np

from cxstaff.linkage.estimates.panel import FloatArray

LOWEST, HIGHEST = 0.1, 0.9
ROUNDING = 1e-9


def held(
    mean: FloatArray, variance: FloatArray, n: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give each eNPS (m,) as held, and the ends (m,), (m,) of where it lies.

    The shares of promoters and detractors follow from mean and `variance`, with n − 1, of −100, 0
    and 100. What no such answers can have is left as it is.
    """
    apart = mean / 100
    both = variance * (n - 1) / n / 100**2 + apart**2
    for_us, against = (both + apart) / 2, (both - apart) / 2
    known = (np.minimum(for_us, against) > -ROUNDING) & (both < 1 + ROUNDING)
    for_low, for_high = _ends(for_us)
    against_low, against_high = _ends(against)
    value = np.clip(for_us, LOWEST, HIGHEST) - np.clip(against, LOWEST, HIGHEST)
    found = value, for_low - against_high, for_high - against_low
    value, low, high = (np.where(known, 100 * each, mean) for each in found)
    return value, low, high


def _ends(share: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the ends between which a share lies that is told as "10 % or less" or "90 % or more"."""
    is_low, is_high = share <= LOWEST + ROUNDING, share >= HIGHEST - ROUNDING
    low = np.where(is_low, 0.0, np.where(is_high, HIGHEST, share))
    high = np.where(is_high, 1.0, np.where(is_low, LOWEST, share))
    return low, high
