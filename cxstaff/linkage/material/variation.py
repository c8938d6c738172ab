"""How far a team's numbers vary: the step slopes are told for, weights by precision (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.effects import of_team_and_period
from cxstaff.linkage.estimates.panel import FloatArray, IntArray, coded
from cxstaff.linkage.material.cells import Cells
from cxstaff.linkage.material.question import MeanScore

USUAL_STEP = 7.0
"""What is usual elsewhere: scores of about seven answers move so far (see the planner)."""
LEAST = 0.1
WHOLE = 2.0
"""Points from which a step is told in whole ones."""
ROUNDS = 3
"""Times that means of teams and periods are taken out in turn, until hardly anything is left."""


def step_of(scores: Cells[MeanScore], above: frozenset[int] = frozenset()) -> float:
    """Give the standard deviation of scores within teams, beyond what all teams' do, in points.

    Rounded to what can be pictured; teams `above` others are left out. `USUAL_STEP` where scores
    are too few to tell.
    """
    kept = scores.only(~np.isin(scores.team, list(above)))
    (teams, team), (periods, period) = coded(kept.team), coded(kept.period)
    freedom = len(kept) - teams.size - periods.size + 1
    if freedom < 1:
        return USUAL_STEP
    weight, value = np.zeros((2, teams.size, periods.size))
    weight[team, period], value[team, period] = 1.0, kept.columns["value"]
    left = of_team_and_period(weight).residual(value)
    return rounded(float(np.sqrt((left[weight > 0] ** 2).sum() / freedom)))


def rounded(points: float) -> float:
    """Round a step to whole points, a small one to tenths; one of nearly 0 is none."""
    if points < LEAST / 2:
        return USUAL_STEP
    return float(round(points)) if points >= WHOLE else max(LEAST, round(points, 1))


def precision(
    team: IntArray, period: IntArray, y: FloatArray, n: FloatArray, variance: FloatArray
) -> FloatArray:
    """Give weights (m,) by inverse variance, about 1 at a cell of median size; 0 without a result.

    A result varies by what moves a team in a period, σ², and by the customers who happened to
    answer, s² / n. Weights n count on the second alone: with unequal teams the largest then carry
    everything.

    `team` are codes (m,) from 0 on, `period` numbers (m,) of periods; `n` answers stand behind each
    result `y`, and `variance` is that of one answer. σ² comes from Cochran's Q of what teams and
    periods leave (DerSimonian & Laird 1986, Controlled Clinical Trials 7). It counts as no less
    than a median cell's s² / n, so that no cell weighs more than twice as much as that, however
    many answered.
    """
    known = np.isfinite(y) & np.isfinite(n) & (np.nan_to_num(n) > 0)
    if known.all() and known.size:
        return _precision(team, period, y, n, variance)
    weights = np.zeros(y.shape)
    if known.any():
        some = y[known], n[known], variance[known]
        weights[known] = _precision(team[known], period[known], *some)
    return weights


def _precision(
    team: IntArray, period: IntArray, y: FloatArray, n: FloatArray, variance: FloatArray
) -> FloatArray:
    """Weigh cells that all have a result."""
    noise = float(np.average(np.nan_to_num(variance), weights=n))
    usual = noise / float(np.median(n))
    if usual <= 0:
        return np.ones(y.shape)
    moves = max(_between(team, period - period.min(), y, n, noise), usual)
    return np.asarray((moves + usual) / (moves + noise / n))


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of cells by code (m,), or by one axis of a `shape` that their rows fill in order."""

    code: IntArray
    shape: tuple[int, int] | None
    axis: int

    def sums(self, values: FloatArray) -> FloatArray:
        """Add values (m,) up by group."""
        if self.shape is None:
            return np.asarray(np.bincount(self.code, values), dtype=np.float64)
        return np.asarray(values.reshape(self.shape).sum(axis=self.axis))

    def take_out(self, numbers: FloatArray, values: FloatArray) -> None:
        """Subtract each group's number from its values (m,), in place."""
        if self.shape is None:
            values -= numbers[self.code]
        else:
            laid = values.reshape(self.shape)
            laid -= np.expand_dims(numbers, self.axis)


def _groupings(team: IntArray, period: IntArray) -> tuple[Grouping, Grouping]:
    """Group cells by team and by period; where every team has every period, no code is needed."""
    width = int(np.argmax(team != team[0])) or team.size
    shape = None
    if team.size % width == 0:
        teams, periods = team.reshape(-1, width), period.reshape(-1, width)
        in_order = (np.diff(teams[:, 0]) > 0).all() and (np.diff(periods[0]) > 0).all()
        is_whole = (teams == teams[:, :1]).all() and (periods == periods[0]).all()
        shape = (len(teams), width) if in_order and is_whole else None
    return Grouping(team, shape, 1), Grouping(period, shape, 0)


def _between(team: IntArray, period: IntArray, y: FloatArray, n: FloatArray, noise: float) -> float:
    """Give σ² by the method of moments, below 0 where chance alone would give more."""
    left = y - np.average(y, weights=n)
    groupings = _groupings(team, period)
    totals = [each.sums(n) for each in groupings]
    known = [np.where(total > 0, total, 1.0) for total in totals]
    for _ in range(ROUNDS):
        for each, total in zip(groupings, known, strict=True):
            each.take_out(each.sums(n * left) / total, left)
    groups = sum(int((total > 0).sum()) for total in totals)
    degrees = y.size - groups + 1
    whole, squares = n.sum(), n**2
    taken = sum(
        (each.sums(squares) / total).sum() for each, total in zip(groupings, known, strict=True)
    )
    reach = whole - taken + squares.sum() / whole
    if degrees < 1 or reach <= 0:
        return 0.0
    return float(((n * left**2).sum() - noise * degrees) / reach)
