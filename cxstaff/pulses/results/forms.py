"""What is typed on pages of results: a choice of team, and what HR heard."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SearchField, SelectField, TextAreaField
from wtforms.validators import Length

from cxstaff.forms import Form, choice
from cxstaff.pulses.results.actions import LONGEST


class TeamChoice(Form):
    """Which team's results are shown."""

    team = SelectField(_l("Team"), validate_choice=False)


class TrendChoice(TeamChoice):
    """Which result of which team is followed over time."""

    subject = SelectField(_l("About"), validate_choice=False)


class HeatmapChoice(TeamChoice):
    """Whether teams by drivers are shown as they are, or beside the company."""

    show = SelectField(
        _l("Show"),
        validate_choice=False,
        choices=[
            choice("scores", _l("Scores")),
            choice("company", _l("Difference from the company")),
        ],
    )


class CommentSearch(TeamChoice):
    """Which comments are read."""

    words = SearchField(_l("Words"))


class HeardForm(Form):
    """What was heard; empty takes it back."""

    heard = TextAreaField(
        _l("What we heard"),
        [Length(max=LONGEST, message=_l("Keep it under %(max)d characters."))],
    )
