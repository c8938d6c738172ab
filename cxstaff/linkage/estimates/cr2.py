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

from cxstaff.linkage.estimates.effects import NOTHING, Effects, Ties
from cxstaff.linkage.estimates.freedom import matched
from cxstaff.linkage.estimates.panel import BoolArray, FloatArray, IntArray
from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.sample import Sample

ABSORBED = 1e-10
"""Share of a regressor's sum of squares below which it counts as a mix of the others."""
EXACT = 1e-20
"""Share of the outcome's sum of squares below which residuals are only rounding."""
WHOLE = 1 - 1e-6
"""Share of the working variance within reach of the residuals that CR2 must recover."""
DENSE_WORK = 3e6
"""Sum of cubed team sizes up to which every team's matrix is decomposed outright (about 0.03 s)."""
AT_ONCE = 1_000_000
"""Numbers in the matrices of the teams that are decomposed at once (8 MB)."""
FEW = 60
"""Satterthwaite's degrees of freedom below which those of parted teams are matched.

From here on their 5 % points differ by less than a thousandth.
"""
TERMS = 24
"""Terms of a series after which a team is decomposed instead."""
CLOSE = 1e-13
"""Size of a term, as a share of the first, from which on a series has ended."""
AHEAD = 100.0
"""Times that the next term of a series may be as large as the last two tell."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Hold a slope in the scaled units of its sample.

    `scores` (G,) are the teams' parts of the slope's error after CR2 adjustment: the variance is
    the sum of their squares. `df` is degrees of freedom, above 0: Satterthwaite's, and of few teams
    that are parted `matched`. `partial` is the regressor's partial R², 0 to 1; NaN where it was not
    worked out.
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
    if (y * effects.weighed(y)).sum() <= EXACT * (effects.weight * sample.y**2).sum():
        return Reason.OUTCOME_DOES_NOT_CHANGE
    # The regressors are orthonormal by now: each coefficient is a plain product with the outcome.
    on_r = np.einsum("kgt,gt->k", r, effects.weighed(y))
    left = y - np.einsum("k,kgt->gt", on_r, r)
    unexplained = float((left * effects.weighed(left)).sum())
    if unexplained <= EXACT * (effects.weight * y**2).sum():
        return Reason.FITS_EXACTLY

    # The slope is the sum of a'y over teams, y scaled so that its errors are alike. Residuals are
    # smaller than errors, by as much as the fit took out of each team: B^(−1/2) makes up for that,
    # so that with weights that are inverse variances the variance below has no bias, however few
    # the teams are (Pustejovsky & Tipton 2018).
    b = leverage_of(effects, r)
    a = effects.scaled(r[-1]) / size
    adjusted = b.adjusted(a)
    # Satterthwaite: a sum of squares with this mean and variance is like a chi-squared with
    # 2 · mean² / variance = trace² / squares degrees of freedom.
    trace, squares = b.moments(adjusted)
    # One team that carries the slope leaves no residual of its own: what CR2 would have to make up
    # for is then infinite, and a generalised inverse silently drops it. That shows in the trace.
    if trace < WHOLE * (a**2).sum():
        return Reason.CARRIED_BY_ONE_TEAM
    slope, explained = float(on_r[-1] / size), float(on_r[-1] ** 2)
    scores = (adjusted * effects.scaled(left)).sum(axis=1)
    partial = explained / (explained + unexplained)
    return Fit(slope, scores, b.freedom(adjusted, trace**2 / squares), partial)


@dataclass(frozen=True, slots=True)
class Leverage:
    """Hold B = (I−H)_ii for every team i, without forming it, for a fit with hat matrix H.

    B is the part of a team's errors that fitting leaves in its residuals. With 1,000 teams of 104
    weeks these matrices would fill 90 MB, and each takes 104³ steps to decompose.

    All is told of values scaled by K, whose errors are then alike and independent in the working
    model: weights are taken to be inverse variances, as they are made (Pustejovsky & Tipton 2018).
    K is the root of the weights; where cells have ties it takes them out (see `effects`), and all
    is generalised least squares with P = K'K. H = p p' + U M U', with p the effects' `mean`, and U
    K times [F, R]: period dummies with team means removed, and k regressors `r` (k, G, T) that are
    P-orthonormal and P-orthogonal to all effects. `m` is M, (T+k, T+k). H is idempotent, so that
    I−H is its own product with its transpose.
    """

    effects: Effects
    r: FloatArray
    m: FloatArray

    def onto(self, v: FloatArray) -> FloatArray:
        """Give U'v for each team: (G, T) to (G, T+k)."""
        scaled = self.effects.back(v)
        return np.hstack([self.effects.spread(scaled), np.einsum("kgt,gt->gk", self.r, scaled)])

    def taken(self, v: FloatArray) -> FloatArray:
        """Give U M U'v for each team, (G, T) in and out: what periods and regressors take of it."""
        # It goes through T+k numbers a team: no T × T matrix is formed, which alone would take
        # T² (T+k) steps. M is the inverse of the periods, and of the regressors the identity.
        # Arrays of all teams are written over where they can be: most of the time is memory's.
        scaled = self.effects.back(v)
        along = [np.einsum("gt,gt->g", r, scaled)[:, None] for r in self.r]
        result: FloatArray = self.effects.spread(scaled) @ self.effects.inverse
        result -= self.effects.means(result)
        for r, each in zip(self.r, along, strict=True):
            result += np.multiply(each, r, out=scaled)
        if self.effects.ties is not None:
            return self.effects.scaled(result)
        result *= self.effects.root
        return result

    def moments(self, v: FloatArray) -> tuple[float, float]:
        """Give trace and sum of squares of v_i'(I−H)_ij v_j over every two teams i and j.

        These (G, G) products are a diagonal less a matrix Z M Z' of rank T+k at most, from which
        both follow without forming them: ‖Z M Z'‖² = tr (Z'Z M)².
        """
        own, z = self._apart(v)
        mixed = z @ self.m
        diagonal, s = (mixed * z).sum(axis=1), z.T @ mixed
        squares = (own**2).sum() - 2 * (own * diagonal).sum() + (s * s.T).sum()
        return float(own.sum() - diagonal.sum()), float(squares)

    def freedom(self, v: FloatArray, satterthwaite: float) -> float:
        """Give the degrees of freedom of what `moments` is of: `matched` for few parted teams."""
        if self.effects.spells is None or satterthwaite >= FEW:
            return satterthwaite
        own, z = self._apart(v)
        values = np.linalg.eigvalsh(np.diag(own) - z @ self.m @ z.T)
        return matched(np.maximum(values, 0.0))

    def _apart(self, v: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the diagonal (G,) and Z (G, T+k): the matrix is the diagonal less Z M Z'."""
        along = self.effects.totals(self.effects.mean * v)
        own: FloatArray = (v**2 - (self.effects.mean * along) ** 2).sum(axis=1)
        return own, self.onto(v)

    def adjusted(self, a: FloatArray) -> FloatArray:
        """Give B^(−1/2) a for each team, (G, T) in and out; zero eigenvalues stay zero.

        The symmetric Moore–Penrose root of Bell & McCaffrey (2002). Many large teams go through a
        series, and those for which it is long, and all smaller tasks, are decomposed.
        """
        # Decomposing a team of T periods takes T³ steps; a root times one vector needs no matrix.
        sizes = self.effects.used.sum(axis=1).astype(np.float64)
        result, left = np.zeros_like(a), np.arange(len(a))
        if (sizes**3).sum() > DENSE_WORK:
            result, left = _series(self, a)
        for start in range(0, len(left), self._at_once):
            teams = left[start : start + self._at_once]
            result[teams] = self._decomposed(teams, a[teams])
        return result

    @property
    def _at_once(self) -> int:
        return max(1, AT_ONCE // int(self.effects.used.shape[1]) ** 2)

    def _decomposed(self, teams: IntArray, a: FloatArray) -> FloatArray:
        """Decompose the matrices of some teams (g,) outright; cells not used have eigenvalue 0."""
        # The same product as I − p p' − `taken`, written out as one small matrix for each team.
        used, share = self.effects.used[teams], self.effects.share[teams]
        mean = self.effects.mean[teams]
        alike = self._alike(teams)
        s = np.where(used[:, :, None], np.eye(used.shape[1]) - alike * share[:, None, :], 0.0)
        u = np.concatenate([s, self.r[:, teams].transpose(1, 2, 0)], axis=2)
        u = self._scaled(u, teams)
        own = used[:, :, None] * np.eye(used.shape[1])
        own = own - alike * mean[:, :, None] * mean[:, None, :]
        values, vectors = np.linalg.eigh(own - (u @ self.m) @ u.transpose(0, 2, 1))
        along = _inverse_root(values) * np.einsum("gij,gi->gj", vectors, a)
        result: FloatArray = np.einsum("gij,gj->gi", vectors, along)
        return result

    def _scaled(self, u: FloatArray, teams: IntArray) -> FloatArray:
        """Give K u of some teams (g,), for columns (g, T, q) of their cells."""
        u *= self.effects.root[teams][:, :, None]
        if self.effects.ties is None:
            return u
        own = Ties(self.effects.ties.before[teams], self.effects.ties.scale[teams])
        return own.parted(u.transpose(2, 0, 1)).transpose(1, 2, 0)

    def _alike(self, teams: IntArray) -> BoolArray:
        """Say which two cells of each of some teams (g,) share an effect, (g, T, T) or alike."""
        spells = self.effects.spells
        if spells is None:
            return np.ones((1, 1, 1), dtype=bool)
        label = spells.label[teams]
        alike: BoolArray = label[:, :, None] == label[:, None, :]
        return alike


def leverage_of(effects: Effects, r: FloatArray) -> Leverage:
    """Prepare B for P-orthonormal regressors `r` (k, G, T) beside the effects."""
    # Regressors are orthogonal to the effects, so that the inverse of U'U has two blocks: that of
    # the periods, and the identity.
    k, periods = len(r), effects.used.shape[1]
    m = np.zeros((periods + k, periods + k))
    m[:periods, :periods] = effects.inverse
    m[periods:, periods:] = np.eye(k)
    return Leverage(effects, r, m)


def _orthonormal(effects: Effects, x: FloatArray) -> tuple[FloatArray, float] | None:
    """Make regressors (k, G, T) P-orthonormal and orthogonal to the effects, the last one last.

    Covariates that are mixes of the others are dropped. Also give the P-norm that the last one
    had left; None when it had nothing left.
    """
    done: list[FloatArray] = []
    size, moves = 0.0, False
    for values, left in zip(x, effects.residual(x), strict=True):
        for _ in range(
            2
        ):  # once more, for rounding leaves some of the others behind the first time
            for r in done:
                left = left - (effects.weighed(r) * left).sum() * r
        size = float(np.sqrt((effects.weighed(left) * left).sum()))
        moves = size**2 > ABSORBED * (effects.weight * values**2).sum()
        if moves:
            done.append(left / size)
    return (np.stack(done), size) if moves else None


def _inverse_root(values: FloatArray) -> FloatArray:
    # An eigenvalue of 0 is a direction in which residuals are 0 whatever the errors were, such as
    # a team's own mean: there is nothing to make larger, and 1/√0 would make noise of rounding.
    kept = values > NOTHING
    result: FloatArray = np.where(kept, 1 / np.sqrt(np.where(kept, values, 1.0)), 0.0)
    return result


def _series(b: Leverage, a: FloatArray) -> tuple[FloatArray, IntArray]:
    """Give B^(−1/2) a by the binomial series, and the teams for which it does not end soon.

    `a` has no part along p, and E = U M U' leaves none there: on what is left B is I − E, and
    (I − E)^(−1/2) = I + E/2 + 3/8 E² + … (Higham 2008, Functions of Matrices, section 4.3). E has
    about the size of a team's part of everything: with a thousand teams five terms are enough.
    """
    result, term = a.copy(), a
    size = before = _lengths(a)
    left = np.flatnonzero(size > 0)
    for step in range(1, TERMS + 1):
        if left.size == 0:
            break
        term = b.taken(term)
        term *= 1 - 0.5 / step
        result += term
        # Terms shrink less and less, but slowly so: the next is told by how this one did.
        now = _lengths(term)
        small = now * np.minimum(1.0, AHEAD * now / np.where(before > 0, before, 1.0))
        left = left[(small > CLOSE * size)[left]]
        before = now
    return result, left


def _lengths(v: FloatArray) -> FloatArray:
    """Give the length (G,) of each team's part of v (G, T)."""
    return np.asarray(np.sqrt(np.einsum("gt,gt->g", v, v)))
