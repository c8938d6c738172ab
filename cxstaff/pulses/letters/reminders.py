"""When people who have not answered are reminded, by their own clocks. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from cxstaff import clock

APART = timedelta(days=4)
AFTER_INVITATION = timedelta(days=1)
BEFORE_THE_END = timedelta(hours=2)
DAY_BEGINS, DAY_ENDS = 8, 18  # nobody is reminded before or after these hours
SATURDAY = 5


def moments(opens_at: datetime, closes_at: datetime, zone: str, hour: int) -> Iterator[datetime]:
    """Yield when somebody in `zone`, asked from `opens_at` on, is reminded if they do not answer.

    First half-way, then at most every four days: never at a weekend, at the `hour` of opening or
    later in the day, a day or more after the invitation and two hours or more before the end.
    """
    earliest = max(opens_at + (closes_at - opens_at) / 2, opens_at + AFTER_INVITATION)
    while True:
        moment = _first_fitting(earliest, zone, hour)
        if moment > closes_at - BEFORE_THE_END:
            return
        yield moment
        earliest = moment + APART


def number_due(
    now: datetime, opens_at: datetime, closes_at: datetime, zone: str, hour: int
) -> int | None:
    """Return the number of the reminder that may go out `now`, from 1; None where none may.

    Of several that were missed it is the last one.
    """
    if now > closes_at - BEFORE_THE_END or _first_fitting(now, zone, hour) != now:
        return None
    passed = sum(moment <= now for moment in moments(opens_at, closes_at, zone, hour))
    return passed or None


def _first_fitting(earliest: datetime, zone: str, hour: int) -> datetime:
    """Return `earliest` if it is in working hours of a weekday, else when those begin."""
    begins = time(hour if DAY_BEGINS <= hour < DAY_ENDS else DAY_BEGINS)
    day = earliest.astimezone(ZoneInfo(zone)).date()
    while True:
        moment = max(earliest, clock.at(day, begins, zone))
        local = moment.astimezone(ZoneInfo(zone))
        # A clock may skip hours, or a whole day: then the moment is on another one.
        if local.date() == day and day.weekday() < SATURDAY and local.hour < DAY_ENDS:
            return moment
        day += timedelta(days=1)
