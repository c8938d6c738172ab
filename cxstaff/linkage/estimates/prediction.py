"""Leave-one-out prediction by a random-effects model: how odd one number is among the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.panel import FloatArray
from cxstaff.statistics import t_quantile, t_share

FEWEST_OTHERS = 8
"""Others below which nothing is said of one: their spread is what is to be expected of it."""
SURE = 0.975
EVERY, FIRST = slice(None), slice(1)
STILL = 1e-9
"""Share of the numbers' own spread that a sampling variance of 0 is taken as."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the others lead one to expect of each number, and how odd it is; all (…, k).

    `low` to `high` hold 95 of 100 such numbers; `p_high` and `p_low` are the chances of one as
    high, or as low. NaN where there is no number, or fewer others than `FEWEST_OTHERS`.
    """

    expected: FloatArray
    low: FloatArray
    high: FloatArray
    p_high: FloatArray
    p_low: FloatArray


def predict_from_others(value: FloatArray, variance: FloatArray, rows: slice = EVERY) -> Prediction:
    """Predict each of k numbers (…, k) from the others, by a model of random effects without it.

    `variance` is that of sampling; NaN is no number; only the `rows` asked for are predicted.
    Numbers differ by more than sampling: the others' excess spread is estimated by moments
    (DerSimonian & Laird 1986, Controlled Clinical Trials 7) and added. These are the externally
    standardised residuals of Viechtbauer & Cheung (2010, Research Synthesis Methods 1), held
    against t with two degrees of freedom fewer than there are numbers, since mean and spread come
    from the others.
    """
    there = np.isfinite(value) & np.isfinite(variance)
    others = there.sum(axis=-1, keepdims=True) - 1
    y, v = _centred(value, variance, there)
    extra = _excess(y, v, there, others)[..., rows]
    wide = np.where(there, 1.0, 0.0)[..., None, :] / (v[..., None, :] + extra[..., :, None])
    wide = wide * (1 - np.eye(value.shape[-1])[rows])  # each row holds the weights of all but it
    total = np.maximum(wide.sum(axis=-1), STILL**2)
    mean = (wide * y[..., None, :]).sum(axis=-1) / total
    spread = np.sqrt(v[..., rows] + extra + 1 / total)
    away = y[..., rows] - mean
    usable = there[..., rows] & (others >= FEWEST_OTHERS)
    freedom = np.maximum(others - 1, 1).astype(np.float64)
    t, reach = away / spread, t_quantile(freedom, SURE) * spread
    expected = value[..., rows] - away
    chances = t_share(freedom, -t), t_share(freedom, t)
    found = (expected, expected - reach, expected + reach, *chances)
    return Prediction(*(np.where(usable, each, np.nan) for each in found))


def _centred(
    value: FloatArray, variance: FloatArray, there: np.ndarray
) -> tuple[FloatArray, FloatArray]:
    """Give numbers about their mean and variances above 0; 0 and 1 where there is none."""
    count = np.maximum(there.sum(axis=-1, keepdims=True), 1)
    middle = np.where(there, value, 0.0).sum(axis=-1, keepdims=True) / count
    y = np.where(there, value - middle, 0.0)
    least = STILL * ((y**2).sum(axis=-1, keepdims=True) / count) + STILL**3
    return y, np.where(there, np.maximum(variance, least), 1.0)


def _excess(y: FloatArray, v: FloatArray, there: np.ndarray, others: np.ndarray) -> FloatArray:
    """Estimate the variance beyond sampling among all but each one, at least 0."""
    w = np.where(there, 1 / v, 0.0)
    sums = [(part.sum(axis=-1, keepdims=True) - part) for part in (w, w * y, w * y**2, w**2)]
    first = np.maximum(sums[0], STILL**2)
    q = sums[2] - sums[1] ** 2 / first
    room = np.maximum(first - sums[3] / first, STILL**2)
    result: FloatArray = np.maximum((q - np.maximum(others - 1, 0)) / room, 0.0)
    return result
