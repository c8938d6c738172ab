"""The blueprint that the home page and the pages of an installation are served by."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("home", __name__)
