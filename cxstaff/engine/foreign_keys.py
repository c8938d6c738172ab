"""Foreign keys of many rows at once, checked by column where SQLite does not check each of them.

Nobody else writes while a transaction of SQLite does, so that a row which is there when a column is
checked is there when the transaction ends.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence, Set
from typing import Any

from sqlalchemy import Column, Connection, Table
from sqlalchemy.exc import IntegrityError

_LEFT = "foreign_keys_are_left_to_columns"


def leave_to_columns(connection: Connection) -> None:
    """Let the next transaction of a connection not check keys row by row; before it begins."""
    connection.info[_LEFT] = True
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")


def enforce_again(connection: Any, record: Any) -> None:
    """Let a connection that is given back check every key of every row again."""
    if record.info.pop(_LEFT, False) and connection is not None:
        connection.execute("PRAGMA foreign_keys = ON")


def check(connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Raise IntegrityError where a column names a row that is not there, unless SQLite does."""
    if not connection.info.get(_LEFT):
        return
    for name, values in columns.items():
        for key in table.c[name].foreign_keys:
            named = set(values) - {None}
            if named and _found(connection, key.column, named) < len(named):
                failed = sqlite3.IntegrityError("FOREIGN KEY constraint failed")
                raise IntegrityError(f"{table.name}.{name}", None, failed)


def _found(connection: Connection, column: Column[Any], named: Set[int]) -> int:
    """Return how many of some numbers stand in a column."""
    lowest, highest = min(named), max(named)
    sql = f'SELECT count(*) FROM "{column.table.name}" WHERE "{column.name}"'  # noqa: S608 – our names
    if highest - lowest + 1 == len(named):  # rows that were just inserted
        counted = connection.exec_driver_sql(f"{sql} BETWEEN ? AND ?", (lowest, highest))
    else:
        sql += " IN (SELECT value FROM json_each(?))"
        counted = connection.exec_driver_sql(sql, (json.dumps(list(named)),))
    return int(counted.scalar_one())
