"""What HR heard in a round, as it is typed."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from cxstaff.forms import Form
from cxstaff.pulses.actions.hearing import LONGEST


class HeardText(TextAreaField):
    """Some lines of text, trimmed; a line break counts as one character, as in the browser."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Trim what was typed."""
        super().process_formdata([value.replace("\r\n", "\n").strip() for value in valuelist])


class HeardForm(Form):
    """What was heard; empty takes it back."""

    heard = HeardText(
        _l("What we heard"),
        [Length(max=LONGEST, message=_l("Keep it under %(max)d characters."))],
    )
