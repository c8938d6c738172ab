"""What is chosen on pages of results."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from cxstaff.forms import Form


class TeamChoice(Form):
    """Which team's results are shown."""

    team = SelectField(_l("Team"), validate_choice=False)
