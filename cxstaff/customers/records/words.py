"""What interactions tell, and why they change, in words on screen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from cxstaff.customers.models import ChangeCause
from cxstaff.customers.reading.details import is_named_alone
from cxstaff.customers.words import FIELD_NAMES

_OTHERWISE = {
    "is_resolved": "resolved",
    "is_reopened": "reopened",
    "is_escalated": "escalated",
    "is_complaint": "complaint",
    "is_satisfied": "satisfied",
    "is_solved": "solved",
    "given_at": "feedback_at",
}
TOLD_NAMES: dict[str, Any] = {
    **FIELD_NAMES,
    **{name: FIELD_NAMES[key] for name, key in _OTHERWISE.items()},
    "team": _l("Team it counts for"),
    "is_left_out": _l("Left out"),
    "day": _l("Day it counts for"),
}
CAUSE_NAMES: dict[ChangeCause, Any] = {
    ChangeCause.UPDATED: _l("Told anew by an import"),
    ChangeCause.CORRECTED: _l("Corrected"),
    ChangeCause.MOVED: _l("Moved"),
    ChangeCause.FOLLOWED: _l("Moved as the roster says"),
    ChangeCause.LEFT_OUT: _l("Left out"),
    ChangeCause.COUNTED_AGAIN: _l("Counted again"),
}


def in_words(name: str, value: Any) -> Any:
    """Return what a value is on screen; moments stay moments, None where nothing is said."""
    if value is None or value == "" or is_named_alone(value):
        return None
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if name == "handling_seconds":
        return gettext("%(seconds)s s", seconds=f"{value:,}")
    if name == "value":
        return f"{value / 100:,.2f}"
    return value if isinstance(value, datetime) else str(value)
