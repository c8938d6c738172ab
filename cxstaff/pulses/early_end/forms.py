"""Asking for an earlier end: nothing is typed."""

from __future__ import annotations

from cxstaff.forms import Form


class EarlyEndForm(Form):
    """Whoever sends it lets the round end early, at the moment that the rule gives."""
