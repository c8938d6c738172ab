"""Running sums: what interactions add to the cells and totals of their day, week and month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from cxstaff.customers.models import SUMS, Grain
from cxstaff.customers.reading.contact import Contact

Key = tuple[int, date, int, int]
"""Team, day, channel and segment."""

PLACE = {name: place for place, name in enumerate(SUMS)}
ANY, CSAT, NPS, CES, RESOLVED, HANDLING, WAITING = (
    PLACE[name]
    for name in (
        "interactions",
        "csat_n",
        "nps_n",
        "ces_n",
        "resolved_n",
        "handling_n",
        "waiting_n",
    )
)


class DayCells:
    """The sums of some interactions by team, day, channel and segment."""

    def __init__(self) -> None:
        self.cells: dict[Key, list[int]] = {}

    def add(self, key: Key, contact: Contact) -> None:
        """Add one interaction."""
        sums = self.cells.get(key)
        if sums is None:
            sums = self.cells[key] = [0] * len(SUMS)
        sums[ANY] += 1
        csat = contact.csat
        if csat is not None:
            sums[CSAT] += 1
            sums[CSAT + 1] += csat
            sums[CSAT + 2] += csat * csat
            sums[CSAT + 3] += csat >= 4
        if contact.responded_at is not None:
            seconds = int((contact.responded_at - contact.happened_at).total_seconds())
            _add_time(sums, WAITING, seconds)
        if contact.handling_seconds is not None:
            _add_time(sums, HANDLING, contact.handling_seconds)
        if contact.is_resolved is not None:
            _add_resolved(sums, contact)
        if contact.nps is not None:
            sums[NPS] += 1
            sums[NPS + 1] += contact.nps >= 9
            sums[NPS + 2] += contact.nps <= 6
        if contact.ces is not None:
            sums[CES] += 1
            sums[CES + 1] += contact.ces
            sums[CES + 2] += contact.ces * contact.ces

    def cell_rows(self) -> list[tuple[Any, ...]]:
        """Return the rows to add to the table of cells: CELL_KEYS of each grain, then SUMS."""
        return _grown(
            (
                ((grain, key[0], start, key[2], key[3]), sums)
                for key, sums in self.cells.items()
                for grain, start in _periods(key[1])
            )
        )

    def total_rows(self) -> list[tuple[Any, ...]]:
        """Return the rows to add to the table of totals: TOTAL_KEYS of each grain, then SUMS."""
        days: dict[tuple[int, date], list[int]] = {}
        for key, sums in self.cells.items():
            _grow(days, key[:2], sums)
        return _grown(
            (
                ((grain, team_id, start), sums)
                for (team_id, day), sums in days.items()
                for grain, start in _periods(day)
            )
        )


def start_of(day: date, grain: Grain) -> date:
    """Return the first day of the day, the week (Monday) or the month that `day` is in."""
    if grain is Grain.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain is Grain.MONTH else day


def _add_resolved(sums: list[int], contact: Contact) -> None:
    sums[RESOLVED] += 1
    sums[RESOLVED + 1] += bool(contact.is_resolved)
    if (contact.csat, contact.nps, contact.ces) != (None, None, None):
        sums[RESOLVED + (2 if contact.is_resolved else 3)] += 1


def _add_time(sums: list[int], place: int, seconds: int) -> None:
    minutes = round(seconds / 60)
    sums[place] += 1
    sums[place + 1] += seconds
    sums[place + 2] += minutes * minutes


@lru_cache(maxsize=4096)
def _periods(day: date) -> tuple[tuple[str, date], ...]:
    return tuple((grain.value, start_of(day, grain)) for grain in Grain)


def _grown(parts: Iterable[tuple[tuple[Any, ...], list[int]]]) -> list[tuple[Any, ...]]:
    """Sum up parts with the same key; in order of the key, so that all writers lock alike."""
    grown: dict[tuple[Any, ...], list[int]] = {}
    for key, sums in parts:
        _grow(grown, key, sums)
    return [(*key, *grown[key]) for key in sorted(grown)]


def _grow(grown: dict[Any, list[int]], key: Any, sums: list[int]) -> None:
    known = grown.get(key)
    if known is None:
        grown[key] = sums.copy()
        return
    for place, more in enumerate(sums):
        if more:
            known[place] += more
