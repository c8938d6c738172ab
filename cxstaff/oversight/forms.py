"""What the security log is searched by."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import Length, Optional, ValidationError

from cxstaff.forms import LONGEST_LINE, Form, Line, choice
from cxstaff.oversight.words import AREAS
from cxstaff.security_log import Area


class LogFilter(Form):
    """Whose lines, about what, from which days."""

    who = Line(
        _l("Name, e-mail or number"),
        [
            Optional(),
            Length(max=LONGEST_LINE, message=_l("Keep it under %(max)d characters.")),
        ],
    )
    area = SelectField(
        _l("About"),
        [Optional()],
        choices=[choice("", _l("Everything")), *(choice(a.value, AREAS[a]) for a in Area)],
    )
    since = DateField(_l("From"), [Optional()])
    until = DateField(_l("To"), [Optional()])

    def validate_until(self, field: Any) -> None:
        """Refuse a last day before the first."""
        since: date | None = self.since.data
        if since and field.data and field.data < since:
            raise ValidationError(_l("This is before the first day."))
