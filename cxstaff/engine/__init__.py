"""What differs between SQLite and PostgreSQL: the one package that asks which of them it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, Table, bindparam, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from cxstaff.db import Model
from cxstaff.engine import alive, beginning
from cxstaff.engine.beginning import asked_once, wait_at_commit
from cxstaff.engine.by_column import Columns
from cxstaff.engine.folding import alike, fold, holding, kept_folded, lowered
from cxstaff.engine.listed import listed
from cxstaff.engine.meanwhile import meanwhile
from cxstaff.engine.prepared import Prepared
from cxstaff.engine.remains import Busy, empty_log, scrub, try_empty_log, wipe
from cxstaff.engine.rows import (
    add_up,
    among,
    fill_rows,
    insert_columns,
    insert_rows,
    new_ids,
    put_columns,
    update_columns,
    update_rows,
)
from cxstaff.engine.writer_queue import WriterQueue
from cxstaff.search import folded

__all__ = [
    "Busy",
    "Columns",
    "Prepared",
    "add_up",
    "alike",
    "among",
    "asked_once",
    "describe",
    "empty_log",
    "fill_rows",
    "fold",
    "holding",
    "init_engine",
    "insert_columns",
    "insert_for_id",
    "insert_if_absent",
    "insert_rows",
    "kept_folded",
    "lay_anew",
    "listed",
    "lock",
    "lowered",
    "meanwhile",
    "new_ids",
    "options_for",
    "others_can_write",
    "put",
    "put_columns",
    "rebuilding",
    "scrub",
    "table_of",
    "try_empty_log",
    "update_columns",
    "update_rows",
    "wait_at_commit",
    "wipe",
]

FIRST_SAFE_SQLITE = (3, 51, 3)
_ITS = "its_"
SQLITE_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 15000",
    "PRAGMA secure_delete = ON",
)


def options_for(url: str) -> dict[str, Any]:
    """Return what SQLAlchemy's engine needs for the database at `url`.

    What failing statements carried is never written into logs: it may be somebody's answer.
    """
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"check_same_thread": False}}
    from cxstaff.engine.columns import Cursor  # loads psycopg, which SQLite does without

    return {
        "hide_parameters": True,
        "pool_size": 10,
        "max_overflow": 10,
        "connect_args": {"cursor_factory": Cursor},
    }


def init_engine(app: Flask, engine: Engine) -> None:
    """Prepare every connection of `engine`; warn of a SQLite that can corrupt its log."""
    if engine.dialect.name != "sqlite":
        beginning.watch(engine)
        alive.watch(engine)
        return
    writers = WriterQueue()
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", writers.begin)
    event.listen(engine, "checkin", writers.end)
    if sqlite3.sqlite_version_info < FIRST_SAFE_SQLITE and app.config["SETTINGS"].is_production:
        app.logger.warning(
            "SQLite %s can damage its log when several connections write "
            "(https://sqlite.org/wal.html#walresetbug); use 3.51.3 or newer, or PostgreSQL.",
            sqlite3.sqlite_version,
        )


def describe(engine: Engine) -> tuple[str, bool]:
    """Return the name and version of the database, and whether they are safe to work with."""
    if engine.dialect.name == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}", sqlite3.sqlite_version_info >= FIRST_SAFE_SQLITE
    with engine.connect() as connection:
        version = connection.exec_driver_sql("SHOW server_version").scalar_one()
    return f"PostgreSQL {version}", True


def insert_if_absent(session: Session, model: type[Model], **values: Any) -> bool:
    """Insert one row unless a UNIQUE constraint already holds one; say whether it was inserted.

    Of any number of processes that try at once, exactly one is told True.
    """
    return insert_for_id(session, model, **values) is not None


def insert_for_id(session: Session, model: type[Model], **values: Any) -> Any | None:
    """Insert one row as `insert_if_absent` does; return its key, None where it was not inserted."""
    insert_, table = _insert_of(session), table_of(model)
    prepared = _inserting_these(insert_, table, tuple(values))
    if prepared is not None:
        told = {_ITS + name: value for name, value in values.items()}
        found = prepared.row(session.connection(), told)
    else:
        found = session.execute(_inserting(insert_, table), values).first()
    return None if found is None else found[0]


def insert_those_absent(
    session: Session, model: type[Model], rows: Sequence[dict[str, Any]]
) -> set[tuple[Any, ...]]:
    """Insert rows unless a UNIQUE constraint holds one already; return the keys of those inserted.

    The same for each row as `insert_if_absent`, in one statement.
    """
    table = table_of(model)
    statement = _insert_of(session)(table).values(list(rows)).on_conflict_do_nothing()
    keys = statement.returning(*table.primary_key.columns)
    return {tuple(row) for row in session.execute(keys)} if rows else set()


def put(session: Session, model: type[Model], keys: dict[str, Any], values: dict[str, Any]) -> None:
    """Insert one row, or give the row under the same keys these values."""
    statement = _putting(_insert_of(session), table_of(model), tuple(keys), tuple(values))
    session.connection().execute(statement, keys | values)


def lock(session: Session, name: str) -> None:
    """Let one transaction at a time past the lock called `name`, until it ends.

    SQLite needs none: its transactions that write stand in one queue (BEGIN IMMEDIATE).
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name}
        )


def others_can_write(session: Session) -> bool:
    """Say whether others can write while a transaction does: one at a time on SQLite."""
    return session.get_bind().dialect.name != "sqlite"


def lay_anew(session: Session, table: Table, chosen: Any, **changed: Any) -> None:
    """Write the rows that `chosen` selects once more, all at once, in the order of their keys.

    Columns named in `changed` are given the value of that expression. Neither the place of the
    new rows nor the transaction they are from tells which was changed when.
    """
    columns = [changed.get(column.name, column).label(column.name) for column in table.columns]
    query = table.select().with_only_columns(*columns).where(chosen)
    rows = session.execute(query.order_by(*table.primary_key.columns)).all()
    session.execute(table.delete().where(chosen))
    insert_rows(session, table, table.columns.keys(), rows)


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """Let a migration take tables down and put them up again; foreign keys hold afterwards."""
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    raw.execute("PRAGMA foreign_keys = OFF")  # SQLite heeds it outside a transaction only
    try:
        yield
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        assert not broken, f"rows that point nowhere: {broken[:5]}"  # noqa: S101
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def table_of(model: type[Model]) -> Table:
    """Return the table that a model's rows stand in."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 – every model of ours is one table
    return table


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for setting in SQLITE_SETTINGS:
        connection.execute(setting)
    connection.create_function("fold", 1, folded, deterministic=True)


def _insert_of(session: Session) -> Callable[..., Any]:
    on_postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert if on_postgres else sqlite.insert


@cache
def _inserting(insert_: Callable[..., Any], table: Table) -> Any:
    """Make a statement once that inserts a row unless there is one, and returns its key."""
    statement = insert_(table).on_conflict_do_nothing()
    return statement.returning(*table.primary_key.columns)


@cache
def _inserting_these(
    insert_: Callable[..., Any], table: Table, names: tuple[str, ...]
) -> Prepared | None:
    """Make the same once for columns of these names; None where others have defaults of Python."""
    if any(each.default is not None for each in table.columns if each.name not in names):
        return None
    told = {name: bindparam(_ITS + name, type_=table.c[name].type) for name in names}
    return Prepared(_inserting(insert_, table).values(told))


@cache
def _putting(
    insert_: Callable[..., Any], table: Table, keys: tuple[str, ...], values: tuple[str, ...]
) -> Any:
    """Make a statement once that many requests execute."""
    statement = insert_(table)
    new = {name: statement.excluded[name] for name in values}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=new)
