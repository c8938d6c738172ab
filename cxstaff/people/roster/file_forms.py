"""What is typed to bring in a roster from a file: the file, what its columns mean, answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as Values
from collections.abc import Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from cxstaff.forms import Form, Line, choice
from cxstaff.people.roster.checking.changes import RosterQuestion
from cxstaff.people.roster.reading.headings import FIELDS
from cxstaff.people.roster.reading.mapping import Leaving, RosterMapping
from cxstaff.people.roster.reading.status import RosterStanding
from cxstaff.people.roster.words import (
    DAY_NAMES,
    FIELD_MEANINGS,
    FIELD_NAMES,
    LEAVING_NAMES,
    STANDING_NAMES,
    in_words,
)
from cxstaff.tables import ACCEPTED
from cxstaff.tables.times.dates import DateOrder

COLUMN, WORD = "column_", "word_"


class RosterFileForm(Form):
    """A roster as a file."""

    file = FileField(
        _l("File"), [FileRequired(_l("Please choose a file."))], render_kw={"accept": ACCEPTED}
    )


class RosterMappingForm(Form):
    """Which column holds what, and how the file writes days and words.

    Every field of a person has a choice of columns called `column_<key>`; every word of the status
    has one of meanings, in the order of `status`.
    """

    order = SelectField(_l("How are days written?"), [InputRequired(_l("Please choose."))])
    leaving = SelectField(_l("The day of leaving is"), [Optional()])
    preset = Line(_l("Keep this for the next file, under the name"), [Optional(), Length(max=80)])
    status: Sequence[str] = ()

    @classmethod
    def about(cls, headings: Sequence[str], words: Values[str, int]) -> Self:
        """Ask about a file with these headings, and these words of a status with their counts."""
        fields = {f"{WORD}{n}": _word_field(*word) for n, word in enumerate(words.items())}
        form = type("StatusMappingForm", (cls,), {**fields, "status": tuple(words)})()
        form.order.choices = _named(DAY_NAMES)
        form.leaving.choices = _named(LEAVING_NAMES)
        for key in FIELDS:
            form[f"{COLUMN}{key}"].choices = [
                choice("", _l("Not in this file")),
                *(choice(heading, heading) for heading in headings),
            ]
        shown: Self = form
        return shown

    def show(self, how: RosterMapping) -> None:
        """Fill the form with how a file is to be read."""
        for key in FIELDS:
            self[f"{COLUMN}{key}"].data = how.columns.get(key, "")
        self.order.data = how.order.value if how.order else ""
        self.leaving.data = how.leaving.value if how.leaving else ""
        for number, word in enumerate(self.status):
            meaning = how.words.get(word)
            self[f"{WORD}{number}"].data = meaning.value if meaning else ""

    @property
    def columns(self) -> list[tuple[Any, str | None]]:
        """Return the choice of a column for every field, with what helps to make it."""
        return [(self[f"{COLUMN}{key}"], FIELD_MEANINGS.get(key)) for key in FIELDS]

    @property
    def words(self) -> list[Any]:
        """Return the choice of a meaning for every word of the status."""
        return [self[f"{WORD}{number}"] for number in range(len(self.status))]

    def mapping(self) -> RosterMapping:
        """Return how the file is to be read."""
        chosen = {key: self[f"{COLUMN}{key}"].data for key in FIELDS}
        words = {word: self[f"{WORD}{number}"].data for number, word in enumerate(self.status)}
        return RosterMapping(
            columns={key: heading for key, heading in chosen.items() if heading},
            order=DateOrder(self.order.data),
            leaving=Leaving(self.leaving.data) if self.leaving.data else None,
            words={word: RosterStanding(said) for word, said in words.items() if said},
        )

    def validate_column_name(self, field: SelectField) -> None:
        """Refuse a file without names."""
        if not field.data and not (self.column_first_name.data and self.column_last_name.data):
            raise ValidationError(_l("Please say which column holds the names."))

    def validate_column_left_on(self, field: SelectField) -> None:
        """Refuse a column of leaving days of which nobody said what they are."""
        if field.data and not self.leaving.data:
            raise ValidationError(_l("Please choose above whether it is the last day."))


for _key in FIELDS:
    _needed: list[Any] = [Optional()] if _key != "name" else []
    setattr(RosterMappingForm, f"{COLUMN}{_key}", SelectField(FIELD_NAMES[_key], _needed))


class QuestionsForm(Form):
    """What a file leaves open about people and teams."""

    keys: Values[str, str] = {}

    @classmethod
    def about(cls, questions: Sequence[RosterQuestion]) -> Self:
        """Ask these questions."""
        named = {_field_name(each): each for each in questions}
        fields = {name: _question_field(each) for name, each in named.items()}
        keys = {name: each.key for name, each in named.items()}
        form: Self = type("FileQuestionsForm", (cls,), {**fields, "keys": keys})()
        return form

    @property
    def asked(self) -> list[Any]:
        """Return the fields of the questions."""
        return [self[name] for name in self.keys]

    def answers(self) -> dict[str, str]:
        """Return what was answered, by the questions' keys."""
        return {key: self[name].data for name, key in self.keys.items()}


def _field_name(question: RosterQuestion) -> str:
    return f"answer_{hashlib.sha256(question.key.encode()).hexdigest()[:12]}"


def _question_field(question: RosterQuestion) -> RadioField:
    return RadioField(
        in_words(question),
        [InputRequired(_l("Please choose."))],
        choices=[choice(each.value, in_words(each)) for each in question.choices],
    )


def _word_field(word: str, count: int) -> SelectField:
    needed = [InputRequired(_l("Please choose what this word means."))]
    return SelectField(f"“{word}” ({count:,})", needed, choices=_named(STANDING_NAMES))


def _named(names: Values[Any, Any]) -> list[Any]:
    """Return the choices of a select field, after one that asks to choose."""
    known = (choice(each.value, name) for each, name in names.items())
    return [choice("", _l("Please choose")), *known]
