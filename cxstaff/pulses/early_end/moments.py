"""When a round may end early: never when somebody asks for it. Pure arithmetic."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cxstaff import clock
from cxstaff.pulses.planning import opening_times

NOTICE = timedelta(days=1)
"""How long everybody asked can still answer once they were told."""
TO_SEND = timedelta(hours=1)
"""How long letters have to go before the notice begins."""
SATURDAY = 5


def full_hour_after(now: datetime) -> datetime:
    """Return the next full hour, at which a round ends that everybody has answered."""
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def end_after_notice(now: datetime, last_opening: datetime, hour: int, zone: str) -> datetime:
    """Return when a round ends of which everybody asked is told from `now` on.

    That is the first time on a weekday at which clocks in `zone` show `hour`, once a whole day of
    notice has gone by that began on a weekday and after the `last_opening` for anybody.
    """
    begins = _weekday_from(max(now + TO_SEND, last_opening), zone)
    day = clock.local_day(begins + NOTICE, zone)
    while True:
        end = opening_times.opening(day, hour, zone)
        if end >= begins + NOTICE and _is_weekday(end, zone):
            return end
        day += timedelta(days=1)


def _weekday_from(moment: datetime, zone: str) -> datetime:
    """Return the moment itself on a weekday, else the beginning of Monday."""
    while not _is_weekday(moment, zone):
        day = clock.local_day(moment, zone) + timedelta(days=1)
        moment = clock.start_of(day, zone)
    return moment


def _is_weekday(moment: datetime, zone: str) -> bool:
    return moment.astimezone(ZoneInfo(zone)).weekday() < SATURDAY
