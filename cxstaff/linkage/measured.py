"""How alike the answers of one team are, and how different those of different teams (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.cells import scores_of
from cxstaff.linkage.panel import FloatArray
from cxstaff.linkage.question import Material
from cxstaff.linkage.reasons import Unusable
from cxstaff.linkage.reliability import Differences, agreement, differences_between

COLUMNS = ("n", "value", "variance")
OPTIONS = 7
"""Choices of the scale that variances are put on before `agreement`; the result is the same."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Hold r_wg(j) over teams, each from 0 to 1: the median, the lowest, the highest."""

    median: float
    low: float
    high: float
    teams: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold how teams differ in the newest `period`, and how people within them agree in it.

    `lowest` to `highest` is ICC(1) over the `periods` in which it could be computed; `agreement` is
    None where no question's spread is published.
    """

    period: int
    differences: Differences | Unusable
    lowest: float
    highest: float
    periods: int
    agreement: Agreement | None


def measured(material: Material) -> Measured | None:
    """Compute both from published means, variances and counts; None where there are no scores.

    For a score of several questions the variance is that of people's own means and the count that
    of the question answered least, so that ICC(1) and ICC(2) are close to those of single answers.
    """
    scores = scores_of(material.scores)
    kept = np.isfinite(scores.columns["variance"])
    scores = scores.only(kept & ~np.isin(scores.team, list(material.above)))
    if not scores:
        return None
    order = np.argsort(scores.period, kind="stable")
    periods, starts = np.unique(scores.period[order], return_index=True)
    parts = [np.split(scores.columns[name][order], starts[1:]) for name in COLUMNS]
    found = {
        period: _differences(*each)
        for period, each in zip(periods.tolist(), zip(*parts, strict=True), strict=True)
    }
    known = [each.icc1 for each in found.values() if isinstance(each, Differences)]
    newest = max(found)
    ends = (min(known), max(known)) if known else (0.0, 0.0)
    return Measured(newest, found[newest], *ends, len(known), _agreement(material))


def _differences(n: FloatArray, mean: FloatArray, variance: FloatArray) -> Differences | Unusable:
    return differences_between(n, n * mean, (n - 1) * variance + n * mean**2)


def _agreement(material: Material) -> Agreement | None:
    even = (OPTIONS**2 - 1) / 12
    found = [
        agreement([share * even for share in items.shares], OPTIONS, items.answers)
        for items in material.items.values()
    ]
    known = [each for each in found if not isinstance(each, Unusable)]
    if not known:
        return None
    return Agreement(float(np.median(known)), min(known), max(known), len(known))
