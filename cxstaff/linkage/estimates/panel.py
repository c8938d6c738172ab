"""A panel of teams and periods, unbalanced and with gaps, and its lags and leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
Column = Sequence[Any] | npt.NDArray[Any]

CLOSE_TOGETHER = 4
"""Numbers that a table of places may have for each number that is looked up in it."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Hold n cells (team × period) in any order, as arrays of length n.

    `team` holds codes 0…G−1; `period` holds ordinals of which consecutive periods differ by
    one, so that a missing period is a gap; `y` the outcome; `e` engagement; `weight` what a cell
    counts for; `counted` the interactions behind `y`; `answers` the answers behind `e`;
    `covariates` is (n, q). A value that is not finite is missing; a weight that is not above 0
    means that the outcome is missing. `cluster` are codes of those whose errors go together, where
    those are not the teams (see `effects`). `grid` lays the rows of all cells out by cluster and
    period, −1 where there is none, once for all estimates; None where a cell repeats.
    """

    team: IntArray
    period: IntArray
    y: FloatArray
    e: FloatArray
    weight: FloatArray
    answers: FloatArray
    covariates: FloatArray
    counted: FloatArray
    cluster: IntArray | None = None
    grid: IntArray | None = None

    def at(self, lag: int) -> LaggedPanel:
        """Give the panel with engagement as it was `lag` periods before each outcome."""
        rows = self.before(lag)
        return LaggedPanel(self, lag, taken(self.e, rows), taken(self.answers, rows))

    def before(self, by: int) -> IntArray:
        """Give each cell the row (n,) of its team `by` periods before (after, if negative).

        It is −1 where the team has no such cell; see `taken`.
        """
        if self.team.size == 0:
            return np.empty(0, dtype=np.int64)
        shifted = self._shifted(by)
        if shifted is not None:
            return shifted
        key = self._keys(abs(by))
        order = np.argsort(key, kind="stable")
        place = np.searchsorted(key[order], key - by)
        place = np.minimum(place, key.size - 1)
        found = key[order][place] == key - by
        rows: IntArray = np.where(found, order[place], -1)
        return rows

    def _shifted(self, by: int) -> IntArray | None:
        """Give the same by the grid; None of spells, and where a period is missing everywhere."""
        grid = self.grid
        if grid is None or self.cluster is not None:
            return None
        if int(self.period.max() - self.period.min()) + 1 != grid.shape[1]:
            return None
        laid = np.full(grid.shape, -1, dtype=np.int64)
        reach = min(abs(by), grid.shape[1])
        rest = grid.shape[1] - reach
        here, there = slice(reach, None), slice(None, rest)
        if by < 0:
            here, there = there, here
        laid[:, here] = grid[:, there]
        if laid.size == self.team.size and _counts_up(grid):
            return laid.ravel()
        rows = np.empty(self.team.size, dtype=np.int64)
        known = grid >= 0
        rows[grid[known]] = laid[known]
        return rows

    def repeats(self) -> bool:
        """Say whether some team has two rows for one period."""
        keys = self._keys(0)
        if (keys[1:] > keys[:-1]).all():
            return False  # rows in order need no sorting, and most panels are laid out so
        return distinct(keys).size < keys.size

    def _keys(self, margin: int) -> IntArray:
        """Give each cell a number one below that of its team's next period."""
        first = self.period.min()
        span = self.period.max() - first + 2 * margin + 1
        keys: IntArray = self.team * span + (self.period - first + margin)
        return keys


@dataclass(frozen=True, slots=True)
class LaggedPanel:
    """Hold a panel beside its engagement of `lag` periods before: `e` and `answers`, (n,) each.

    Every estimate at a lag takes this, so that the lag is taken once however many there are.
    """

    panel: Panel
    lag: int
    e: FloatArray
    answers: FloatArray

    def explaining(self, y: FloatArray, weight: FloatArray, counted: FloatArray) -> LaggedPanel:
        """Give the same engagement beside another outcome (n,), its weights and what is counted."""
        panel = replace(self.panel, y=y, weight=weight, counted=counted)
        return replace(self, panel=panel)


def taken(values: FloatArray, rows: IntArray) -> FloatArray:
    """Take the values (n,) or (n, q) of other rows (n,); NaN where a row is −1."""
    result = np.full(values.shape, np.nan)
    found = rows >= 0
    result[found] = values[rows[found]]
    return result


def _counts_up(grid: IntArray) -> bool:
    """Say whether the rows of a grid come one after the other, none missing."""
    return bool((grid.ravel() == np.arange(grid.size)).all())


def distinct(values: IntArray) -> IntArray:
    """Return the different values among some, in order; by sorting, which beats hashing here.

    Most come as a few runs in order, which are merged.
    """
    ordered = np.sort(values, kind="stable")
    result: IntArray = ordered[np.append(True, ordered[1:] != ordered[:-1])[: ordered.size]]
    return result


def coded(values: IntArray) -> tuple[IntArray, IntArray]:
    """Return the different values among some (m,), in order, and the place of each in them (m,).

    Numbers that lie close together, as codes and periods do, are looked up and not sorted.
    """
    if values.size == 0:
        return values, values
    first = int(values.min())
    span = int(values.max()) - first + 1
    if span > CLOSE_TOGETHER * values.size:
        found, code = np.unique(values, return_inverse=True)
        return found, code
    there = np.bincount(values - first, minlength=span) > 0
    places: IntArray = np.cumsum(there) - 1
    return np.flatnonzero(there) + first, places[values - first]


def anew(lagged: LaggedPanel, team: IntArray, period: IntArray) -> LaggedPanel | None:
    """Let teams, by code, count as new ones from some periods (k,) on; None if none is parted.

    Engagement of `lag` periods before is then that of the same spell, or not known.
    """
    panel = lagged.panel
    unit = _units(panel, team, period)
    if unit is None:
        return None
    return replace(panel, team=unit, cluster=panel.team).at(lagged.lag)


def panel_of(
    teams: Column,
    periods: Column,
    y: Column,
    e: Column,
    *,
    weights: Column | None = None,
    answers: Column | None = None,
    covariates: Column | None = None,
    counted: Column | None = None,
) -> Panel:
    """Build a panel from columns of one length n (`covariates` n × q); None is a missing value.

    What is `counted` is what weighs, unless it is given. Team identities are any values of one
    sortable type. Raise ValueError when the columns differ in length, which is a mistake of the
    caller and not of the data.
    """
    n = len(teams)
    named = np.asarray(teams)
    codes = coded(named)[1] if named.dtype == np.int64 else np.unique(named, return_inverse=True)[1]
    columns = [_floats(c, n) for c in (y, e, weights, answers)]
    extra = np.empty((n, 0)) if covariates is None else np.asarray(covariates, dtype=np.float64)
    if extra.ndim == 1:
        extra = extra[:, None]
    if len(periods) != n or extra.shape[0] != n or any(c.shape != (n,) for c in columns):
        raise ValueError("Every column of a panel needs one value for each cell.")
    panel = Panel(
        codes.astype(np.int64),
        np.asarray(periods, dtype=np.int64),
        columns[0],
        columns[1],
        columns[2],
        columns[3] if answers is not None else np.full(n, np.nan),
        extra,
        columns[2] if counted is None else _floats(counted, n),
    )
    return replace(panel, grid=_laid(panel))


def _laid(panel: Panel) -> IntArray | None:
    """Lay the rows of a panel out by team and period; None where it has no cell, or one twice."""
    if not panel.team.size or panel.repeats():
        return None
    (teams, team), (periods, period) = coded(panel.team), coded(panel.period)
    grid = np.full((teams.size, periods.size), -1, dtype=np.int64)
    grid[team, period] = np.arange(panel.team.size)
    return grid


def _units(panel: Panel, team: IntArray, period: IntArray) -> IntArray | None:
    """Give each cell (n,) of a panel the code of its spell; None where no team has cells in two."""
    if not team.size or not panel.team.size:
        return None
    first = min(int(panel.period.min()), int(period.min()))
    span = max(int(panel.period.max()), int(period.max())) - first + 1
    breaks = np.unique(team * span + period - first)
    before = np.searchsorted(breaks, panel.team * span + panel.period - first, side="right")
    # Breaks of all teams are counted on, so that no two teams share a number.
    unit: IntArray = panel.team + before
    if np.unique(unit).size == np.unique(panel.team).size:
        return None
    return unit


def _floats(column: Column | None, n: int) -> FloatArray:
    if column is None:
        return np.ones(n)
    return np.asarray(column, dtype=np.float64)
