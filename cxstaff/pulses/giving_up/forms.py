"""Giving a round up, as it is confirmed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from cxstaff.forms import Form


class GiveUpForm(Form):
    """Whoever gives a round up says that its key will not come back."""

    key_is_gone = BooleanField(
        _l("The key is gone for good, in every copy of the key folder"),
        [InputRequired(_l("Say so first: if the key is somewhere, put it back instead."))],
    )
