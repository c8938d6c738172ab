"""Columns of numbers by team and period: arrays to estimate from, single items to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np

from cxstaff.customers.outcomes import Estimate
from cxstaff.linkage.estimates.panel import BoolArray, FloatArray, IntArray, distinct
from cxstaff.linkage.material.question import Place

PERIODS = 1 << 20
"""More than the number of any period: of a week 2 million days from now it would be 285,714."""
Item = TypeVar("Item")
T = TypeVar("T")
Getters = dict[str, Callable[[Any], float | None]]


@dataclass(frozen=True, slots=True)
class CellCounts:
    """Count the cells with a score, with interactions, and with the outcome, compared or not."""

    scores: int
    happened: int
    results: int


class Cells(Mapping[Place, Item]):
    """m numbers, in order of team and period; as a mapping it makes the item of one place.

    `keys` (m,) are `key_of` their places; `columns` (m,) each, by name; NaN is not known. `make`
    gives the item of a row.
    """

    def __init__(
        self,
        team: IntArray,
        period: IntArray,
        columns: Mapping[str, FloatArray],
        make: Callable[[int], Item],
    ) -> None:
        """Take rows in any order; `make` is asked for rows as they are given here."""
        self.places: IntArray = key_of(team, period)
        self.columns, self._make = dict(columns), make
        self._given: IntArray | None = None  # rows as they were given, where that is another order
        if not is_in_order(self.places):
            self._given = np.argsort(self.places, kind="stable")
            self.places = self.places[self._given]
            self.columns = {name: column[self._given] for name, column in columns.items()}

    def __getitem__(self, place: Place) -> Item:
        key = place[0] * PERIODS + place[1]
        row = int(self.places.searchsorted(key))
        if row == len(self) or self.places[row] != key:
            raise KeyError(place)
        return self._made(row)

    def of_team(self, team_id: int) -> dict[int, Item]:
        """Make the items of one team, by period."""
        ends = np.array([team_id, team_id + 1]) * PERIODS
        first, last = self.places.searchsorted(ends).tolist()
        periods = (self.places[first:last] % PERIODS).tolist()
        return {period: self._made(first + at) for at, period in enumerate(periods)}

    def __iter__(self) -> Iterator[Place]:
        return zip(self.team.tolist(), self.period.tolist(), strict=True)

    def __len__(self) -> int:
        return int(self.places.size)

    @property
    def team(self) -> IntArray:
        """Return the ids of teams (m,)."""
        return self.places // PERIODS

    @property
    def period(self) -> IntArray:
        """Return the numbers of periods (m,)."""
        return self.places % PERIODS

    def rows(self, places: IntArray) -> IntArray:
        """Return the rows (k,) of places given by key, −1 where there is none."""
        if not len(self):
            return np.full(places.shape, -1, dtype=np.int64)
        if np.array_equal(places, self.places):
            return np.arange(len(self))
        at = np.minimum(np.searchsorted(self.places, places), len(self) - 1)
        return np.where(self.places[at] == places, at, -1)

    def at(self, name: str, places: IntArray) -> FloatArray:
        """Return a column's values (k,) at places given by key, NaN where there is none."""
        return self.all_at((name,), places)[0]

    def all_at(self, names: Sequence[str], places: IntArray) -> list[FloatArray]:
        """Return the values (k,) of several columns at places given by key."""
        if np.array_equal(places, self.places):
            return [self.columns[name] for name in names]
        rows = self.rows(places)
        return [np.append(self.columns[name], np.nan)[rows] for name in names]

    def beside(self, columns: Mapping[str, FloatArray], make: Callable[[int], T]) -> Cells[T]:
        """Lay out something else (m,) at the very same places, in their order."""
        made = Cells[T](self.places[:0], self.places[:0], {}, make)
        made.places, made.columns = self.places, dict(columns)
        return made

    def only(self, wanted: BoolArray) -> Cells[Item]:
        """Keep some of the rows (m,)."""
        columns = {name: column[wanted] for name, column in self.columns.items()}
        rows, made = np.flatnonzero(wanted), self._made
        return Cells(self.team[wanted], self.period[wanted], columns, lambda row: made(rows[row]))

    def _made(self, row: int) -> Item:
        return self._make(int(row if self._given is None else self._given[row]))


def is_in_order(keys: IntArray) -> bool:
    """Say whether numbers (m,) rise all the way."""
    return bool((keys[1:] > keys[:-1]).all())


def key_of(team: IntArray, period: IntArray) -> IntArray:
    """Give places one number each, in the order of team and period."""
    keys: IntArray = team * PERIODS + period
    return keys


def results_of(results: Mapping[Place, Estimate]) -> Cells[Estimate]:
    """Lay out customer results: `n`, `value` and `variance`."""
    return _laid(results, {name: attrgetter(name) for name in ("n", "value", "variance")})


def numbers_of(numbers: Mapping[Place, float]) -> Cells[float]:
    """Lay out plain numbers: `value`."""
    return _laid(numbers, {"value": float})


def values_of(results: Cells[Estimate]) -> Cells[float]:
    """Give customer results as plain numbers: their values alone."""
    value = results.columns["value"]
    return Cells(results.team, results.period, {"value": value}, lambda row: float(value[row]))


def places_of(*several: Cells[Any], without: frozenset[int] = frozenset()) -> IntArray:
    """Return every place that any of some cells have, by key and in order, of no team `without`."""
    every = NOTHING.places
    for each in several:  # mostly all have the very same places
        if not np.array_equal(each.places, every):
            every = distinct(np.concatenate([every, each.places])) if every.size else each.places
    if not without:
        return every
    kept: IntArray = every[~np.isin(every // PERIODS, list(without))]
    return kept


def teams_of(cells: Cells[Any]) -> set[int]:
    """Return the ids of the teams that have any."""
    return set(distinct(cells.team).tolist())


def ends_of(cells: Cells[Any]) -> tuple[float, float]:
    """Return the lowest and the highest value; 0 to 1 where there is none."""
    values = cells.columns["value"]
    return (float(values.min()), float(values.max())) if len(cells) else (0.0, 1.0)


def _laid(items: Mapping[Place, Item], getters: Getters) -> Cells[Item]:
    places, values = list(items), list(items.values())
    team, period = np.array(places, dtype=np.int64).reshape(-1, 2).T
    columns = {
        name: np.array([get(each) for each in values], dtype=np.float64)
        for name, get in getters.items()
    }
    return Cells(team, period, columns, values.__getitem__)


NOTHING: Cells[Any] = results_of({})
"""No cells at all."""
