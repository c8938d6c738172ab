"""Calendar periods as whole numbers, of which consecutive ones differ by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cxstaff import periods


class Period(StrEnum):
    """How long a period of a comparison is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


_FREQUENCIES = {each: periods.Frequency(each.value) for each in Period}


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
    return periods.number_of(day, _FREQUENCIES[span])


def first_day(number: int, span: Period) -> date:
    """Return the first day of a period."""
    return periods.first_day(number, _FREQUENCIES[span])


def last_day(number: int, span: Period) -> date:
    """Return the last day of a period."""
    return first_day(number + 1, span) - timedelta(days=1)
