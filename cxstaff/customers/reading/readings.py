"""How each field of a record is read for itself: a text becomes a value, or a problem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from cxstaff.customers.reading import meanings, values
from cxstaff.customers.reading.contact import problem
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.scales import MEANINGS
from cxstaff.tables.dates import DateOrder
from cxstaff.tables.moments import Moments
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.numbers import Decimal, Unit
from cxstaff.tables.writing import plain_cell
from cxstaff.text import one_line

HELD_LINE, HELD_PROBLEM = "Line in cxstaff", "Problem in cxstaff"
MOST_REMEMBERED = 20_000
OFTEN_NEW = frozenset({"reference", "happened_at", "remark"})
"""Fields whose texts hardly repeat, or that remember what they need themselves."""

Read = Callable[[str], Any]
"""Reads a text without blanks around it, "" where nothing was said; may raise `Unreadable`."""


class Reading(dict[str, Any]):
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


def readings_for(
    mapping: Mapping, headings: Sequence[str], company_zone: str, now: datetime
) -> dict[str, Reading]:
    """Return how each mapped field of files with these headings is read, by field."""
    was_ours = HELD_PROBLEM in headings
    reads = _reads(mapping, company_zone, now)
    return {
        key: Reading(reads[key], column, was_ours, key not in OFTEN_NEW)
        for key, column in mapping.columns.items()
    }


def _reads(mapping: Mapping, company_zone: str, now: datetime) -> dict[str, Read]:
    moments = Moments(mapping.order or DateOrder.YEAR_FIRST, mapping.zone, company_zone)
    unit, decimal = mapping.unit or Unit.SECONDS, mapping.decimal or Decimal.POINT
    moment = partial(values.moment, moments=moments)
    reads: dict[str, Read] = {
        "reference": values.reference,
        "happened_at": partial(values.happened, moments=moments, now=now),
        "handler": one_line,
        "channel": lambda text: values.name(text) or mapping.channel,
        "customer_address": values.address,
        "customer_language": values.language,
        "customer_zone": values.zone,
        "handling_seconds": partial(values.length, unit=unit, decimal=decimal),
        "value": partial(values.amount, decimal=decimal),
        "remark": values.remark,
    }
    reads |= dict.fromkeys(("reason", "segment", "circumstance", "team"), values.name)
    reads |= dict.fromkeys(("customer", "customer_name"), values.name_or_none)
    for key in ("responded_at", "closed_at", "reopened_at", "changed_at", "feedback_at"):
        reads[key] = moment
    for key in MEANINGS:
        reads[key] = partial(meanings.read, key, words=mapping.words.get(key, {}))
    return reads
