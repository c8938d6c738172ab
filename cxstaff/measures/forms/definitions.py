"""What is typed about a measure: what it means, where its numbers come from, who answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from cxstaff.forms import Form, Line, choice, required
from cxstaff.measures.forms.levers import Sentence
from cxstaff.measures.models import Direction, Measure, Source, Voice
from cxstaff.measures.words import FREQUENCIES
from cxstaff.people.models import Person
from cxstaff.people.queries import find_by_email, find_by_number
from cxstaff.periods import Frequency

USUAL = ""
"""The choice of periods that leaves them to where the numbers come from."""


class MeasureNameForm(Form):
    """What may change about a measure; its unit and periods while nothing was entered."""

    name = Line(_l("Name"), required(_l("Give it a name people use, such as solved first time.")))
    definition = Sentence(
        _l("Definition"), [Optional()], description=_l("In a sentence: what does it tell?")
    )
    formula = Sentence(
        _l("Formula"),
        [Optional()],
        description=_l("In words: what is divided by what, and what counts?"),
    )
    pitfall = Sentence(
        _l("Pitfall"),
        [Optional()],
        description=_l("How can the number get better while things get worse?"),
    )
    unit = Line(
        _l("Unit"),
        [Length(max=20, message=_l("Keep it under %(max)d characters."))],
        description=_l("Of numbers entered by hand, such as %, min or calls."),
    )
    frequency = SelectField(
        _l("Read by"),
        [Optional()],
        description=_l("How long is the period that one number stands for?"),
    )
    guard_id = SelectField(
        _l("Guard"),
        [Optional()],
        description=_l(
            "The measure that must not get worse while this one gets better, so that nobody has "
            "to choose between the number and the customer."
        ),
    )
    opposite_id = SelectField(
        _l("Opposite"),
        [Optional()],
        description=_l(
            "A measure that gets worse when this one gets better, whatever anybody does: to ask "
            "for both is to ask for what cannot be. Naming it with one of the two is enough."
        ),
    )
    owner = Line(
        _l("Who answers for it"),
        [Optional(), Length(max=200, message=_l("Keep it under %(max)d characters."))],
        description=_l("Their e-mail address or employee number."),
    )

    def offer(self, others: Iterable[Measure]) -> None:
        """Fill the choices of guards, of opposites and of periods."""
        offered = [choice(str(measure.id), measure.name) for measure in others]
        self.guard_id.choices = [choice("", _l("None yet")), *offered]
        self.opposite_id.choices = [choice("", _l("None")), *offered]
        self.frequency.choices = [
            choice(USUAL, _l("As usual for its numbers")),
            *(choice(each.value, FREQUENCIES[each]) for each in Frequency),
        ]

    @property
    def person(self) -> Person | None:
        """Return who was named, or None."""
        typed = self.owner.data or ""
        return (find_by_email(typed) or find_by_number(typed)) if typed else None

    @property
    def read_by(self) -> Frequency | None:
        """Return the chosen periods; None where they are left to the source."""
        return Frequency(self.frequency.data) if self.frequency.data else None

    def validate_owner(self, field: Any) -> None:
        """Refuse a name that is nobody's."""
        if field.data and self.person is None:
            raise ValidationError(_l("Nobody has this address or number. Look for them in People."))


class MeasureForm(MeasureNameForm):
    """A new measure: where its numbers come from and, when entered by hand, what they mean."""

    source = SelectField(
        _l("Where do the numbers come from?"), [InputRequired(_l("Choose where they come from."))]
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

    def offer_sources(self, outcomes: Mapping[str, Any], subjects: Mapping[str, Any]) -> None:
        """Fill the choice of sources: what customers gave, what pulses tell, or entered numbers."""
        self.source.choices = [
            choice(Source.READINGS, _l("We enter them ourselves, or import them")),
            *(choice(key, _l("Interactions: %(name)s", name=o)) for key, o in outcomes.items()),
            *(
                choice(f"{Source.PULSE}:{key}", _l("Pulses: %(name)s", name=each))
                for key, each in subjects.items()
            ),
        ]

    def validate_unit(self, field: Any) -> None:
        """Ask for a unit where numbers are entered by hand."""
        if self.source.data == Source.READINGS and not field.data:
            raise ValidationError(_l("Name the unit, such as %, min or calls."))


class RetirementForm(Form):
    """Whether what points to a measure ends with it."""

    end_levers = BooleanField(
        _l("Let all its targets, plans and celebrations end today"), [Optional()]
    )
