"""Connections to PostgreSQL that are handed out again: the server has not ended them meanwhile."""

from __future__ import annotations

import select
from time import monotonic
from typing import Any

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.exc import InvalidatePoolError

QUIET_SECONDS = 10
_USED = "used"


def watch(engine: Engine) -> None:
    """Look at each connection before it is used again, and replace those that have ended.

    A server that goes down closes its end, which the socket tells at once. Only who was quiet for
    longer is asked by a statement, which costs as much as one of a request: a firewall may have
    forgotten them without a word.
    """
    dialect = engine.dialect

    def look(connection: Any, record: Any, _proxy: Any) -> None:
        used = record.info.get(_USED)
        if used is None or (monotonic() - used < QUIET_SECONDS and not _has_news(connection)):
            return
        if not _answers(dialect, connection):
            raise InvalidatePoolError

    event.listen(engine, "checkout", look)
    event.listen(engine, "checkin", _note)


def _note(connection: Any, record: Any) -> None:
    """Note when a connection was used last; monotonic, since it is compared with itself alone."""
    if connection is not None:
        record.info[_USED] = monotonic()


def _has_news(connection: Any) -> bool:
    """Say whether there is something to read, though nothing was asked: its end, or a notice."""
    if connection.closed:
        return True
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def _answers(dialect: Dialect, connection: Any) -> bool:
    try:
        return dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error:
        return False
