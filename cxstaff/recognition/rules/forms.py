"""What is typed about how thanks work."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from cxstaff.forms import Count, Form, choice
from cxstaff.recognition.rules.models import FEWEST_WEEKS, MOST_WEEKS, CustomersThanks


class ThanksRulesForm(Form):
    """What the company chooses about thanks."""

    customers_thanks = RadioField(
        _l("When a happy customer praises somebody in words, who is shown it as a thanks?"),
        [InputRequired(_l("Choose who is shown it."))],
        choices=[
            choice(CustomersThanks.HANDLER, _l("Who handled the contact, nobody else")),
            choice(CustomersThanks.TEAM, _l("Who handled it, and everybody who sees the team")),
            choice(CustomersThanks.OFF, _l("Nobody")),
        ],
        description=_l(
            "Only answers from the top of the scale count. When a remark is corrected, moved to "
            "somebody else or taken back, so is the thanks."
        ),
    )
    lately_weeks = Count(
        _l("Weeks after which a lead is told that somebody was not thanked"),
        FEWEST_WEEKS,
        MOST_WEEKS,
        description=_l("Newcomers and people on leave are listed apart."),
    )
