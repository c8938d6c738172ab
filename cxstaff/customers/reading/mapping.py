"""How a file is to be read: which column holds what, and how its dates are written."""

from __future__ import annotations

from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from cxstaff.customers.reading import fields
from cxstaff.errors import Refused
from cxstaff.tables.dates import DateOrder, guess_order
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.numbers import Decimal, Unit, guess_decimal, guess_unit
from cxstaff.text import one_line

NOT_SAID = "Not said"


class Several(StrEnum):
    """Who counts where one record names several people who handled it."""

    FIRST = "first"
    LAST = "last"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which heading holds which field, from which system, and how it writes dates and words.

    `order` is None until somebody says whether the day or the month comes first. `zone` is the
    zone of the times, `channel` stands where a record names none, `yes` holds further words that
    mean resolved. `decimal` and `unit` say how handling times are written that are plain numbers;
    None until somebody says it, where the file leaves it open. `several` says who counts where a
    record names several people; None until somebody says it: such records are held back.
    """

    columns: Values[str, str]
    source: str
    zone: str
    order: DateOrder | None = None
    channel: str = NOT_SAID
    yes: tuple[str, ...] = ()
    decimal: Decimal | None = Decimal.POINT
    unit: Unit | None = Unit.SECONDS
    several: Several | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, to be stored."""
        return {
            "columns": dict(self.columns),
            "source": self.source,
            "zone": self.zone,
            "order": self.order.value if self.order else None,
            "channel": self.channel,
            "yes": list(self.yes),
            "decimal": self.decimal.value if self.decimal else None,
            "unit": self.unit.value if self.unit else None,
            "several": self.several.value if self.several else None,
        }

    @classmethod
    def from_json(cls, stored: Values[str, Any]) -> Mapping:
        """Make it from what `as_json` returned."""
        order, decimal = stored.get("order"), stored.get("decimal", Decimal.POINT)
        unit = stored.get("unit", Unit.SECONDS)
        return cls(
            columns={k: one_line(v) for k, v in stored["columns"].items() if k in fields.KEYS},
            source=stored["source"],
            zone=stored["zone"],
            order=DateOrder(order) if order else None,
            channel=stored.get("channel", NOT_SAID),
            yes=tuple(stored.get("yes", ())),
            decimal=Decimal(decimal) if decimal else None,
            unit=Unit(unit) if unit else None,
            several=Several(stored["several"]) if stored.get("several") else None,
        )

    def check(self, headings: Sequence[str]) -> None:
        """Raise `Refused` unless a file with these headings can be read this way."""
        for heading in self.columns.values():
            if heading not in headings:
                raise Refused("The file has no column '%(heading)s'.", heading=heading)
        for field in fields.FIELDS:
            if field.is_required and field.key not in self.columns:
                raise Refused(
                    "Say which column holds the %(field)s.", field=field.key.replace("_", " ")
                )
        if self.order is None:
            raise Refused("Say whether the day or the month comes first in the dates.")
        if not self.source:
            raise Refused("Give the system that the file comes from a name.")
        if "handling_seconds" in self.columns:
            self._check_numbers()

    def _check_numbers(self) -> None:
        if self.decimal is None:
            raise Refused("Say how numbers are written: is 1.234 more than a thousand, or not?")
        if self.unit is None:
            raise Refused("Say in which unit handling times are: seconds, minutes or another.")


def guess(
    headings: Sequence[str], rows: Sequence[Sequence[str]], source: str, zone: str
) -> Mapping:
    """Guess how a file is to be read from its headings and first rows."""
    mapping = Mapping(fields.guess(headings, rows), source, zone)
    return with_order(_with_numbers(mapping, headings, rows), headings, rows)


def _with_numbers(
    mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> Mapping:
    """Fill in how handling times are written, as far as the rows tell it."""
    heading = mapping.columns.get("handling_seconds")
    if heading is None:
        return mapping
    place = headings.index(heading)
    samples = [row[place] for row in rows if not is_nothing(row[place].strip())]
    decimal = guess_decimal(samples)
    return replace(mapping, decimal=decimal, unit=guess_unit(heading, samples, decimal))


def with_order(mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping:
    """Fill in the order of day and month where the rows leave no doubt, or it is not yet known."""
    places = [
        headings.index(mapping.columns[key])
        for key in ("happened_at", "responded_at", "feedback_at")
        if mapping.columns.get(key) in headings
    ]
    fields_of_time = [row[place].strip() for row in rows for place in places]
    samples = [text for text in fields_of_time if not is_nothing(text)]
    return replace(mapping, order=guess_order(samples) or mapping.order)


def fitting(mapping: Mapping, headings: Sequence[str]) -> Mapping:
    """Leave out of a saved mapping the columns that a file does not have."""
    columns = {key: name for key, name in mapping.columns.items() if name in headings}
    return replace(mapping, columns=columns)
