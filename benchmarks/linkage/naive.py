"""What a dashboard would do: estimators that look right and are not."""

from __future__ import annotations

import numpy as np

from benchmarks.linkage.companies import Company, Floats

NORMAL = 1.959964
"""The 97.5 % point of the normal distribution."""


def team_averages(made: Company) -> float:
    """Give the p-value of the correlation of teams' averages."""
    from scipy.stats import pearsonr

    fine = np.isfinite(made.e).sum(axis=1) > 0
    averages = np.nanmean(made.e[fine], axis=1), made.y[fine].mean(axis=1)
    return float(pearsonr(*averages).pvalue)


def pooled(made: Company) -> tuple[float, float, float]:
    """Give the slope with its interval by ordinary least squares over cells, without effects."""
    e, y = made.e[:, :-1], made.y[:, 1:]
    known = np.isfinite(e)
    e, y = e[known] - e[known].mean(), y[known] - y[known].mean()
    slope = (e * y).sum() / (e**2).sum()
    left = y - slope * e
    return _around(slope, np.sqrt((left**2).sum() / (e.size - 2) / (e**2).sum()))


def clustered(made: Company) -> tuple[float, float, float]:
    """Give the slope within teams with the usual clustered error and the normal distribution.

    The right model, with the error of statsmodels' `cov_type="cluster"`: the sandwich times
    G / (G − 1) × (n − 1) / (n − k).
    """
    panel = made.panel
    shape = made.e.shape
    e, y = made.e[:, :-1], panel.y.reshape(shape)[:, 1:]
    weight = np.where(np.isfinite(e), panel.weight.reshape(shape)[:, 1:], 0.0)
    periods = np.broadcast_to(np.eye(e.shape[1]), (*e.shape, e.shape[1]))
    columns = np.concatenate([np.nan_to_num(e)[..., None], y[..., None], periods], axis=-1)
    total = np.maximum(weight.sum(axis=1), 1e-12)
    means = (weight[..., None] * columns).sum(axis=1) / total[:, None]
    root = np.sqrt(weight)[..., None]
    flat = (root * (columns - means[:, None])).reshape(-1, columns.shape[-1])
    rest = flat[:, :2] - flat[:, 2:] @ np.linalg.lstsq(flat[:, 2:], flat[:, :2], rcond=None)[0]
    size = (rest[:, 0] ** 2).sum()
    slope = (rest[:, 0] * rest[:, 1]).sum() / size
    scores = (rest[:, 0] * (rest[:, 1] - slope * rest[:, 0])).reshape(weight.shape).sum(axis=1)
    n, g = int((weight > 0).sum()), int((weight.sum(axis=1) > 0).sum())
    freedom = n - g - e.shape[1]
    factor = g / (g - 1) * (n - 1) / freedom
    return _around(slope, np.sqrt(factor * (scores**2).sum()) / size)


def _around(slope: Floats, se: Floats) -> tuple[float, float, float]:
    return float(slope), float(slope - NORMAL * se), float(slope + NORMAL * se)
