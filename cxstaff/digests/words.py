"""What the words of digests are called on screen."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from cxstaff.digests.models import NEVER, EditionState
from cxstaff.digests.periods import Cadence

WEEKDAYS = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)
RHYTHMS: dict[str, Any] = {
    Cadence.WEEK: _l("Every week"),
    Cadence.FORTNIGHT: _l("Every two weeks"),
    Cadence.MONTH: _l("Once a month"),
}
CHOICES: dict[str, Any] = {**RHYTHMS, NEVER: _l("Never by mail")}
STATES = {
    EditionState.CLAIMED: (_l("On its way"), "info"),
    EditionState.SENT: (_l("Sent"), "good"),
    EditionState.EMPTY: (_l("Nothing to say"), "muted"),
    EditionState.KEPT: (_l("In the browser only"), "muted"),
    EditionState.FAILED: (_l("Not delivered"), "bad"),
}
