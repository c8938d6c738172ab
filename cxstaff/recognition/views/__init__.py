"""Pages about thanks, company values, and what teams celebrate."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from cxstaff.measures.views.levers import LeverPages, add_pages
from cxstaff.recognition.forms import CelebrationForm
from cxstaff.recognition.models import Celebration
from cxstaff.recognition.page import statement  # noqa: F401 – statements of points tell of thanks

bp = Blueprint("recognition", __name__)

add_pages(
    bp,
    LeverPages(
        kind=Celebration,
        path="celebrations",
        noun="celebration",
        form=CelebrationForm,
        new_title=_l("New celebration"),
        change_title=_l("Change the celebration"),
        end_title=_l("End the celebration"),
        lead=_l("What does the team celebrate as a habit?"),
    ),
)

from cxstaff.recognition.views import (  # noqa: E402, F401 – they add to bp
    fairness,
    giving,
    lately,
    patterns,
    praise,
    responses,
    rules,
    values,
    wall,
)
