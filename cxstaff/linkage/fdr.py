"""Many questions at once: how sure to be of one when several were asked."""

import numpy as np

from cxstaff.linkage.panel import Column, FloatArray


def adjusted(p: Column) -> FloatArray:
    """Adjust p-values (m,) for asking m questions, by Benjamini & Hochberg (1995, JRSS B 57).

    Give (m,) values from 0 to 1 in the same order: calling those at or below q keeps the expected
    share of false ones among them at or below q. A question without an answer (None or NaN) stays
    NaN and is not counted, as it could not have been called.
    """
    values = np.asarray(p, dtype=np.float64)
    asked = np.flatnonzero(np.isfinite(values))
    result = np.full(values.shape, np.nan)
    falling = asked[np.argsort(-values[asked], kind="stable")]
    ranks = np.arange(asked.size, 0, -1)
    result[falling] = np.minimum.accumulate(np.minimum(values[falling] * asked.size / ranks, 1.0))
    return result
