"""The plan of a pulse, new or changed, as it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from cxstaff import clock
from cxstaff.forms import Form, Line, choice, required
from cxstaff.people.models import Team
from cxstaff.pulses.models import MOST_NUMBERS, Pulse, Scale
from cxstaff.pulses.planning import opening_times
from cxstaff.pulses.planning.actions import AskingPlan
from cxstaff.pulses.questions import bank
from cxstaff.pulses.questions.catalogue import CatalogueQuestion
from cxstaff.pulses.words import CADENCES

EVERYBODY = ""
A_NAME = _l("How work is going")
"""What a pulse is called until somebody gives it another name."""


class TickField(SelectMultipleField):
    """A list of boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


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
    audience = TickField(_l("Who is asked"))
    questions = TickField(_l("Questions"), default=list(bank.SUGGESTED))
    per_round = SelectField(
        _l("Questions a round"),
        choices=[choice(str(number), str(number)) for number in range(1, MOST_NUMBERS + 1)],
        coerce=int,
        default=MOST_NUMBERS,
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

    def offer(
        self, paths: Mapping[int, str], known: Sequence[CatalogueQuestion], today: date
    ) -> None:
        """Set the teams and questions to choose from, and the first day there can be."""
        everybody = [choice(EVERYBODY, _l("Everybody in the company"))]
        self.audience.choices = everybody + [choice(str(key), path) for key, path in paths.items()]
        self.questions.choices = [choice(each.key, each.wording) for each in known]
        self.known, self.today = known, today
        if not self.is_submitted():
            self._begin(today)

    def team_ids(self) -> list[int]:
        """Return the teams that are ticked; none for everybody."""
        return [int(each) for each in self.audience.data or () if each and each.isdecimal()]

    def chosen(self) -> list[CatalogueQuestion]:
        """Return the questions that are ticked."""
        wanted = set(self.questions.data or ())
        return [question for question in self.known if question.key in wanted]

    def plan(self, audience: Sequence[Team], opens_at: datetime | None) -> AskingPlan:
        """Return what was planned; call it on a form that was found fine."""
        return AskingPlan(
            name=self.name.data or "",
            audience=audience,
            keys=self.questions.data or [],
            every_weeks=self.every_weeks.data,
            open_days=self.open_days.data or 1,
            opens_hour=self.opens_hour.data,
            first_opens_at=opens_at,
            per_round=self.per_round.data,
        )

    def opens_at(self, now: datetime, zone: str) -> datetime | None:
        """Return when the first round opens by the company's clock."""
        day = self.first_on.data
        if self.start.data == "now" or day is None:
            return now
        return opening_times.opening(day, self.opens_hour.data, zone)

    def validate_audience(self, field: TickField) -> None:
        """Ask for everybody or for teams, not for both and not for nobody."""
        if not field.data:
            raise ValidationError(_l("Choose everybody, or at least one team."))
        if EVERYBODY in field.data and len(field.data) > 1:
            raise ValidationError(_l("Choose either everybody or teams, not both."))

    def validate_questions(self, field: TickField) -> None:
        """Ask for a question that is answered with a number."""
        if not any(question.scale is not Scale.TEXT for question in self.chosen()):
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

    def _begin(self, today: date) -> None:
        self.audience.data, self.first_on.data = [EVERYBODY], today
        self.name.data = str(A_NAME)


class ChangeForm(PulseForm):
    """What is different about a pulse from its next round on; without a day there is none."""

    start = None  # type: ignore[assignment]  # removes the field
    first_on = DateField(_l("Next round opens on"), [Optional()])

    def show(self, pulse: Pulse, zone: str) -> None:
        """Fill in what is planned."""
        day = clock.local_day(pulse.next_opens_at, zone) if pulse.next_opens_at else None
        self.process(
            name=pulse.name,
            audience=[str(team.id) for team in pulse.audience] or [EVERYBODY],
            questions=[each.key for each in pulse.questions],
            per_round=pulse.per_round,
            every_weeks=pulse.every_weeks,
            open_days=pulse.open_days,
            opens_hour=pulse.opens_hour,
            first_on=day,
        )

    def opens_at(self, now: datetime, zone: str) -> datetime | None:
        """Return when the next round opens by the company's clock; None for no more."""
        day = self.first_on.data
        return opening_times.opening(day, self.opens_hour.data, zone) if day else None

    def _begin(self, today: date) -> None:
        """Keep what is planned."""
