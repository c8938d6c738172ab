"""Columns of Python values as the databases take many rows: for a driver, and as text for COPY."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Date, Integer, LargeBinary, Table

from cxstaff.db import Moment

NOTHING = r"\N"
_SIGNS = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


def bound(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]
) -> Iterator[Sequence[Any]]:
    """Give columns as SQLite's driver takes them; only those that need it are converted."""
    for name, values in columns.items():
        kind = table.c[name].type
        processor = kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        if processor is None:
            yield values
        elif isinstance(kind, Moment):
            yield _moments(values)
        elif isinstance(kind, Date | Boolean):
            known = {value: processor(value) for value in set(values)}
            yield [known[value] for value in values]
        else:
            yield list(map(processor, values))


def lines(table: Table, columns: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """Give rows as lines of the text format of PostgreSQL's COPY, without their ends."""
    texts = [_texts(table.c[name].type, values) for name, values in columns.items()]
    return map("\t".join, zip(*texts, strict=True))


def _texts(kind: Any, values: Sequence[Any]) -> Sequence[str]:
    if isinstance(kind, Moment):
        return [NOTHING if text is None else f"{text}+00" for text in _moments(values)]
    if isinstance(kind, Date | Boolean):
        known = {value: NOTHING if value is None else str(value) for value in set(values)}
        return [known[value] for value in values]
    if isinstance(kind, JSON):
        return _escaped(list(map(json.dumps, values)))
    if isinstance(kind, Integer):
        return [NOTHING if value is None else str(value) for value in values]
    if isinstance(kind, LargeBinary):
        values = [value if value is None else f"\\x{value.hex()}" for value in values]
    return _escaped([value if value is None else str(value) for value in values])


def _escaped(texts: Sequence[str | None]) -> Sequence[str]:
    """Write texts so that no sign of theirs ends a field or a line."""
    whole = "".join([text for text in texts if text])
    if any(sign in whole for sign in "\\\n\r\t"):
        return [NOTHING if text is None else text.translate(_SIGNS) for text in texts]
    return [NOTHING if text is None else text for text in texts]


def _moments(values: Sequence[datetime | None]) -> list[str | None]:
    """Write moments as SQLAlchemy stores them in SQLite, in an eighth of its time."""
    if len(values) > 1 and values.count(values[0]) == len(values):
        return [_moment(values[0])] * len(values)
    return [
        _DAYS[value.toordinal()] + _MINUTES[value.hour * 60 + value.minute] + _SECONDS[value.second]
        if value is not None and value.tzinfo is UTC and not value.microsecond
        else _moment(value)
        for value in values
    ]


def _moment(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no zone; moments are aware")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


class _Days(dict[int, str]):
    """Days by their number, as they are written before a time."""

    def __missing__(self, ordinal: int) -> str:
        """Write a day, once; there are not many in what people bring."""
        if len(self) >= MOST_DAYS:
            self.clear()
        written = self[ordinal] = f"{date.fromordinal(ordinal).isoformat()} "
        return written


MOST_DAYS = 20_000
_DAYS = _Days()
_MINUTES = [f"{n // 60:02}:{n % 60:02}:" for n in range(1440)]
_SECONDS = [f"{n:02}.000000" for n in range(60)]
