"""Cursors of PostgreSQL that describe the columns of a result only where somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

import psycopg
from psycopg import Column


class Cursor(psycopg.Cursor[Any]):
    """A cursor of psycopg whose description is made when it is looked at.

    SQLAlchemy takes it with every result and, for statements it knows, looks only whether there
    is one. Fifty columns described cost as much as sending the statement and reading its row.
    """

    @property
    def description(self) -> Sequence[Column] | None:  # type: ignore[override]
        """Return a column of the result each, None where it has no rows."""
        if self.pgresult and self.pgresult.nfields:
            return _Columns(self)
        return super().description

    def described(self) -> list[Column]:
        """Return the same, made now."""
        return super().description or []


class _Columns(Sequence[Column]):
    """The columns of a cursor's result, which are made when the first is looked at."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._made: list[Column] | None = None

    def __len__(self) -> int:
        return len(self._columns())

    @overload
    def __getitem__(self, index: int) -> Column: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Column]: ...

    def __getitem__(self, index: int | slice) -> Column | Sequence[Column]:
        return self._columns()[index]

    def __iter__(self) -> Iterator[Column]:
        return iter(self._columns())

    def _columns(self) -> list[Column]:
        if self._made is None:
            self._made = self._cursor.described()
        return self._made
