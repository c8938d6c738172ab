"""Puts the rows of a PostgreSQL database back as they were, which is quicker than a new copy."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

OTHERS = """SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
SHAPE = """SELECT (SELECT md5(string_agg(concat_ws(' ', oid, relname, relnatts, relchecks,
    relhastriggers, relrowsecurity, reloptions), ',' ORDER BY oid))
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind <> 't'),
  (SELECT md5(string_agg(concat_ws(' ', oid, contype, convalidated), ',' ORDER BY oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace)"""
TABLES = """SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
AND relkind = 'r' AND pg_relation_size(oid) > 0 ORDER BY relname"""
SEQUENCES = """SELECT sequencename, last_value FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename"""
AT = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"


@dataclass
class Tidy:
    """How a database looks when it is tidy: its tables' shape, its rows in order, its counters."""

    shape: list[tuple[str, ...]]
    rows: dict[str, str]
    counters: dict[str, int]
    written_at: str  # the number of the next transaction that writes

    @classmethod
    def of(cls, connection: Connection) -> Tidy:
        """Note how the database looks now."""
        rows = {name: _rows(connection, name) for name in connection.scalars(text(TABLES)).all()}
        return cls(_shape(connection), rows, _counters(connection), _now_at(connection))

    def put_back(self, connection: Connection) -> bool:
        """Put rows and counters back; say False when tables have changed their shape."""
        connection.execute(text(OTHERS))
        if _shape(connection) != self.shape:
            return False
        counters = _counters(connection)
        if counters == self.counters and _now_at(connection) == self.written_at:
            return True  # nobody has written anything
        self._replace_rows(connection)
        for name in counters:
            _set(connection, name, self.counters.get(name))
        self.written_at = _now_at(connection)
        return True

    def _replace_rows(self, connection: Connection) -> None:
        """Empty every table that ever held a row, files too; lay the rows down in their order."""
        connection.exec_driver_sql("SET session_replication_role = replica")  # keys are not checked
        names = [f'"{name}"' for name in connection.scalars(text(TABLES))]
        for name in names:
            connection.exec_driver_sql(f"DELETE FROM {name}")
        connection.exec_driver_sql(f"VACUUM {', '.join(names)}")
        for name, rows in self.rows.items():
            insert = f'INSERT INTO "{name}" SELECT * FROM json_populate_recordset(null::"{name}", '
            connection.execute(text(f"{insert} CAST(:rows AS json))"), {"rows": rows})


def _shape(connection: Connection) -> list[tuple[str, ...]]:
    return [tuple(row) for row in connection.execute(text(SHAPE))]


def _rows(connection: Connection, name: str) -> str:
    """Return a table's rows as JSON, in the order in which they lie."""
    query = text(f'SELECT json_agg(t ORDER BY ctid)::text FROM "{name}" t')
    return str(connection.scalars(query).one())


def _counters(connection: Connection) -> dict[str, int]:
    return {row.sequencename: row.last_value for row in connection.execute(text(SEQUENCES))}


def _set(connection: Connection, name: str, last: int | None) -> None:
    """Let a counter go on after `last`, or begin."""
    connection.execute(
        text("SELECT setval(CAST(:name AS regclass), :last, :begun)"),
        {"name": f'public."{name}"', "last": last or 1, "begun": last is not None},
    )


def _now_at(connection: Connection) -> str:
    return str(connection.scalars(text(AT)).one())
