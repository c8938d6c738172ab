"""What is typed to import interactions and to look at outcomes and remarks."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, SelectField, ValidationError
from wtforms.validators import Length, Optional

from cxstaff.forms import Form, Line, choice
from cxstaff.tables import ACCEPTED


class FileForm(Form):
    """A file of interactions."""

    file = FileField(
        _l("File"), [FileRequired(_l("Please choose a file."))], render_kw={"accept": ACCEPTED}
    )


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
