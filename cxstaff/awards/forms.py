"""What is typed about awards: terms, jury, days, nominations, ballots and decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SelectField, TextAreaField
from wtforms import SelectMultipleField as Several
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from cxstaff.awards import policy, tally
from cxstaff.awards.actions import Ballots
from cxstaff.awards.models import Ballot, NamesFor, Nominators
from cxstaff.awards.words import BALLOTS, NAMES_FOR, NOMINATORS
from cxstaff.forms import Count, Form, Line, choice
from cxstaff.text import one_line

LONGEST_LIST = 2000
_TOO_LONG = _l("Keep it under %(max)d characters.")
_DAY = [InputRequired(_l("Choose a day."))]


def _words(message: Any, most: int) -> list[Any]:
    return [DataRequired(message), Length(max=most, message=_TOO_LONG)]


class AwardDaysForm(Form):
    """When nominations begin and end, and until when the jury votes."""

    opens_on = DateField(_l("Nominations open on"), _DAY)
    last_day = DateField(_l("Last day of nominations"), _DAY)
    votes_last_day = DateField(_l("Last day of votes"), _DAY)


class JuryForm(Form):
    """Who judges: an e-mail address or an employee number a line."""

    jury = TextAreaField(
        _l("Jury"),
        _words(_l("Name two to nine people."), LONGEST_LIST),
        description=_l("Two to nine people, an e-mail address or employee number a line."),
    )

    @property
    def named(self) -> list[str]:
        """Return what was typed, a line each."""
        return lines_of(self.jury.data)


class AwardForm(AwardDaysForm, JuryForm):
    """What an award is for, who may nominate, and how its jury decides."""

    name = Line(_l("Name"), _words(_l("Give the award a name."), policy.LONGEST_NAME))
    purpose = TextAreaField(
        _l("What for"),
        _words(_l("Say what somebody does who gets it."), policy.LONGEST_PURPOSE),
        description=_l("What does somebody do who gets it, and whom does it help?"),
    )
    celebrates = SelectField(
        _l("What does it celebrate?"), [InputRequired(_l("Choose a measure or a company value."))]
    )
    nominators = RadioField(
        _l("Who may nominate?"),
        choices=[choice(each, NOMINATORS[each]) for each in Nominators],
        default=Nominators.EVERYBODY,
    )
    team = SelectField(_l("Which team?"), [Optional()], validate_choice=True)
    ballot = RadioField(
        _l("How does the jury vote?"),
        choices=[choice(each, BALLOTS[each]) for each in Ballot],
        default=Ballot.PLACES,
    )
    criteria = TextAreaField(
        _l("Criteria"),
        [Optional(), Length(max=LONGEST_LIST, message=_TOO_LONG)],
        description=_l("Where points are given: one to five, a line each."),
    )
    quorum = Count(_l("How many of the jury have to vote?"), 2, policy.MOST_JURORS, default=2)
    tells_nominee = BooleanField(_l("Who is nominated hears of it at once"))
    names_for = RadioField(
        _l("Who reads who nominated?"),
        choices=[choice(each, NAMES_FOR[each]) for each in NamesFor],
        default=NamesFor.JURY,
    )

    def offer(
        self, groups: Mapping[Any, Sequence[tuple[str, str]]], teams: Sequence[tuple[int, str]]
    ) -> None:
        """Fill the choice of what is celebrated, group by group, and that of teams."""
        celebrated = [
            choice(value, label, group) for group, rows in groups.items() for value, label in rows
        ]
        self.celebrates.choices = [choice("", _l("Choose one")), *celebrated]
        named = [choice(str(team_id), name) for team_id, name in teams]
        self.team.choices = [choice("", _l("None")), *named]

    def validate_criteria(self, field: TextAreaField) -> None:
        """Refuse a criterion that is too long for a heading."""
        if any(len(each) > policy.LONGEST_NAME for each in lines_of(field.data)):
            raise ValidationError(_l("Keep each criterion short."))


class NominationForm(Form):
    """Why somebody is nominated."""

    reason = TextAreaField(
        _l("Why?"),
        _words(_l("Say what the person did, and what it changed."), policy.LONGEST_REASON),
        description=_l("What did they do, and what did it change for customers or colleagues?"),
    )
    may_be_told = BooleanField(
        _l("They may read this, with my name, once the award is decided"), default=False
    )


class AwardWithdrawalForm(Form):
    """Why an award is not given."""

    words = TextAreaField(
        _l("Why is it not given?"), _words(_l("Say why, in a sentence."), policy.LONGEST_WORDS)
    )


class DecisionForm(Form):
    """To whom an award goes, and what is said of it."""

    winners = Several(
        _l("To whom does it go?"),
        [InputRequired(_l("Choose to whom the award goes."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    words = TextAreaField(
        _l("What you announce"),
        _words(_l("Say why, in a sentence."), policy.LONGEST_WORDS),
        description=_l("Everybody who works here reads it on Thanks."),
    )

    def offer(self, first: Sequence[tuple[int, str]]) -> None:
        """Fill the choice of who stands first; one alone is chosen already."""
        self.winners.choices = [choice(str(person_id), name) for person_id, name in first]
        if len(first) == 1 and not self.is_submitted():
            self.winners.data = [str(first[0][0])]


class PlacesForm(Form):
    """A juror's ballot of places; a field for each is added by `places_form`."""

    @property
    def said(self) -> Ballots:
        """Return the places by nominee; whoever was named twice counts once, and is refused."""
        chosen = {place: self[f"place_{place}"].data for place in range(1, tally.PLACES + 1)
                  if f"place_{place}" in self}  # fmt: skip
        return {(int(nominee), 0): place for place, nominee in chosen.items() if nominee}


class PointsForm(Form):
    """A juror's ballot of points; a field for each nominee and criterion is added."""

    @property
    def said(self) -> Ballots:
        """Return the points by nominee and criterion."""
        found = {}
        for field in self:
            _points, nominee, criterion = field.name.split("_")
            found[int(nominee), int(criterion)] = int(field.data)
        return found


def places_form(
    nominees: Sequence[tuple[int, str]], before: Mapping[tuple[int, int], int]
) -> PlacesForm:
    """Return a ballot of a first, a second and a third of `nominees`; `before` is the last one."""
    labels = (_l("First"), _l("Second"), _l("Third"))
    named = [choice(str(person_id), name) for person_id, name in nominees]
    by_place = {place: str(nominee) for (nominee, _criterion), place in before.items()}
    fields = {
        f"place_{place}": SelectField(
            label,
            [InputRequired(_l("Choose somebody."))],
            choices=[choice("", _l("Choose somebody")), *named],
            default=by_place.get(place),
        )
        for place, label in enumerate(labels[: min(tally.PLACES, len(nominees))], 1)
    }
    made: PlacesForm = type("PlacesOf", (PlacesForm,), fields)()
    return made


def points_form(
    nominees: Sequence[tuple[int, str]],
    criteria: Sequence[tuple[int, str]],
    before: Mapping[tuple[int, int], int],
) -> PointsForm:
    """Return a ballot of 0 to 5 points for each nominee on each criterion."""
    points = [choice("", _l("Choose points")), *(choice(str(each), str(each)) for each in range(6))]
    fields = {
        f"points_{person_id}_{number}": SelectField(
            name,
            [InputRequired(_l("Choose points."))],
            choices=points,
            default=before.get((person_id, number)),
        )
        for person_id, _name in nominees
        for number, name in criteria
    }
    made: PointsForm = type("PointsOf", (PointsForm,), fields)()
    return made


def lines_of(text: str | None) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line for line in map(one_line, (text or "").splitlines()) if line]
