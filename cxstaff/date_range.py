"""Half-open spans of days: where one ends and the next begins. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days from `since` until the day before `until`; without an end when that is None."""

    since: date
    until: date | None

    @property
    def last_day(self) -> date | None:
        """Return the last day of the span, None when it has no end."""
        return self.until - DAY if self.until else None

    def holds(self, day: date) -> bool:
        """Say whether `day` falls into the span."""
        return self.since <= day and (self.until is None or day < self.until)

    def meets(self, other: DateRange) -> bool:
        """Say whether the two have a day in common."""
        starts_in_time = self.until is None or other.since < self.until
        return starts_in_time and (other.until is None or self.since < other.until)

    def can_be_cut(self, day: date) -> bool:
        """Say whether the span can end the day before `day` and another follow until its end."""
        return self.since < day and self.holds(day)


def is_reasonable(day: date) -> bool:
    """Say whether a day lies in this century: what is outside is a slip of the keyboard."""
    return EARLIEST <= day < LATEST


def until_after(last_day: date | None) -> date | None:
    """Return the half-open end that belongs to a last day; None where there is none."""
    return last_day + DAY if last_day else None
