"""Pages about teams and the company: what is asked of them, and how they stand on it."""

from flask import Blueprint

bp = Blueprint("alignment", __name__)

from cxstaff.alignment.views import scorecards, teams  # noqa: E402, F401 – they add to bp
