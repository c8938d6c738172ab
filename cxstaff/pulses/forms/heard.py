"""What HR heard in a round, as it is typed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from cxstaff.forms import Form
from cxstaff.pulses.actions.hearing import LONGEST


class HeardForm(Form):
    """What was heard; empty takes it back."""

    heard = TextAreaField(
        _l("What we heard"),
        [Length(max=LONGEST, message=_l("Keep it under %(max)d characters."))],
    )
