"""A pulse to begin with: everybody, five questions and a text box, every four weeks."""

from __future__ import annotations

from datetime import datetime, timedelta

from cxstaff import clock
from cxstaff.pulses.planning import opening_times
from cxstaff.pulses.planning.actions import AskingPlan
from cxstaff.pulses.questions import bank

EVERY_WEEKS, OPEN_DAYS, HOUR = 4, 7, 9
SATURDAY = 5


def ready_made(name: str, now: datetime, zone: str) -> AskingPlan:
    """Return the plan of a first pulse: it opens on the next weekday at nine."""
    day = clock.local_day(now, zone) + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return AskingPlan(
        name=name,
        audience=[],
        keys=list(bank.SUGGESTED),
        every_weeks=EVERY_WEEKS,
        open_days=OPEN_DAYS,
        opens_hour=HOUR,
        first_opens_at=opening_times.opening(day, HOUR, zone),
    )
