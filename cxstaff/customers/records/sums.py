"""Running sums: what interactions add to the cells and totals of their day, week and month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from cxstaff.customers.models import SUMS, Grain
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records.terms import PLACE, Columns, Terms, Whole, terms_of

Key = tuple[int, date, int, int]
"""Team, day, channel and segment."""

Keys = tuple[Whole, ...]
"""The parts of many keys: teams, ordinals of days, channels and segments, or some of these."""

AT_ONCE = 20_000
UNIX_DAYS = date(1970, 1, 1).toordinal()
TEAM, DAY, CHANNEL, SEGMENT = range(4)


class DayCells:
    """The sums of some interactions by team, day, channel and segment.

    Interactions are gathered and added up many at once, a column of them after the other. What is
    taken away is added with the other sign: cells of which nothing changes are not there.
    """

    def __init__(self) -> None:
        self._keys, self._contacts = list[Key](), list[Contact]()
        self._cells: Keys = ()
        self._sums: Terms = {}

    def add(self, key: Key, contact: Contact) -> None:
        """Add one interaction."""
        self._keys.append(key)
        self._contacts.append(contact)
        if len(self._keys) >= AT_ONCE:
            self._add_up()

    def add_all(self, keys: Sequence[Sequence[Any]], columns: Columns) -> None:
        """Add many interactions: their keys by column, and what is told of them by field."""
        self._join(_keys(keys), terms_of(columns))

    def take_all(self, keys: Sequence[Sequence[Any]], columns: Columns) -> None:
        """Take many interactions away, of which the same is known."""
        self._join(_keys(keys), {n: -term for n, term in terms_of(columns).items()})

    def add_terms(self, keys: Sequence[Sequence[Any]], terms: Terms) -> None:
        """Add what many interactions add to some of the sums alone."""
        self._join(_keys(keys), terms)

    def shrunk(self) -> list[Key]:
        """Return the keys under which interactions became fewer."""
        self._add_up()
        fewer = self._sums.get(0)
        if fewer is None:
            return []
        teams, days, *rest = (part[fewer < 0].tolist() for part in self._cells)
        return list(zip(teams, map(date.fromordinal, days), *rest, strict=True))

    def of_cells(self) -> dict[str, Sequence[Any]]:
        """Return what to add to the table of cells: CELL_KEYS of each grain and SUMS, by name.

        Sums to which nothing is added are not there. So it is in the other tables.
        """
        return self._by_name(TEAM, CHANNEL, SEGMENT)

    def of_totals(self) -> dict[str, Sequence[Any]]:
        """Return what to add to the totals of teams: TOTAL_KEYS of each grain and SUMS."""
        return self._by_name(TEAM)

    def of_channels(self) -> dict[str, Sequence[Any]]:
        """Return what to add to the company's totals by channel: CHANNEL_KEYS and SUMS."""
        return self._by_name(CHANNEL)

    def of_segments(self) -> dict[str, Sequence[Any]]:
        """Return what to add to the company's totals by segment: SEGMENT_KEYS and SUMS."""
        return self._by_name(SEGMENT)

    def _by_name(self, first: int, *rest: int) -> dict[str, Sequence[Any]]:
        """Return the sums of all cells of which these parts and the period are the same.

        They come in order of the key, so that all writers lock alike.
        """
        self._add_up()
        found: dict[str, list[Any]] = {}
        for grain in sorted(Grain) if self._cells else ():
            starts = _starts(self._cells[DAY], grain)
            keys = (self._cells[first], starts, *(self._cells[part] for part in rest))
            keys, terms = _changing(*_grouped(keys, self._sums))
            days = list(map(date.fromordinal, keys[1].tolist()))
            parts = (keys[0].tolist(), days, *(part.tolist() for part in keys[2:]))
            names = (_NAMES[first], "starts_on", *(_NAMES[part] for part in rest))
            told = {"grain": [grain.value] * len(days), **dict(zip(names, parts, strict=True))}
            told |= {SUMS[n]: term.tolist() for n, term in sorted(terms.items())}
            for name, column in told.items():
                found.setdefault(name, []).extend(column)
        return {name: each for name, each in found.items() if name not in PLACE or any(each)}

    def _add_up(self) -> None:
        """Add what was gathered to the sums."""
        if self._keys:
            told = zip(*self._contacts, strict=True)
            keys = list(zip(*self._keys, strict=True))
            self._keys, self._contacts = [], []
            self.add_all(keys, dict(zip(Contact._fields, told, strict=True)))

    def _join(self, keys: Keys, terms: Terms) -> None:
        if not len(keys[0]):
            return
        if self._cells:
            pairs = zip(self._cells, keys, strict=True)
            terms = _joined(self._sums, len(self._cells[0]), terms, len(keys[0]))
            keys = tuple(np.concatenate(pair) for pair in pairs)
        self._cells, self._sums = _grouped(keys, terms)


def start_of(day: date, grain: Grain) -> date:
    """Return the first day of the day, the week (Monday) or the month that `day` is in."""
    return date.fromordinal(int(_starts(np.array([day.toordinal()]), grain)[0]))


_NAMES = {TEAM: "team_id", CHANNEL: "channel_id", SEGMENT: "segment_id"}


def _keys(parts: Sequence[Sequence[Any]]) -> Keys:
    teams, days, *rest = parts
    ordinals = np.fromiter(map(date.toordinal, days), np.int64, len(days))
    return (np.array(teams, np.int64), ordinals, *(np.array(each, np.int64) for each in rest))


def _starts(days: Whole, grain: Grain) -> Whole:
    """Return the first days of the periods that days are in, all as ordinals."""
    if grain is Grain.WEEK:
        return days - (days - 1) % 7
    if grain is Grain.MONTH:
        months = (days - UNIX_DAYS).astype("datetime64[D]").astype("datetime64[M]")
        return months.astype("datetime64[D]").astype(np.int64) + UNIX_DAYS
    return days


def _grouped(keys: Keys, terms: Terms) -> tuple[Keys, Terms]:
    """Add terms up whose key is the same; return each key once, in order, and its sums."""
    order = np.lexsort(keys[::-1])
    keys = tuple(part[order] for part in keys)
    is_new = np.ones(len(order), np.bool_)
    if len(order) > 1:
        is_new[1:] = np.logical_or.reduce([part[1:] != part[:-1] for part in keys])
    begins = np.flatnonzero(is_new)
    return tuple(part[begins] for part in keys), {
        n: np.add.reduceat(term[order], begins) for n, term in terms.items()
    }


def _changing(keys: Keys, terms: Terms) -> tuple[Keys, Terms]:
    """Leave keys out of which every sum stays as it is."""
    changes = np.logical_or.reduce([term != 0 for term in terms.values()])
    if changes.all():
        return keys, terms
    return tuple(part[changes] for part in keys), {n: t[changes] for n, t in terms.items()}


def _joined(first: Terms, many: int, then: Terms, more: int) -> Terms:
    """Return terms of so many keys, followed by those of so many more."""
    none = (np.zeros(many, np.int64), np.zeros(more, np.int64))
    return {
        place: np.concatenate((first.get(place, none[0]), then.get(place, none[1])))
        for place in first.keys() | then.keys()
    }
