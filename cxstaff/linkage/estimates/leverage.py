"""CR2's adjustment matrices: B = (I−H)_ii of each team, and its inverse square root.

B is the part of a team's errors that fitting leaves in its residuals. None of these matrices is
formed where it can be avoided: with 1,000 teams of 104 weeks they would fill 90 MB, and each takes
104³ steps to decompose.
"""

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.effects import NOTHING, Effects
from cxstaff.linkage.estimates.panel import BoolArray, FloatArray, IntArray

DENSE_WORK = 3e6
"""Sum of cubed team sizes up to which every team's matrix is decomposed outright (about 0.03 s)."""
AT_ONCE = 1_000_000
"""Numbers in the matrices of the teams that are decomposed at once (8 MB)."""
TERMS = 24
"""Terms of a series after which a team is decomposed instead."""
CLOSE = 1e-13
"""Size of a term, as a share of the first, from which on a series has ended."""


@dataclass(frozen=True, slots=True)
class Leverage:
    """Hold B = (I−H)_ii for every team i, without forming it, for a fit with hat matrix H.

    All is told of values scaled by the root of their weights W, whose errors are then alike and
    independent in the working model: weights are taken to be inverse variances, as they are made
    (Pustejovsky & Tipton 2018). H = p p' + U M U', with p the root of each cell's `share` of its
    team, and U the root of W times [F, R]: period dummies with team means removed, and k
    regressors `r` (k, G, T) that are W-orthonormal and W-orthogonal to all effects. `m` is M,
    (T+k, T+k). H is idempotent, so that I−H is its own product with its transpose. `root` (G, T)
    are the roots of W, `mean` (G, T) is p.
    """

    effects: Effects
    r: FloatArray
    m: FloatArray
    root: FloatArray
    mean: FloatArray

    def onto(self, v: FloatArray) -> FloatArray:
        """Give U'v for each team: (G, T) to (G, T+k)."""
        scaled = self.root * v
        return np.hstack([self.effects.spread(scaled), np.einsum("kgt,gt->gk", self.r, scaled)])

    def taken(self, v: FloatArray) -> FloatArray:
        """Give U M U'v for each team, (G, T) in and out: what periods and regressors take of it."""
        # It goes through T+k numbers a team: no T × T matrix is formed, which alone would take
        # T² (T+k) steps. M is the inverse of the periods, and of the regressors the identity.
        scaled = self.root * v
        result: FloatArray = self.effects.spread(scaled) @ self.effects.inverse
        result -= self.effects.means(result)
        for r in self.r:
            result += np.einsum("gt,gt->g", r, scaled)[:, None] * r
        result *= self.root
        return result

    def moments(self, v: FloatArray) -> tuple[float, float]:
        """Give trace and sum of squares of v_i'(I−H)_ij v_j over every two teams i and j.

        These (G, G) products are a diagonal less a matrix Z M Z' of rank T+k at most, from which
        both follow without forming them: ‖Z M Z'‖² = tr (Z'Z M)².
        """
        along = self.effects.totals(self.mean * v)
        own = (v**2 - self.effects.share * along**2).sum(axis=1)
        z = self.onto(v)
        mixed = z @ self.m
        diagonal, s = (mixed * z).sum(axis=1), z.T @ mixed
        squares = (own**2).sum() - 2 * (own * diagonal).sum() + (s * s.T).sum()
        return float(own.sum() - diagonal.sum()), float(squares)

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
        mean = self.mean[teams]
        alike = self._alike(teams)
        s = np.where(used[:, :, None], np.eye(used.shape[1]) - alike * share[:, None, :], 0.0)
        u = np.concatenate([s, self.r[:, teams].transpose(1, 2, 0)], axis=2)
        u *= self.root[teams][:, :, None]
        own = used[:, :, None] * np.eye(used.shape[1])
        own = own - alike * mean[:, :, None] * mean[:, None, :]
        values, vectors = np.linalg.eigh(own - (u @ self.m) @ u.transpose(0, 2, 1))
        along = _inverse_root(values) * np.einsum("gij,gi->gj", vectors, a)
        result: FloatArray = np.einsum("gij,gj->gi", vectors, along)
        return result

    def _alike(self, teams: IntArray) -> BoolArray:
        """Say which two cells of each of some teams (g,) share an effect, (g, T, T) or alike."""
        spells = self.effects.spells
        if spells is None:
            return np.ones((1, 1, 1), dtype=bool)
        label = spells.label[teams]
        alike: BoolArray = label[:, :, None] == label[:, None, :]
        return alike


def leverage_of(effects: Effects, r: FloatArray) -> Leverage:
    """Prepare B for W-orthonormal regressors `r` (k, G, T) beside the effects."""
    # Regressors are orthogonal to the effects, so that the inverse of U'U has two blocks: that of
    # the periods, and the identity.
    k, periods = len(r), effects.used.shape[1]
    m = np.zeros((periods + k, periods + k))
    m[:periods, :periods] = effects.inverse
    m[periods:, periods:] = np.eye(k)
    return Leverage(effects, r, m, np.sqrt(effects.weight), np.sqrt(effects.share))


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
    size = np.sqrt((a**2).sum(axis=1))
    left = np.flatnonzero(size > 0)
    for step in range(1, TERMS + 1):
        if left.size == 0:
            break
        term = (1 - 0.5 / step) * b.taken(term)
        result += term
        small = np.sqrt((term[left] ** 2).sum(axis=1)) <= CLOSE * size[left]
        left = left[~small]
    return result, left
