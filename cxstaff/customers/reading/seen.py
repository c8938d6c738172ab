"""What a file shows of itself to those who say how it is to be read."""

from __future__ import annotations

from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cxstaff.customers.reading.fields import ADDED, TIMES_OF_DAY, doubts
from cxstaff.customers.reading.guesses import seen_words
from cxstaff.customers.reading.leaving_out import Column, columns_of_kinds
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.meanings import Word

NO_KINDS = frozenset(
    {"reference", "happened_at", "handler", "remark", "customer", "customer_address", "nps"}
    | {"customer_name", "handling_seconds", "value", "csat", "ces", *TIMES_OF_DAY.values(), *ADDED}
)
"""Fields whose values are no kinds of records."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The headings of a file, the words of its columns, and the kinds of its records.

    `doubts` are headings of which several may hold a field that nobody has chosen one for yet.
    """

    headings: Sequence[str]
    words: Values[str, Sequence[Word]]
    kinds: Sequence[Column]
    doubts: Values[str, Sequence[str]] = field(default_factory=dict)


def seen(mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Seen:
    """Return what the rows of a file show when it is read this way."""
    taken = {name for key, name in mapping.columns.items() if key in NO_KINDS}
    left = mapping.left_out
    told = {each.heading: each for each in columns_of_kinds(headings, rows)}
    shown = [name for name in headings if name in left or (name in told and name not in taken)]
    kinds = [
        _with_chosen(told.get(name) or Column(headings.index(name), name, ()), left.get(name, ()))
        for name in shown
    ]
    asked = {k: v for k, v in doubts(headings, rows).items() if not mapping.columns.get(k)}
    return Seen(headings, seen_words(mapping, headings, rows), kinds, asked)


def _with_chosen(column: Column, chosen: Sequence[str]) -> Column:
    """Add values that were chosen before and are not among those seen."""
    there = {value for value, _ in column.values}
    more = tuple((value, 0) for value in chosen if value not in there)
    return replace(column, values=column.values + more)
