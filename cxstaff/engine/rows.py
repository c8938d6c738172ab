"""Many rows at once, the fastest way each database has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Connection,
    String,
    Table,
    any_,
    bindparam,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.orm import Session

from cxstaff.engine import foreign_keys
from cxstaff.engine.meanwhile import begin_meanwhile
from cxstaff.engine.values import bound, lines

_APART = "\x1e"
_NEW_IDS = """
    SELECT string_agg(nextval(ids.sequence)::text, ' ')
    FROM (SELECT pg_get_serial_sequence(:name, 'id')::regclass AS sequence OFFSET 0) AS ids,
    generate_series(1, :number)
"""
"""The sequence is looked up once, which takes twenty times as long as an id."""
MANY, MORE_PAGES = 1000, "PRAGMA cache_size = -16384"
"""From how many rows on a connection to SQLite keeps 16 MB of pages in memory instead of 2: what a
chunk of an import touches in the indexes of a large table would be written and read several times.
"""


def insert_rows(
    session: Session, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert many rows the fastest way the database has (COPY, or one prepared statement).

    `rows` give Python values in the order of `columns`; defaults of the model do not apply.
    """
    by_column = list(zip(*rows, strict=True))
    if by_column:
        insert_columns(session, table, dict(zip(columns, by_column, strict=True)))


def insert_columns(session: Session, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert many rows of which `columns` hold the values, in the same order, by name.

    Columns without any value are left out: sqlite3 takes longer over a None than over a number.
    """
    told = {name: each for name, each in columns.items() if not _is_left_out(table, name, each)}
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        _copy(connection, table.name, lines(table, told), told)
        return
    batch = list(zip(*bound(connection, table, told), strict=True))
    if batch:
        foreign_keys.check(connection, table, told)
        places = ", ".join("?" * len(told))
        named = ", ".join(f'"{name}"' for name in told)
        sql = f'INSERT INTO "{table.name}" ({named}) VALUES ({places})'  # noqa: S608 – our names
        if len(batch) >= MANY:
            connection.exec_driver_sql(MORE_PAGES)
        connection.exec_driver_sql(sql, batch)


def update_rows(
    session: Session, table: Table, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Give many rows new values; each of `rows` holds the id, then values in order of `columns`."""
    update_columns(session, table, _by_column(("id", *columns), rows))


def update_columns(session: Session, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Give many rows new values: `columns` hold their ids (`id`) and the values, by name."""
    changed = [name for name in columns if name != "id"]
    if not changed or not columns["id"]:
        return
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        places = ", ".join(f'"{name}" = ?' for name in changed)
        sql = f'UPDATE "{table.name}" SET {places} WHERE "id" = ?'  # noqa: S608 – our names
        ready = bound(connection, table, {name: columns[name] for name in (*changed, "id")})
        foreign_keys.check(connection, table, columns)
        connection.exec_driver_sql(sql, list(zip(*ready, strict=True)))
        return
    _copy_beside(connection, table, columns)
    new = ", ".join(f'"{name}" = added."{name}"' for name in changed)
    sql = f'UPDATE "{table.name}" SET {new} FROM added WHERE "{table.name}"."id" = added."id"'  # noqa: S608
    connection.exec_driver_sql(sql)
    connection.exec_driver_sql("DROP TABLE added")


def put_columns(
    session: Session, table: Table, keys: Sequence[str], columns: Mapping[str, Sequence[Any]]
) -> None:
    """Insert rows, or give those of known keys the new values; `columns` hold both, by name."""
    _upsert(session, table, keys, columns, 'excluded."{name}"')


def fill_rows(
    session: Session,
    table: Table,
    keys: Sequence[str],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    lasting: Sequence[str] = (),
) -> None:
    """Insert rows, or give those of known keys the new values that are not empty and not older.

    Beside each of `columns` stands when it was told, in one called so with `_at` behind. What holds
    one of the texts in `lasting` is never changed.
    """
    held = '"{table}"."{told}"'
    stays = " ".join(f"AND REPLACE({held}, '{each}', '') = {held}" for each in lasting)
    is_newer = (
        f'excluded."{{told}}" IS NOT NULL AND ({held} IS NULL OR {held} IS NOT NULL {stays}'
        ' AND excluded."{told}_at" >= COALESCE("{table}"."{told}_at", excluded."{told}_at"))'
    )
    becomes = f'CASE WHEN {is_newer} THEN excluded."{{name}}" ELSE "{{table}}"."{{name}}" END'
    _upsert(session, table, keys, _by_column((*keys, *columns), rows), becomes)


def among(session: Session, column: Any, values: Sequence[Any]) -> Any:
    """Say of a column of text or whole numbers that it holds one of any number of values."""
    if session.get_bind().dialect.name == "postgresql":
        joined = _APART.join(values) if isinstance(column.type, String) else ""
        if joined and joined.count(_APART) == len(values) - 1:  # an array is written sign by sign
            told = bindparam(None, joined, type_=String, unique=True)
            return column == any_(func.string_to_array(told, _APART))
        kind = ARRAY(String if isinstance(column.type, String) else BigInteger)
        return column == any_(bindparam(None, list(values), type_=kind, unique=True))
    return column.in_(
        select(func.json_each(literal(json.dumps(list(values)))).table_valued("value").c.value)
    )


def new_ids(session: Session, table: Table, number: int) -> Sequence[int]:
    """Set `number` ids of a table aside for rows that are about to be inserted."""
    if session.get_bind().dialect.name == "postgresql":
        told = session.scalar(text(_NEW_IDS), {"name": table.name, "number": number})
        return list(map(int, (told or "").split()))
    last = session.scalar(select(func.coalesce(func.max(table.c.id), 0))) or 0
    return range(last + 1, last + number + 1)


def add_up(
    session: Session, table: Table, keys: Sequence[str], columns: Mapping[str, Sequence[Any]]
) -> None:
    """Add numbers to running sums: new keys are inserted, sums of known keys grow.

    `columns` hold the values of `keys` and of the sums that grow, by name; no key stands twice.
    Sums that are not there are 0 in new rows and are not touched in others.
    """
    known = {column.name for column in table.columns}
    nothing = [name for name in known - columns.keys() if not table.c[name].primary_key]
    becomes = '"{table}"."{name}" + excluded."{name}"'
    _upsert(session, table, keys, columns, becomes, sorted(nothing))


def _upsert(
    session: Session,
    table: Table,
    keys: Sequence[str],
    columns: Mapping[str, Sequence[Any]],
    becomes: str,
    nothing: Sequence[str] = (),
) -> None:
    """Insert rows; of a key that is there, each value becomes what `becomes` says of its name.

    Columns named in `nothing` are 0 in rows that are inserted.
    """
    if not columns or not len(columns[keys[0]]):
        return
    named = ", ".join(f'"{name}"' for name in (*columns, *nothing))
    zeros = ", 0" * len(nothing)
    changed = ", ".join(
        f'"{name}" = ' + becomes.format(table=table.name, name=name, told=name.removesuffix("_at"))
        for name in columns
        if name not in keys
    )
    end = f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}"
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        places = ", ".join("?" * len(columns))
        sql = f'INSERT INTO "{table.name}" ({named}) VALUES ({places}{zeros}) {end}'  # noqa: S608
        ready = bound(connection, table, columns)
        foreign_keys.check(connection, table, columns)
        connection.exec_driver_sql(sql, list(zip(*ready, strict=True)))
        return
    _copy_beside(connection, table, columns)
    laid = ", ".join(f'"{name}"' for name in columns)
    sql = f'INSERT INTO "{table.name}" ({named}) SELECT {laid}{zeros} FROM added {end}'  # noqa: S608
    connection.exec_driver_sql(sql)
    connection.exec_driver_sql("DROP TABLE added")


def _copy_beside(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]
) -> None:
    """Lay rows into a table beside the one they are for, called `added`, until the commit."""
    named = ", ".join(f'"{name}"' for name in columns)
    made = f'CREATE TEMP TABLE added ON COMMIT DROP AS SELECT {named} FROM "{table.name}" LIMIT 0'  # noqa: S608
    connection.exec_driver_sql(made)
    _copy(connection, "added", lines(table, columns), columns)


def _by_column(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Return rows as columns; nothing where there are none."""
    return dict(zip(names, zip(*rows, strict=True), strict=bool(rows)))


def _is_left_out(table: Table, name: str, values: Sequence[Any]) -> bool:
    """Say whether a column need not be named, since nothing stands in it."""
    column = table.c[name]
    if isinstance(column.type, JSON) or not column.nullable or column.server_default is not None:
        return False
    return not values or (values[0] is None and values.count(None) == len(values))


def _copy(connection: Connection, table: str, rows: Iterator[str], columns: Iterable[str]) -> None:
    """Hand lines that are written for COPY to a table on PostgreSQL, some at a time."""
    named = ", ".join(f'"{column}"' for column in columns)
    cursor = connection.connection.cursor()
    with cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
        for some in rows:
            copy.write(some)
            begin_meanwhile()
