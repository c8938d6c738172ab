"""Two-way fixed effects: project team and period dummies out of a grid with gaps."""

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.panel import BoolArray, FloatArray

NOTHING = 1e-10
"""Largest eigenvalue, on a scale of 0 to 1, taken as zero."""


@dataclass(frozen=True, slots=True)
class Effects:
    """Hold what projecting on period effects (and team effects) needs, for G teams × T periods.

    `weight` (G, T) is 0 where not used; `share` (G, T) is each cell's part of its team's weight, or
    all 0 when no team effects are taken out; `inverse` (T, T) is a generalised inverse of F'WF,
    where F are the period dummies with team means removed.
    """

    weight: FloatArray
    used: BoolArray
    share: FloatArray
    inverse: FloatArray

    def centred(self, values: FloatArray) -> FloatArray:
        """Subtract each team's weighted mean: S v, shape (…, G, T) in and out."""
        means = np.einsum("gt,...gt->...g", self.share, values)
        result: FloatArray = np.where(self.used, values - means[..., None], 0.0)
        return result

    def spread(self, values: FloatArray) -> FloatArray:
        """Apply the transpose of `centred`: S'v, shape (…, G, T) in and out."""
        result: FloatArray = values - self.share * values.sum(axis=-1, keepdims=True)
        return result

    def residual(self, values: FloatArray) -> FloatArray:
        """Give what the effects leave of values (…, G, T); exact for any pattern of gaps.

        Weighted least squares on team and period dummies by the normal equations of the periods,
        applied twice so that rounding does not stay.
        """
        for _ in range(2):
            values = self.centred(values)
            periods = np.einsum("gt,...gt->...t", self.weight, values) @ self.inverse
            values = values - self.centred(periods[..., None, :])
        return values


def of_team_and_period(weight: FloatArray) -> Effects:
    """Take out an effect of each team and of each period; `weight` is (G, T) with 0 for gaps."""
    return _effects(weight, weight / weight.sum(axis=1, keepdims=True))


def of_period(weight: FloatArray) -> Effects:
    """Take out an effect of each period only; `weight` is (G, T) with 0 for gaps."""
    return _effects(weight, np.zeros_like(weight))


def _effects(weight: FloatArray, share: FloatArray) -> Effects:
    # The normal equations of the periods once team means are out, scaled to a diagonal of 1. They
    # are always singular (all periods together are the mean), and more so where gaps part teams
    # into groups: eigenvalues of 0 are left out, which is the least-squares answer.
    totals = weight.sum(axis=0)
    root = np.sqrt(totals)
    gram = (np.diag(totals) - weight.T @ share) / np.outer(root, root)
    values, vectors = np.linalg.eigh((gram + gram.T) / 2)
    kept = values > NOTHING
    scaled = vectors[:, kept] / root[:, None]
    return Effects(weight, weight > 0, share, (scaled / values[kept]) @ scaled.T)
