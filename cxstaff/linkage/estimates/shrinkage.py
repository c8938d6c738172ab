"""Empirical Bayes means (Morris 1983): a team with few answers is drawn to the mean of all."""

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.panel import BoolArray, Column, FloatArray
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.statistics import normal_quantile, root

FEWEST_TEAMS = 4
"""Teams from which the spread between teams can be learnt (Morris 1983 needs more than three)."""


@dataclass(frozen=True, slots=True)
class TeamMeans:
    """Hold arrays (G,) in the units of the answers; NaN for a team without answers.

    `raw` is the plain mean, `value` the shrunken one with its interval `low` to `high`, `own` the
    part from 0 to 1 that the team's own answers carry. `centre` is the mean of all teams, `spread`
    the standard deviation of true means between teams, 0 when no difference can be seen.
    """

    raw: FloatArray
    value: FloatArray
    low: FloatArray
    high: FloatArray
    own: FloatArray
    centre: float
    spread: float


def team_means(
    n: Column, total: Column, squares: Column, confidence: float = 0.95
) -> TeamMeans | Unusable:
    """Shrink team means from running sums of each team: count, sum, sum of squares, all (G,).

    Normal means with a pooled variance within teams; the variance between by Paule & Mandel
    (1982); shrinkage and interval of Morris (1983, JASA 78, section 5), which allow for having
    learnt both from the same data.
    """
    sums = np.array([n, total, squares], dtype=np.float64).reshape(3, -1)
    known = np.isfinite(sums).all(axis=0) & (sums[0] > 0)
    count, sum_, square = sums[:, known]
    k, answers = count.size, int(count.sum())
    if k < FEWEST_TEAMS:
        return Unusable(Reason.TOO_FEW_TEAMS if k else Reason.NO_CELLS, k, 0, answers)
    if answers <= k:
        return Unusable(Reason.TOO_FEW_ANSWERS, k, 0, answers)
    raw = sum_ / count
    within = float((square - sum_ * raw).sum()) / (answers - k)
    if within <= 1e-12 * float(square.sum()) / answers:
        return Unusable(Reason.ANSWERS_DO_NOT_DIFFER, k, 0, answers)

    noise = within / count
    between = _between(raw, noise)
    weight = 1 / (between + noise)
    centre = float((weight * raw).sum() / weight.sum())
    pull = (k - 3) / (k - 1) * noise * weight
    value = raw - pull * (raw - centre)
    reach = normal_quantile((1 + confidence) / 2) * _deviation(raw - centre, noise, between, pull)
    return TeamMeans(
        raw=_placed(raw, known),
        value=_placed(value, known),
        low=_placed(value - reach, known),
        high=_placed(value + reach, known),
        own=_placed(1 - pull, known),
        centre=centre,
        spread=float(np.sqrt(between)),
    )


def _deviation(
    distance: FloatArray, noise: FloatArray, between: float, pull: FloatArray
) -> FloatArray:
    """Give Morris' standard deviations (G,) for teams at a `distance` (G,) from the centre."""
    weight = 1 / (between + noise)
    part = weight / weight.sum()
    learning = (2 / (noise.size - 3)) * (pull * distance) ** 2
    learning *= ((part * noise).sum() + between) * weight
    deviation: FloatArray = np.sqrt(noise * (1 - (1 - part) * pull) + learning)
    return deviation


def _between(means: FloatArray, noise: FloatArray) -> float:
    """Give the variance between teams at which the weighted squares have their expected sum.

    Paule & Mandel's equation Σ (x − μ)² / (τ² + V) = k − 1 has one root when it has any, as its
    left side falls with τ²; 0 when even no variance explains all that is seen.
    """

    def excess(between: float) -> float:
        weight = 1 / (between + noise)
        centre = (weight * means).sum() / weight.sum()
        return float((weight * (means - centre) ** 2).sum()) - (means.size - 1)

    if excess(0.0) <= 0:
        return 0.0
    widest = float(((means - means.mean()) ** 2).sum())
    return root(excess, 0.0, widest)


def _placed(values: FloatArray, known: BoolArray) -> FloatArray:
    placed = np.full(known.shape, np.nan)
    placed[known] = values
    return placed
