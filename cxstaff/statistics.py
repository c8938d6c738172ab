"""Distributions, and p-values adjusted for many questions: the one module that loads scipy.

It is loaded by the first number that is asked for, so that commands start fast and a web worker
that shows no statistics stays small. Of scipy.stats, which alone takes 48 MB, nothing is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

CONFIDENCE, CONFIDENCE_Z = 0.95, 1.959964
"""How sure every interval of the product is, and the standard errors of a normal one for it."""

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def t_share(freedom: Any, t: Any) -> Any:
    """Give the share of Student's t distribution below `t`; numbers, or arrays of one shape."""
    from scipy.special import stdtr

    return stdtr(freedom, t)


def t_quantile(freedom: Any, share: float) -> Any:
    """Give the value below which a share of Student's t distribution lies."""
    from scipy.special import stdtrit

    return stdtrit(freedom, share)


@cache
def t_reach(freedom: int) -> float:
    """Return how many standard errors an interval reaches to either side, by Student's t."""
    return float(t_quantile(freedom, (1 + CONFIDENCE) / 2))


def normal_share(z: Any) -> Any:
    """Give the share of the standard normal distribution below `z`; a number or an array."""
    from scipy.special import ndtr

    return ndtr(z)


def normal_quantile(share: Any) -> Any:
    """Give the value below which a share of the standard normal distribution lies."""
    from scipy.special import ndtri

    return ndtri(share)


def f_quantile(freedom: tuple[float, float], share: float) -> float:
    """Give the value below which a share of the F distribution lies; `freedom` above, below."""
    from scipy.special import fdtri

    return float(fdtri(*freedom, share))


def gamma_quantile(shape: float, share: Any) -> Any:
    """Give the value below which a share of the gamma distribution with scale 1 lies."""
    from scipy.special import gammaincinv

    return gammaincinv(shape, share)


def beta_share(a: Any, b: Any, x: Any) -> Any:
    """Give the share of the beta distribution below `x`; numbers, or arrays of one shape."""
    from scipy.special import betainc

    return betainc(a, b, x)


def log_beta(a: Any, b: Any) -> Any:
    """Give the logarithm of the beta function; numbers, or arrays of one shape."""
    from scipy.special import betaln

    return betaln(a, b)


def root(of: Callable[[float], float], low: float, high: float) -> float:
    """Give where a function is 0 between two places at which its signs differ (Brent 1973)."""
    from scipy.optimize import brentq

    return float(brentq(of, low, high))


def sparse(values: FloatArray, row: IntArray, column: IntArray, shape: tuple[int, int]) -> Any:
    """Lay values (m,) out as a sparse matrix; those in one place add up."""
    from scipy.sparse import coo_array

    return coo_array((values, (row, column)), shape=shape).tocsr()


def components(ties: Any) -> IntArray:
    """Give each node (n,) the number of the part of a graph that it lies in; `ties` is sparse."""
    from scipy.sparse.csgraph import connected_components

    return np.asarray(connected_components(ties, directed=False)[1], dtype=np.int64)


def benjamini_hochberg(p: Sequence[Any] | npt.NDArray[Any]) -> FloatArray:
    """Adjust m p-values for the false discovery rate (Benjamini & Hochberg 1995, JRSS B 57).

    Give (m,) values from 0 to 1 in the same order: calling those at or below q keeps the expected
    share of false ones among them at or below q. A question without an answer (None or NaN) stays
    NaN and is not counted, as it could not have been called.
    """
    values = np.asarray(p, dtype=np.float64)
    asked = np.flatnonzero(np.isfinite(values))
    result = np.full(values.shape, np.nan)
    falling = asked[np.argsort(-values[asked], kind="stable")]
    ranks = np.arange(asked.size, 0, -1)
    # The i-th smallest is multiplied by m / i. Going down from the largest, no value may exceed the
    # one before it: whoever is called at some q must be called together with everything smaller.
    result[falling] = np.minimum.accumulate(np.minimum(values[falling] * asked.size / ranks, 1.0))
    return result


def holm(p: FloatArray) -> FloatArray:
    """Adjust m p-values by Holm's method (1979, Scandinavian Journal of Statistics 6).

    Give (m,) values from 0 to 1 in the same order: calling those at or below α keeps the chance of
    any false one at or below α.
    """
    order = np.argsort(p, kind="stable")
    result = np.empty_like(p)
    result[order] = np.minimum(np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1)), 1.0)
    return result
