"""What time it is: the one place that reads the clock, and the arithmetic of zones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

_read: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 – replaced while frozen


def now() -> datetime:
    """Return the moment, aware and in UTC."""
    return _read()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock of this process at `moment` (aware); for tests and for made-up years."""
    global _read
    before, _read = _read, lambda: moment.astimezone(UTC)
    try:
        yield
    finally:
        _read = before


@cache
def zone_names() -> tuple[str, ...]:
    """List the IANA zones a person may choose, in alphabetical order."""
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))


@lru_cache(maxsize=4096)
def local_day(moment: datetime, zone: str) -> date:
    """Return the calendar day that `moment` falls on for people in `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def start_of(day: date, zone: str) -> datetime:
    """Return the first moment of `day` in `zone`, in UTC.

    Where clocks skip midnight, it is the first moment that exists.
    """
    return at(day, time(0), zone)


def at(day: date, hour: time, zone: str) -> datetime:
    """Return the moment, in UTC, at which clocks in `zone` show `hour` on `day`.

    A time that the clocks skip is moved forward by the gap; of a time that they show twice it is
    the first (PEP 495, fold=0).
    """
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def monday_of(day: date) -> date:
    """Return the Monday of the week `day` is in."""
    return day - timedelta(days=day.weekday())
