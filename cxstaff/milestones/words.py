"""Milestones in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.milestones.models import MilestoneKind


def told(kind: str, years: int | None) -> str:
    """Say what a milestone is, under the name of whose it is."""
    if kind == MilestoneKind.BIRTHDAY:
        return str(_("Birthday"))
    return str(ngettext("%(num)s year here", "%(num)s years here", years or 0))


def icon(kind: str) -> str:
    """Return the picture of a milestone."""
    return "cake" if kind == MilestoneKind.BIRTHDAY else "confetti"
