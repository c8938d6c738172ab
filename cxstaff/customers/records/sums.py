"""Running sums: what interactions add to the cells and totals of their day, week and month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from cxstaff.customers.models import SUMS, Grain
from cxstaff.customers.reading.contact import Contact

Key = tuple[int, date, int, int]
"""Team, day, channel and segment."""

PLACE = {name: place for place, name in enumerate(SUMS)}
_FIRST = ("interactions", "csat_n", "satisfied_n", "nps_n", "ces_n", "resolved_n", "reopened_n")
_THEN = ("escalated_n", "complaint_n", "handling_n", "waiting_n", "closing_n", "value_n")
(
    ANY,
    CSAT,
    SATISFIED,
    NPS,
    CES,
    RESOLVED,
    REOPENED,
    ESCALATED,
    COMPLAINT,
    HANDLING,
    WAITING,
    CLOSING,
    VALUE,
) = (PLACE[name] for name in (*_FIRST, *_THEN))
HALF = 32
"""Bits of a sum of squares that stand in its lower number."""


class DayCells:
    """The sums of some interactions by team, day, channel and segment."""

    def __init__(self) -> None:
        self.cells: dict[Key, list[int]] = {}

    def add(self, key: Key, contact: Contact) -> None:
        """Add one interaction."""
        sums = self.cells.get(key)
        if sums is None:
            sums = self.cells[key] = [0] * len(SUMS)
        _add(sums, contact)

    def cell_rows(self) -> list[tuple[Any, ...]]:
        """Return the rows to add to the table of cells: CELL_KEYS of each grain, then SUMS."""
        return _grown(
            (
                ((grain, key[0], start, key[2], key[3]), sums)
                for key, sums in self.cells.items()
                for grain, start in _periods(key[1])
            )
        )

    def channel_rows(self) -> list[tuple[Any, ...]]:
        """Return the rows to add to the company's totals by channel: CHANNEL_KEYS, then SUMS."""
        return self._summed(lambda key: key[2])

    def segment_rows(self) -> list[tuple[Any, ...]]:
        """Return the rows to add to the company's totals by segment: SEGMENT_KEYS, then SUMS."""
        return self._summed(lambda key: key[3])

    def total_rows(self) -> list[tuple[Any, ...]]:
        """Return the rows to add to the table of totals: TOTAL_KEYS of each grain, then SUMS."""
        return self._summed(lambda key: key[0])

    def _summed(self, of: Callable[[Key], int]) -> list[tuple[Any, ...]]:
        """Return the sums of each grain over all cells of which a key has the same part."""
        days: dict[tuple[int, date], list[int]] = {}
        for key, sums in self.cells.items():
            _grow(days, (of(key), key[1]), sums)
        return _grown(
            (
                ((grain, part, start), sums)
                for (part, day), sums in days.items()
                for grain, start in _periods(day)
            )
        )


def start_of(day: date, grain: Grain) -> date:
    """Return the first day of the day, the week (Monday) or the month that `day` is in."""
    if grain is Grain.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain is Grain.MONTH else day


def _add(sums: list[int], contact: Contact) -> None:
    sums[ANY] += 1
    if contact.csat is not None:
        _add_number(sums, CSAT, contact.csat)
        sums[CSAT + 3] += contact.csat >= 4
    if contact.nps is not None:
        sums[NPS] += 1
        sums[NPS + 1] += contact.nps >= 9
        sums[NPS + 2] += contact.nps <= 6
    if contact.ces is not None:
        _add_number(sums, CES, contact.ces)
    if contact.is_resolved is not None:
        _add_resolved(sums, contact)
    for place, is_so in (
        (SATISFIED, contact.is_satisfied),
        (REOPENED, contact.is_reopened),
        (ESCALATED, contact.is_escalated),
        (COMPLAINT, contact.is_complaint),
    ):
        if is_so is not None:
            sums[place] += 1
            sums[place + 1] += is_so
    _add_lengths(sums, contact)


def _add_lengths(sums: list[int], contact: Contact) -> None:
    if contact.handling_seconds is not None:
        _add_wide(sums, HANDLING, contact.handling_seconds)
    for place, moment in ((WAITING, contact.responded_at), (CLOSING, contact.closed_at)):
        if moment is not None:
            _add_wide(sums, place, int((moment - contact.happened_at).total_seconds()))
    if contact.value is not None:
        _add_wide(sums, VALUE, contact.value)


def _add_resolved(sums: list[int], contact: Contact) -> None:
    sums[RESOLVED] += 1
    sums[RESOLVED + 1] += bool(contact.is_resolved)
    said = (contact.csat, contact.nps, contact.ces, contact.is_satisfied)
    if any(each is not None for each in said):
        sums[RESOLVED + (2 if contact.is_resolved else 3)] += 1


def _add_number(sums: list[int], place: int, number: int) -> None:
    sums[place] += 1
    sums[place + 1] += number
    sums[place + 2] += number * number


def _add_wide(sums: list[int], place: int, number: int) -> None:
    """Add a number whose squares stand in two sums, so that they cannot overflow."""
    square = number * number
    sums[place] += 1
    sums[place + 1] += number
    sums[place + 2] += square >> HALF
    sums[place + 3] += square & ((1 << HALF) - 1)


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
