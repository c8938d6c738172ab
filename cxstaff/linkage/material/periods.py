"""Calendar periods as whole numbers, of which consecutive ones differ by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAYS, MONTHS, QUARTERS = 7, 12, 4


class Period(StrEnum):
    """How long a period of a comparison is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Say which day it is, and by the clock of which zone."""

    zone: str
    today: date

    def running(self, span: Period) -> int:
        """Return the number of the period that is not over yet."""
        return number_of(self.today, span)


def number_of(day: date, span: Period) -> int:
    """Return the number of the period that a day lies in; weeks begin on Monday."""
    if span is Period.WEEK:
        return (day.toordinal() - 1) // DAYS
    if span is Period.MONTH:
        return day.year * MONTHS + day.month - 1
    return day.year * QUARTERS + (day.month - 1) // 3


def first_day(number: int, span: Period) -> date:
    """Return the first day of a period."""
    if span is Period.WEEK:
        return date.fromordinal(number * DAYS + 1)
    if span is Period.MONTH:
        return date(number // MONTHS, number % MONTHS + 1, 1)
    return date(number // QUARTERS, 3 * (number % QUARTERS) + 1, 1)


def last_day(number: int, span: Period) -> date:
    """Return the last day of a period."""
    return first_day(number + 1, span) - timedelta(days=1)
