"""Pages of awards: looking, nominating, judging, and keeping them."""

from flask import Blueprint

bp = Blueprint("awards", __name__)

from cxstaff.awards.views import (  # noqa: E402, F401 – they add to bp
    judging,
    keeping,
    looking,
    nominating,
)
