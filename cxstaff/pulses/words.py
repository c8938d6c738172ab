"""What pulses are called on screen: how often they are asked, bands, states."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.pulses.models import Pulse, PulseRound

CADENCES = {
    0: _l("Once"),
    1: _l("Every week"),
    2: _l("Every two weeks"),
    4: _l("Every four weeks"),
    13: _l("Every 13 weeks (each quarter)"),
}
BANDS = {
    "high": _l("highly engaged"),
    "moderate": _l("moderately engaged"),
    "slight": _l("slightly engaged"),
    "low": _l("disengaged"),
}


def cadence(pulse: Pulse) -> str:
    """Say how often a pulse is asked."""
    known = CADENCES.get(pulse.every_weeks)
    return str(known) if known else _("Every %(weeks)s weeks", weeks=pulse.every_weeks)


def state(round_: PulseRound, now: datetime) -> tuple[str, str]:
    """Return the state of a round in words, and its tone."""
    if round_.is_open(now):
        return _("Open"), "good"
    if round_.closed_at is not None:
        return _("Closed"), "muted"
    if round_.complaint:
        return _("Cannot be closed"), "bad"
    return _("Being closed"), "info"
