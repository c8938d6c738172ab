"""Pages about measures, the targets on them, and readings entered by hand."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from cxstaff.measures.forms import TargetForm
from cxstaff.measures.models import Target
from cxstaff.measures.views.levers import LeverPages, add_pages

bp = Blueprint("measures", __name__)

add_pages(
    bp,
    LeverPages(
        kind=Target,
        path="targets",
        noun="target",
        form=TargetForm,
        new_title=_l("New target"),
        change_title=_l("Change the target"),
        end_title=_l("End the target"),
        lead=_l("What is the team measured on, and what does doing well look like?"),
    ),
)

from cxstaff.measures.views import definitions, readings  # noqa: E402, F401 – they add to bp
