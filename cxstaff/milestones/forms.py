"""What somebody tells of themselves, for others to celebrate."""

from __future__ import annotations

from babel.dates import get_month_names
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from cxstaff.forms import Count, Form, choice


class BirthdayForm(Form):
    """A day and a month."""

    day = Count(_l("Day"), 1, 31)
    month = SelectField(_l("Month"), [InputRequired(_l("Choose a month."))])

    def offer(self) -> None:
        """Fill the choice of months, in the reader's language."""
        months = get_month_names("wide", "stand-alone", locale=get_locale() or "en")
        self.month.choices = [
            choice("", _l("Choose one")),
            *(choice(str(number), months[number]) for number in range(1, 13)),
        ]
