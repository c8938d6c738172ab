"""What is typed about incentive plans."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from cxstaff.forms import Line, required
from cxstaff.measures.forms import LeverForm, Sentence


class PlanForm(LeverForm):
    """What a plan is called, and what it pays for what."""

    own = ("name", "pays")

    name = Line(_l("Name"), required(_l("Give the plan a name.")))
    pays = Sentence(
        _l("What it pays"),
        [InputRequired(_l("Say what is paid or given, and for what."))],
        description=_l("For instance: 50 € a month when 8 of 10 cases are solved the first time."),
    )
