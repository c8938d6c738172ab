"""What is typed about digests: when they go out."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from cxstaff.digests.words import WEEKDAYS
from cxstaff.forms import Form, choice


class DigestPlanForm(Form):
    """On which day and at which hour digests go out."""

    weekday = SelectField(
        _l("Day"),
        choices=[choice(str(n), name) for n, name in enumerate(WEEKDAYS)],
        coerce=int,
    )
    hour = SelectField(
        _l("Hour"),
        choices=[choice(str(hour), f"{hour:02}:00") for hour in range(24)],
        coerce=int,
    )
    is_paused = BooleanField(_l("Pause digests"))
