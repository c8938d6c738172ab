"""What deleted and changed rows leave behind in the files of a database, and how it goes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from cxstaff.engine import scrub

PATIENCE = "3s"
"""How long a table may be waited for: whoever comes meanwhile waits behind."""


def compact(engine: Engine, tables: Iterable[str]) -> bool:
    """Rewrite tables so that their files hold nothing of rows that were deleted or changed.

    Call it with no transaction open. PostgreSQL rewrites each table with its indexes and long
    values, and what it noted of common values, which it had copied from the rows; SQLite rewrites
    the whole file. False says that somebody still reads older rows, which had to be kept: call
    it again later.
    """
    if engine.dialect.name == "sqlite":
        return scrub(engine)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            return _rewrite(connection, sorted(tables))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == "55P03":  # lock not available
            return False
        raise


def _rewrite(connection: Connection, tables: list[str]) -> bool:
    told = list[str]()

    def hear(notice: Any) -> None:  # which is gone once this returns
        told.append(notice.message_detail or "")

    raw: Any = connection.connection.driver_connection
    raw.add_notice_handler(hear)
    try:
        connection.execute(text(f"SET lock_timeout = '{PATIENCE}'"))
        for name in tables:
            connection.execute(text(f'VACUUM (FULL, VERBOSE, ANALYZE) "{name}"'))
            _forget_values_of_empty(connection, name)
        connection.execute(text("VACUUM (FULL, VERBOSE) pg_statistic"))
        connection.execute(text("RESET lock_timeout"))
    finally:
        raw.remove_notice_handler(hear)
    _begin_new_log(connection)
    return not any(map(_tells_of_dead_rows, told))


def _forget_values_of_empty(connection: Connection, name: str) -> None:
    """Let PostgreSQL forget common values of a table without rows, which ANALYZE leaves as noted.

    Giving a column the type it has is the one way for which owning the table is enough.
    """
    if connection.scalar(text(f'SELECT EXISTS (SELECT 1 FROM "{name}")')):  # noqa: S608 – our names
        return
    query = """SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
        JOIN pg_stats USING (attname)
        WHERE attrelid = to_regclass(:name) AND tablename = :name AND schemaname = current_schema
          AND atttypid IN ('varchar'::regtype, 'text'::regtype, 'json'::regtype)"""
    for column, kind in connection.execute(text(query), {"name": name}).all():
        connection.execute(text(f'ALTER TABLE "{name}" ALTER COLUMN "{column}" TYPE {kind}'))


def _tells_of_dead_rows(detail: str) -> bool:
    """Read from the report on a table whether rows could not go yet, in whatever language."""
    number = re.match(r"\D*(\d+)", detail)
    return number is not None and int(number[1]) > 0


def _begin_new_log(connection: Connection) -> None:
    """Let the log that holds the old rows be recycled soon, where our account may ask for it."""
    query = "SELECT has_function_privilege('pg_switch_wal()', 'execute')"
    if connection.scalar(text(query)):
        connection.execute(text("SELECT pg_switch_wal()"))
    query = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
    if connection.scalar(text(query)):
        connection.execute(text("CHECKPOINT"))
