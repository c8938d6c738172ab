"""Pages about measures, the targets on them, and readings that are entered or imported."""

from flask import Blueprint

from cxstaff.measures.views.levers import add_pages
from cxstaff.measures.views.targets import TARGETS

bp = Blueprint("measures", __name__)

add_pages(bp, TARGETS)

from cxstaff.measures.views import (  # noqa: E402, F401 – they add to bp
    company_targets,
    definitions,
    imports,
    readings,
    starters,
)
