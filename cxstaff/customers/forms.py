"""What is typed to import interactions and to look at outcomes and remarks."""

from __future__ import annotations

from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, SelectField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from cxstaff.customers.reading.fields import FIELDS
from cxstaff.customers.reading.mapping import NOT_SAID, Mapping
from cxstaff.customers.words import DECIMAL_NAMES, FIELD_NAMES, ORDER_NAMES, UNIT_NAMES
from cxstaff.forms import Form, Line, ZoneField, choice, required
from cxstaff.tables import ACCEPTED
from cxstaff.tables.dates import DateOrder
from cxstaff.tables.numbers import Decimal, Unit


class FileForm(Form):
    """A file of interactions."""

    file = FileField(
        _l("File"), [FileRequired(_l("Please choose a file."))], render_kw={"accept": ACCEPTED}
    )


class MappingForm(Form):
    """Which column holds what, and how the file writes dates and words.

    Every field of an interaction has a choice of columns called `column_<key>`.
    """

    source = Line(_l("Which system is the file from?"), required(_l("Please name the system.")))
    order = SelectField(_l("How are dates written?"), [InputRequired(_l("Please choose."))])
    zone = ZoneField(_l("Time zone of the times in the file"))
    decimal = SelectField(_l("How are numbers written?"), [Optional()])
    unit = SelectField(_l("Unit of handling times"), [Optional()])
    channel = Line(_l("Channel where none is named"), [Optional(), Length(max=100)])
    preset = Line(_l("Keep this for the next file, under the name"), [Optional(), Length(max=80)])

    def offer(self, headings: Sequence[str]) -> None:
        """Fill the choices with the headings of a file."""
        self.order.choices = _named(ORDER_NAMES)
        self.decimal.choices = _named(DECIMAL_NAMES)
        self.unit.choices = _named(UNIT_NAMES)
        for field in FIELDS:
            self[f"column_{field.key}"].choices = [
                choice("", _l("Not in this file")),
                *(choice(heading, heading) for heading in headings),
            ]

    def show(self, mapping: Mapping) -> None:
        """Fill the form with how a file is to be read."""
        for field in FIELDS:
            self[f"column_{field.key}"].data = mapping.columns.get(field.key, "")
        self.source.data, self.zone.data = mapping.source, mapping.zone
        self.order.data = mapping.order.value if mapping.order else ""
        self.decimal.data = mapping.decimal.value if mapping.decimal else ""
        self.unit.data = mapping.unit.value if mapping.unit else ""
        self.channel.data = mapping.channel

    def validate_column_handling_seconds(self, field: SelectField) -> None:
        """Refuse a column of times of which nobody said how they are written."""
        if field.data and not (self.decimal.data and self.unit.data):
            raise ValidationError(_l("Please choose above how numbers are written, and the unit."))

    def mapping(self) -> Mapping:
        """Return how the file is to be read."""
        chosen = {field.key: self[f"column_{field.key}"].data for field in FIELDS}
        return Mapping(
            columns={key: heading for key, heading in chosen.items() if heading},
            source=self.source.data or "",
            zone=self.zone.data,
            order=DateOrder(self.order.data),
            decimal=Decimal(self.decimal.data) if self.decimal.data else None,
            unit=Unit(self.unit.data) if self.unit.data else None,
            channel=self.channel.data or NOT_SAID,
        )


def _named(names: Mapped[Any, Any]) -> list[Any]:
    """Return the choices of a select field, after one that asks to choose."""
    known = (choice(each.value, name) for each, name in names.items())
    return [choice("", _l("Please choose")), *known]


for _field in FIELDS:
    _needed = (
        [InputRequired(_l("Please say which column."))] if _field.is_required else [Optional()]
    )
    setattr(MappingForm, f"column_{_field.key}", SelectField(FIELD_NAMES[_field.key], _needed))


class PeriodForm(Form):
    """Days of a period, both included, and a team; sent with the address of the page."""

    since = DateField(_l("From"), [Optional()])
    until = DateField(_l("Until"), [Optional()])
    team = SelectField(_l("Team"), [Optional()])

    def offer(self, teams: dict[int, str]) -> None:
        """Fill the choice of teams."""
        every = choice("", _l("All teams"))
        self.team.choices = [every, *(choice(str(key), name) for key, name in teams.items())]

    def validate_until(self, field: DateField) -> None:
        """Refuse a period that ends before it begins."""
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_l("The last day lies before the first."))


class OutcomeForm(PeriodForm):
    """Which outcome to look at."""

    outcome = SelectField(_l("Outcome"), [Optional()])


class RemarkForm(PeriodForm):
    """Which remarks to look for."""

    words = Line(_l("Words"), [Optional(), Length(max=100)])
    csat = SelectField(
        _l("Satisfaction"),
        [Optional()],
        choices=[
            choice("", _l("Any")),
            choice("unhappy", _l("Unhappy (1–2)")),
            choice("neutral", _l("Neutral (3)")),
            choice("happy", _l("Happy (4–5)")),
        ],
    )
