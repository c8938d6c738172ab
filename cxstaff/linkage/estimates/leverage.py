"""CR2's adjustment matrices: B = (I−H)_ii of each team, and its inverse square root.

B is the part of a team's errors that fitting leaves in its residuals. None of these matrices is
formed where it can be avoided: with 1,000 teams of 104 weeks they would fill 90 MB, and each takes
104³ steps to decompose.
"""

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.effects import NOTHING, Effects
from cxstaff.linkage.estimates.panel import FloatArray, IntArray

DENSE_WORK = 3e6
"""Sum of cubed team sizes up to which every team's matrix is decomposed outright (about 0.03 s)."""
AT_ONCE = 1_000_000
"""Numbers in the matrices of the teams that are decomposed at once (8 MB)."""
STEPS = (6, 7, 8, 12, 16, 24, 32)
"""Lanczos steps after which convergence is looked at: with a thousand teams seven do."""
CLOSE = 1e-12
"""Relative change between two looks that counts as converged."""


@dataclass(frozen=True, slots=True)
class Leverage:
    """Hold B = (I−H)_ii for every team i, without forming it, for a fit with hat matrix H.

    All is told of values scaled by the root of their weights W, whose errors are then alike and
    independent in the working model: weights are taken to be inverse variances, as they are made
    (Pustejovsky & Tipton 2018). H = p p' + U M U', with p the root of each cell's `share` of its
    team, and U the root of W times [F, R]: period dummies with team means removed, and k
    regressors `r` (k, G, T) that are W-orthonormal and W-orthogonal to all effects. `m` is M,
    (T+k, T+k). H is idempotent, so that I−H is its own product with its transpose.
    """

    effects: Effects
    r: FloatArray
    m: FloatArray

    def onto(self, v: FloatArray) -> FloatArray:
        """Give U'v for each team: (G, T) to (G, T+k)."""
        scaled = self._root * v
        return np.hstack([self.effects.spread(scaled), np.einsum("kgt,gt->gk", self.r, scaled)])

    def back(self, c: FloatArray) -> FloatArray:
        """Give U c for each team: (G, T+k) to (G, T)."""
        periods = c.shape[1] - len(self.r)
        result: FloatArray = self.effects.centred(c[:, :periods])
        result += np.einsum("kgt,gk->gt", self.r, c[:, periods:])
        return np.asarray(self._root * result)

    def times(self, v: FloatArray) -> FloatArray:
        """Give B v for each team, (G, T) in and out."""
        # All but v itself goes through T+k+1 numbers a team: no T × T matrix is formed, which
        # alone would take T² (T+k) steps.
        along = (self._mean * v).sum(axis=1, keepdims=True)
        result: FloatArray = v - self._mean * along - self.back(self.onto(v) @ self.m)
        return result

    def moments(self, v: FloatArray) -> tuple[float, float]:
        """Give trace and sum of squares of v_i'(I−H)_ij v_j over every two teams i and j.

        These (G, G) products are a diagonal less a matrix Z M Z' of rank T+k at most, from which
        both follow without forming them: ‖Z M Z'‖² = tr (Z'Z M)².
        """
        own = (v**2).sum(axis=1) - (self._mean * v).sum(axis=1) ** 2
        z = self.onto(v)
        mixed = z @ self.m
        diagonal, s = (mixed * z).sum(axis=1), z.T @ mixed
        squares = (own**2).sum() - 2 * (own * diagonal).sum() + (s * s.T).sum()
        return float(own.sum() - diagonal.sum()), float(squares)

    def adjusted(self, a: FloatArray) -> FloatArray:
        """Give B^(−1/2) a for each team, (G, T) in and out; zero eigenvalues stay zero.

        The symmetric Moore–Penrose root of Bell & McCaffrey (2002). Many large teams go through
        Lanczos iteration, and those that do not converge, and all smaller tasks, are decomposed.
        """
        # Decomposing a team of T periods takes T³ steps; a root times one vector needs no matrix.
        sizes = self.effects.used.sum(axis=1).astype(np.float64)
        result, left = np.zeros_like(a), np.arange(len(a))
        if (sizes**3).sum() > DENSE_WORK:
            result, left = _lanczos(self, a)
        for start in range(0, len(left), self._at_once):
            teams = left[start : start + self._at_once]
            result[teams] = self._decomposed(teams, a[teams])
        return result

    @property
    def _root(self) -> FloatArray:
        return np.sqrt(self.effects.weight)

    @property
    def _mean(self) -> FloatArray:
        return np.sqrt(self.effects.share)

    @property
    def _at_once(self) -> int:
        return max(1, AT_ONCE // int(self.effects.used.shape[1]) ** 2)

    def _decomposed(self, teams: IntArray, a: FloatArray) -> FloatArray:
        """Decompose the matrices of some teams (g,) outright; cells not used have eigenvalue 0."""
        # The same product as `times`, written out as one small matrix for each team.
        used, share = self.effects.used[teams], self.effects.share[teams]
        mean = self._mean[teams]
        s = np.where(used[:, :, None], np.eye(used.shape[1]) - share[:, None, :], 0.0)
        u = np.concatenate([s, self.r[:, teams].transpose(1, 2, 0)], axis=2)
        u *= self._root[teams][:, :, None]
        own = used[:, :, None] * np.eye(used.shape[1]) - mean[:, :, None] * mean[:, None, :]
        values, vectors = np.linalg.eigh(own - (u @ self.m) @ u.transpose(0, 2, 1))
        along = _inverse_root(values) * np.einsum("gij,gi->gj", vectors, a)
        result: FloatArray = np.einsum("gij,gj->gi", vectors, along)
        return result


def leverage_of(effects: Effects, r: FloatArray) -> Leverage:
    """Prepare B for W-orthonormal regressors `r` (k, G, T) beside the effects."""
    # Regressors are orthogonal to the effects, so that the inverse of U'U has two blocks: that of
    # the periods, and the identity.
    k, periods = len(r), effects.used.shape[1]
    m = np.zeros((periods + k, periods + k))
    m[:periods, :periods] = effects.inverse
    m[periods:, periods:] = np.eye(k)
    return Leverage(effects, r, m)


def _inverse_root(values: FloatArray) -> FloatArray:
    # An eigenvalue of 0 is a direction in which residuals are 0 whatever the errors were, such as
    # a team's own mean: there is nothing to make larger, and 1/√0 would make noise of rounding.
    kept = values > NOTHING
    result: FloatArray = np.where(kept, 1 / np.sqrt(np.where(kept, values, 1.0)), 0.0)
    return result


def _lanczos(b: Leverage, a: FloatArray) -> tuple[FloatArray, IntArray]:
    """Give B^(−1/2) a by Lanczos with full reorthogonalisation, and the teams not converged.

    B is nearly the identity when there are many teams, so that a few steps are enough (Higham
    2008, Functions of Matrices, section 13.2).
    """
    size = np.sqrt((a**2).sum(axis=1))
    basis = [a / np.where(size > 0, size, 1.0)[:, None]]
    alpha: list[FloatArray] = []
    beta: list[FloatArray] = []
    before = np.full_like(a, np.inf)
    left = np.flatnonzero(size > 0)
    for step in range(1, STEPS[-1] + 1):
        v = b.times(basis[-1])
        alpha.append((v * basis[-1]).sum(axis=1))
        for _ in range(2):  # in floating point the basis would not stay orthogonal by itself
            for old in basis:
                v = v - (v * old).sum(axis=1, keepdims=True) * old
        if step in STEPS:
            result = size[:, None] * _ritz(basis, alpha, beta)
            change = np.sqrt(((result - before) ** 2).sum(axis=1))
            left = np.flatnonzero(change > CLOSE * np.sqrt((result**2).sum(axis=1)))
            before = result
            if left.size == 0:
                break
        # A team whose next vector vanishes has been told whole: it goes on with zeros.
        length = np.sqrt((v**2).sum(axis=1))
        going = length > NOTHING
        beta.append(np.where(going, length, 0.0))
        basis.append(np.where(going, 1 / np.where(going, length, 1.0), 0.0)[:, None] * v)
    return before, left


def _ritz(basis: list[FloatArray], alpha: list[FloatArray], beta: list[FloatArray]) -> FloatArray:
    """Combine the basis vectors (each G, T) by the first column of the small matrix's root."""
    steps = len(alpha)
    small = np.zeros((len(basis[0]), steps, steps))
    for i in range(steps):
        small[:, i, i] = alpha[i]
        if i + 1 < steps:
            small[:, i, i + 1] = small[:, i + 1, i] = beta[i]
    values, vectors = np.linalg.eigh(small)
    column = np.einsum("gij,gj->gi", vectors, _inverse_root(values) * vectors[:, 0, :])
    result: FloatArray = np.zeros_like(basis[0])
    for i in range(steps):
        result += column[:, i, None] * basis[i]
    return result
