"""The cells of a panel that one estimate uses, laid out as a team × period grid."""

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.effects import Spells, spells_of
from cxstaff.linkage.estimates.panel import BoolArray, FloatArray, IntArray, Panel, distinct
from cxstaff.linkage.estimates.reasons import Reason, Unusable

STILL = 1e-12
"""Largest spread, as a share of the values' size, that rounding alone can produce."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Hold G teams × T periods; arrays are 0 where a cell is not used.

    `rows` (G, T) points into the panel, −1 where not used; `weight` (G, T) has mean 1 over used
    cells; `y` (G, T) and `x` (k, G, T) are centred and scaled to standard deviation 1, with the
    regressor of interest last in `x`. A slope in the units of the panel is `unit` × the fitted one.
    `spells` say where a team has several effects, None where each has one.
    """

    teams: IntArray
    periods: IntArray
    rows: IntArray
    weight: FloatArray
    y: FloatArray
    x: FloatArray
    unit: float
    spells: Spells | None = None

    @property
    def used(self) -> BoolArray:
        """Say which cells are used, as (G, T)."""
        return self.rows >= 0


def compared(
    panel: Panel, outcome: FloatArray, regressors: FloatArray, weight: FloatArray
) -> Sample | Unusable:
    """Keep what compares a team with itself and with others in the same period.

    `outcome` and `weight` are (n,), `regressors` (n, k) with the one of interest last. A team seen
    once and a period with one team add nothing to such a comparison and are left out.
    """
    grid = _grid(panel, _complete(outcome, regressors, weight))
    if isinstance(grid, Unusable):
        return grid
    if 1 in grid.shape:
        reason = Reason.ONE_TEAM if grid.shape[0] == 1 else Reason.ONE_PERIOD
        return unusable(reason, grid)
    pruned = _prune(grid) if panel.cluster is None else _prune_spells(grid, panel.team)
    if pruned.size == 0:
        return unusable(Reason.NO_OVERLAP, grid)
    return _sample(panel, pruned, outcome, regressors, weight)


def everything(
    panel: Panel, outcome: FloatArray, regressors: FloatArray, weight: FloatArray
) -> Sample | Unusable:
    """Keep every complete cell, for a comparison between teams; arguments as in `compared`."""
    grid = _grid(panel, _complete(outcome, regressors, weight))
    if isinstance(grid, Unusable):
        return grid
    if grid.shape[0] == 1:
        return unusable(Reason.ONE_TEAM, grid)
    return _sample(panel, grid, outcome, regressors, weight)


def unusable(reason: Reason, rows: IntArray) -> Unusable:
    """Refuse with the counts of a grid of row numbers (G, T), −1 where not used."""
    return Unusable(reason, rows.shape[0], rows.shape[1], int((rows >= 0).sum()))


def _complete(outcome: FloatArray, regressors: FloatArray, weight: FloatArray) -> BoolArray:
    complete: BoolArray = np.isfinite(outcome)
    for each in regressors.T:
        complete &= np.isfinite(each)
    complete &= np.isfinite(weight)
    complete &= weight > 0
    return complete


def _grid(panel: Panel, complete: BoolArray) -> IntArray | Unusable:
    """Lay out row numbers as (teams, periods), −1 where there is no complete row."""
    count = int(complete.sum())
    if count == 0:
        return Unusable(Reason.NO_CELLS)
    if panel.grid is None:
        clusters = panel.team if panel.cluster is None else panel.cluster
        teams, periods = (distinct(each[complete]) for each in (clusters, panel.period))
        return Unusable(Reason.REPEATED_CELL, teams.size, periods.size, count)
    if count == panel.grid.size:
        return panel.grid
    used = (panel.grid >= 0) & complete[panel.grid]
    grid: IntArray = np.where(used, panel.grid, -1)[np.ix_(used.any(axis=1), used.any(axis=0))]
    return grid


def _prune(grid: IntArray) -> IntArray:
    """Leave out teams and periods with fewer than two cells until none is left."""
    # A team seen once is fitted exactly by its own effect, as is a period with one team; leaving
    # one out can leave another with too few, so it goes on until nothing changes.
    while grid.size:
        used = grid >= 0
        teams, periods = used.sum(axis=1) >= 2, used.sum(axis=0) >= 2
        if teams.all() and periods.all():
            break
        grid = grid[np.ix_(teams, periods)]
    return grid


def _prune_spells(grid: IntArray, unit: IntArray) -> IntArray:
    """Leave out spells, told by their codes (n,), and periods with fewer than two cells."""
    while True:
        used = grid >= 0
        here = unit[grid]
        alone = used & (np.bincount(here[used], minlength=unit.max() + 1)[here] < 2)
        pruned = _prune_periods(np.where(alone, -1, grid))
        if pruned.shape == grid.shape and not alone.any():
            return grid
        grid = pruned


def _prune_periods(grid: IntArray) -> IntArray:
    """Leave out periods with fewer than two cells, and teams without any."""
    used = grid >= 0
    kept: IntArray = grid[np.ix_(used.any(axis=1), used.sum(axis=0) >= 2)]
    return kept


def _sample(
    panel: Panel, rows: IntArray, outcome: FloatArray, regressors: FloatArray, weight: FloatArray
) -> Sample | Unusable:
    used = rows >= 0
    index = rows.ravel() if used.all() else rows[used]
    w = weight[index] / weight[index].max()
    w /= w.mean()
    y, y_unit = _standard(outcome[index], w)
    scaled = [_standard(regressors[index, j], w) for j in range(regressors.shape[1])]
    if scaled[-1][1] == 0:
        return unusable(Reason.ENGAGEMENT_DOES_NOT_CHANGE, rows)
    if y_unit == 0:
        return unusable(Reason.OUTCOME_DOES_NOT_CHANGE, rows)
    first = rows.max(axis=1), rows.max(axis=0)
    clusters, spells = panel.team, None
    if panel.cluster is not None:
        clusters, spells = panel.cluster, spells_of(panel.team[rows], used)
    return Sample(
        clusters[first[0]],
        panel.period[first[1]],
        rows,
        _place(w, used),
        _place(y, used),
        np.stack([_place(x, used) for x, _ in scaled]),
        y_unit / scaled[-1][1],
        spells,
    )


def _standard(values: FloatArray, weight: FloatArray) -> tuple[FloatArray, float]:
    """Centre and scale values of shape (m,); the spread is 0 when only rounding is left."""
    size = max(float(values.max()), -float(values.min())) or 1.0
    values, whole = values / size, float(weight.sum())
    values -= float(np.dot(values, weight)) / whole
    spread = float(np.sqrt(np.einsum("m,m,m", values, values, weight) / whole))
    if spread <= STILL:
        return np.zeros_like(values), 0.0
    values /= spread
    return values, spread * size


def _place(values: FloatArray, used: BoolArray) -> FloatArray:
    if values.size == used.size:
        return values.reshape(used.shape)
    placed = np.zeros(used.shape)
    placed[used] = values
    return placed
