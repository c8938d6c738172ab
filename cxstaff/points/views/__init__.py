"""Pages of points: one's own account, budgets, allowances, the chain, and the switch."""

from flask import Blueprint

bp = Blueprint("points", __name__, url_prefix="/points")

from cxstaff.points.views import (  # noqa: E402, F401 – they add to bp
    accounts,
    allowances,
    budget_changes,
    endings,
    files,
    head,
    moving,
    own,
    switching,
)
