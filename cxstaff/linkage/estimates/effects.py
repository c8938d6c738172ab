"""Two-way fixed effects: project team and period dummies out of a grid with gaps.

From a known break on a team can count as a new one, with an effect of its own: a spell. What is not
known of the team goes on through all its spells, so that they stay one row and one cluster. Within
a spell, periods in a row can be taken to be alike.
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
class Ties:
    """Say what cells of a grid of G teams × T periods have in common with the one before.

    Errors, scaled by the root of their weights, are an autoregressive process of order 1 in the
    working model: what is new in a cell is itself less `before` (G, T) times the one before, and
    `scale` (G, T) puts that to variance 1. `before` is 0 where nothing goes on, and in the first
    period.
    """

    before: FloatArray
    scale: FloatArray

    def parted(self, values: FloatArray) -> FloatArray:
        """Turn scaled errors (…, G, T) into what is new in each, independent and of variance 1."""
        result: FloatArray = values * self.scale
        result[..., 1:] -= (self.scale * self.before)[:, 1:] * values[..., :-1]
        return result

    def joined(self, values: FloatArray) -> FloatArray:
        """Apply the transpose of `parted`, (…, G, T) in and out."""
        result: FloatArray = values * self.scale
        result[..., :-1] -= ((self.scale * self.before) * values)[..., 1:]
        return result


@dataclass(frozen=True, slots=True)
class Effects:
    """Hold what projecting on period effects (and team effects) needs, for G teams × T periods.

    `weight` (G, T) is 0 where not used, and `root` its root. Errors have the inverse of P for
    variance in the working model: P = K'K, where K multiplies by the root, and takes `ties` out
    where there are any; without them P is the diagonal of the weights. `share` (G, T) is each
    cell's part in its team's mean, P 1 / 1'P 1, or all 0 when no team effects are taken out, and
    `mean` (G, T) is K 1, of length 1 for each team; `inverse` (T, T) is a generalised inverse of
    F'PF, where F are the period dummies with team means removed. With `spells` each of them has an
    effect of its own, and is what is called a team here. Where it `is_whole`, every cell is used.
    """

    weight: FloatArray
    used: BoolArray
    share: FloatArray
    inverse: FloatArray
    root: FloatArray
    mean: FloatArray
    spells: Spells | None = None
    ties: Ties | None = None
    is_whole: bool = False

    def scaled(self, values: FloatArray) -> FloatArray:
        """Give K v: what has independent errors of one variance; shape (…, G, T) in and out."""
        rooted: FloatArray = self.root * values
        return rooted if self.ties is None else self.ties.parted(rooted)

    def back(self, values: FloatArray) -> FloatArray:
        """Apply the transpose of `scaled`: K'v, shape (…, G, T) in and out."""
        return self.root * (values if self.ties is None else self.ties.joined(values))

    def weighed(self, values: FloatArray) -> FloatArray:
        """Give P v, shape (…, G, T) in and out."""
        return self.weight * values if self.ties is None else self.back(self.scaled(values))

    def centred(self, values: FloatArray) -> FloatArray:
        """Subtract each team's mean: S v, shape (…, G, T) in and out."""
        result: FloatArray = values - self.means(values)
        return result if self.is_whole else np.where(self.used, result, 0.0)

    def spread(self, values: FloatArray) -> FloatArray:
        """Apply the transpose of `centred`: S'v, shape (…, G, T) in and out."""
        result: FloatArray = values - self.share * self.totals(values)
        return result

    def means(self, values: FloatArray) -> FloatArray:
        """Give each team's mean of values (…, G, T), to be set against them."""
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
            periods = self._by_period(values) @ self.inverse
            values = values - self.centred(periods[..., None, :])
        return values

    def _by_period(self, values: FloatArray) -> FloatArray:
        """Give the sum of P v over teams, shape (…, G, T) to (…, T)."""
        if self.ties is None:
            sums: FloatArray = np.einsum("gt,...gt->...t", self.weight, values)
            return sums
        return np.asarray(self.weighed(values).sum(axis=-2))


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


def ties_of(spells: Spells, used: BoolArray, periods: IntArray, alike: float) -> Ties:
    """Tie used cells (G, T) of one spell in periods that follow each other, numbered (T,).

    `alike` is the correlation of one with the next, from 0 to below 1.
    """
    follows = np.zeros(used.shape, dtype=bool)
    follows[:, 1:] = used[:, 1:] & used[:, :-1] & (np.diff(periods) == 1)
    follows[:, 1:] &= spells.label[:, 1:] == spells.label[:, :-1]
    before = np.where(follows, alike, 0.0)
    return Ties(before, 1 / np.sqrt(1 - before**2))


def of_team_and_period(
    weight: FloatArray, spells: Spells | None = None, ties: Ties | None = None
) -> Effects:
    """Take out an effect of each team and of each period; `weight` is (G, T) with 0 for gaps.

    With `spells` each of them has an effect in place of its team, and cells can have `ties`.
    """
    if spells is None:
        return _effects(weight, weight / weight.sum(axis=1, keepdims=True))
    if ties is None:
        return _effects(weight, weight / _positive(spells.totals(weight)), spells)
    root = np.sqrt(weight)
    ones = ties.parted(root)
    total = _positive(spells.totals(ones**2))
    counts, mean = root * ties.joined(ones), ones / np.sqrt(total)
    inverse = _inverse(_tied(root, ties), spells.rows(counts), spells.rows(counts / total))
    used = weight > 0
    return Effects(
        weight, used, counts / total, inverse, root, mean, spells, ties, bool(used.all())
    )


def of_period(weight: FloatArray) -> Effects:
    """Take out an effect of each period only; `weight` is (G, T) with 0 for gaps."""
    return _effects(weight, np.zeros_like(weight))


def _effects(weight: FloatArray, share: FloatArray, spells: Spells | None = None) -> Effects:
    laid = (weight, share) if spells is None else (spells.rows(weight), spells.rows(share))
    inverse = _inverse(np.diag(weight.sum(axis=0)), *laid)
    root, mean, used = np.sqrt(weight), np.sqrt(share), weight > 0
    return Effects(weight, used, share, inverse, root, mean, spells, is_whole=bool(used.all()))


def _inverse(whole: FloatArray, counts: FloatArray, share: FloatArray) -> FloatArray:
    """Invert F'PF, of P over all teams (T, T), and of P 1 and its shares in effects (S, T)."""
    # The normal equations of the periods once team means are out, scaled to a diagonal of 1. They
    # are always singular (all periods together are the mean), and more so where gaps part teams
    # into groups: eigenvalues of 0 are left out, which is the least-squares answer.
    sizes = np.sqrt(np.diag(whole))
    gram = (whole - counts.T @ share) / np.outer(sizes, sizes)
    values, vectors = np.linalg.eigh((gram + gram.T) / 2)
    kept = values > NOTHING
    scaled = vectors[:, kept] / sizes[:, None]
    inverse: FloatArray = (scaled / values[kept]) @ scaled.T
    return inverse


def _positive(totals: FloatArray) -> FloatArray:
    """Let nothing be divided by 0, where a spell has no cells."""
    result: FloatArray = np.where(totals > 0, totals, 1.0)
    return result


def _tied(root: FloatArray, ties: Ties) -> FloatArray:
    """Give the sum of P over all teams, (T, T): cells have parts in common with the one before."""
    own, before = (root * ties.scale) ** 2, ties.scale * ties.before
    own[:, :-1] += (root[:, :-1] * before[:, 1:]) ** 2
    both = -(root[:, 1:] * ties.scale[:, 1:] * before[:, 1:] * root[:, :-1]).sum(axis=0)
    return np.asarray(np.diag(own.sum(axis=0)) + np.diag(both, 1) + np.diag(both, -1))
