"""How a file is to be read: which column holds what, and how its dates are written."""

from __future__ import annotations

import re
from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any

from cxstaff.customers.reading import fields, meanings
from cxstaff.customers.reading.leaving_out import guess_left_out
from cxstaff.customers.reading.meanings import Word, Words
from cxstaff.customers.reading.scales import MEANINGS, YES
from cxstaff.customers.reading.values import bare_amount
from cxstaff.errors import Refused
from cxstaff.tables.dates import DateOrder, guess_order
from cxstaff.tables.moments import zone_in
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.numbers import Decimal, Unit, guess_decimal, guess_unit
from cxstaff.text import one_line

TABLES = "interactions"
"""The kind of table whose presets are these."""
NOT_SAID = "Not said"
OF_TIME = (
    *("happened_at", "responded_at", "closed_at", "reopened_at", "changed_at", "feedback_at"),
)
OF_ANSWERS = frozenset(
    {"reference", "feedback_at", "handler", *fields.SAID}
    | {"customer", "customer_address", "customer_name", "customer_language", "customer_zone"}
    | {"channel", "team", "reason"}
)
"""What answers to a survey tell that are in a file of their own."""
OF_NUMBERS = ("handling_seconds", *fields.ADDED, "value")

_CODE = re.compile(r"\((Q(?:ID)?\d+(?:[._]\w+)*)\)$", re.IGNORECASE)
"""The number of a question behind its text, which alone was its heading when presets were saved."""

LONE_TIME = "The column '%(heading)s' holds times of day. Say which column holds their dates."


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
    zone of the times, `channel` stands where a record names none. `words` holds, by field, what
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
        if self.kind is FileKind.FEEDBACK and self.columns.keys().isdisjoint(fields.SAID):
            raise Refused("Say which column holds what customers said: a score or a remark.")
        if self.order is None and not self.columns.keys().isdisjoint(OF_TIME):
            raise Refused("Say whether the day or the month comes first in the dates.")
        if not self.source:
            raise Refused("Give the system that the file comes from a name.")
        self._check_times()
        self._check_numbers()

    def _check_times(self) -> None:
        for moment, time in fields.TIMES_OF_DAY.items():
            if time in self.columns and moment not in self.columns:
                raise Refused(LONE_TIME, heading=self.columns[time])

    def _check_numbers(self) -> None:
        if self.decimal is None and not self.columns.keys().isdisjoint(OF_NUMBERS):
            raise Refused("Say how numbers are written: is 1.234 more than a thousand, or not?")
        if self.unit is None and "handling_seconds" in self.columns:
            raise Refused("Say in which unit handling times are: seconds, minutes or another.")


def guess(
    headings: Sequence[str], rows: Sequence[Sequence[str]], source: str, zone: str
) -> Mapping:
    """Guess how a file is to be read from its headings and first rows.

    `zone` is the one of its times unless the heading of a moment names another.
    """
    columns = fields.guess(headings, rows)
    zone = zone_in(columns.get("happened_at", "")) or zone
    mapping = Mapping(
        columns, source, zone, left_out=guess_left_out(headings, rows), kind=_kind_of_file(columns)
    )
    return with_order(
        with_words(with_numbers(mapping, headings, rows), headings, rows), headings, rows
    )


def with_numbers(
    mapping: Mapping,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    decimal: Decimal | None = None,
) -> Mapping:
    """Fill in how handling times and amounts are written, as far as the rows tell it.

    `decimal` is what somebody said of them.
    """
    lengths = _said("handling_seconds", mapping, headings, rows)
    amounts = [bare_amount(text) for text in _said("value", mapping, headings, rows)]
    added = [text for key in fields.ADDED for text in _said(key, mapping, headings, rows)]
    if "handling_seconds" not in mapping.columns and "value" not in mapping.columns:
        return mapping
    decimal = decimal or guess_decimal([*lengths, *added, *amounts])
    heading = mapping.columns.get("handling_seconds")
    unit = guess_unit(heading, lengths, decimal) if heading else mapping.unit
    return replace(mapping, decimal=decimal, unit=unit)


def with_order(mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping:
    """Fill in the order of day and month where the rows leave no doubt, or it is not yet known."""
    samples = [text for key in OF_TIME for text in _said(key, mapping, headings, rows)]
    return replace(mapping, order=guess_order(samples) or mapping.order)


def with_words(mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping:
    """Fill in what words mean where the words of their column leave no doubt together."""
    found = {key: dict(words) for key, words in mapping.words.items()}
    for key, words in seen_words(mapping, headings, rows).items():
        told = {word.text: word.meaning for word in words if word.meaning is not None}
        if told:
            found[key] = told | found.get(key, {})
    return replace(mapping, words=found)


def seen_words(
    mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, list[Word]]:
    """Return the words of each mapped field that has words, with what they mean."""
    return {
        key: meanings.seen(
            key,
            _said(key, mapping, headings, rows),
            mapping.words.get(key, {}),
            mapping.columns[key],
        )
        for key in MEANINGS
        if mapping.columns.get(key) in headings
    }


def check_words(mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Raise `Refused` where nobody has said yet what a frequent word means."""
    for key, words in seen_words(mapping, headings, rows).items():
        asked = [word.text for word in words if word.is_asked and word.meaning is None]
        if asked:
            raise Refused(
                "Say what %(words)s in the column '%(column)s' means, as in --word '%(example)s'.",
                words=", ".join(f"'{word}'" for word in asked),
                column=mapping.columns[key],
                example=f"{key}:{asked[0]}={MEANINGS[key][0]}",
            )


def fitting(mapping: Mapping, headings: Sequence[str]) -> Mapping:
    """Leave out of a saved mapping the columns that a file does not have."""
    codes = {found[1]: name for name in headings if (found := _CODE.search(name))}
    now = codes | {name: name for name in headings}
    columns = {key: now[name] for key, name in mapping.columns.items() if name in now}
    left_out = {name: values for name, values in mapping.left_out.items() if name in headings}
    return replace(mapping, columns=columns, left_out=left_out)


def _kind_of_file(columns: Values[str, str]) -> FileKind:
    """Tell feedback by what it says without telling anything of how the interaction went."""
    tells_more = columns.keys() - OF_ANSWERS
    said = "reference" in columns and not columns.keys().isdisjoint(fields.SAID)
    return FileKind.FEEDBACK if said and not tells_more else FileKind.INTERACTIONS


def _said(
    key: str, mapping: Mapping, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[str]:
    """Return what the rows say in the column of a field, without blanks around."""
    heading = mapping.columns.get(key)
    if heading not in headings:
        return []
    place = headings.index(heading)
    return [text for row in rows if not is_nothing(text := row[place].strip())]


def stored_words(stored: Values[str, Any]) -> dict[str, dict[str, str]]:
    """Return the words of a stored mapping; earlier ones held only what means resolved."""
    words = {
        key: {one_line(word): said for word, said in told.items() if said in MEANINGS[key]}
        for key, told in stored.get("words", {}).items()
        if key in MEANINGS
    }
    earlier = {word.casefold(): YES for word in stored.get("yes", ())}
    return words | ({"resolved": earlier | words.get("resolved", {})} if earlier else {})
