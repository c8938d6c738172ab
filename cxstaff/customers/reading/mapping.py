"""How a file is to be read: which column holds what, and how its dates are written."""

from __future__ import annotations

import re
from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any

from cxstaff.customers.reading import fields
from cxstaff.customers.reading.headings.known import OF_FEEDBACK, SAID
from cxstaff.customers.reading.meanings import Words
from cxstaff.customers.reading.scales import MEANINGS, YES
from cxstaff.errors import Refused
from cxstaff.tables.numbers import Decimal, Unit
from cxstaff.tables.times.dates import DateOrder
from cxstaff.tables.times.zones import candidates
from cxstaff.text import N_, one_line

TABLES = "interactions"
"""The kind of table whose presets are these."""
NOT_SAID = "Not said"
OF_TIME = (
    *("happened_at", "responded_at", "closed_at", "reopened_at", "changed_at", "feedback_at"),
)
OF_NUMBERS = ("handling_seconds", *fields.ADDED, "value")

_CODE = re.compile(r"\((Q(?:ID)?\d+(?:[._]\w+)*)\)$", re.IGNORECASE)
"""The number of a question behind its text, which alone was its heading when presets were saved."""

LONE_TIME = N_("The column '%(heading)s' holds times of day. Say which column holds their dates.")


MANY_ZONES = N_("Say in which time zone the times are: the file names one that may be %(zones)s.")


class FileKind(StrEnum):
    """What the records of a file are."""

    INTERACTIONS = "interactions"
    FEEDBACK = "feedback"


class Several(StrEnum):
    """Who counts where one record names several people who handled it."""

    FIRST = "first"
    LAST = "last"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which heading holds which field, from which system, and how it writes dates and words.

    `order` is None until somebody says whether the day or the month comes first. `zone` is the
    zone of the times, "" until somebody says which of several is meant; `channel` stands where a
    record names none. `words` holds, by field, what
    words mean, each in small letters. `decimal` says how amounts and handling times are written
    that are plain numbers, `unit` in which unit the latter are; None until somebody says it, where
    the file leaves it open. `several` says who counts where a record names several people; None
    until somebody says it: such records are held back. `left_out` holds, by heading, the values of
    records that do not count, in small letters, "" for an empty field. Where `kind` is feedback,
    records tell what customers said of interactions that are known already.
    """

    columns: Values[str, str]
    source: str
    zone: str
    order: DateOrder | None = None
    channel: str = NOT_SAID
    words: Values[str, Words] = dataclass_field(default_factory=dict)
    decimal: Decimal | None = Decimal.POINT
    unit: Unit | None = Unit.SECONDS
    several: Several | None = None
    left_out: Values[str, tuple[str, ...]] = dataclass_field(default_factory=dict)
    kind: FileKind = FileKind.INTERACTIONS

    @property
    def needed(self) -> frozenset[str]:
        """Return the fields without which a record is held back."""
        is_feedback = self.kind is FileKind.FEEDBACK
        return frozenset({"reference"}) if is_feedback else fields.REQUIRED

    @property
    def taken(self) -> frozenset[str]:
        """Return the fields that are taken in of records of this kind."""
        is_feedback = self.kind is FileKind.FEEDBACK
        return OF_FEEDBACK if is_feedback else frozenset(fields.KEYS)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, to be stored."""
        return {
            "columns": dict(self.columns),
            "source": self.source,
            "zone": self.zone,
            "order": self.order.value if self.order else None,
            "channel": self.channel,
            "words": {key: dict(words) for key, words in self.words.items()},
            "decimal": self.decimal.value if self.decimal else None,
            "unit": self.unit.value if self.unit else None,
            "several": self.several.value if self.several else None,
            "left_out": {heading: list(values) for heading, values in self.left_out.items()},
            "kind": self.kind.value,
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
            words=stored_words(stored),
            decimal=Decimal(decimal) if decimal else None,
            unit=Unit(unit) if unit else None,
            several=Several(stored["several"]) if stored.get("several") else None,
            left_out={one_line(k): tuple(v) for k, v in stored.get("left_out", {}).items()},
            kind=FileKind(stored.get("kind", FileKind.INTERACTIONS)),
        )

    def check(self, headings: Sequence[str]) -> None:
        """Raise `Refused` unless a file with these headings can be read this way."""
        for heading in (*self.columns.values(), *self.left_out):
            if heading not in headings:
                raise Refused("The file has no column '%(heading)s'.", heading=heading)
        for key in fields.KEYS:
            if key in self.needed and key not in self.columns:
                raise Refused("Say which column holds the %(field)s.", field=key.replace("_", " "))
        if self.kind is FileKind.FEEDBACK and self.columns.keys().isdisjoint(SAID):
            raise Refused("Say which column holds what customers said: a score or a remark.")
        if not self.source:
            raise Refused("Give the system that the file comes from a name.")
        self._check_times()
        self._check_numbers()

    def _check_times(self) -> None:
        if self.order is None and not self.columns.keys().isdisjoint(OF_TIME):
            raise Refused("Say whether the day or the month comes first in the dates.")
        if not self.zone:
            begun = self.columns.get("happened_at") or self.columns.get("feedback_at", "")
            raise Refused(MANY_ZONES, zones=", ".join(candidates(begun)))
        for moment, time in fields.TIMES_OF_DAY.items():
            if time in self.columns and moment not in self.columns:
                raise Refused(LONE_TIME, heading=self.columns[time])

    def _check_numbers(self) -> None:
        if self.decimal is None and not self.columns.keys().isdisjoint(OF_NUMBERS):
            raise Refused("Say how numbers are written: is 1.234 more than a thousand, or not?")
        if self.unit is None and "handling_seconds" in self.columns:
            raise Refused("Say in which unit handling times are: seconds, minutes or another.")


def fitting(mapping: Mapping, headings: Sequence[str]) -> Mapping:
    """Leave out of a saved mapping the columns that a file does not have."""
    codes = {found[1]: name for name in headings if (found := _CODE.search(name))}
    now = codes | {name: name for name in headings}
    columns = {key: now[name] for key, name in mapping.columns.items() if name in now}
    left_out = {name: values for name, values in mapping.left_out.items() if name in headings}
    return replace(mapping, columns=columns, left_out=left_out)


def stored_words(stored: Values[str, Any]) -> dict[str, dict[str, str]]:
    """Return the words of a stored mapping; earlier ones held only what means resolved."""
    words = {
        key: {one_line(word): said for word, said in told.items() if said in MEANINGS[key]}
        for key, told in stored.get("words", {}).items()
        if key in MEANINGS
    }
    earlier = {word.casefold(): YES for word in stored.get("yes", ())}
    return words | ({"resolved": earlier | words.get("resolved", {})} if earlier else {})
