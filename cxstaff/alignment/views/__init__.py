"""Pages about teams and the company: what is asked of them, and how they stand on it."""

from cxstaff.alignment.blueprint import bp
from cxstaff.alignment.plans import views as plans  # noqa: F401 – they add to bp
from cxstaff.alignment.views import acknowledgements, matrix, overview, scorecards, teams  # noqa: F401

__all__ = ["bp"]
