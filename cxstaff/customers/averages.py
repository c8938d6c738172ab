"""Customer results of many teams and periods at once, as arrays (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from cxstaff.customers.outcomes import MINUTE, OUTCOMES, UPPER

FloatArray = npt.NDArray[np.float64]
Factors = tuple[tuple[float, ...], tuple[float, ...]]

_MEAN: Factors = (1, 0), (0, 1)
_SHARE: Factors = (100,), (1e4,)
_MINUTES: Factors = (1 / MINUTE, 0, 0), (0, UPPER / MINUTE**2, 1 / MINUTE**2)
MOMENTS: dict[str, tuple[Factors, tuple[float, float]]] = {
    "csat": (_MEAN, (1, 5)),
    "csat_top2": (_SHARE, (0, 100)),
    "satisfied": (_SHARE, (0, 100)),
    "nps": (((100, -100), (1e4, 1e4)), (-100, 100)),
    "ces": (_MEAN, (1, 7)),
    "solved": (_SHARE, (0, 100)),
    "resolved": (_SHARE, (0, 100)),
    "handling": (_MINUTES, (0, inf)),
    "waiting": (_MINUTES, (0, inf)),
}
"""How an outcome's sums after the first add up to its total and its squares, and its ends."""
OF_A_FEW = frozenset({"csat_top2", "satisfied", "nps", "solved", "resolved"})
"""Outcomes of a few kinds of answers, whose variance is that of the shares themselves."""
NEEDS_SPREAD = frozenset({"handling", "waiting"})
"""Outcomes that have no estimate where there is no spread to give it an interval."""


@dataclass(frozen=True, slots=True)
class Averages:
    """An outcome in m cells, in its own units: answers `n`, `value`, `variance` of one answer.

    All are (m,); `value` and `variance` are NaN where there is no estimate, and `n` is 0 there.
    """

    n: FloatArray
    value: FloatArray
    variance: FloatArray


def averages(outcome_key: str, sums: Mapping[str, npt.NDArray[Any]]) -> Averages:
    """Compute an outcome in m cells from running sums, each (m,); the same as `Outcome.value`."""
    names = OUTCOMES[outcome_key].sums
    n, *parts = (np.asarray(sums[name], dtype=np.float64) for name in names)
    known = np.maximum(n, 1.0)
    total, squares = np.array(MOMENTS[outcome_key][0]) @ np.array(parts)[: len(names) - 1]
    about = np.maximum(squares - total**2 / known, 0.0)
    if outcome_key in OF_A_FEW:
        variance = about / known
    else:
        variance = np.where(n > 1, about, 0.0) / np.maximum(known - 1, 1.0)
    there = n > 0
    if outcome_key in NEEDS_SPREAD:
        there &= variance > 0
    return Averages(
        np.where(there, n, 0.0),
        np.where(there, total / known, np.nan),
        np.where(there, variance, np.nan),
    )
