"""How transactions of PostgreSQL begin and end; a SELECT with which a page begins needs none.

A row that was written stays locked until its transaction is on disk, some milliseconds, in which
everybody who wants the same row waits. What is written to the log is written in order, so that
whoever comes next is never on disk without the one before: others may go on as soon as it has its
place in the log. Only who asked must not be answered before it is on disk (`wait_at_commit`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from cxstaff.engine.prepared import Prepared
from cxstaff.transactions import is_for_reading, must_only_read

_ONLY_READS, _FOR_READING, _RELEASED = "only_reads", "for_reading", "released"
_ENDED = b"COMMIT; SELECT pg_logical_emit_message(true, 'cxstaff', '')"
"""End the transaction; then one that has nothing to say is on disk, and with it all before it."""


def watch(engine: Engine) -> None:
    """Let transactions of `engine` only read where somebody said so, until a connection goes back.

    The driver writes it into BEGIN: to say it afterwards is one more statement.
    """
    event.listen(engine, "begin", _read_only_if_said)
    event.listen(engine, "commit", _commit_and_wait)
    event.listen(engine, "rollback", _end_reading)
    event.listen(engine, "checkin", _let_write_again)


def wait_at_commit(session: Session) -> None:
    """Wait at the commit for a transaction that has said `synchronous_commit = off` of itself."""
    session.connection().info[_RELEASED] = True


def asked_once(
    session: Session, prepared: Prepared, values: Mapping[str, Any], *, is_held: bool = False
) -> Sequence[Any] | None:
    """Return the one row of the SELECT that a page begins with, and mostly ends with, or None.

    PostgreSQL is asked it without BEGIN and ROLLBACK, which are two of three messages, where the
    request only reads and its transaction has not begun. What follows is a transaction as ever,
    which sees no other than it would have seen: each of its statements sees what is there by then.
    What it finds is held by a transaction alone, so that `is_held` is always asked in one.
    """
    bind = session.get_bind()
    if is_held or not isinstance(bind, Engine) or _needs_transaction(session, bind):
        return prepared.row(session.connection(), values)
    found = _asked_alone(bind, prepared, values)
    session.begin()  # sends nothing before its first statement
    return found


def _asked_alone(
    engine: Engine, prepared: Prepared, values: Mapping[str, Any]
) -> Sequence[Any] | None:
    """Ask in no transaction, by a connection that goes back as it came."""
    pooled = engine.raw_connection()
    raw: Any = pooled.driver_connection
    raw.autocommit = True
    try:
        found = prepared.row_from(pooled, engine, values)
        raw.autocommit = False
    except BaseException as error:
        pooled.invalidate(error)  # rather one too many than one that is not as it was
        raise
    pooled.close()
    return found


def _needs_transaction(session: Session, engine: Engine) -> bool:
    is_sqlite = engine.dialect.name == "sqlite"
    return is_sqlite or session.in_transaction() or must_only_read() or not is_for_reading()


def _read_only_if_said(connection: Connection) -> None:
    raw: Any = connection.connection.driver_connection
    connection.info[_FOR_READING] = is_for_reading()
    if must_only_read():
        connection.info[_ONLY_READS] = raw.read_only = True
    elif connection.info.pop(_ONLY_READS, False):
        raw.read_only = None


def _commit_and_wait(connection: Connection) -> None:
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


def _end_reading(connection: Connection) -> None:
    """Take a transaction back that was for reading, and leave what is prepared as it is.

    The driver forgets all prepared statements with a ROLLBACK of its own, lest one names a table
    that is taken back, and they are planned anew; nothing of that kind is made where is only read.
    Nothing is left to do for the driver then. Where something failed it does all of it.
    """
    if connection.closed or connection.invalidated:
        return
    connection.info.pop(_RELEASED, None)
    if not connection.info.get(_FOR_READING):
        return
    raw: Any = connection.connection.driver_connection
    if raw.info.transaction_status.name == "INTRANS":
        raw.pgconn.exec_(b"ROLLBACK")


def _let_write_again(connection: Any, record: Any) -> None:
    if record.info.pop(_ONLY_READS, False) and connection is not None:
        connection.read_only = None
