"""What is typed about statements: why one is wrong, what was done about it, why none will come."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from cxstaff.forms import Form
from cxstaff.measures.forms import Sentence


class DisputeForm(Form):
    """Why a statement is wrong."""

    words = Sentence(
        _l("What is wrong?"),
        [InputRequired(_l("Say what is wrong, so that it can be looked at."))],
        description=_l("For instance: I was on the team all month."),
    )


class DisputeAnswerForm(Form):
    """What was found, and done."""

    words = Sentence(
        _l("Your answer"), [InputRequired(_l("Say what you found, or what was done."))]
    )


class ClosedPeriodForm(Form):
    """Why nothing is paid for a period."""

    reason = Sentence(
        _l("Why does its number not come?"),
        [InputRequired(_l("Say why, so that those concerned can read it."))],
        description=_l("For instance: the survey was not asked in that month."),
    )
