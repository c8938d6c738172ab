"""Several questions at once: how sure to be of one answer when many could have come out."""

import numpy as np

from cxstaff.linkage.estimates.panel import Column, FloatArray


def benjamini_hochberg(p: Column) -> FloatArray:
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
