"""What is typed to say how a file is to be read: columns, words, and records that do not count."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping as Values
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from cxstaff import clock
from cxstaff.customers.reading import fields
from cxstaff.customers.reading.headings.known import OF_FEEDBACK
from cxstaff.customers.reading.leaving_out import Column
from cxstaff.customers.reading.mapping import NOT_SAID, FileKind, Mapping, Several, stored_words
from cxstaff.customers.reading.meanings import Word
from cxstaff.customers.reading.scales import MEANINGS
from cxstaff.customers.reading.seen import Seen
from cxstaff.customers.words import (
    DECIMAL_NAMES,
    FIELD_GROUPS,
    FIELD_HELP,
    FIELD_NAMES,
    KIND_NAMES,
    SEVERAL_NAMES,
    UNIT_NAMES,
    meaning_name,
    value_name,
)
from cxstaff.forms import Form, Line, ZoneField, choice, required
from cxstaff.tables.numbers import Decimal, Unit
from cxstaff.tables.times.dates import DateOrder
from cxstaff.tables.words import ORDER_NAMES


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """The choice of a column for a field, and what the words of that column mean.

    `is_open` where one of them has no meaning yet.
    """

    field: Field
    help: Any
    words: Sequence[Field]
    is_open: bool


class MappingForm(Form):
    """Which column holds what, and how the file writes dates, numbers and words.

    Every field of an interaction has a choice of columns called `column_<key>`, every word of such
    a column one of meanings, and every column that tells kinds of records the values of those that
    do not count.
    """

    kind = SelectField(
        _l("What does a line tell?"),
        choices=[choice(kind.value, name) for kind, name in KIND_NAMES.items()],
        default=FileKind.INTERACTIONS.value,
    )
    source = Line(_l("Which system is the file from?"), required(_l("Please name the system.")))
    order = SelectField(_l("How are dates written?"), default="")
    zone = ZoneField(_l("Time zone of the times in the file"))
    decimal = SelectField(_l("How are numbers written?"), [Optional()])
    unit = SelectField(_l("Unit of handling times"), [Optional()])
    channel = Line(_l("Channel where none is named"), [Optional(), Length(max=100)])
    several = SelectField(_l("Where several people handled it, counts"), [Optional()])
    preset = Line(_l("Keep this for the next file, under the name"), [Optional(), Length(max=80)])
    kept = HiddenField()
    seen: Seen

    @classmethod
    def about(cls, seen: Seen, *, is_starting: bool = False) -> Self:
        """Ask about a file; a frequent word without a meaning is in the way of starting."""
        asked = {
            _name_of("word", key, word.text): _word_field(key, word, is_starting)
            for key, words in seen.words.items()
            for word in words
        }
        left = {_name_of("leave", column.heading): _kinds_field(column) for column in seen.kinds}
        zones = clock.zone_names()
        form: Self = type("FileMappingForm", (cls,), {**asked, **left, "seen": seen})()
        for name, names in (
            ("order", ORDER_NAMES),
            ("decimal", DECIMAL_NAMES),
            ("unit", UNIT_NAMES),
            ("several", SEVERAL_NAMES),
        ):
            form[name].choices = _named(names)
        form.zone.choices = [choice("", _l("Please choose")), *map(choice, zones, zones)]
        for key in fields.KEYS:
            form[f"column_{key}"].choices = [
                choice("", _l("Not in this file")),
                *(choice(heading, heading) for heading in seen.headings),
            ]
        return form

    def show(self, mapping: Mapping) -> None:
        """Fill the form with how a file is to be read."""
        for key in fields.KEYS:
            self[f"column_{key}"].data = mapping.columns.get(key, "")
        self.source.data, self.zone.data = mapping.source, mapping.zone
        self.channel.data = mapping.channel
        for name in ("order", "decimal", "unit", "kind", "several"):
            chosen = getattr(mapping, name)
            self[name].data = chosen.value if chosen else ""
        for key, words in self.seen.words.items():
            for word in words:
                self[_name_of("word", key, word.text)].data = word.meaning or ""
        for column in self.seen.kinds:
            self.leaving(column).data = list(mapping.left_out.get(column.heading, ()))
        told = mapping.as_json()
        self.kept.data = json.dumps({"words": told["words"], "left_out": told["left_out"]})

    @property
    def columns(self) -> list[Field]:
        """Return the choice of a column for every field."""
        return [field for field in self if field.name.startswith("column_")]

    @property
    def groups(self) -> list[tuple[Any, list[ColumnChoice]]]:
        """Return the choices of columns under their headings."""
        return [(title, [self._choice_of(key) for key in keys]) for title, keys in FIELD_GROUPS]

    @property
    def kinds_to_leave(self) -> list[tuple[str, Field]]:
        """Return the columns that tell kinds of records, with which of these do not count."""
        return [(each.heading, self.leaving(each)) for each in self.seen.kinds]

    def _choice_of(self, key: str) -> ColumnChoice:
        words, is_open = self.words_of(key), self.is_open(key)
        return ColumnChoice(self[f"column_{key}"], FIELD_HELP.get(key), words, is_open)

    @property
    def unread(self) -> list[str]:
        """Return the columns of which nothing is taken in, as they are chosen."""
        read = OF_FEEDBACK if self.kind.data == FileKind.FEEDBACK else fields.KEYS
        taken = {self[f"column_{key}"].data for key in read}
        taken |= {column.heading for column in self.seen.kinds if self.leaving(column).data}
        return [heading for heading in self.seen.headings if heading and heading not in taken]

    def words_of(self, key: str) -> list[Field]:
        """Return the questions what the words in the column of a field mean."""
        return [self[_name_of("word", key, word.text)] for word in self.seen.words.get(key, ())]

    def is_open(self, key: str) -> bool:
        """Say whether the words of a field have to be looked at: one has no meaning yet."""
        is_asked = {
            _name_of("word", key, each.text)
            for each in self.seen.words.get(key, ())
            if each.is_asked
        }
        return any(not self[name].data for name in is_asked)

    def leaving(self, column: Column) -> Field:
        """Return the question which values of a column tell records that do not count."""
        asked: Field = self[_name_of("leave", column.heading)]
        return asked

    def validate_order(self, field: SelectField) -> None:
        """Refuse dates of which nobody said how they are written."""
        if not field.data and self.kind.data != FileKind.FEEDBACK:
            raise ValidationError(_l("Please choose."))

    def validate_zone(self, field: ZoneField) -> None:
        """Refuse times of which nobody said where the clocks go that show them."""
        if not field.data:
            raise ValidationError(_l("Please choose."))

    def validate_column_happened_at(self, field: SelectField) -> None:
        """Refuse interactions that happened at no time."""
        self._need(field)

    def validate_column_handler(self, field: SelectField) -> None:
        """Refuse interactions without who handled them."""
        self._need(field)

    def validate_column_handling_seconds(self, field: SelectField) -> None:
        """Refuse a column of times of which nobody said how they are written."""
        if field.data and not (self.decimal.data and self.unit.data):
            raise ValidationError(_l("Please choose above how numbers are written, and the unit."))

    def validate_column_value(self, field: SelectField) -> None:
        """Refuse a column of amounts of which nobody said how they are written."""
        if field.data and not self.decimal.data:
            raise ValidationError(_l("Please choose above how numbers are written."))

    def mapping(self) -> Mapping:
        """Return how the file is to be read."""
        chosen = {key: self[f"column_{key}"].data for key in fields.KEYS}
        left = {column.heading: tuple(self.leaving(column).data) for column in self.seen.kinds}
        return Mapping(
            columns={key: heading for key, heading in chosen.items() if heading},
            source=self.source.data or "",
            zone=self.zone.data,
            order=DateOrder(self.order.data) if self.order.data else None,
            decimal=Decimal(self.decimal.data) if self.decimal.data else None,
            unit=Unit(self.unit.data) if self.unit.data else None,
            channel=self.channel.data or NOT_SAID,
            several=Several(self.several.data) if self.several.data else None,
            words=self._words(),
            left_out={heading: values for heading, values in left.items() if values},
            kind=FileKind(self.kind.data),
        )

    def _words(self) -> dict[str, dict[str, str]]:
        """Return what was said of words; those of other files that a preset knows stay."""
        found = {key: dict(words) for key, words in kept_of(self.kept.data)[0].items()}
        for key, words in self.seen.words.items():
            said = found.setdefault(key, {})
            for word in words:
                meaning = self[_name_of("word", key, word.text)].data
                said.pop(word.text, None)
                if meaning:
                    said[word.text] = meaning
        return {key: said for key, said in found.items() if said}

    def _need(self, field: SelectField) -> None:
        if not field.data and self.kind.data != FileKind.FEEDBACK:
            raise ValidationError(_l("Please say which column."))


for _key in fields.KEYS:
    _needed: list[Any] = [Optional()]
    if _key == "reference":
        _needed = [InputRequired(_l("Please say which column."))]
    elif _key in fields.REQUIRED:
        _needed = []
    setattr(MappingForm, f"column_{_key}", SelectField(FIELD_NAMES[_key], _needed, default=""))


def kept_of(text: str | None) -> tuple[dict[str, dict[str, str]], dict[str, tuple[str, ...]]]:
    """Return the words and the records left out that a page was opened with."""
    try:
        told = json.loads(text or "{}")
        left = {str(key): tuple(map(str, each)) for key, each in told.get("left_out", {}).items()}
        return stored_words(told), left
    except (ValueError, TypeError, AttributeError):
        return {}, {}


def left_out_of(
    posted: MultiDict[str, str], before: Values[str, Sequence[str]], headings: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return which records are to be left out by what is ticked, with columns that were before."""
    ticked = {name: tuple(posted.getlist(_name_of("leave", name))) for name in headings}
    return {name: values for name, values in ticked.items() if values or name in before}


def _name_of(what: str, *parts: str) -> str:
    """Name a question after what it asks about, so that it is found again in what is posted."""
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"{what}_{digest[:12]}"


def _word_field(key: str, word: Word, is_starting: bool) -> SelectField:
    is_needed = is_starting and word.is_asked
    needed = [DataRequired(_l("Please choose what this word means."))] if is_needed else []
    label = _l("“%(word)s” (%(times)s×)", word=word.text, times=f"{word.times:,}")
    empty = _l("Please choose") if word.is_asked else _l("Not known: left empty")
    choices = [choice(each, meaning_name(key, each)) for each in MEANINGS[key]]
    return SelectField(
        label, needed, choices=[choice("", empty), *choices], default=word.meaning or ""
    )


def _kinds_field(column: Column) -> SelectMultipleField:
    return SelectMultipleField(
        column.heading,
        [Optional()],
        choices=[choice(value, value_name(value, times)) for value, times in column.values],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def _named(names: Values[Any, Any]) -> list[Any]:
    """Return the choices of a select field, after one that asks to choose."""
    known = (choice(each.value, name) for each, name in names.items())
    return [choice("", _l("Please choose")), *known]
