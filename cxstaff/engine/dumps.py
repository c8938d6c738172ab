"""A whole database dumped into one file, and loaded into an empty one, on either database."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from cxstaff.engine.tools import major_of, run, tool
from cxstaff.errors import Refused

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
OURS_ALONE = 0o600
LOGS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class DatabaseVersion:
    """Which database it is: its name and its version, as in 'PostgreSQL 16.14'."""

    name: str
    version: str

    @property
    def major(self) -> int:
        """Return the first number of the version."""
        return major_of(self.version)

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


def database_version(engine: Engine) -> DatabaseVersion:
    """Return which database an engine is on."""
    if engine.dialect.name == "sqlite":
        return DatabaseVersion(SQLITE, sqlite3.sqlite_version)
    with engine.connect() as connection:
        version = str(connection.exec_driver_sql("SHOW server_version").scalar_one())
    return DatabaseVersion(POSTGRESQL, version.split()[0])


@contextmanager
def dumped(engine: Engine, into: Path, tools: Path | None) -> Iterator[Connection]:
    """Dump the database into the new file `into`; give a connection that reads what is in it.

    Others go on reading and writing meanwhile, and what they do is either wholly in the dump or not
    at all. `tools` is the folder of PostgreSQL's programs (None: it is looked for).
    """
    dump = _dumped_sqlite if engine.dialect.name == "sqlite" else _dumped_postgres
    with dump(engine, into, tools) as connection:
        yield connection


def load(engine: Engine, dump: Path, tools: Path | None) -> None:
    """Fill an empty database from a dump, wholly or not at all. Raises `Refused`.

    No connection of `engine` may be in use.
    """
    refuse_unless_empty(engine)
    if engine.dialect.name == "sqlite":
        _load_sqlite(engine, dump)
        return
    from psycopg.conninfo import make_conninfo  # a tenth of a second that SQLite need not wait

    into = make_conninfo(dbname=engine.url.database)  # the rest is in the environment
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    program = str(tool(engine, "pg_restore", tools))
    run(engine, [program, *options, "--no-password", "--dbname", into, str(dump)])


def refuse_unless_empty(engine: Engine) -> None:
    """Raise `Refused` when there are tables in the database already."""
    with engine.connect() as connection:
        found = inspect(connection).get_table_names()
    engine.dispose()
    if found:
        raise Refused(
            "The database that CXSTAFF_DATABASE_URL names is not empty: it has %(number)s tables. "
            "A backup is restored into an empty one only; name another.",
            number=len(found),
        )


@contextmanager
def scratch(engine: Engine, folder: Path) -> Iterator[str]:
    """Give the address of an empty database of the same kind, which is removed afterwards.

    SQLite's is a file in `folder`; PostgreSQL's is made on the server of `engine`. Raises
    `Refused` when the account may not make one.
    """
    if engine.dialect.name == "sqlite":
        yield f"sqlite:///{folder / 'scratch.db'}"
        return
    name = f"cxstaff_verify_{secrets.token_hex(6)}"
    try:
        _command(engine, f'CREATE DATABASE "{name}" TEMPLATE template0')
    except DBAPIError as error:
        raise Refused(
            "The account of CXSTAFF_DATABASE_URL may not make a database to try the backup in. "
            "Give it CREATEDB, or run this with an account that has it."
        ) from error
    try:
        yield engine.url.set(database=name).render_as_string(hide_password=False)
    finally:
        _command(engine, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def faults_in(connection: Connection) -> list[str]:
    """Say what is wrong with the database itself: damaged pages, rows that point nowhere."""
    if connection.dialect.name == "postgresql":
        loose = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
        names = connection.exec_driver_sql(loose).scalars()
        return [f"The rule {name} was never held against its rows." for name in names]
    found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    faults = [str(each) for each in found if each != "ok"]
    for table, _row, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        faults.append(f"A row of {table} points to one of {parent} that is not there.")
    return faults[:20]


@contextmanager
def _dumped_sqlite(engine: Engine, into: Path, _tools: Path | None) -> Iterator[Connection]:
    """Copy by the online backup API in one step: writers go on, and none makes it begin anew."""
    into.touch(OURS_ALONE, exist_ok=False)
    raw = engine.raw_connection()
    try:
        with closing(sqlite3.connect(into)) as copy:
            raw.driver_connection.backup(copy, pages=-1)  # type: ignore[union-attr]
    finally:
        raw.close()
    _settle(into)
    reader = create_engine(
        f"sqlite:///file:{quote(str(into))}?immutable=1&uri=true", poolclass=NullPool
    )
    with reader.connect() as connection:
        yield connection


@contextmanager
def _dumped_postgres(engine: Engine, into: Path, tools: Path | None) -> Iterator[Connection]:
    """Dump in a snapshot that stays open, every table held so that none is emptied in between.

    TRUNCATE shows through a snapshot, therefore the tables are locked before it is taken.
    """
    program = str(tool(engine, "pg_dump", tools))
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
    frozen = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**frozen) as connection:
        listed = ", ".join(f'"{name}"' for name in names)
        if listed:
            connection.execute(text(f"LOCK TABLE {listed} IN ACCESS SHARE MODE"))
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        into.touch(OURS_ALONE, exist_ok=False)
        options = ["--format=custom", "--no-owner", "--no-privileges", "--no-password"]
        run(engine, [program, *options, f"--snapshot={snapshot}", f"--file={into}"])
        _settle(into)
        yield connection


def _load_sqlite(engine: Engine, dump: Path) -> None:
    """Put the copy in the place of the empty file, by one rename."""
    place = Path(str(engine.url.database)).absolute()
    partial = place.with_name(f".{place.name}.{secrets.token_hex(6)}.partial")
    try:
        partial.touch(OURS_ALONE, exist_ok=False)
        shutil.copyfile(dump, partial)
        _refuse_if_damaged(partial)
        _settle(partial)
        for log in LOGS:
            Path(f"{place}{log}").unlink(missing_ok=True)
        os.replace(partial, place)
        _settle(place.parent)
    finally:
        partial.unlink(missing_ok=True)


def _refuse_if_damaged(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file))}?immutable=1", uri=True)) as opened:
            (found,) = opened.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise Refused("The dump in the backup is damaged: %(why)s.", why=found[:200])


def _command(engine: Engine, statement: str) -> None:
    """Do what PostgreSQL does outside of transactions only."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(statement)


def _settle(path: Path) -> None:
    """Have a file or a folder written to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        if not path.is_dir():  # some file systems cannot do it for folders
            raise
    finally:
        os.close(handle)
