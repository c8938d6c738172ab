"""Statements that most requests of a day ask: compiled once, and handed to the driver as they are.

SQLAlchemy looks a statement up, makes a context and a result for it and reads its row by name, each
time anew. That takes longer than all that the driver does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    PoolProxiedConnection,
    Select,
    UpdateBase,
)
from sqlalchemy.exc import DBAPIError, MultipleResultsFound
from sqlalchemy.types import TypeEngine

Turning = Callable[[Any], Any]
Values = Mapping[str, Any]


class Prepared:
    """A statement that is compiled once for each database.

    The driver of PostgreSQL prepares it on a connection when it is first asked, not the sixth time.
    Errors are SQLAlchemy's, and whoever listens to an engine is told of the statement.
    """

    def __init__(self, statement: Select[Any] | UpdateBase) -> None:
        self.statement = statement
        self._written = dict[str, _Written]()

    def row(self, connection: Connection, values: Values) -> Sequence[Any] | None:
        """Return the one row that there is for these values, or None.

        Raises `MultipleResultsFound` where there are several, and `DBAPIError`.
        """
        try:
            return self.row_from(connection.connection, connection.engine, values)
        except DBAPIError as error:
            _give_up(connection, error)
            raise

    def row_from(
        self, pooled: PoolProxiedConnection, engine: Engine, values: Values
    ) -> Sequence[Any] | None:
        """Return the same from a connection of the engine's pool, in no transaction of ours."""
        rows = self._rows_from(pooled, engine, values)
        if len(rows) > 1:
            raise MultipleResultsFound("Several rows were found where one is asked for.")
        return rows[0] if rows else None

    def rows(self, connection: Connection, values: Values) -> Sequence[Sequence[Any]]:
        """Return every row that there is for these values. Raises `DBAPIError`."""
        try:
            return self._rows_from(connection.connection, connection.engine, values)
        except DBAPIError as error:
            _give_up(connection, error)
            raise

    def number(self, connection: Connection, values: Values) -> int:
        """Change rows; return how many. Raises `DBAPIError`."""
        written = self._for(connection.dialect)
        try:
            cursor = _sent(written, connection.connection, connection.engine, values)
        except DBAPIError as error:
            _give_up(connection, error)
            raise
        changed = int(cursor.rowcount)
        cursor.close()
        return changed

    def _rows_from(
        self, pooled: PoolProxiedConnection, engine: Engine, values: Values
    ) -> Sequence[Sequence[Any]]:
        written = self._for(engine.dialect)
        cursor = _sent(written, pooled, engine, values)
        rows = cursor.fetchall()
        cursor.close()
        return [written.in_python(row) for row in rows]

    def _for(self, dialect: Dialect) -> _Written:
        if dialect.name not in self._written:
            self._written[dialect.name] = _write(self.statement, dialect)
        return self._written[dialect.name]


@dataclass(frozen=True, slots=True)
class _Written:
    """A statement as a driver takes it: which values in which order, and how they are turned.

    `order` is None where the driver takes them by name. `constants` stand in the statement itself,
    `given` are turned into the driver's own and `read` into Python's.
    """

    sql: str
    order: Sequence[str] | None
    constants: Values
    given: Sequence[tuple[str, Turning]]
    read: Sequence[tuple[int, Turning]]
    options: Mapping[str, bool]

    def parameters(self, values: Values) -> Any:
        """Return values by name as the driver takes them."""
        told = {**self.constants, **values}
        for name, turned in self.given:
            told[name] = turned(told[name])
        return told if self.order is None else [told[name] for name in self.order]

    def in_python(self, row: Sequence[Any]) -> Sequence[Any]:
        """Return a row as SQLAlchemy reads it."""
        values = list(row)
        for at, turned in self.read:
            values[at] = turned(values[at])
        return tuple(values)


def _write(statement: Select[Any] | UpdateBase, dialect: Dialect) -> _Written:
    compiled = statement.compile(dialect=dialect)
    named = {name: bound for bound, name in compiled.bind_names.items()}
    given = [(name, _bound(bound.type, dialect)) for name, bound in named.items()]
    columns = statement.selected_columns if isinstance(statement, Select) else ()
    read = [(at, _read(column.type, dialect)) for at, column in enumerate(columns)]
    return _Written(
        sql=str(compiled),
        order=compiled.positiontup,
        constants={name: bound.value for name, bound in named.items() if not bound.required},
        given=[(name, turned) for name, turned in given if turned],
        read=[(at, turned) for at, turned in read if turned],
        options={"prepare": True} if dialect.name == "postgresql" else {},
    )


def _bound(kind: TypeEngine[Any], dialect: Dialect) -> Turning | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _read(kind: TypeEngine[Any], dialect: Dialect) -> Turning | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _sent(written: _Written, pooled: PoolProxiedConnection, engine: Engine, values: Values) -> Any:
    """Send a statement; return the driver's cursor. Raises `DBAPIError`."""
    cursor, parameters = cast(Any, pooled.cursor()), written.parameters(values)
    for listener in engine.dispatch.before_cursor_execute:
        listener(None, cursor, written.sql, parameters, None, False)
    dialect = engine.dialect
    try:
        cursor.execute(written.sql, parameters, **written.options)
    except dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(
            written.sql,
            None,  # never what was sent: it may be somebody's answer
            error,
            dialect.loaded_dbapi.Error,
            hide_parameters=True,
            connection_invalidated=dialect.is_disconnect(error, pooled, cursor),
            dialect=dialect,
        ) from error
    return cursor


def _give_up(connection: Connection, error: DBAPIError) -> None:
    """Let nobody use a connection again that the server has ended."""
    if error.connection_invalidated and not connection.invalidated:
        connection.invalidate(error)
