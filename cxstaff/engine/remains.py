"""Leaving nothing behind: rows, files and logs rewritten so that no older version of a row is kept.

A changed or deleted row stays on PostgreSQL's disk until its page is used again, and SQLite's
write-ahead log holds pages in the order they were written. Either tells who wrote when.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, Table, insert, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

PATIENCE = "2s"  # others wait behind whoever waits for a table, so nobody waits for long
LOCK_NOT_AVAILABLE = "55P03"


class Busy(Exception):
    """Somebody else holds the table for long, as a backup does; nothing was changed."""


def wipe(session: Session, table: Table, *, keep: Any) -> None:
    """Remove the rows of `table` that `keep` does not select, leaving no older version of any.

    PostgreSQL truncates the table and puts the kept rows back in the order of their keys, all in
    one transaction and under a lock that readers and writers wait for; SQLite overwrites what it
    deletes, and needs `scrub` after the commit. Raises `Busy`: roll back and try again later.
    """
    if session.get_bind().dialect.name != "postgresql":
        session.execute(table.delete().where(~keep))
        return
    with _briefly(session):
        _truncate_and_refill(session, table, keep)


def scrub(engine: Engine) -> bool:
    """Rewrite the file of a SQLite database and empty its log; PostgreSQL needs nothing.

    Call it with no transaction open. It waits for other connections to finish; False says that
    one still reads older pages, which the log therefore had to keep.
    """
    if engine.dialect.name != "sqlite":
        return True
    raw = engine.raw_connection()
    try:
        raw.execute("VACUUM")
    finally:
        raw.close()
    return empty_log(engine)


def empty_log(engine: Engine) -> bool:
    """Empty the log of a SQLite database, which tells what was written in which order.

    Call it with no transaction open; False says that one still reads older pages.
    """
    if engine.dialect.name != "sqlite":
        return True
    raw = engine.raw_connection()
    try:
        return _emptied(raw)
    finally:
        raw.close()


def try_empty_log(engine: Engine) -> bool:
    """Empty the log of a SQLite database if nobody uses it right now; nobody is kept waiting."""
    if engine.dialect.name != "sqlite":
        return True
    raw = engine.raw_connection()
    try:
        (patience,) = raw.execute("PRAGMA busy_timeout").fetchone()
        raw.execute("PRAGMA busy_timeout = 0")
        try:
            return _emptied(raw)
        finally:
            raw.execute(f"PRAGMA busy_timeout = {patience}")
    finally:
        raw.close()


def _emptied(raw: Any) -> bool:
    (is_busy, _pages, _moved) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy


def _truncate_and_refill(session: Session, table: Table, keep: Any) -> None:
    name, columns = f'"{table.name}"', table.columns.keys()
    aside = table.to_metadata(type(table.metadata)(), name=f"kept_{table.name}")
    keys = [aside.c[column.name] for column in table.primary_key.columns]
    session.execute(text(f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE"))
    session.execute(text(f'CREATE TEMP TABLE "{aside.name}" (LIKE {name}) ON COMMIT DROP'))
    session.execute(insert(aside).from_select(columns, table.select().where(keep)))
    session.execute(text(f"TRUNCATE TABLE {name}"))
    session.execute(insert(table).from_select(columns, aside.select().order_by(*keys)))
    session.execute(text(f'DROP TABLE "{aside.name}"'))


@contextmanager
def _briefly(session: Session) -> Iterator[None]:
    """Give up waiting for a lock of PostgreSQL's after a moment. Raises `Busy`."""
    session.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        raise Busy("Somebody else holds the table.") from error
    session.execute(text("SET LOCAL lock_timeout TO DEFAULT"))
