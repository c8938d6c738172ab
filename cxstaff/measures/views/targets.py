"""What the pages about targets say, of a team's and of the company's."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from cxstaff.measures.forms import TargetForm
from cxstaff.measures.models import Target
from cxstaff.measures.views.levers import LeverPages

TARGETS = LeverPages(
    kind=Target,
    path="targets",
    noun="target",
    form=TargetForm,
    new_title=_l("New target"),
    change_title=_l("Change the target"),
    end_title=_l("End the target"),
    lead=_l(
        "What is measured here, and what does doing well look like? It holds for all teams below "
        "that have no target of their own on the measure."
    ),
)
