"""What a query finds, by column: only columns that somebody asks for become Python's values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Select
from sqlalchemy.orm import Session

from cxstaff.db import Moment


class Columns(dict[str, Sequence[Any]]):
    """The columns that a query finds, under the names it gives them.

    Drivers' values are turned into Python's when a column is first asked for, all at once: most
    columns of most rows are never looked at.
    """

    def __init__(self, session: Session, query: Select[Any]) -> None:
        super().__init__()
        session.flush()
        connection = session.connection()
        self._is_sqlite = connection.dialect.name == "sqlite"
        self._kinds = {column.key or "": column.type for column in query.selected_columns}
        with connection.execute(query) as result:
            rows = result.cursor.fetchall() if result.cursor else []
        self.rows = len(rows)
        columns = zip(*rows, strict=True) if rows else ((),) * len(self._kinds)
        self._raw: dict[str, Sequence[Any]] = dict(zip(self._kinds, columns, strict=True))

    def __missing__(self, name: str) -> Sequence[Any]:
        """Turn a column into Python's values, once."""
        column = self[name] = self._turned(self._kinds[name], self._raw.pop(name))
        return column

    def _turned(self, kind: Any, values: Sequence[Any]) -> Sequence[Any]:
        if isinstance(kind, Moment):
            return _texts_as_moments(values) if self._is_sqlite else _in_utc(values)
        if self._is_sqlite and isinstance(kind, Date | Boolean):
            turn = bool if isinstance(kind, Boolean) else date.fromisoformat
            known = {value: value if value is None else turn(value) for value in set(values)}
            return [known[value] for value in values]
        return values


def _texts_as_moments(texts: Sequence[str | None]) -> list[datetime | None]:
    read = datetime.fromisoformat
    return [None if text is None else read(f"{text}+00:00") for text in texts]


def _in_utc(moments: Sequence[datetime | None]) -> list[datetime | None]:
    return [None if moment is None else moment.astimezone(UTC) for moment in moments]
