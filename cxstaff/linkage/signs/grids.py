"""A measure or a customer result of every team over time, laid out as a grid (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.panel import FloatArray


@dataclass(frozen=True, slots=True)
class Grid:
    """One number of G teams in T periods; (G, T) arrays, the last column is the newest period.

    `n` are the answers, interactions or readings behind a `value`, 0 where there is none;
    `variance` is that of one of them, 0 where it is not known.
    """

    n: FloatArray
    value: FloatArray
    variance: FloatArray

    def over(self, first: int, last: int, fewest: int) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Give each team's mean over columns [first, last), its sampling variance, its count: (G,).

        NaN for teams with fewer than `fewest` periods there.
        """
        n = self.n[:, first:last]
        count = n.sum(axis=1)
        known = np.maximum(count, 1.0)
        value = np.nan_to_num(self.value[:, first:last])
        spread = np.nan_to_num(self.variance[:, first:last])
        enough = (n > 0).sum(axis=1) >= fewest
        mean = np.where(enough, (n * value).sum(axis=1) / known, np.nan)
        return mean, np.where(enough, (n * spread).sum(axis=1) / known**2, np.nan), count


def grid(
    rows: Sequence[int] | np.ndarray,
    columns: Sequence[int] | np.ndarray,
    shape: tuple[int, int],
    values: FloatArray,
) -> FloatArray:
    """Lay values (m,) out on a grid of G teams and T periods, 0 where there is none."""
    laid = np.zeros(shape)
    laid[rows, columns] = values
    return laid
