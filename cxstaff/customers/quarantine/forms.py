"""What is typed to mend records that were held back."""

from __future__ import annotations

from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from cxstaff.customers.quarantine.explaining import Meaning, person_called
from cxstaff.customers.quarantine.offers import Offer
from cxstaff.customers.reading.contact import Problem
from cxstaff.customers.reading.fields import REQUIRED
from cxstaff.customers.words import SEVERAL_NAMES, in_words
from cxstaff.errors import Refused
from cxstaff.forms import Form, Line, choice
from cxstaff.tables import ACCEPTED
from cxstaff.tables.layout import Layout
from cxstaff.text import one_line, visible

LONGEST_RECORD = 200_000
LONG_CELL = 80
MOST_COLUMNS = 400
PERSON, SOMEBODY, ITS_TEAM, ONE_TEAM, LEFT_OUT = "person", "somebody", "its-team", "team", "out"


class RawField(TextAreaField):
    """A record of a file: blanks around it may part its fields, so they stay."""

    rule = staticmethod(visible)


class RecordForm(Form):
    """A record as somebody corrects it, as it is written in the file."""

    raw = RawField(
        _l("The record"), [InputRequired(_l("Please fill this in.")), Length(max=LONGEST_RECORD)]
    )


class HeldRecordForm(Form):
    """The file of records that were held back, corrected."""

    file = FileField(
        _l("Corrected file"),
        [FileRequired(_l("Please choose a file."))],
        render_kw={"accept": ACCEPTED},
    )


class SeveralForm(Form):
    """Who counts where a record names several people."""

    several = SelectField(
        _l("Who counts?"),
        [InputRequired(_l("Please choose."))],
        choices=[
            choice("", _l("Please choose")),
            *(choice(each.value, name) for each, name in SEVERAL_NAMES.items()),
        ],
    )


class HandlerForm(Form):
    """Whom a word stands for: somebody on the roster, a team, or nothing that counts."""

    meaning = RadioField(_l("Who is it?"), [InputRequired(_l("Please choose."))])
    who = Line(_l("Somebody else on the roster"), [Optional(), Length(max=200)])
    team = SelectField(_l("Team"), [Optional()])

    def offer(self, people: Sequence[Offer], teams: Mapped[int, str], is_known: bool) -> None:
        """Fill the choices; a word that names somebody on the roster cannot stand for nobody."""
        nobody = [
            choice(ITS_TEAM, _l("Nobody: count for the team that each record names")),
            choice(ONE_TEAM, _l("Nobody: count for the team chosen below")),
            choice(LEFT_OUT, _l("Nobody: leave these records out")),
        ]
        self.meaning.choices = [
            *(choice(f"{PERSON}-{each.person_id}", described(each)) for each in people),
            choice(SOMEBODY, _l("Somebody else on the roster, named below")),
            *(() if is_known else nobody),
        ]
        if is_known:
            del self.team
            return
        self.team.choices = [
            choice("", _l("Please choose")),
            *(choice(str(key), name) for key, name in teams.items()),
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse somebody else who is not named or found, and a team that is not chosen."""
        is_fine = bool(super().validate(extra_validators))
        if is_fine and self.meaning.data == SOMEBODY and not self.who.data:
            self.who.errors = [str(_("Please write who it is."))]
        elif is_fine and self.meaning.data == SOMEBODY:
            try:
                person_called(self.who.data or "")
            except Refused as refused:
                self.who.errors = [refused.in_words()]
        if is_fine and self.meaning.data == ONE_TEAM and not self.team.data:
            self.team.errors = [str(_("Please choose a team."))]
        return is_fine and not self.errors

    def chosen(self) -> Meaning:
        """Return what the word stands for."""
        kind, _sign, key = self.meaning.data.partition("-")
        if kind == PERSON:
            return Meaning(person_id=int(key))
        if self.meaning.data == SOMEBODY:
            return Meaning(person_id=person_called(self.who.data or ""))
        if self.meaning.data == ONE_TEAM:
            return Meaning(team_id=int(self.team.data))
        return Meaning(is_left_out=self.meaning.data == LEFT_OUT)


class ColumnsForm(Form):
    """A record as somebody corrects it, one field for each column."""

    @classmethod
    def of(
        cls,
        layout: Layout,
        values: Sequence[str],
        mapped: Mapped[str, tuple[str, Any]],
        posted: Any = None,
    ) -> ColumnsForm:
        """Make the form of a record, with its values or with what is posted.

        `mapped` holds, by heading, which field a column is read as, and its name; those columns
        come first.
        """
        headings = layout.headings
        order = sorted(range(len(headings)), key=lambda place: headings[place] not in mapped)
        fields = {
            _name(place): _field(headings[place], values[place], mapped.get(headings[place]))
            for place in order[:MOST_COLUMNS]
        }
        known = {_name(place): values[place] for place in order[:MOST_COLUMNS]}
        form: ColumnsForm = type("OneRecordForm", (cls,), fields)(formdata=posted, data=known)
        return form

    def tell(self, headings: Sequence[str], problems: Sequence[Problem]) -> None:
        """Show each problem beside the field of its column."""
        for problem in problems:
            place = headings.index(problem.column) if problem.column in headings else -1
            if _name(place) in self:
                field = self[_name(place)]
                field.errors = [*field.errors, in_words(problem)]
            else:
                self.form_errors.append(in_words(problem))

    def tell_otherwise(self, values: Sequence[str]) -> None:
        """Show what a record says by now beside each field in which something else is typed."""
        for place, now in enumerate(values):
            if _name(place) in self and self._value(place, now) != now:
                told = _("It says “%(value)s” now.", value=now) if now else _("It is empty now.")
                self[_name(place)].errors = [told]

    def values(self, before: Sequence[str]) -> list[str]:
        """Return what is typed; a field that nobody touched stays as it was written."""
        return [self._value(place, old) for place, old in enumerate(before)]

    def _value(self, place: int, before: str) -> str:
        if _name(place) not in self:
            return before
        field = self[_name(place)]
        typed = str(field.data or "")
        return before if one_line(typed) == one_line(before) else typed


def described(offer: Offer) -> str:
    """Write whom a word may mean with what tells them from namesakes."""
    told = [offer.number and _("number %(number)s", number=offer.number), offer.team]
    return ", ".join([offer.name, *(each for each in told if each)])


def _name(place: int) -> str:
    return f"column_{place}"


class _Needed:
    """Marks a field without which a record may be held back; what is wrong is told of it."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, _form: Form, _field: Any) -> None:
        """Let anything pass."""


def _field(heading: str, value: str, meaning: tuple[str, Any] | None) -> Any:
    kind = TextAreaField if "\n" in value or len(value) > LONG_CELL else StringField
    if meaning is None:
        return kind(heading, [Length(max=LONGEST_RECORD)])
    key, name = meaning
    needed = [_Needed()] if key in REQUIRED else []
    return kind(f"{heading} · {name}", [*needed, Length(max=LONGEST_RECORD)])
