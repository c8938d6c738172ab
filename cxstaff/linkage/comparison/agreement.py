"""ICC(1), ICC(2) and r_wg(j) of a score over teams, from what is published (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cxstaff.linkage.estimates.panel import FloatArray
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.reliability import Differences, agreement, differences_between
from cxstaff.linkage.material.cells import Cells
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.question import MeanScore

COLUMNS = ("people", "value", "variance")
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
class MeasurementQuality:
    """Hold how people of teams agree in the newest `period`, and how teams differ in `compared`.

    `lowest` to `highest` is ICC(1) over the `periods` in which it could be computed; `agreement` is
    None where no question's spread is published. Differences are those of the `whole_company` where
    they were worked out as rounds closed, whatever teams are asked about.
    """

    period: int
    compared: int
    differences: Differences | Unusable
    lowest: float
    highest: float
    periods: int
    agreement: Agreement | None
    whole_company: bool = False


def measurement_quality(material: Material) -> MeasurementQuality | None:
    """Compute both from what is published; None where there are no scores.

    How persons differ within teams about a score of several questions is published of no team.
    ICC(1) of the whole company was worked out when each round closed, and is taken as it was kept;
    that of an eNPS, a single question, follows from means, variances and counts. r_wg(j) needs the
    questions' own variances alone.
    """
    scores = material.scores
    kept = np.isfinite(scores.columns["variance"])
    scores = scores.only(kept & ~np.isin(scores.team, list(material.above)))
    if not scores:
        return None
    found = _by_period(scores) if material.differences is None else dict(material.differences)
    known = [each.icc1 for each in found.values() if isinstance(each, Differences)]
    newest = int(scores.period.max())
    compared = max(found, default=newest)
    return MeasurementQuality(
        period=newest,
        compared=compared,
        differences=found.get(compared, Unusable(Reason.TOO_FEW_TEAMS, 0, 0, 0)),
        lowest=min(known, default=0.0),
        highest=max(known, default=0.0),
        periods=len(known),
        agreement=_agreement(material),
        whole_company=material.differences is not None,
    )


def _by_period(scores: Cells[MeanScore]) -> dict[int, Differences | Unusable]:
    """Compute ICC(1) of every period from what was published of teams in it."""
    order = np.argsort(scores.period, kind="stable")
    periods, starts = np.unique(scores.period[order], return_index=True)
    parts = [np.split(scores.columns[name][order], starts[1:]) for name in COLUMNS]
    return {
        period: _differences(*each)
        for period, each in zip(periods.tolist(), zip(*parts, strict=True), strict=True)
    }


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
