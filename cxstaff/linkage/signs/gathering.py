"""What tripwires look at: running totals, readings, and the levers of every team."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np

from cxstaff.customers.averages import averages
from cxstaff.customers.columns import SumColumns, columns
from cxstaff.linkage.estimates.panel import FloatArray
from cxstaff.linkage.material.gathering import grain_of, numbers_of_days
from cxstaff.linkage.material.periods import Period, first_day, number_of
from cxstaff.linkage.signs.grids import Grid, grid
from cxstaff.linkage.signs.lever_spells import CountedMeasure
from cxstaff.measures import queries as measures


@dataclass(frozen=True, slots=True)
class Ground:
    """The last `count` complete periods, from the number `first` on, of teams by id, in order."""

    span: Period
    first: int
    count: int
    team_ids: list[int]
    totals: SumColumns

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many teams and periods there are."""
        return len(self.team_ids), self.count

    def sums(self, name: str) -> FloatArray:
        """Lay a running sum out by team and period (G, T)."""
        return self._laid(self.totals.sums[name].astype(np.float64))

    def outcome(self, key: str) -> Grid:
        """Lay a customer outcome out by team and period."""
        found = averages(key, self.totals.sums)
        parts = (np.nan_to_num(each) for each in (found.n, found.value, found.variance))
        return Grid(*(self._laid(each) for each in parts))

    def row_of(self, team_id: int) -> int | None:
        """Return a team's row, None where nothing is known of it."""
        at = bisect_left(self.team_ids, team_id)  # numpy would make an array of them each time
        return at if at < len(self.team_ids) and self.team_ids[at] == team_id else None

    def column_of(self, day: date) -> int:
        """Return the column of the period that a day lies in; it may lie outside the grid."""
        return number_of(day, self.span) - self.first

    def _laid(self, values: FloatArray) -> FloatArray:
        rows = np.searchsorted(self.team_ids, self.totals.team)
        return grid(
            rows, numbers_of_days(self.totals.starts_on, self.span) - self.first, self.shape, values
        )


def ground(span: Period, count: int, today: date, also: Sequence[int] = ()) -> Ground:
    """Read the last `count` periods that were over before `today`; `also` are teams to keep."""
    running = number_of(today, span)
    first = running - count
    totals = columns(grain_of(span), first_day(running, span), first_day(first, span))
    team_ids = sorted({*totals.team.tolist(), *also})
    return Ground(span, first, count, team_ids, totals)


def readings(measure_ids: Sequence[int], laid: Ground) -> dict[int, Grid]:
    """Lay readings out by team and period, by measure: their mean, each counting one."""
    found = {}
    every = sorted(measures.frequent_readings(measure_ids))
    for measure_id, rows in groupby(every, key=lambda each: each[0]):
        total, count = np.zeros((2, *laid.shape))
        for _, team_id, day, value in rows:
            row, column = laid.row_of(team_id), laid.column_of(day)
            if row is not None and 0 <= column < laid.count:
                total[row, column] += value
                count[row, column] += 1
        mean = total / np.maximum(count, 1)
        found[measure_id] = Grid(count, mean, np.zeros(laid.shape))
    return found


def numbers_by_measure(wanted: Collection[CountedMeasure], laid: Ground) -> dict[int, Grid]:
    """Lay measures out by team and period, by id; of some there may be no numbers at all."""
    found = readings([each.id for each in wanted if each.outcome is None], laid)
    for each in wanted:
        if each.outcome is not None:
            found[each.id] = laid.outcome(each.outcome)
        elif each.id not in found:
            found[each.id] = Grid(*np.zeros((3, *laid.shape)))
    return found
