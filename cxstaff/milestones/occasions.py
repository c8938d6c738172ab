"""On which day a month and a day are celebrated, and from which moment on that is told."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, datetime, time, timedelta

from cxstaff import clock

EIGHT = time(8)
LATE = timedelta(days=3)
"""For so long after its day a milestone is still told, where no worker was there."""
LEAP_YEAR = 2000
DAY = timedelta(days=1)


def day_in(year: int, month: int, day: int) -> date:
    """Return the day of a year on which a month and a day are celebrated.

    29 February is celebrated on the 28th where a year has none.
    """
    return date(year, month, min(day, monthrange(year, month)[1]))


def is_a_day(month: int, day: int) -> bool:
    """Say whether some year has this day of this month."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(LEAP_YEAR, month)[1]


def mark_of(month: int, day: int) -> int:
    """Return a month and a day as one number, in the order of the calendar."""
    return month * 100 + day


def marks_on(day: date) -> list[int]:
    """Return the marks that are celebrated on a day."""
    marks = [mark_of(day.month, day.day)]
    if (day.month, day.day) == (2, 28) and not isleap(day.year):
        marks.append(mark_of(2, 29))
    return marks


def marks_between(first: date, last: date) -> dict[int, date]:
    """Return the marks celebrated from a day to another (both included), each with its day.

    Of a stretch of over a year the first day counts.
    """
    found: dict[int, date] = {}
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        for mark in marks_on(day):
            found.setdefault(mark, day)
    return found


def told_from(day: date, zone: str) -> datetime:
    """Return the moment, in UTC, from which a milestone of a local day is told: eight o'clock."""
    return clock.at(day, EIGHT, zone)


def latest_day(zone: str, now: datetime) -> date:
    """Return the last local day whose eight o'clock has come by `now`."""
    today = clock.local_day(now, zone)
    return today if told_from(today, zone) <= now else today - DAY


def days_due(zone: str, now: datetime) -> list[date]:
    """Return the local days whose milestones are to be told by `now`, the oldest first."""
    last = latest_day(zone, now)
    return [last - timedelta(days=back) for back in range(LATE.days, -1, -1)]
