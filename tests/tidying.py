"""Puts the rows of a PostgreSQL database back as they were, which is quicker than a new copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from psycopg import Connection

# Whoever is at something is stopped, and waited for. Idle connections are the application's own,
# which it keeps: a new one for every test takes longer than most tests do.
OTHERS = """DO $$ BEGIN
PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others};
WHILE EXISTS (SELECT FROM pg_stat_activity WHERE {others}) LOOP
    PERFORM pg_sleep(0.001), pg_stat_clear_snapshot();
END LOOP; END $$""".format(
    others="datname = current_database() AND pid <> pg_backend_pid() "
    "AND backend_type = 'client backend' AND state <> 'idle'"
)
LOOK = """SELECT
(SELECT md5(string_agg(concat_ws(' ', oid, relname, relnatts, relchecks,
    relhastriggers, relrowsecurity, reloptions), ',' ORDER BY oid))
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind <> 't')
|| (SELECT md5(string_agg(concat_ws(' ', oid, contype, convalidated), ',' ORDER BY oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace)
|| (SELECT count(*) FROM pg_attribute WHERE attisdropped),
(SELECT array_agg(relname::text ORDER BY relname) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0),
(SELECT json_object_agg(sequencename, last_value ORDER BY sequencename) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL)"""
AT = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"


class Seen(NamedTuple):
    """What is seen of a database: its tables' shape, those that hold rows or did, its counters."""

    shape: str
    tables: list[str]
    counters: dict[str, int]


@dataclass
class Tidy:
    """How a database looks when it is tidy, and what lays its rows down in their order."""

    shape: str
    counters: dict[str, int]
    refill: str
    written_at: str  # the number of the next transaction that writes

    @classmethod
    def of(cls, connection: Connection[Any]) -> Tidy:
        """Note how the database looks now."""
        seen = _look(connection)
        refill = "".join(_refilling(connection, name) for name in seen.tables)
        return cls(seen.shape, seen.counters, refill, _now_at(connection))

    def put_back(self, connection: Connection[Any]) -> bool:
        """Put rows and counters back; say False when tables have changed their shape."""
        connection.execute(OTHERS)
        seen = _look(connection)
        if seen.shape != self.shape:
            return False
        if seen.counters == self.counters and _now_at(connection) == self.written_at:
            return True  # nobody has written anything
        self._replace_rows(connection, seen)
        self.written_at = _now_at(connection)
        return True

    def _replace_rows(self, connection: Connection[Any], seen: Seen) -> None:
        """Empty every table that ever held a row, files too; lay rows down, set counters."""
        names = [f'"{name}"' for name in seen.tables]
        unchecked = "SET session_replication_role = replica;"  # keys are not checked
        connection.execute(unchecked + "".join(f"DELETE FROM {name};" for name in names))
        connection.execute(f"VACUUM {', '.join(names)}")
        used = sorted({*seen.counters, *self.counters})
        counters = (_setting(name, self.counters.get(name)) for name in used)
        connection.execute(self.refill + "".join(counters))


def _look(connection: Connection[Any]) -> Seen:
    shape, tables, counters = _one(connection, LOOK)
    return Seen(shape, tables or [], counters or {})


def _refilling(connection: Connection[Any], name: str) -> str:
    """Write the statement that puts a table's rows back, in the order in which they lie."""
    (rows,) = _one(connection, f'SELECT json_agg(t ORDER BY ctid)::text FROM "{name}" t')
    assert "$rows$" not in (rows or "")
    of_rows = f'json_populate_recordset(null::"{name}", $rows${rows}$rows$)'
    return f'INSERT INTO "{name}" SELECT * FROM {of_rows};' if rows else ""


def _setting(name: str, last: int | None) -> str:
    """Write the statement that lets a counter go on after `last`, or begin."""
    begun = "false" if last is None else "true"
    return f"SELECT setval('public.\"{name}\"', {last or 1}, {begun});"


def _now_at(connection: Connection[Any]) -> str:
    (found,) = _one(connection, AT)
    return str(found)


def _one(connection: Connection[Any], query: str) -> tuple[Any, ...]:
    found = connection.execute(query).fetchone()
    assert found
    return tuple(found)
