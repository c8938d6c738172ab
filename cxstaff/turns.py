"""A queue of the threads of this process that write to SQLite."""

from __future__ import annotations

import threading
from typing import Any

from flask import has_request_context, request
from sqlalchemy import Connection

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TURN_SECONDS = 10


class Turns:
    """Let the threads of this process write to SQLite one after the other.

    SQLite itself makes other processes wait, but by sleeping up to 0.1 s at a time; threads that
    queue here go on at once. Whoever waits longer than `TURN_SECONDS` is left to SQLite.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()

    def begin(self, connection: Connection) -> None:
        """Begin as a writer unless a page is only read: readers that turn writers would fail."""
        if has_request_context() and request.method in SAFE_METHODS:
            connection.exec_driver_sql("BEGIN")
            return
        if not connection.info.get("has_turn"):
            connection.info["has_turn"] = self.lock.acquire(timeout=TURN_SECONDS)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def end(self, _connection: Any, record: Any) -> None:
        """Let the next one write once a connection is given back."""
        if record.info.pop("has_turn", False):
            self.lock.release()
