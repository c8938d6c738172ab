"""Transactions of PostgreSQL that let others go on before they are on disk, and are waited for.

A row that was written stays locked until its transaction is on disk, some milliseconds, in which
everybody who wants the same row waits. What is written to the log is written in order, so that
whoever comes next is never on disk without the one before: others may go on as soon as it has its
place in the log. Only who asked must not be answered before it is on disk.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

_RELEASED = "released"
_ENDED = b"COMMIT; SELECT pg_logical_emit_message(true, 'cxstaff', '')"
"""End the transaction; then one that has nothing to say is on disk, and with it all before it."""


def watch(engine: Engine) -> None:
    """Wait for such transactions of an engine as it commits them."""
    event.listen(engine, "commit", _commit)
    event.listen(engine, "rollback", _forget)


def wait_at_commit(session: Session) -> None:
    """Wait at the commit for a transaction that has said `synchronous_commit = off` of itself."""
    session.connection().info[_RELEASED] = True


def _commit(connection: Connection) -> None:
    """Commit and wait in one message; the driver finds nothing left to commit."""
    if not connection.info.pop(_RELEASED, False):
        return
    from psycopg.errors import Error, error_from_result
    from psycopg.pq import ExecStatus

    raw: Any = connection.connection.driver_connection
    try:
        result = raw.pgconn.exec_(_ENDED)
        if result.status != ExecStatus.TUPLES_OK:
            raise error_from_result(result)
    except Error as error:
        raise _told(connection, error) from error


def _told(connection: Connection, error: Any) -> DBAPIError:
    """Return an error of the driver as SQLAlchemy's; nobody uses a connection again that ended."""
    dialect = connection.dialect
    is_gone = dialect.is_disconnect(error, connection.connection, None)
    if is_gone:
        connection.invalidate(error)
    kind: Any = dialect.loaded_dbapi.Error
    told = DBAPIError.instance(
        "COMMIT", None, error, kind, True, connection_invalidated=is_gone, dialect=dialect
    )
    assert isinstance(told, DBAPIError)  # noqa: S101 – an error of the driver is none of ours
    return told


def _forget(connection: Connection) -> None:
    connection.info.pop(_RELEASED, None)
