"""The blueprint that every page about teams is served by."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("alignment", __name__)
