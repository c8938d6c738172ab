"""Who may write to SQLite when: one after the other, and only who is going to write."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import has_request_context, request
from sqlalchemy import Connection

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TURN_SECONDS = 10

_only_reads = ContextVar[bool | None]("only_reads", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Let transactions that begin in here only read: on SQLite they hold up nobody who writes.

    Writing in one of them is an error on both databases.
    """
    before = _only_reads.set(True)
    try:
        yield
    finally:
        _only_reads.reset(before)


@contextmanager
def writing() -> Iterator[None]:
    """Let transactions that begin in here write, whatever the request is for."""
    before = _only_reads.set(False)
    try:
        yield
    finally:
        _only_reads.reset(before)


def is_only_reading() -> bool:
    """Say whether somebody said that what begins now only reads."""
    return _only_reads.get() is True


class Turns:
    """Let the threads of this process write to SQLite one after the other.

    SQLite itself makes other processes wait, but by sleeping up to 0.1 s at a time; threads that
    queue here go on at once. Whoever waits longer than `TURN_SECONDS` is left to SQLite.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()

    def begin(self, connection: Connection) -> None:
        """Begin as a writer unless it is only read: readers that turn writers would fail.

        SQLite refuses a reader the lock at once, however long it may wait, if somebody has
        written since it began (SQLITE_BUSY_SNAPSHOT).
        """
        if is_only_reading():
            connection.info["only_reads"] = True
            connection.exec_driver_sql("PRAGMA query_only = ON")
        if _is_read():
            connection.exec_driver_sql("BEGIN")
            return
        if not connection.info.get("has_turn"):
            connection.info["has_turn"] = self.lock.acquire(timeout=TURN_SECONDS)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def end(self, connection: Any, record: Any) -> None:
        """Let the next one write once a connection is given back."""
        if record.info.pop("only_reads", False) and connection is not None:
            connection.execute("PRAGMA query_only = OFF")
        if record.info.pop("has_turn", False):
            self.lock.release()


def _is_read() -> bool:
    said = _only_reads.get()
    if said is not None:
        return said
    return has_request_context() and request.method in SAFE_METHODS
