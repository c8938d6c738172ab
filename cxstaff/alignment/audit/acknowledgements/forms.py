"""What is typed to acknowledge a finding: why it stays for now, and when to look again."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import DataRequired, InputRequired

from cxstaff.forms import Form
from cxstaff.measures.forms.levers import Sentence


class AcknowledgementForm(Form):
    """A reason and a day."""

    reason = Sentence(
        _l("Why does it stay as it is for now?"),
        [DataRequired(_l("Write a reason that the team can read."))],
        description=_l("The team reads it too. Write about levers, not about people."),
    )
    look_again_on = DateField(
        _l("Day to look again"),
        [InputRequired(_l("Choose a day."))],
        description=_l("On that day, or as soon as one of the facts changes, it is open again."),
    )
