"""The blueprint that every page of this feature is served by."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("linkage", __name__, url_prefix="/comparison")
