"""When rounds open and close, by the clocks of the company. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cxstaff import clock


def opening(day: date, hour: int, zone: str) -> datetime:
    """Return the moment at which clocks in `zone` show `hour` on `day`."""
    return clock.at(day, time(hour), zone)


def openings(day: date, hour: int, zones: Iterable[str]) -> dict[str, datetime]:
    """Return the moment at which clocks show `hour` on `day`, for each zone."""
    return {zone: opening(day, hour, zone) for zone in zones}


def opening_after(
    last: datetime, now: datetime, every_weeks: int, hour: int, zone: str
) -> datetime | None:
    """Return the next planned opening after `now`, counted on from the `last` planned one.

    It falls on the same weekday and local hour, whatever the clocks did between; what was missed
    is left out. None for a pulse that is asked once (`every_weeks` 0).
    """
    if every_weeks == 0:
        return None
    day = clock.local_day(last, zone)
    missed = max(0, (clock.local_day(now, zone) - day).days // (7 * every_weeks))
    day += timedelta(weeks=missed * every_weeks)
    while opening(day, hour, zone) <= now or opening(day, hour, zone) <= last:
        day += timedelta(weeks=every_weeks)
    return opening(day, hour, zone)


def closing(opens_at: datetime, open_days: int, zone: str) -> datetime:
    """Return the moment `open_days` later at which clocks in `zone` show the same time of day."""
    local = opens_at.astimezone(ZoneInfo(zone))
    return clock.at(local.date() + timedelta(days=open_days), local.time(), zone)
