"""The floor for importing: the database's own bulk load of rows that are ready."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import psycopg

from cxstaff import engine
from cxstaff.customers.models import Feedback, Interaction

NAMED = ("channel", "segment", "reason", "circumstance", "import_run")
LOADED = (Interaction.__tablename__, Feedback.__tablename__)
AT_ONCE = 50_000


def copy(source: str, target: str) -> float:
    """Load what imports wrote at `source` into `target`, which is empty; return seconds.

    Only writing at `target` is timed, never reading from `source`. Names that rows refer to are
    put there first.
    """
    if source.startswith("sqlite"):
        return _prepared(*(Path(url.removeprefix("sqlite:///")) for url in (source, target)))
    return _copied(*(url.replace("+psycopg", "", 1) for url in (source, target)))


def _prepared(source: Path, target: Path) -> float:
    """Execute one prepared INSERT a table, many times, in one transaction."""
    seconds = 0.0
    into = sqlite3.connect(target, isolation_level=None)
    for setting in engine.SQLITE_SETTINGS:
        into.execute(setting)
    out = sqlite3.connect(source)
    for name in NAMED:
        rows = out.execute(f"SELECT * FROM {name}")
        places = ", ".join("?" * len(rows.description))
        into.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
    into.execute("BEGIN IMMEDIATE")
    for name in LOADED:
        rows = out.execute(f"SELECT * FROM {name} ORDER BY 1")
        places = ", ".join("?" * len(rows.description))
        while block := rows.fetchmany(AT_ONCE):
            started = time.perf_counter()
            into.executemany(f"INSERT INTO {name} VALUES ({places})", block)
            seconds += time.perf_counter() - started
    started = time.perf_counter()
    into.execute("COMMIT")
    seconds += time.perf_counter() - started
    out.close()
    into.close()
    return seconds


def _copied(source: str, target: str) -> float:
    """COPY from files that COPY wrote, in one transaction."""
    seconds = 0.0
    with psycopg.connect(source) as out, psycopg.connect(target) as into:
        for name in (*NAMED, *LOADED):
            with TemporaryFile() as file:
                _write(out, name, file)
                file.seek(0)
                started = time.perf_counter()
                _read(into, name, file)
                seconds += (time.perf_counter() - started) if name in LOADED else 0.0
        started = time.perf_counter()
        into.commit()
        seconds += time.perf_counter() - started
    return seconds


def _write(out: psycopg.Connection, name: str, file: IO[bytes]) -> None:
    with out.cursor().copy(f"COPY (SELECT * FROM {name} ORDER BY 1) TO STDOUT") as copied:
        for block in copied:
            file.write(block)


def _read(into: psycopg.Connection, name: str, file: IO[bytes]) -> None:
    with into.cursor().copy(f"COPY {name} FROM STDIN") as copied:
        while block := file.read(1 << 18):
            copied.write(block)
