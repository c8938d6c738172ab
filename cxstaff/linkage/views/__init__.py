"""Pages that hold engagement against customer results; each module has one of them."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("linkage", __name__, url_prefix="/comparison")

from cxstaff.linkage.views import (  # noqa: E402
    comparison,  # noqa: F401
    drivers,  # noqa: F401
    measures,  # noqa: F401
    planner,  # noqa: F401
    screen,  # noqa: F401
    signs,  # noqa: F401
    studies,  # noqa: F401
    teams,  # noqa: F401
)
