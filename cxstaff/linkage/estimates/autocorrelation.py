"""How alike a team's periods in a row are, learnt from short series of many teams (pure)."""

from __future__ import annotations

import numpy as np

from cxstaff.linkage.estimates.panel import FloatArray, IntArray

LEARNT = 5
"""Periods of a team from which one can learn how alike those in a row are."""
STRONGEST = 0.7


def autocorrelation(values: FloatArray, weight: FloatArray, numbers: IntArray) -> float | None:
    """Give the correlation of one period with the next, from 0 to `STRONGEST`.

    `values` (G, T) are in periods `numbers` (T,), with weight 0 where there is none. It is taken
    over all teams' deviations from their means, with what short series take off it put back
    (Kendall 1954, Biometrika 41). None below `LEARNT` periods a team, or where nothing changes.
    """
    used = weight > 0
    length = used.sum() / len(used)
    if length < LEARNT:
        return None
    mean = (weight * values).sum(axis=1) / weight.sum(axis=1)
    apart = np.sqrt(weight) * np.where(used, values - mean[:, None], 0.0)
    pairs = used[:, 1:] & used[:, :-1] & (np.diff(numbers) == 1)
    if not pairs.any() or not (apart**2).any():
        return None
    seen = (apart[:, 1:] * apart[:, :-1])[pairs].mean() / (apart**2)[used].mean()
    return min(max(float(seen + (1 + seen) / (length - 1)), 0.0), STRONGEST)
