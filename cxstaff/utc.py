"""Moments as databases take and give them: UTC, one by one or a column at once. Pure.

SQLite keeps them as text without a zone, `2026-03-18 10:00:00.000000`, or where there are millions
as a whole number of microseconds since 1970; PostgreSQL's driver gives them in the zone of its
session.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

MOST_DAYS = 20_000
FIRST, MICROSECOND, A_SECOND = (
    datetime(1970, 1, 1, tzinfo=UTC),
    timedelta(microseconds=1),
    1_000_000,
)


def in_utc(moment: datetime) -> datetime:
    """Return an aware moment in UTC. Raises ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no zone; moments are aware")
    return moment.astimezone(UTC)


def from_database(moment: datetime) -> datetime:
    """Return a moment that a database gave, aware: what has no zone is UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def as_number(moment: datetime) -> int:
    """Return the microseconds from 1970 until an aware moment."""
    return (moment - FIRST) // MICROSECOND


def from_number(number: int) -> datetime:
    """Return the moment so many microseconds after the beginning of 1970, or before it."""
    return FIRST + timedelta(0, 0, number)


def column_from_numbers(numbers: Sequence[int | None]) -> list[datetime | None]:
    """Read a column that is kept as numbers; most tell no parts of seconds."""
    read = datetime.fromtimestamp
    return [
        None
        if number is None
        else from_number(number)
        if number % A_SECOND
        else read(number // A_SECOND, UTC)
        for number in numbers
    ]


def column_as_numbers(moments: Sequence[datetime | None]) -> list[int | None]:
    """Write a column of aware moments as numbers."""
    return [None if moment is None else (moment - FIRST) // MICROSECOND for moment in moments]


def column_from_texts(texts: Sequence[str | None]) -> list[datetime | None]:
    """Read a column as SQLite keeps it."""
    read = datetime.fromisoformat
    return [None if text is None else read(f"{text}+00:00") for text in texts]


def column_from_database(moments: Sequence[datetime | None]) -> list[datetime | None]:
    """Return a column that a driver gave, aware."""
    return [None if moment is None else from_database(moment) for moment in moments]


def column_as_texts(moments: Sequence[datetime | None]) -> list[str | None]:
    """Write a column as SQLAlchemy stores it in SQLite, in an eighth of its time."""
    if len(moments) > 1 and moments.count(moments[0]) == len(moments):
        return [_text(moments[0])] * len(moments)
    return [
        _DAYS[moment.toordinal()]
        + _MINUTES[moment.hour * 60 + moment.minute]
        + _SECONDS[moment.second]
        if moment is not None and moment.tzinfo is UTC and not moment.microsecond
        else _text(moment)
        for moment in moments
    ]


def _text(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return in_utc(moment).replace(tzinfo=None).isoformat(" ", "microseconds")


class _Days(dict[int, str]):
    """Days by their number, as they are written before a time."""

    def __missing__(self, ordinal: int) -> str:
        """Write a day, once; there are not many in what people bring."""
        if len(self) >= MOST_DAYS:
            self.clear()
        written = self[ordinal] = f"{date.fromordinal(ordinal).isoformat()} "
        return written


_DAYS = _Days()
_MINUTES = [f"{n // 60:02}:{n % 60:02}:" for n in range(1440)]
_SECONDS = [f"{n:02}.000000" for n in range(60)]
