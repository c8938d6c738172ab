"""The blueprint that every page of this feature is served by."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("pulses", __name__)
