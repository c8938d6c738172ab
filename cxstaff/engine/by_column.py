"""What a query finds, by column: only columns that somebody asks for become Python's values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Select
from sqlalchemy.orm import Session

from cxstaff import utc
from cxstaff.db import Instant, Moment


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
        if isinstance(kind, Moment) and not self._is_sqlite:
            return utc.column_from_database(values)
        if isinstance(kind, Moment):
            is_number = isinstance(kind, Instant)
            return (utc.column_from_numbers if is_number else utc.column_from_texts)(values)
        if self._is_sqlite and isinstance(kind, Date | Boolean):
            turn = bool if isinstance(kind, Boolean) else date.fromisoformat
            known = {value: value if value is None else turn(value) for value in set(values)}
            return [known[value] for value in values]
        return values
