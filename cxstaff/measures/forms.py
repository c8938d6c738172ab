"""What is typed about measures, levers and readings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FloatField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import TextInput

from cxstaff.forms import Form, Line, choice, required
from cxstaff.measures.models import Direction, Measure, Source, Voice
from cxstaff.people.models import Team
from cxstaff.text import one_line

LONGEST_SENTENCE = 300


class NumberField(FloatField):
    """An ordinary number; a comma may stand for the point, so it is typed as text."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; raises ValueError for what is not a number."""
        typed = [str(value).strip().replace(",", ".") for value in valuelist]
        if not typed or not typed[0]:
            self.data = None
            return
        try:
            super().process_formdata(typed)
        except ValueError:
            raise ValueError(_l("Write a number, such as 4.5.")) from None

    def pre_validate(self, form: Any) -> None:
        """Refuse what computers count as numbers and people do not."""
        if self.data is not None and not (math.isfinite(self.data) and abs(self.data) < 1e12):
            raise ValidationError(_l("Write an ordinary number."))


class Sentence(TextAreaField):
    """A sentence or two on one line."""

    rule = staticmethod(one_line)

    def __init__(self, label: Any, validators: Iterable[Any] = (), **options: Any) -> None:
        too_long = _l("Keep it under %(max)d characters.")
        limit = Length(max=LONGEST_SENTENCE, message=too_long)
        super().__init__(label, [*validators, limit], **options)


class LeverForm(Form):
    """What every lever says: which measure, from when, until when; kinds add words of their own."""

    own: tuple[str, ...] = ()

    measure_id = SelectField(_l("Measure"), [InputRequired(_l("Choose a measure."))])
    since = DateField(_l("From"), [InputRequired(_l("Choose the first day."))])
    last_day = DateField(
        _l("Last day"), [Optional()], description=_l("Leave it empty while no end is planned.")
    )

    def offer(self, measures: Iterable[Measure]) -> None:
        """Fill the choice of measures."""
        self.measure_id.choices = [
            choice("", _l("Choose one")),
            *(choice(str(m.id), _named(m)) for m in measures),
        ]

    def follow(self) -> None:
        """Leave out what a change keeps: the measure and the end."""
        del self.measure_id
        del self.last_day

    def words(self) -> dict[str, Any]:
        """Return the columns this kind of lever has of its own."""
        return {name: self[name].data or None for name in self.own}

    @property
    def fields(self) -> list[Any]:
        """Return the fields in the order they are asked."""
        asked = ("measure_id", *self.own, "since", "last_day")
        return [self[name] for name in asked if name in self]


class TargetForm(LeverForm):
    """A level to reach, and what doing well looks like."""

    own = ("level", "good_behaviour")

    level = NumberField(
        _l("Level to reach"), [InputRequired(_l("Write the level as a number, such as 80."))]
    )
    good_behaviour = Sentence(
        _l("Good behaviour"),
        [Optional()],
        description=_l(
            "One sentence: what does doing well look like here? For instance: solve the problem, "
            "rather than end the call."
        ),
    )

    def words(self) -> dict[str, Any]:
        """Return the level, which may be 0, and the sentence if there is one."""
        return {"level": self.level.data, "good_behaviour": self.good_behaviour.data or None}


class EndForm(Form):
    """The last day on which a lever holds."""

    last_day = DateField(_l("Last day"), [InputRequired(_l("Choose the last day."))])


def readings_form(teams: Iterable[Team]) -> Any:
    """Return a form with a number for each team, named by its id; empty ones are left as is."""
    fields = {f"team_{team.id}": NumberField(team.name, [Optional()]) for team in teams}
    return type("ReadingsForm", (Form,), fields)()


class MeasureNameForm(Form):
    """What may change about a measure: its name and its guard."""

    name = Line(_l("Name"), required(_l("Give it a name people use, such as solved first time.")))
    guard_id = SelectField(
        _l("Guard"),
        [Optional()],
        description=_l(
            "The measure that must not get worse while this one gets better, so that nobody has "
            "to choose between the number and the customer."
        ),
    )

    def offer_guards(self, measures: Iterable[Measure]) -> None:
        """Fill the choice of guards."""
        self.guard_id.choices = [
            choice("", _l("None yet")),
            *(choice(str(measure.id), measure.name) for measure in measures),
        ]


class MeasureForm(MeasureNameForm):
    """A new measure: where its numbers come from and, when entered by hand, what they mean."""

    source = SelectField(
        _l("Where do the numbers come from?"), [InputRequired(_l("Choose where they come from."))]
    )
    unit = Line(
        _l("Unit"),
        [Length(max=20, message=_l("Keep it under %(max)d characters."))],
        description=_l("Of numbers entered by hand, such as %, min or calls."),
    )
    direction = RadioField(
        _l("Which way is better?"),
        [InputRequired(_l("Choose which way is better."))],
        choices=[
            choice(Direction.UP, _l("Higher is better")),
            choice(Direction.DOWN, _l("Lower is better")),
        ],
        default=Direction.UP,
    )
    voice = RadioField(
        _l("Whose voice is it?"),
        [InputRequired(_l("Choose whose voice it is."))],
        choices=[
            choice(Voice.INTERNAL, _l("The company’s own number, not the customer’s voice")),
            choice(Voice.CUSTOMER, _l("Customers were asked, and this is their answer")),
            choice(Voice.EMPLOYEE, _l("Employees were asked, as in a pulse, and this is theirs")),
        ],
        default=Voice.INTERNAL,
    )

    def offer_sources(self, outcomes: Mapping[str, Any]) -> None:
        """Fill the choice of sources: what customers gave, or numbers entered by hand."""
        self.source.choices = [
            choice(Source.READINGS, _l("We enter them ourselves, week by week")),
            *(choice(key, _l("Interactions: %(name)s", name=o)) for key, o in outcomes.items()),
        ]

    def validate_unit(self, field: Any) -> None:
        """Ask for a unit where numbers are entered by hand."""
        if self.source.data == Source.READINGS and not field.data:
            raise ValidationError(_l("Name the unit, such as %%, min or calls."))


def _named(measure: Measure) -> str:
    return f"{measure.name} ({measure.unit})" if measure.unit else measure.name
