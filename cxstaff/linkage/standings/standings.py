"""Empirical Bayes means of teams with intervals and ranks, of engagement and an outcome (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from cxstaff.linkage.estimates.autocorrelation import autocorrelation
from cxstaff.linkage.estimates.effects import of_team_and_period
from cxstaff.linkage.estimates.panel import FloatArray, IntArray
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.reliability import Differences, differences_between
from cxstaff.linkage.estimates.shrinkage import TeamMeans, team_means
from cxstaff.linkage.material.cells import NOTHING, PERIODS, Cells, places_of
from cxstaff.linkage.material.material import Material


class SideOfMean(StrEnum):
    """On which side of the mean of all teams an interval lies."""

    ABOVE = "above"
    BELOW = "below"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class ShrunkenMean:
    """One team on one number: `raw` as it came, `value` shrunken, with its 95 % interval.

    `rank` are the first and last place it may hold, 1 for the highest; `n` counts answers.
    """

    raw: float
    value: float
    low: float
    high: float
    side: SideOfMean
    rank: tuple[int, int]
    n: int
    periods: int


@dataclass(frozen=True, slots=True)
class ShrunkenMeans:
    """All teams on one number: by team id, about `centre`, the mean of all teams.

    `noise` is the part from 0 to 1 of the differences between raw means that is noise, with its
    95 % interval.
    """

    teams: Mapping[int, ShrunkenMean]
    centre: float
    noise: float
    noise_low: float
    noise_high: float


@dataclass(frozen=True, slots=True)
class Standings:
    """Teams on engagement and on the outcome over the periods `first` to `last`.

    `known` are all teams that have either; `scores`, `happened` and `results` count places.
    """

    engagement: ShrunkenMeans | Unusable
    outcome: ShrunkenMeans | Unusable
    known: frozenset[int]
    first: int
    last: int
    scores: int
    happened: int
    results: int

    def sides(self, team_id: int) -> tuple[SideOfMean, SideOfMean] | None:
        """Return on which sides a team stands; None unless both intervals are clear."""
        found = [_side(levels, team_id) for levels in (self.engagement, self.outcome)]
        return None if SideOfMean.UNCLEAR in found else (found[0], found[1])


def standings(material: Material, outcome: str, periods: int | None) -> Standings:
    """Place teams by their last `periods` complete periods (None: all there are)."""
    last = material.running - 1
    begin = -1 if periods is None else material.running - periods

    def of_teams(cells: Cells[Any]) -> Cells[Any]:
        is_now = (begin <= cells.period) & (cells.period <= last)
        return cells.only(is_now & ~np.isin(cells.team, list(material.above)))

    scores = of_teams(material.scores)
    said = of_teams(material.results.get(outcome, NOTHING))
    known = places_of(scores, said)
    earliest = int((known % PERIODS).min()) if known.size else last
    return Standings(
        engagement=levels(scores),
        outcome=levels(said),
        known=frozenset((known // PERIODS).tolist()),
        first=earliest if periods is None else begin,
        last=last,
        scores=len(scores),
        happened=len(material.interactions),
        results=len(said),
    )


def levels(cells: Cells[Any]) -> ShrunkenMeans | Unusable:
    """Shrink teams' means from their answers `n` and `value` by period.

    Changes common to all teams are taken out first. How far a team's own periods differ, each
    weighted by its answers, tells how sure its mean is: that holds what answers of the same people,
    or a bad week, have in common, which counting answers alone does not.
    """
    team_ids, team = np.unique(cells.team, return_inverse=True)
    numbers, period = np.unique(cells.period, return_inverse=True)
    k, freedom = team_ids.size, len(cells) - team_ids.size - numbers.size + 1
    if not cells:
        return Unusable(Reason.NO_CELLS)
    if freedom < 1:
        return Unusable(Reason.ONE_PERIOD, k, numbers.size, len(cells))
    weight, value = np.zeros((2, k, numbers.size))
    weight[team, period], value[team, period] = cells.columns["n"], cells.columns["value"]
    middle = float((weight * value).sum() / weight.sum())
    left = _without_common(np.where(weight > 0, value - middle, 0.0), weight)
    longer = _memory(left, weight, numbers)
    sums = _sums(left, weight, longer * (len(cells) - k) / freedom)
    found, differ = team_means(*sums), differences_between(*sums)
    if isinstance(found, Unusable):
        return found
    if isinstance(differ, Unusable):
        return differ
    teams = dict(zip(map(int, team_ids), _teams(found, middle, weight), strict=True))
    return ShrunkenMeans(teams, middle + found.centre, *_noise(differ))


def _teams(found: TeamMeans, middle: float, weight: FloatArray) -> list[ShrunkenMean]:
    """Put shrunken means (G,) about a `middle` back in the units of the values."""
    rank = _ranks(found.low, found.high)
    seen, answers = (weight > 0).sum(axis=1), weight.sum(axis=1)
    return [
        ShrunkenMean(
            raw=middle + float(found.raw[at]),
            value=middle + float(found.value[at]),
            low=middle + float(found.low[at]),
            high=middle + float(found.high[at]),
            side=_side_of(float(found.low[at]), float(found.high[at]), found.centre),
            rank=rank[at],
            n=int(answers[at]),
            periods=int(seen[at]),
        )
        for at in range(len(weight))
    ]


def _without_common(values: FloatArray, weight: FloatArray) -> FloatArray:
    """Take out of values (G, T) what a period did to all teams; the mean stays, 0 is no cell."""
    effects = of_team_and_period(weight)
    common = (weight * effects.centred(values)).sum(axis=0) @ effects.inverse
    common = common - (weight * common).sum() / weight.sum()
    kept: FloatArray = np.where(weight > 0, values - common, 0.0)
    return kept


def _memory(values: FloatArray, weight: FloatArray, numbers: IntArray) -> float:
    """Give how many times as uncertain a mean is because periods in a row are alike; 1 or more.

    (1 + ρ) / (1 − ρ) of a first-order autoregression, with ρ over all G teams' (G, T) deviations
    from their means, and as much for the spread that short series hide. 1 where ρ is not known.
    """
    rho = autocorrelation(values, weight, numbers)
    if rho is None:
        return 1.0
    length = (weight > 0).sum() / len(weight)
    times = (1 + rho) / (1 - rho)
    return float(times * (length - 1) / max(length - times, 1.0))


def _sums(
    values: FloatArray, weight: FloatArray, factor: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give each team's count, sum and sum of squares (G,), counted in periods of average size.

    `factor` makes up for what taking out period effects takes off squares about the team's mean.
    """
    unit = weight.sum() / (weight > 0).sum()
    size = weight.sum(axis=1) / unit
    mean = (weight * values).sum(axis=1) / weight.sum(axis=1)
    about = (weight * (values - mean[:, None]) ** 2).sum(axis=1) / unit
    return size, size * mean, size * mean**2 + factor * about


def _ranks(low: FloatArray, high: FloatArray) -> list[tuple[int, int]]:
    """Give the places each of G teams may hold: behind whoever lies wholly above, and so on.

    Klein, Wright & Wieczorek (2020, Journal of the Royal Statistical Society A 183).
    """
    above = (low[None, :] > high[:, None]).sum(axis=1)
    below = (high[None, :] < low[:, None]).sum(axis=1)
    return [(1 + int(a), low.size - int(b)) for a, b in zip(above, below, strict=True)]


def _noise(differ: Differences) -> tuple[float, float, float]:
    """Give the noise in means of average size and its interval, from the reliability of one."""
    size = differ.answers / differ.teams
    ends = [size * icc / (1 + (size - 1) * icc) for icc in (differ.low, differ.high)]
    value, high, low = (min(max(1 - each, 0.0), 1.0) for each in (differ.icc2, *ends))
    return value, low, high


def _side_of(low: float, high: float, centre: float) -> SideOfMean:
    if low > centre:
        return SideOfMean.ABOVE
    return SideOfMean.BELOW if high < centre else SideOfMean.UNCLEAR


def _side(found: ShrunkenMeans | Unusable, team_id: int) -> SideOfMean:
    level = None if isinstance(found, Unusable) else found.teams.get(team_id)
    return level.side if level else SideOfMean.UNCLEAR
