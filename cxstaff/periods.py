"""Days, weeks, months and quarters as whole numbers, of which consecutive ones differ by one.

Calendar days alone: no clock is shifted in them, and a year may have a day more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cxstaff.date_range import DateRange

DAYS, MONTHS, QUARTERS = 7, 12, 4


class Frequency(StrEnum):
    """How often something is counted: each day, week (from Monday), month or quarter."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """One day, week, month or quarter, by its number."""

    frequency: Frequency
    number: int

    @property
    def first_day(self) -> date:
        """Return its first day."""
        return first_day(self.number, self.frequency)

    @property
    def last_day(self) -> date:
        """Return its last day."""
        return self.until - timedelta(days=1)

    @property
    def until(self) -> date:
        """Return the first day after it."""
        return first_day(self.number + 1, self.frequency)

    @property
    def days(self) -> DateRange:
        """Return its days as a half-open span."""
        return DateRange(self.first_day, self.until)

    def shifted(self, periods: int) -> CalendarPeriod:
        """Return the period so many after this one; before it where that is negative."""
        return CalendarPeriod(self.frequency, self.number + periods)


def period_of(day: date, frequency: Frequency) -> CalendarPeriod:
    """Return the period that a day lies in."""
    return CalendarPeriod(frequency, number_of(day, frequency))


def last_over(today: date, frequency: Frequency) -> CalendarPeriod:
    """Return the last period that was over before `today`."""
    return period_of(today, frequency).shifted(-1)


def number_of(day: date, frequency: Frequency) -> int:
    """Return the number of the period that a day lies in; weeks begin on Monday."""
    if frequency is Frequency.DAY:
        return day.toordinal()
    if frequency is Frequency.WEEK:
        return (day.toordinal() - 1) // DAYS
    if frequency is Frequency.MONTH:
        return day.year * MONTHS + day.month - 1
    return day.year * QUARTERS + (day.month - 1) // 3


def first_day(number: int, frequency: Frequency) -> date:
    """Return the first day of a period."""
    if frequency is Frequency.DAY:
        return date.fromordinal(number)
    if frequency is Frequency.WEEK:
        return date.fromordinal(number * DAYS + 1)
    if frequency is Frequency.MONTH:
        return date(number // MONTHS, number % MONTHS + 1, 1)
    return date(number // QUARTERS, 3 * (number % QUARTERS) + 1, 1)
