"""The periods a plan pays for: whole calendar months or quarters that lie within its days."""

from __future__ import annotations

from datetime import date

from cxstaff.date_range import DAY, DateRange
from cxstaff.periods import Frequency
from cxstaff.periods import period_of as calendar_period

MONTHS = {"month": 1, "quarter": 3}
"""How many months a period has, by how often a plan pays."""


def period_of(day: date, every: str) -> DateRange:
    """Return the calendar month or quarter that holds a day. KeyError for another kind."""
    months = MONTHS[every]
    first = date(day.year, day.month - (day.month - 1) % months, 1)
    return DateRange(first, _months_later(first, months))


def periods_before(day: date, every: str, count: int) -> list[DateRange]:
    """Return the `count` whole periods that ended before or on a day, the oldest first."""
    found = list[DateRange]()
    first = period_of(day, every).since
    for _ in range(count):
        before = _months_later(first, -MONTHS[every])
        found.append(DateRange(before, first))
        first = before
    return found[::-1]


def paid_periods(holds: DateRange, every: str, today: date) -> list[DateRange]:
    """Return the parts of periods that a plan held and that are over, the oldest first.

    A plan that begins or ends within a period pays for the days of it on which it held.
    """
    found = list[DateRange]()
    period = period_of(holds.since, every)
    while period.until is not None and (holds.until is None or period.since < holds.until):
        until = min(period.until, holds.until or period.until)
        if until > today:
            break
        found.append(DateRange(max(period.since, holds.since), until))
        period = period_of(period.until, every)
    return found


def is_coarser(frequency: Frequency, every: str) -> bool:
    """Say whether numbers come less often than a plan pays: most of its periods have none then."""
    return frequency is Frequency.QUARTER and MONTHS[every] < MONTHS["quarter"]


def read_over(part: DateRange, frequency: Frequency, every: str) -> DateRange:
    """Return the days over which a number that is entered counts for a part of a plan's period.

    A month's or a quarter's number starts on its first day, and counts for each part of it.
    """
    if frequency not in {Frequency.MONTH, Frequency.QUARTER} or is_coarser(frequency, every):
        return part
    if part.until is None:
        raise ValueError("a period has an end")
    first = calendar_period(part.since, frequency).first_day
    return DateRange(first, calendar_period(part.until - DAY, frequency).until)


def days_of(period: DateRange) -> int:
    """Count the days of a period with an end."""
    if period.until is None:
        raise ValueError("a period has an end")
    return (period.until - period.since).days


def _months_later(first: date, months: int) -> date:
    place = first.year * 12 + first.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)
