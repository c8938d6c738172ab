"""Usual cluster-robust t-values of many questions at once, to see which can stand out at all.

CR2 decomposes a matrix for every team. Few slopes are anywhere near to standing out, so that all
are first told by what is quick for complete panels: the same slope and weights, with errors
clustered by team as they are (CR0), which with few teams are too small and their t too large.
"""

from __future__ import annotations

import numpy as np

from benchmarks.linkage.companies import Floats
from cxstaff.linkage.comparison.panels import Panels

NEAR = 2.0
"""The size of t below which nothing can stand out: a verdict takes 2.1 of CR2's, and more."""


def grids(panels: Panels, outcome: str) -> tuple[Floats, Floats, Floats]:
    """Lay out a panel at lag 0 as teams × periods: engagement, an outcome and its weights."""
    panel = panels.of(outcome).panel
    period = panel.period - panel.period.min()
    shape = int(panel.team.max()) + 1, int(period.max()) + 1
    laid = []
    for values in (panel.e, panel.y, panel.weight):
        grid = np.full(shape, np.nan)
        grid[panel.team, period] = values
        laid.append(grid)
    return laid[0], laid[1], laid[2]


def t_values(e: Floats, y: Floats, weight: Floats) -> Floats:
    """Give t (S, R) of S scores `e` (S, G, T) and R results with their weights (R, G, T).

    All periods must be known of all teams; effects of both are taken out by weighted least squares.
    """
    left_e = _residual(e[None], weight[:, None])
    left_y = _residual(y[:, None], weight[:, None])
    w = weight[:, None]
    size = (w * left_e**2).sum(axis=(-1, -2))
    slope = (w * left_e * left_y).sum(axis=(-1, -2)) / size
    left = left_y - slope[..., None, None] * left_e
    scores = (w * left_e * left).sum(axis=-1) / size[..., None]
    return np.asarray(slope / np.sqrt((scores**2).sum(axis=-1))).T


def _residual(values: Floats, weight: Floats) -> Floats:
    """Take effects of team and period out of values (…, G, T)."""
    share = weight / weight.sum(axis=-1, keepdims=True)
    values = values - (share * values).sum(axis=-1, keepdims=True)
    totals = weight.sum(axis=-2)
    gram = -np.swapaxes(weight, -1, -2) @ share
    periods = totals.shape[-1]
    # All periods together are the mean, which is out: adding it makes the matrix regular.
    gram += totals[..., None] * np.eye(periods) + totals.mean(axis=-1)[..., None, None] / periods
    found = np.linalg.solve(gram, (weight * values).sum(axis=-2)[..., None])[..., 0]
    moved = values - found[..., None, :]
    return np.asarray(moved + (share * found[..., None, :]).sum(axis=-1, keepdims=True))
