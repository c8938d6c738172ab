"""A queue of the threads of this process that write to SQLite."""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy import Connection

from cxstaff.engine import foreign_keys
from cxstaff.transactions import is_for_reading, is_loading, must_only_read

WAIT_SECONDS = 10


class WriterQueue:
    """Let the threads of this process write to SQLite one after the other.

    SQLite itself makes other processes wait, but by sleeping up to 0.1 s at a time; threads that
    queue here go on at once. Whoever waits longer than `WAIT_SECONDS` is left to SQLite.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()

    def begin(self, connection: Connection) -> None:
        """Begin as a writer unless it is only read: readers that turn writers would fail.

        SQLite refuses a reader the lock at once, however long it may wait, if somebody has
        written since it began (SQLITE_BUSY_SNAPSHOT).
        """
        if must_only_read():
            connection.info["only_reads"] = True
            connection.exec_driver_sql("PRAGMA query_only = ON")
        if is_for_reading():
            connection.exec_driver_sql("BEGIN")
            return
        if not connection.info.get("is_writer"):
            connection.info["is_writer"] = self.lock.acquire(timeout=WAIT_SECONDS)
        if is_loading():
            foreign_keys.leave_to_columns(connection)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def end(self, connection: Any, record: Any) -> None:
        """Let the next one write once a connection is given back."""
        if record.info.pop("only_reads", False) and connection is not None:
            connection.execute("PRAGMA query_only = OFF")
        foreign_keys.enforce_again(connection, record)
        if record.info.pop("is_writer", False):
            self.lock.release()
