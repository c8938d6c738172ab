"""The blueprint that every page about plans and what they pay is served by."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("incentives", __name__)
