"""What is typed to keep the roster: people, moves, roles, teams, files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from cxstaff.forms import LONGEST_LINE, Form, Line, choice, required
from cxstaff.people.calendars import find_calendar
from cxstaff.people.forms import EmailLine, an_email
from cxstaff.people.models import GRANTED, Role
from cxstaff.people.words import ROLE_MEANINGS

A_DAY = [InputRequired(_l("Please choose a day."))]
A_TEAM = [InputRequired(_l("Please choose a team."))]


class TeamField(SelectField):
    """A choice among the teams, or none."""

    def offer(self, paths: Mapping[int, str], nothing: str) -> None:
        """Fill the choices; `nothing` is what the empty one is called."""
        self.choices = [
            choice("", nothing),
            *(choice(str(key), path) for key, path in paths.items()),
        ]

    @property
    def team_id(self) -> int | None:
        """Return the id of the chosen team."""
        return int(self.data) if self.data else None


class EntryForm(Form):
    """What the roster says about a person."""

    name = Line(_l("Name"), required(_l("Please type the name.")))
    email = EmailLine(_l("E-mail"), [Optional(), *an_email()])
    employee_number = Line(_l("Employee number"), [Optional(), Length(max=64)])
    job = Line(_l("Job"), [Optional(), Length(max=LONGEST_LINE)])
    shift = Line(_l("Shift"), [Optional(), Length(max=LONGEST_LINE)])
    site = Line(_l("Site"), [Optional(), Length(max=LONGEST_LINE)])
    calendar = Line(_l("Working calendar"), [Optional(), Length(max=LONGEST_LINE)])

    def validate_calendar(self, field: Line) -> None:
        """Refuse a country or region whose holidays nobody knows; take others by their code."""
        found = find_calendar(field.data or "")
        if field.data and found is None:
            raise ValidationError(_l("Write a country or region, like DE or DE-BY."))
        field.data = found

    def work(self) -> dict[str, str | None]:
        """Return what the person does, when and where."""
        fields = (self.job, self.shift, self.site, self.calendar)
        return {field.name: field.data or None for field in fields}


class NewPersonForm(EntryForm):
    """Somebody new, and where they start."""

    team = TeamField(_l("Team"), [Optional()])
    since = DateField(_l("First day in the team"), A_DAY)
    invite = BooleanField(_l("Send an invitation by mail"), default=True)


class MoveForm(Form):
    """Another team from a day on."""

    team = TeamField(_l("New team"), A_TEAM)
    since = DateField(_l("From"), A_DAY)


class LeadForm(Form):
    """A team to lead from a day on."""

    team = TeamField(_l("Team"), A_TEAM)
    since = DateField(_l("From"), A_DAY)


class DayForm(Form):
    """The day from which something is so."""

    on = DateField(_l("First day no longer here"), A_DAY)


class LeaveForm(Form):
    """The days a person is away; without a last one, until somebody notes that they are back."""

    since = DateField(_l("First day away"), A_DAY)
    last = DateField(_l("Last day away"), [Optional()])

    @property
    def until(self) -> date | None:
        """Return the first day back."""
        last: date | None = self.last.data
        return None if last is None or last == date.max else last + timedelta(days=1)


class RolesForm(Form):
    """What a person is trusted with beyond being an employee or a lead."""

    roles = SelectMultipleField(
        _l("Roles"),
        choices=[choice(role.value, ROLE_MEANINGS[role]) for role in GRANTED],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def chosen(self) -> frozenset[Role]:
        """Return the roles that are ticked."""
        return frozenset(Role(value) for value in self.roles.data or ())


class TeamForm(Form):
    """A team's name and the team it belongs to."""

    name = Line(_l("Name"), required(_l("Please type the team’s name.")))
    parent = TeamField(_l("Belongs to"), [Optional()])


class MergeForm(Form):
    """The team that another one becomes part of."""

    into = TeamField(_l("Into"), A_TEAM)


class RosterSearch(Form):
    """Which part of the roster is shown."""

    words = Line(_l("Name, e-mail or number"), [Optional(), Length(max=200)])
    team = TeamField(_l("Team"), [Optional()])
    left = BooleanField(_l("People who left"))

    @property
    def is_filtered(self) -> bool:
        """Say whether anything narrows the list."""
        return bool(self.words.data or self.team.data or self.left.data)
