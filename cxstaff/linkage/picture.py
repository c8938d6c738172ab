"""What the pictures of a comparison show: cells against what is usual, teams against teams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from cxstaff.linkage.effects import of_team_and_period
from cxstaff.linkage.panel import FloatArray, Panel
from cxstaff.linkage.question import Place
from cxstaff.linkage.reasons import Unusable
from cxstaff.linkage.sample import Sample, compared, everything

FEWEST_CELLS = 6
"""Cells below which a team's own slope says nothing."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One cell of the headline: both numbers beyond what is usual for the team and the period.

    `place` is that of the outcome; `across` is engagement (`lag` periods before), `up` the
    outcome. A line through all dots, weighted, has the slope of the headline.
    """

    place: Place
    across: float
    up: float
    weight: float


@dataclass(frozen=True, slots=True)
class Mean:
    """One team's weighted means of engagement and of the outcome over the same cells."""

    team_id: int
    across: float
    up: float
    cells: int


@dataclass(frozen=True, slots=True)
class Path:
    """How a single team's outcome moved with its engagement; not fit for ranking teams."""

    value: float
    low: float
    high: float
    cells: int


def dots_of(panel: Panel, places: Sequence[Place], lag: int) -> tuple[Dot, ...]:
    """Take team and period effects out of both numbers in every cell that is compared."""
    e = panel.lagged(panel.e, lag)
    sample = compared(panel, panel.y, e[:, None], panel.weight)
    if isinstance(sample, Unusable):
        return ()
    taken = of_team_and_period(sample.weight)
    across, up = (taken.residual(_placed(sample, values)) for values in (e, panel.y))
    return tuple(
        Dot(places[row], float(across[at]), float(up[at]), float(sample.weight[at]))
        for at, row in _cells(sample)
    )


def means_of(panel: Panel, places: Sequence[Place], lag: int) -> tuple[Mean, ...]:
    """Give each team's means over its complete cells."""
    e = panel.lagged(panel.e, lag)
    sample = everything(panel, panel.y, e[:, None], panel.weight)
    if isinstance(sample, Unusable):
        return ()
    shares = sample.weight / sample.weight.sum(axis=1, keepdims=True)
    across, up = ((shares * _placed(sample, values)).sum(axis=1) for values in (e, panel.y))
    rows, cells = sample.rows.max(axis=1), sample.used.sum(axis=1)
    return tuple(
        Mean(places[row][0], float(x), float(y), int(n))
        for row, x, y, n in zip(rows, across, up, cells, strict=True)
    )


def paths_of(dots: Sequence[Dot]) -> Mapping[int, Path]:
    """Give the slope of each team with enough cells, with its t interval, by team id."""
    own = defaultdict[int, list[Dot]](list)
    for dot in dots:
        own[dot.place[0]].append(dot)
    found = {team_id: _path(cells) for team_id, cells in own.items()}
    return {team_id: path for team_id, path in found.items() if path is not None}


def _path(dots: Sequence[Dot]) -> Path | None:
    from scipy.special import stdtrit

    n, across = len(dots), sum(dot.weight * dot.across**2 for dot in dots)
    if n < FEWEST_CELLS or across <= 1e-9 * sum(dot.weight for dot in dots):
        return None
    value = sum(dot.weight * dot.across * dot.up for dot in dots) / across
    rest = sum(dot.weight * (dot.up - value * dot.across) ** 2 for dot in dots) / (n - 2)
    reach = float(stdtrit(n - 2, 0.975)) * sqrt(rest / across)
    return Path(value, value - reach, value + reach, n)


def _placed(sample: Sample, values: FloatArray) -> FloatArray:
    """Lay the panel's values out on the sample's grid, 0 where not used."""
    return np.where(sample.used, np.nan_to_num(values[sample.rows]), 0.0)


def _cells(sample: Sample) -> list[tuple[tuple[int, int], int]]:
    """Return the grid place and the panel row of every cell in use."""
    where = zip(*np.nonzero(sample.used), strict=True)
    return [((int(g), int(t)), int(sample.rows[g, t])) for g, t in where]
