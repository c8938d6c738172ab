"""The tabs of the pages of points that a reader may open."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _

from cxstaff.people.access import Permission, may
from cxstaff.points import queries


def tabs() -> list[dict[str, object]]:
    """Return the pages of points beside this one; none for who has a single one."""
    places = (
        (queries.is_on(), _("Your account"), "points.mine"),
        (may(Permission.KEEP_BUDGETS), _("Budgets"), "points.index"),
        (may(Permission.SWITCH_POINTS), _("Allowances"), "points.allowances"),
        (may(Permission.KEEP_BUDGETS), _("Proof"), "points.head"),
        (may(Permission.SWITCH_POINTS), _("On or off"), "points.switch"),
    )
    shown = [
        {"label": label, "url": url_for(endpoint), "is_current": request.endpoint == endpoint}
        for is_open, label, endpoint in places
        if is_open
    ]
    return shown if len(shown) > 1 else []
