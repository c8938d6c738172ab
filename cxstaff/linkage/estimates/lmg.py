"""LMG shares: R² split over regressors, averaged over all orders of taking them in.

Lindeman, Merenda & Gold (1980, Introduction to Bivariate and Multivariate Analysis, p. 119 ff.),
which is the Shapley value of R²; Grömping (2007, The American Statistician 61) on its properties.
"""

from math import factorial

import numpy as np

from cxstaff.linkage.estimates.panel import FloatArray

MOST = 10
"""Regressors at most: 2 to this power are the subsets that every one of them is added to."""
MIXED = 1e-9
"""Share of a regressor's variance below which it counts as a mix of those before it."""


def shares(products: FloatArray) -> FloatArray:
    """Decompose R² into one share for each regressor: (…, k+1, k+1) to (…, k), k from 1 to 10.

    `products` are sums of squares and products (or covariances) with the outcome last. Shares are
    0 or more, sum up to R² of all together and are at most 1; a regressor that does not vary gets
    0, and one that is a mix of others shares with them. Without variance of the outcome all are 0.
    """
    k = products.shape[-1] - 1
    explained = r_squared(products)
    subsets = np.arange(2**k)
    members = (subsets[:, None] >> np.arange(k)) & 1
    size = members.sum(axis=1)
    orders = np.array([factorial(s) * factorial(max(k - s - 1, 0)) for s in range(k + 1)])
    weight = orders[size] / factorial(k)
    parts = []
    for at in range(k):
        without = subsets[members[:, at] == 0]
        gain = explained[..., without | (1 << at)] - explained[..., without]
        parts.append((gain * weight[without]).sum(axis=-1))
    result: FloatArray = np.maximum(np.stack(parts, axis=-1), 0.0)
    return result


def r_squared(products: FloatArray) -> FloatArray:
    """Give R² of every subset of the regressors: (…, k+1, k+1) to (…, 2**k).

    Bit j of a place says whether regressor j is in it. All subsets are swept at once: level by
    level, each half-done subset is taken on without the next regressor, and with it (Schur
    complement).
    """
    k = products.shape[-1] - 1
    if not 1 <= k <= MOST:
        raise ValueError(f"There must be 1 to {MOST} regressors.")
    scale = np.sqrt(np.einsum("...ii->...i", products))
    inverse = np.where(scale > 0, 1 / np.where(scale > 0, scale, 1.0), 0.0)
    left = (products * inverse[..., None] * inverse[..., None, :])[..., None, :, :]
    for _ in range(k):
        without = left[..., 1:, 1:]
        pivot = left[..., 0, 0]
        divisor = np.where(pivot > MIXED, pivot, np.inf)[..., None, None]
        taken = left[..., 1:, :1] * left[..., :1, 1:] / divisor
        left = np.concatenate([without, without - taken], axis=-3)
    unexplained = left[..., 0, 0]
    varies = (scale[..., -1] > 0)[..., None]
    return np.where(varies, np.clip(1 - unexplained, 0.0, 1.0), 0.0)
