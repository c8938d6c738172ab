"""Two-way fixed effects: project team and period dummies out of a grid with gaps.

From a known break on a team can count as a new one, with an effect of its own: a spell. What is not
known of the team goes on through all its spells, so that they stay one row and one cluster.
"""

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.panel import BoolArray, FloatArray, IntArray

NOTHING = 1e-10
"""Largest eigenvalue, on a scale of 0 to 1, taken as zero."""


@dataclass(frozen=True, slots=True)
class Spells:
    """Say which cells of a grid of G teams × T periods lie in one spell.

    `label` (G, T) numbers the spells in order, row by row; each covers periods that follow each
    other, and `starts` (S,) is where it begins in the grid written as one row.
    """

    label: IntArray
    starts: IntArray

    def totals(self, values: FloatArray) -> FloatArray:
        """Give each cell the sum of its spell's values, shape (…, G, T) in and out."""
        flat = values.reshape(*values.shape[:-2], self.label.size)
        sums = np.add.reduceat(flat, self.starts, axis=-1)
        result: FloatArray = sums[..., self.label.ravel()].reshape(values.shape)
        return result

    def rows(self, values: FloatArray) -> FloatArray:
        """Lay values (G, T) out with one row for each spell: (S, T), 0 elsewhere."""
        laid = np.zeros((self.starts.size, values.shape[1]))
        period = np.broadcast_to(np.arange(values.shape[1]), values.shape)
        laid[self.label, period] = values
        return laid


@dataclass(frozen=True, slots=True)
class Effects:
    """Hold what projecting on period effects (and team effects) needs, for G teams × T periods.

    `weight` (G, T) is 0 where not used; `share` (G, T) is each cell's part of its team's weight, or
    all 0 when no team effects are taken out; `inverse` (T, T) is a generalised inverse of F'WF,
    where F are the period dummies with team means removed. With `spells` each of them has an effect
    of its own, and is what is called a team here. Where it `is_whole`, every cell is used.
    """

    weight: FloatArray
    used: BoolArray
    share: FloatArray
    inverse: FloatArray
    spells: Spells | None = None
    is_whole: bool = False

    def centred(self, values: FloatArray) -> FloatArray:
        """Subtract each team's weighted mean: S v, shape (…, G, T) in and out."""
        result: FloatArray = values - self.means(values)
        return result if self.is_whole else np.where(self.used, result, 0.0)

    def spread(self, values: FloatArray) -> FloatArray:
        """Apply the transpose of `centred`: S'v, shape (…, G, T) in and out."""
        result: FloatArray = values - self.share * self.totals(values)
        return result

    def means(self, values: FloatArray) -> FloatArray:
        """Give each team's weighted mean of values (…, G, T), to be set against them."""
        if self.spells is not None:
            return self.spells.totals(self.share * values)
        means: FloatArray = np.einsum("gt,...gt->...g", self.share, values)[..., None]
        return means

    def totals(self, values: FloatArray) -> FloatArray:
        """Give the sum of each team's values (…, G, T), to be set against them."""
        if self.spells is not None:
            return self.spells.totals(values)
        totals: FloatArray = values.sum(axis=-1, keepdims=True)
        return totals

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


def spells_of(unit: IntArray, used: BoolArray) -> Spells | None:
    """Find the spells of a grid from its units (G, T); None where every team has but one.

    What is not used counts to the spell before it, or to the first of its team.
    """
    place = np.where(used, np.arange(used.shape[1]), -1)
    last = np.maximum.accumulate(place, axis=1)
    last = np.where(last < 0, used.argmax(axis=1)[:, None], last)
    filled = np.take_along_axis(unit, last, axis=1)
    begins = np.ones(used.shape, dtype=bool)
    begins[:, 1:] = filled[:, 1:] != filled[:, :-1]
    starts = np.flatnonzero(begins)
    if starts.size == len(used):
        return None
    label: IntArray = begins.ravel().cumsum().reshape(used.shape) - 1
    return Spells(label, starts)


def of_team_and_period(weight: FloatArray, spells: Spells | None = None) -> Effects:
    """Take out an effect of each team and of each period; `weight` is (G, T) with 0 for gaps.

    With `spells` each of them has an effect in place of its team.
    """
    if spells is None:
        return _effects(weight, weight / weight.sum(axis=1, keepdims=True))
    total = spells.totals(weight)
    share = weight / np.where(total > 0, total, 1.0)
    return _effects(weight, share, spells)


def of_period(weight: FloatArray) -> Effects:
    """Take out an effect of each period only; `weight` is (G, T) with 0 for gaps."""
    return _effects(weight, np.zeros_like(weight))


def _effects(weight: FloatArray, share: FloatArray, spells: Spells | None = None) -> Effects:
    # The normal equations of the periods once team means are out, scaled to a diagonal of 1. They
    # are always singular (all periods together are the mean), and more so where gaps part teams
    # into groups: eigenvalues of 0 are left out, which is the least-squares answer.
    totals = weight.sum(axis=0)
    root = np.sqrt(totals)
    laid = (weight, share) if spells is None else (spells.rows(weight), spells.rows(share))
    gram = (np.diag(totals) - laid[0].T @ laid[1]) / np.outer(root, root)
    values, vectors = np.linalg.eigh((gram + gram.T) / 2)
    kept = values > NOTHING
    scaled = vectors[:, kept] / root[:, None]
    used = weight > 0
    inverse = (scaled / values[kept]) @ scaled.T
    return Effects(weight, used, share, inverse, spells, bool(used.all()))
