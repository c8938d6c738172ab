"""Pages of points: one's own account, the company's budgets, the chain, and the switch."""

from flask import Blueprint

bp = Blueprint("points", __name__, url_prefix="/points")

from cxstaff.points.views import (  # noqa: E402, F401 – they add to bp
    accounts,
    endings,
    files,
    head,
    moving,
    own,
    switching,
)
