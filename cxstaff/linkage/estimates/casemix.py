"""Direct standardisation: results as if every team had the same mix of customers (pure).

A team's result is the mean of its strata's means, weighted by the share of each stratum among all
answers together, instead of by its own shares (direct standardisation: Keiding & Clayton 2014,
Statistical Science 29). A stratum is a channel and segment. Where a team lacks a stratum in some
period, the usual difference between strata stands in: that of the additive model
y[cell, stratum] = cell + stratum, fitted to all cells by least squares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.panel import BoolArray, FloatArray, IntArray
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.statistics import components, sparse

MOST_STRATA = 200
"""Strata told apart, the largest; smaller ones would be missing nearly everywhere."""
FEWEST_COVERED = 0.5
"""Share of the standard mix that a team must have itself in a period."""


@dataclass(frozen=True, slots=True)
class Strata:
    """Answers by cell (team and period) and stratum; arrays of length m, one row for each pair.

    `cell` holds codes 0…C−1 and `stratum` codes 0…K−1; `n` (above 0) answers with their `total` and
    sum of `squares`, in units of the result. `team` (C,) is the team of each cell.
    """

    cell: IntArray
    stratum: IntArray
    n: FloatArray
    total: FloatArray
    squares: FloatArray
    team: IntArray


@dataclass(frozen=True, slots=True)
class Standardised:
    """Hold the standardised result of each of C cells, NaN where it cannot be had.

    `value` and `se` (C,) are in units of the result; `weight` (C,) is the number of answers that an
    average of that precision would need; `counted` (C,) the answers used. `strata` were told apart;
    `left_out` answers stood in strata or cells that cannot be standardised; `filled` (0–1) is the
    share of the mix that usual differences stood in for. The standard error takes strata's usual
    differences as known.
    """

    value: FloatArray
    se: FloatArray
    weight: FloatArray
    counted: IntArray
    strata: int
    left_out: int
    filled: float


def standardised(strata: Strata) -> Standardised | Unusable:
    """Standardise every cell to the mix of all answers together, where there is enough to.

    A stratum takes part if two teams or more have it and cells tie it to the others; a cell if its
    strata make up `FEWEST_COVERED` of the mix. Unusable if no stratum takes part.
    """
    kept = _shared(strata)
    if not kept.any():
        return Unusable(Reason.NO_SHARED_MIX, np.unique(strata.team).size)
    codes, stratum = np.unique(strata.stratum[kept], return_inverse=True)
    cell, n, cells = strata.cell[kept], strata.n[kept], strata.team.size
    mean = strata.total[kept] / n
    standard = np.bincount(stratum, n) / n.sum()
    usual = _usual_differences(cell, stratum, n, mean, standard)
    here = np.bincount(cell, n, minlength=cells)
    covered = np.bincount(cell, standard[stratum], minlength=cells)
    share = standard[stratum] + (1 - covered[cell]) * n / here[cell]
    variance = _variances(strata, kept, stratum)[stratum]
    value = np.bincount(cell, share * (mean - usual[stratum]), minlength=cells)
    spread = np.bincount(cell, share**2 * variance / n, minlength=cells)
    needed = np.bincount(cell, share**2 / n, minlength=cells)
    fine = covered >= FEWEST_COVERED
    counted = np.where(fine, here, 0.0)
    return Standardised(
        np.where(fine, value, np.nan),
        np.where(fine, np.sqrt(spread), np.nan),
        np.where(fine, 1 / np.where(fine, needed, 1.0), 0.0),
        counted.astype(np.int64),
        codes.size,
        int(strata.n.sum() - counted.sum()),
        float((counted * (1 - np.minimum(covered, 1))).sum() / max(counted.sum(), 1.0)),
    )


def _shared(strata: Strata) -> BoolArray:
    """Say which rows lie in strata that can be compared: those of two teams, tied by cells."""
    count = int(strata.stratum.max()) + 1 if strata.stratum.size else 0
    pairs = np.unique(np.stack([strata.stratum, strata.team[strata.cell]]), axis=1)
    teams = np.bincount(pairs[0], minlength=count)
    size = np.bincount(strata.stratum, strata.n, minlength=count)
    size[np.argsort(-size, kind="stable")[MOST_STRATA:]] = 0.0
    # Of strata that no team's cell holds together nobody knows how they differ: the additive model
    # has one free constant for each group of them. So only the largest group is compared.
    fine = (teams >= 2) & (size > 0)
    rows = fine[strata.stratum]
    if not rows.any():
        return rows
    group = _tied(strata.cell[rows], strata.stratum[rows], strata.team.size, count)
    largest = np.argmax(np.bincount(group, np.where(fine, size, 0.0)))
    result: BoolArray = rows & (group == largest)[strata.stratum]
    return result


def _tied(cell: IntArray, stratum: IntArray, cells: int, count: int) -> IntArray:
    """Give each stratum (count,) the number of the group that cells tie it to."""
    size = cells + count
    return components(sparse(np.ones(cell.size), stratum, count + cell, (size, size)))[:count]


def _usual_differences(
    cell: IntArray, stratum: IntArray, n: FloatArray, mean: FloatArray, standard: FloatArray
) -> FloatArray:
    """Fit each stratum's usual distance (K,) from the standard mix, within cells."""
    # Normal equations of the strata once cells' means are out. They are singular, since adding a
    # constant to all strata changes nothing: least squares of smallest norm, then the mix at 0.
    here = np.bincount(cell, n)
    shape = here.size, standard.size
    counts = sparse(n, cell, stratum, shape)
    shares = sparse(n / here[cell], cell, stratum, shape)
    normal = np.diag(np.bincount(stratum, n)) - (counts.T @ shares).toarray()
    own = np.bincount(cell, n * mean) / np.where(here > 0, here, 1.0)
    right = np.bincount(stratum, n * (mean - own[cell]))
    fitted = np.linalg.lstsq(normal, right, rcond=None)[0]
    return np.asarray(fitted - standard @ fitted, dtype=np.float64)


def _variances(strata: Strata, kept: BoolArray, stratum: IntArray) -> FloatArray:
    """Give the variance (K,) of one answer in each stratum, pooled over cells.

    Where no cell holds two answers of a stratum, that over all strata stands in, and where none
    does at all, the variance of all answers together.
    """
    n, total, squares = strata.n[kept], strata.total[kept], strata.squares[kept]
    within = np.maximum(squares - total**2 / n, 0.0)
    freedom = np.bincount(stratum, n - 1)
    summed = np.bincount(stratum, within)
    if freedom.sum() > 0:
        pooled = summed.sum() / freedom.sum()
    else:
        pooled = max(squares.sum() / n.sum() - (total.sum() / n.sum()) ** 2, 0.0)
    return np.where(freedom > 0, summed / np.maximum(freedom, 1.0), pooled)
