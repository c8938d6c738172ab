"""Tables that the database itself keeps from being changed, whoever asks."""

from __future__ import annotations

from sqlalchemy import Connection, Table, text
from sqlalchemy.orm import Session

REFUSAL = "rows of this table are never changed or removed"
FUNCTION = "refuse_change"


def forbid_changes(connection: Connection, name: str) -> None:
    """Let rows of the table `name` be added, and neither changed, replaced nor removed."""
    _forbid(connection, name, ("UPDATE", "DELETE"))


def forbid_updates(connection: Connection, name: str) -> None:
    """Let rows of the table `name` be added and removed, and not changed or replaced."""
    _forbid(connection, name, ("UPDATE",))


def forget_refusal(connection: Connection) -> None:
    """Remove what the guards of tables that are gone have left behind."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {FUNCTION}()")


def write_first(session: Session, table: Table, name: str) -> None:
    """Let one transaction at a time go on from the newest row of `table`, until it ends.

    On SQLite the transaction becomes the writer with a statement that changes nothing; it must
    not have read before unless it began as a writer.
    """
    if session.get_bind().dialect.name == "postgresql":
        lock = "SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"
        session.execute(text(lock), {"name": name})
        return
    column = next(iter(table.primary_key.columns)).name
    session.execute(text(f'UPDATE "{table.name}" SET "{column}" = "{column}" WHERE 0'))  # noqa: S608


def _forbid(connection: Connection, name: str, deeds: tuple[str, ...]) -> None:
    if connection.dialect.name == "postgresql":
        _forbid_on_postgres(connection, name, deeds)
        return
    for deed in deeds:
        connection.exec_driver_sql(
            f'CREATE TRIGGER "{name}_{deed.lower()}_refused" BEFORE {deed} ON "{name}" '
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    # REPLACE removes the row under the same key without asking a trigger for DELETE.
    connection.exec_driver_sql(
        f'CREATE TRIGGER "{name}_insert_refused" BEFORE INSERT ON "{name}" '  # noqa: S608
        f'WHEN EXISTS (SELECT 1 FROM "{name}" WHERE rowid = NEW.rowid) '
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _forbid_on_postgres(connection: Connection, name: str, deeds: tuple[str, ...]) -> None:
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for deed in deeds:
        connection.exec_driver_sql(
            f'CREATE TRIGGER "{name}_{deed.lower()}_refused" BEFORE {deed} ON "{name}" '
            f"FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()"
        )
    if "DELETE" in deeds:
        connection.exec_driver_sql(
            f'CREATE TRIGGER "{name}_truncate_refused" BEFORE TRUNCATE ON "{name}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        )
