"""The plan of a new pulse, as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import InputRequired, NumberRange, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from cxstaff.forms import Form, Line, choice, required
from cxstaff.people.models import Team
from cxstaff.pulses import bank, planning
from cxstaff.pulses.actions import Plan
from cxstaff.pulses.models import Scale
from cxstaff.pulses.words import CADENCES

EVERYBODY = ""


class NeededUnlessNow:
    """Ask for a day, unless the round opens now."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: Form, field: DateField) -> None:
        """Stop at an empty day, or at any when it does not count."""
        if form.start.data == "now":
            field.errors = []
            raise StopValidation
        if field.data is None:
            field.errors = []
            raise StopValidation(_l("Please choose the first day."))


class PulseForm(Form):
    """The plan of a pulse."""

    name = Line(_l("Name"), required(_l("Please give the pulse a name.")))
    audience = SelectField(_l("Who is asked"))
    questions = SelectMultipleField(
        _l("Questions"),
        choices=[choice(question.key, question.wording) for question in bank.QUESTIONS],
        default=list(bank.SUGGESTED),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    every_weeks = SelectField(
        _l("How often"),
        choices=[choice(str(weeks), words) for weeks, words in CADENCES.items()],
        coerce=int,
        default=4,
    )
    open_days = IntegerField(
        _l("Open for"),
        [
            InputRequired(_l("Please say for how many days.")),
            NumberRange(1, 28, _l("Choose 1 to 28 days.")),
        ],
        default=7,
    )
    start = RadioField(
        _l("First round"),
        choices=[choice("day", _l("Opens on a day")), choice("now", _l("Opens now"))],
        default="day",
    )
    first_on = DateField(_l("First day"), [NeededUnlessNow()])
    opens_hour = SelectField(
        _l("Hour of opening"),
        choices=[choice(str(hour), f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        default=9,
    )

    def offer(self, teams: Sequence[Any], today: date) -> None:
        """Set the teams to choose from, and the first day there can be."""
        everybody = [choice(EVERYBODY, _l("Everybody in the company"))]
        self.audience.choices = everybody + [choice(str(team.id), team.name) for team in teams]
        self.today = today
        if self.audience.data is None:
            self.audience.data = EVERYBODY
        if self.first_on.data is None and not self.is_submitted():
            self.first_on.data = today

    def plan(self, audience: Sequence[Team], now: datetime, zone: str) -> Plan:
        """Return what was planned; call it on a form that was found fine."""
        day = None if self.start.data == "now" else self.first_on.data
        return Plan(
            name=self.name.data or "",
            audience=audience,
            keys=self.questions.data or [],
            every_weeks=self.every_weeks.data,
            open_days=self.open_days.data or 1,
            opens_hour=self.opens_hour.data,
            first_opens_at=planning.opening(day, self.opens_hour.data, zone) if day else now,
        )

    def validate_questions(self, field: SelectMultipleField) -> None:
        """Ask for a question that is answered with a number."""
        chosen = bank.in_order(field.data or ())
        if not any(question.scale is not Scale.TEXT for question in chosen):
            raise ValidationError(_l("Choose at least one question answered with a number."))

    def validate_first_on(self, field: DateField) -> None:
        """Ask for a day that is not over, unless the round opens now."""
        if field.data is not None and field.data < self.today:
            raise ValidationError(_l("Please choose today or a later day."))

    def validate_open_days(self, field: IntegerField) -> None:
        """Let a round close before the next one opens."""
        weeks = self.every_weeks.data
        if weeks and field.data and field.data > 7 * weeks:
            raise ValidationError(_l("The next round would open before this one is over."))
