"""How each field of a record is read for itself: a text becomes a value, or a problem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from cxstaff.customers.reading import meanings, values
from cxstaff.customers.reading.contact import problem
from cxstaff.customers.reading.fields import ADDED, TIMES_OF_DAY
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.scales import MEANINGS
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.numbers import Decimal, Unit
from cxstaff.tables.times.dates import DateOrder
from cxstaff.tables.times.moments import Moments
from cxstaff.tables.times.zones import zone_in
from cxstaff.tables.writing import plain_cell
from cxstaff.text import one_line

HELD_LINE, HELD_PROBLEM = "Line in cxstaff", "Problem in cxstaff"
MOST_REMEMBERED = 20_000
OFTEN_NEW = frozenset({"reference", "happened_at", "remark"})
"""Fields whose texts hardly repeat, or that remember what they need themselves."""

MOMENTS = frozenset(
    {"happened_at", "responded_at", "closed_at", "reopened_at", "changed_at", "feedback_at"}
)
Read = Callable[[str], Any]
"""Reads a text without blanks around it, "" where nothing was said; may raise `Unreadable`."""


class ColumnReading(dict[str, Any]):
    """What the texts of one column say; looking a text up reads it, once.

    The value of a text that cannot be read is a `Problem`. What a text says depends on nothing
    but the text, so that a column may be read as the set of its texts.
    """

    def __init__(self, read: Read, column: str, was_ours: bool, is_remembered: bool) -> None:
        super().__init__()
        self.read, self.column = read, column
        self.was_ours, self.is_remembered = was_ours, is_remembered

    def __missing__(self, text: str) -> Any:
        """Read a text as it stands in the file."""
        plain = plain_cell(text.strip()) if self.was_ours else text.strip()
        plain = "" if is_nothing(plain) else plain
        try:
            value = self.read(plain)
        except values.Unreadable as unreadable:
            value = problem(unreadable.sentence, self.column, plain)
        if self.is_remembered:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[text] = value
        return value

    def read_all(self, texts: Sequence[str]) -> Sequence[Any]:
        """Read many texts, in the same order."""
        return list(map(self.__getitem__, texts))


class _References(ColumnReading):
    """A column of what names records: most of its texts stay as they are."""

    def read_all(self, texts: Sequence[str]) -> Sequence[Any]:
        """Read many texts, in the same order."""
        as_it_is = values.AS_IT_IS.fullmatch
        return [text if as_it_is(text) else self[text] for text in texts]


class _Remarks(ColumnReading):
    """A column of what customers wrote: most of them nothing."""

    def read_all(self, texts: Sequence[str]) -> Sequence[Any]:
        """Read many texts, in the same order."""
        return [self[text] if text else None for text in texts]


class _Moments(ColumnReading):
    """A column of moments, of which those from `since` until `until` are not looked at again."""

    def __init__(
        self, moments: Moments, since: datetime, until: datetime, is_pair: bool, *of_every: Any
    ) -> None:
        super().__init__(*of_every)
        self.moments, self.since, self.until, self.is_pair = moments, since, until, is_pair

    def read_all(self, texts: Sequence[str]) -> Sequence[Any]:
        """Read many texts, in the same order."""
        since, until = self.since, self.until
        both = zip(texts, self.moments.read_all(texts), strict=True)
        if self.is_pair:
            return [
                pair if pair and since <= pair[0] <= until else self[text] for text, pair in both
            ]
        return [
            pair[0] if pair and since <= pair[0] <= until else self[text] for text, pair in both
        ]


def readings_for(
    mapping: Mapping, headings: Sequence[str], company_zone: str, now: datetime
) -> dict[str, ColumnReading]:
    """Return how each mapped field of files with these headings is read, by field."""
    was_ours = HELD_PROBLEM in headings
    zones, order = _zones(mapping, company_zone), mapping.order or DateOrder.YEAR_FIRST
    of_zone = {zone: Moments(order, zone, company_zone) for zone in set(zones.values())}
    moments = {key: of_zone[zone] for key, zone in zones.items()}
    reads = _reads(mapping, moments, now)
    found = dict[str, ColumnReading]()
    for key, column in mapping.columns.items():
        if key in TIMES_OF_DAY.values():
            continue  # they are read with their dates
        of_it = reads[key], column, was_ours, key not in OFTEN_NEW
        if key in MOMENTS:
            is_pair = key == "happened_at"
            found[key] = _Moments(moments[key], values.EARLIEST, now, is_pair, *of_it)
        else:
            found[key] = _KINDS.get(key, ColumnReading)(*of_it)
    return found


def _zones(mapping: Mapping, home: str) -> dict[str, str]:
    """Return in which zone each column of moments is read.

    That is the file's, unless the heading names one that the heading of the beginning does not.
    """
    begun = zone_in(mapping.columns.get("happened_at", ""), home)
    named = {key: zone_in(name, home) for key, name in mapping.columns.items() if key in MOMENTS}
    of_file = mapping.zone or home
    return {key: zone if zone and zone != begun else of_file for key, zone in named.items()}


def _reads(mapping: Mapping, moments: dict[str, Moments], now: datetime) -> dict[str, Read]:
    unit, decimal = mapping.unit or Unit.SECONDS, mapping.decimal or Decimal.POINT
    reads: dict[str, Read] = {
        "reference": values.reference,
        "handler": one_line,
        "channel": lambda text: values.name(text) or mapping.channel,
        "customer_address": values.address,
        "customer_language": values.language,
        "customer_zone": values.zone,
        "value": partial(values.amount, decimal=decimal),
        "remark": values.remark,
    }
    reads |= dict.fromkeys(("reason", "segment", "circumstance", "team"), values.name)
    reads |= dict.fromkeys(("customer", "customer_name"), values.name_or_none)
    length = partial(values.length, unit=unit, decimal=decimal)
    reads |= dict.fromkeys(("handling_seconds", *ADDED), length)
    for key, of_it in moments.items():
        reads[key] = partial(values.moment, moments=of_it)
    if "happened_at" in moments:
        reads["happened_at"] = partial(values.happened, moments=moments["happened_at"], now=now)
    for key in MEANINGS:
        reads[key] = partial(meanings.read, key, words=mapping.words.get(key, {}))
    return reads


_KINDS: dict[str, type[ColumnReading]] = {"reference": _References, "remark": _Remarks}
