"""Weighted least squares with CR2 cluster-robust errors and Satterthwaite degrees of freedom.

One slope, clustered by team: CR2 is what keeps its interval honest with ten teams, where usual
cluster-robust errors, which count on many, are too small.

Bell & McCaffrey (2002, Survey Methodology 28); Pustejovsky & Tipton (2018, J. Business & Economic
Statistics 36). Team and period dummies are absorbed and stay part of the hat matrix, so that the
numbers equal those of a regression with every dummy written out (clubSandwich on `lm`, of data
scaled by the root of their weights).
"""

from dataclasses import dataclass
from math import nan

import numpy as np

from cxstaff.linkage.estimates.effects import Effects
from cxstaff.linkage.estimates.leverage import leverage_of
from cxstaff.linkage.estimates.panel import FloatArray
from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.sample import Sample

ABSORBED = 1e-10
"""Share of a regressor's sum of squares below which it counts as a mix of the others."""
EXACT = 1e-20
"""Share of the outcome's sum of squares below which residuals are only rounding."""
WHOLE = 1 - 1e-6
"""Share of the working variance within reach of the residuals that CR2 must recover."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Hold a slope in the scaled units of its sample.

    `scores` (G,) are the teams' parts of the slope's error after CR2 adjustment: the variance is
    the sum of their squares. `df` is Satterthwaite's degrees of freedom, above 0. `partial` is the
    regressor's partial R², 0 to 1; NaN where it was not worked out.
    """

    slope: float
    scores: FloatArray
    df: float
    partial: float = nan

    @property
    def variance(self) -> float:
        """Give the CR2 variance of the slope."""
        return float((self.scores**2).sum())


def fit(sample: Sample, effects: Effects) -> Fit | Reason:
    """Fit the outcome on the last regressor, given the others and the effects.

    Say why not when engagement or outcome do not change, the fit is exact, or one team alone
    carries the slope, in which case no between-team spread exists to learn uncertainty from.
    """
    basis = _orthonormal(effects, sample.x)
    if basis is None:
        return Reason.ENGAGEMENT_DOES_NOT_CHANGE
    r, size = basis
    y = effects.residual(sample.y)
    if (effects.weight * y**2).sum() <= EXACT * (effects.weight * sample.y**2).sum():
        return Reason.OUTCOME_DOES_NOT_CHANGE
    # The regressors are orthonormal by now: each coefficient is a plain product with the outcome.
    on_r = np.einsum("kgt,gt->k", r, effects.weight * y)
    left = y - np.einsum("k,kgt->gt", on_r, r)
    unexplained = float((effects.weight * left**2).sum())
    if unexplained <= EXACT * (effects.weight * y**2).sum():
        return Reason.FITS_EXACTLY

    # The slope is the sum of a'y over teams, y scaled by the root of its weight. Residuals are
    # smaller than errors, by as much as the fit took out of each team: B^(−1/2) makes up for that,
    # so that with weights that are inverse variances the variance below has no bias, however few
    # the teams are (Pustejovsky & Tipton 2018).
    b = leverage_of(effects, r)
    a = b.root * r[-1] / size
    adjusted = b.adjusted(a)
    # Satterthwaite: a sum of squares with this mean and variance is like a chi-squared with
    # 2 · mean² / variance = trace² / squares degrees of freedom.
    trace, squares = b.moments(adjusted)
    # One team that carries the slope leaves no residual of its own: what CR2 would have to make up
    # for is then infinite, and a generalised inverse silently drops it. That shows in the trace.
    if trace < WHOLE * (a**2).sum():
        return Reason.CARRIED_BY_ONE_TEAM
    slope, explained = float(on_r[-1] / size), float(on_r[-1] ** 2)
    scores, partial = (adjusted * b.root * left).sum(axis=1), explained / (explained + unexplained)
    return Fit(slope, scores, trace**2 / squares, partial)


def _orthonormal(effects: Effects, x: FloatArray) -> tuple[FloatArray, float] | None:
    """Make regressors (k, G, T) W-orthonormal and orthogonal to the effects, the last one last.

    Covariates that are mixes of the others are dropped. Also give the W-norm that the last one
    had left; None when it had nothing left.
    """
    done: list[FloatArray] = []
    size, moves = 0.0, False
    for values, left in zip(x, effects.residual(x), strict=True):
        for _ in range(
            2
        ):  # once more, for rounding leaves some of the others behind the first time
            for r in done:
                left = left - (effects.weight * r * left).sum() * r
        size = float(np.sqrt((effects.weight * left**2).sum()))
        moves = size**2 > ABSORBED * (effects.weight * values**2).sum()
        if moves:
            done.append(left / size)
    return (np.stack(done), size) if moves else None
