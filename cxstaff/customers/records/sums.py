"""Running sums: what interactions add to the cells and totals of their day, week and month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxstaff.customers.models import SUMS, Grain
from cxstaff.customers.reading.contact import Contact

Key = tuple[int, date, int, int]
"""Team, day, channel and segment."""

Whole = NDArray[np.int64]
Columns = Mapping[str, Sequence[Any]]
Terms = dict[int, Whole]
"""What each of many adds to the sums, by the place in SUMS; sums that are not there are 0."""

PLACE = {name: place for place, name in enumerate(SUMS)}
HALF = 32
"""Bits of a sum of squares that stand in its lower number."""

WIDEST = 3_000_000_000
"""No number whose squares are added up may be larger, so that its square has 63 bits."""

AT_ONCE = 20_000
_GRAINS = sorted(Grain)


class DayCells:
    """The sums of some interactions by team, day, channel and segment.

    Interactions are gathered and added up many at once, a column of them after the other.
    """

    def __init__(self) -> None:
        self._keys, self._contacts = list[Key](), list[Contact]()
        self._cells: list[Key] = []
        self._sums: Terms = {}

    def add(self, key: Key, contact: Contact) -> None:
        """Add one interaction."""
        self._keys.append(key)
        self._contacts.append(contact)
        if len(self._keys) >= AT_ONCE:
            self._add_up()

    def add_all(self, keys: Sequence[Key], columns: Columns) -> None:
        """Add many interactions: their keys, and what is told of them by the names of fields."""
        self._join(*_grouped(keys, _terms(columns)))

    @property
    def cells(self) -> Sequence[Key]:
        """Return the keys of which there are sums."""
        self._add_up()
        return self._cells

    def cell_rows(self) -> list[tuple[Any, ...]]:
        """Return the rows to add to the table of cells: CELL_KEYS of each grain, then SUMS."""
        return self._rows(lambda grain, start, key: (grain, key[0], start, key[2], key[3]))

    def channel_rows(self) -> list[tuple[Any, ...]]:
        """Return the rows to add to the company's totals by channel: CHANNEL_KEYS, then SUMS."""
        return self._rows(lambda grain, start, key: (grain, key[2], start))

    def segment_rows(self) -> list[tuple[Any, ...]]:
        """Return the rows to add to the company's totals by segment: SEGMENT_KEYS, then SUMS."""
        return self._rows(lambda grain, start, key: (grain, key[3], start))

    def total_rows(self) -> list[tuple[Any, ...]]:
        """Return the rows to add to the table of totals: TOTAL_KEYS of each grain, then SUMS."""
        return self._rows(lambda grain, start, key: (grain, key[0], start))

    def _rows(self, of: Callable[[str, date, Key], tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Return the sums of all cells whose key of a period is the same.

        They come in order of that key, so that all writers lock alike.
        """
        self._add_up()
        if not self._cells:
            return []
        keys = [of(*period, key) for key in self._cells for period in _periods(key[1])]
        repeated = {place: np.repeat(sums, len(_GRAINS)) for place, sums in self._sums.items()}
        grown, terms = _grouped(keys, repeated)
        nothing = [0] * len(grown)
        sums = (terms[n].tolist() if n in terms else nothing for n in range(len(SUMS)))
        return [(*key, *rest) for key, *rest in sorted(zip(grown, *sums, strict=True))]

    def _add_up(self) -> None:
        """Add what was gathered to the sums."""
        if self._keys:
            told = zip(*self._contacts, strict=True)
            self.add_all(self._keys, dict(zip(Contact._fields, told, strict=True)))
            self._keys, self._contacts = [], []

    def _join(self, keys: list[Key], terms: Terms) -> None:
        if self._cells:
            keys, terms = _grouped([*self._cells, *keys], _joined(self._sums, terms))
        self._cells, self._sums = keys, terms


def start_of(day: date, grain: Grain) -> date:
    """Return the first day of the day, the week (Monday) or the month that `day` is in."""
    if grain is Grain.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain is Grain.MONTH else day


@lru_cache(maxsize=4096)
def _periods(day: date) -> tuple[tuple[str, date], ...]:
    return tuple((grain.value, start_of(day, grain)) for grain in _GRAINS)


def _grouped(keys: Sequence[Any], terms: Terms) -> tuple[list[Any], Terms]:
    """Add terms up whose key is the same; return each key once, and its sums in that order."""
    places = dict[Any, int]()
    groups = np.array([places.setdefault(key, len(places)) for key in keys])
    if len(places) == len(keys):
        return list(places), terms
    order = np.argsort(groups, kind="stable")
    begins = np.searchsorted(groups[order], np.arange(len(places)))
    return list(places), {n: np.add.reduceat(term[order], begins) for n, term in terms.items()}


def _joined(first: Terms, then: Terms) -> Terms:
    """Return terms of some keys, followed by those of others."""
    none = (np.zeros_like(first[0]), np.zeros_like(then[0]))
    return {
        place: np.concatenate((first.get(place, none[0]), then.get(place, none[1])))
        for place in first.keys() | then.keys()
    }


def _terms(columns: Columns) -> Terms:
    """Return what each interaction adds to the sums."""
    terms = {PLACE["interactions"]: np.ones(len(columns["happened_at"]), np.int64)}
    for first, added in _added(columns):
        for place, numbers in enumerate(added, PLACE[first]):
            terms[place] = numbers.astype(np.int64)
    return terms


def _added(columns: Columns) -> Iterator[tuple[str, Sequence[NDArray[Any]]]]:
    """Give the sums that stand side by side: the first one's name, and what is added to each."""
    for name, of in _SCORES.items():
        if _is_told(columns[name]):
            yield f"{name}_n", of(*_numbers(columns[name]))
    for first, name in _ANSWERS.items():
        if _is_told(columns[name]):
            said, yes = _numbers(columns[name])
            yield first, (said, yes)
            if name == "is_resolved":
                heard = _heard(columns)
                yield "resolved_heard", (yes & heard, (said - yes) & heard)
    for first, name in _WIDE.items():
        if _is_told(columns[name]):
            is_moment = name.endswith("_at")
            lengths = _seconds(columns, name) if is_moment else columns[name]
            yield first, _squared(*_numbers(lengths))


def _is_told(column: Sequence[Any]) -> bool:
    return column.count(None) < len(column)


def _heard(columns: Columns) -> Whole:
    """Return 1 where the customer gave an answer that is no remark."""
    heard = np.zeros(len(columns["csat"]), np.int64)
    for name in (*_SCORES, "is_satisfied"):
        if _is_told(columns[name]):
            heard |= _numbers(columns[name])[0]
    return heard


def _seconds(columns: Columns, name: str) -> list[int | None]:
    """Return how long it took until a moment, in whole seconds."""
    both = zip(columns[name], columns["happened_at"], strict=True)
    return [None if then is None else int((then - since).total_seconds()) for then, since in both]


def _numbers(column: Sequence[int | None]) -> tuple[Whole, Whole]:
    """Return 1 where there is a number, and the numbers with 0 where there is none."""
    if None not in column:
        return np.ones(len(column), np.int64), np.array(column, np.int64)
    said = np.array([each is not None for each in column], np.int64)
    return said, np.array([each or 0 for each in column], np.int64)


def _score(said: Whole, numbers: Whole) -> tuple[Whole, ...]:
    return said, numbers, numbers * numbers


def _squared(said: Whole, numbers: Whole) -> tuple[Whole, ...]:
    """Return numbers with their squares in two parts, so that sums of them cannot overflow."""
    if np.abs(numbers).max() > WIDEST:
        raise OverflowError("a length of time or a worth is too large to be added up")
    squares = numbers * numbers
    return said, numbers, squares >> HALF, squares & ((1 << HALF) - 1)


_SCORES: dict[str, Callable[[Whole, Whole], tuple[NDArray[Any], ...]]] = {
    "csat": lambda said, n: (*_score(said, n), n >= 4),
    "nps": lambda said, n: (said, n >= 9, said & (n <= 6)),
    "ces": _score,
}
_ANSWERS = {
    "satisfied_n": "is_satisfied",
    "resolved_n": "is_resolved",
    "reopened_n": "is_reopened",
    "escalated_n": "is_escalated",
    "complaint_n": "is_complaint",
}
_WIDE = {
    "handling_n": "handling_seconds",
    "waiting_n": "responded_at",
    "closing_n": "closed_at",
    "value_n": "value",
}
