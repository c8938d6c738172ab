"""What the pictures of a comparison are drawn of: dots, means, and small lines beside a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TypeVar, overload

import numpy as np

from cxstaff.linkage.estimates.effects import of_team_and_period
from cxstaff.linkage.estimates.panel import FloatArray, IntArray, LaggedPanel
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.sample import Sample, compared, everything
from cxstaff.linkage.material.cells import PERIODS
from cxstaff.linkage.material.question import Place

WIDTH, HEIGHT, MARGIN = 320, 40, 4

MOST_DRAWN = 300
"""Marks a picture, and the table below it, may hold; more can be told apart by nobody."""

Mark = TypeVar("Mark")
Value = tuple[float, float, float] | None
"""A value with the ends of its interval, or nothing."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One cell of the headline: both numbers beyond what is usual for the team and the period.

    `place` is that of the outcome; `across` is engagement (`lag` periods before), `up` the
    outcome. A line through all dots, weighted, has the slope of the headline.
    """

    place: Place
    across: float
    up: float
    weight: float


@dataclass(frozen=True, slots=True)
class TeamMean:
    """One team's weighted means of engagement and of the outcome over the same cells."""

    team_id: int
    across: float
    up: float
    cells: int


@dataclass(frozen=True, slots=True)
class Dots(Sequence[Dot]):
    """The cells of the headline as arrays of length m; as a sequence it makes single dots.

    `places` are keys of team and period (see `cells`), the rest is as in `Dot`.
    """

    places: IntArray
    across: FloatArray
    up: FloatArray
    weight: FloatArray

    def __len__(self) -> int:
        return int(self.places.size)

    @overload
    def __getitem__(self, at: int) -> Dot: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Dot]: ...
    def __getitem__(self, at: int | slice) -> Dot | Sequence[Dot]:
        """Return one dot, or some."""
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        team, period = divmod(int(self.places[at]), PERIODS)
        return Dot(
            (team, period), float(self.across[at]), float(self.up[at]), float(self.weight[at])
        )

    @property
    def teams(self) -> IntArray:
        """Return the ids of the dots' teams (m,)."""
        return self.places // PERIODS

    @property
    def periods(self) -> IntArray:
        """Return the numbers of the dots' periods (m,)."""
        return self.places % PERIODS


def dots_of(lagged: LaggedPanel, places: IntArray) -> Dots:
    """Take team and period effects out of both numbers in every cell that is compared.

    `places` (n,) are the keys of the panel's cells.
    """
    panel, e = lagged.panel, lagged.e
    sample = compared(panel, panel.y, e[:, None], panel.weight)
    if isinstance(sample, Unusable):
        return Dots(np.empty(0, dtype=np.int64), *np.empty((3, 0)))
    taken = of_team_and_period(sample.weight, sample.spells)
    across, up = (taken.residual(_placed(sample, values)) for values in (e, panel.y))
    used = sample.used
    return Dots(places[sample.rows[used]], across[used], up[used], sample.weight[used])


def means_of(lagged: LaggedPanel, places: IntArray) -> tuple[TeamMean, ...]:
    """Give each team's means over its complete cells; `places` as in `dots_of`."""
    panel, e = lagged.panel, lagged.e
    sample = everything(panel, panel.y, e[:, None], panel.weight)
    if isinstance(sample, Unusable):
        return ()
    shares = sample.weight / sample.weight.sum(axis=1, keepdims=True)
    across, up = ((shares * _placed(sample, values)).sum(axis=1) for values in (e, panel.y))
    teams, cells = places[sample.rows.max(axis=1)] // PERIODS, sample.used.sum(axis=1)
    columns = (teams.tolist(), across.tolist(), up.tolist(), cells.tolist())
    return tuple(TeamMean(*each) for each in zip(*columns, strict=True))


def _placed(sample: Sample, values: FloatArray) -> FloatArray:
    """Lay the panel's values out on the sample's grid, 0 where not used."""
    return np.where(sample.used, np.nan_to_num(values[sample.rows]), 0.0)


@dataclass(frozen=True, slots=True)
class Spark:
    """What to draw: bands of intervals and lines as paths of SVG, and values that stand alone."""

    bands: tuple[str, ...]
    lines: tuple[str, ...]
    dots: tuple[tuple[int, int], ...]
    width: int = WIDTH
    height: int = HEIGHT


def spark(values: Sequence[Value], lowest: float, highest: float) -> Spark:
    """Draw values from left to right between `lowest` and `highest`; gaps stay gaps."""
    step = (WIDTH - 2 * MARGIN) / max(1, len(values) - 1)
    reach = (highest - lowest) or 1.0

    def height(value: float) -> int:
        share = min(max((value - lowest) / reach, 0.0), 1.0)
        return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN))

    def across(place: int) -> int:
        return round(MARGIN + place * step)

    runs = list(_runs(values))
    long = [run for run in runs if len(run) > 1]
    return Spark(
        bands=tuple(
            _path(
                [(across(at), height(each[1])) for at, each in run]
                + [(across(at), height(each[2])) for at, each in reversed(run)]
            )
            for run in long
        ),
        lines=tuple(_path([(across(at), height(each[0])) for at, each in run]) for run in long),
        dots=tuple((across(run[0][0]), height(run[0][1][0])) for run in runs if len(run) == 1),
    )


def _runs(values: Sequence[Value]) -> Iterable[list[tuple[int, tuple[float, float, float]]]]:
    """Part values into runs without gaps, each value with its place."""
    for there, group in groupby(enumerate(values), key=lambda item: item[1] is not None):
        if there:
            yield [(at, each) for at, each in group if each is not None]


def _path(points: Sequence[tuple[int, int]]) -> str:
    """Write where a path begins, and each way from there on: a page of weeks has thousands.

    Level ways in a row are one. A sign parts two numbers as well as a space does.
    """
    ways: list[tuple[int, int]] = []
    for (x, y), (right, down) in pairwise(points):
        if ways and down == y and ways[-1][1] == 0:
            ways[-1] = (ways[-1][0] + right - x, 0)
        else:
            ways.append((right - x, down - y))
    written = " ".join(f"{right} {down}" for right, down in ways).replace(" -", "-")
    return f"M{points[0][0]},{points[0][1]}l{written}"


def drawn(marks: Sequence[Mark]) -> list[Mark]:
    """Take at most `MOST_DRAWN` marks, evenly spread over all of them."""
    step = max(1.0, len(marks) / MOST_DRAWN)
    return [marks[int(at * step)] for at in range(min(len(marks), MOST_DRAWN))]


def capital(text: str) -> str:
    """Begin with a capital letter, unless the word is one like eNPS."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]
