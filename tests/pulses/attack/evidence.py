"""Evidence: every table with its hidden columns, every byte on disk, logs, mails and key files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from cxstaff.db import db
from cxstaff.pulses.sealing import keys

SEGMENT = 16 * 1024 * 1024  # of PostgreSQL's log
WAL_HEAD, FRAME_HEAD = 32, 24  # of SQLite's
Row = dict[str, Any]


@dataclass
class Snapshot:
    """A stolen copy of the whole database at one moment, and of the folder of keys."""

    tables: dict[str, list[Row]]
    files: dict[str, bytes]
    key_files: list[bytes]


@dataclass
class Frames:
    """SQLite's write-ahead log as somebody copies it who never misses a page written to it."""

    pages: list[bytes] = field(default_factory=list)
    _salt: bytes = b""
    _seen: int = 0

    def copy(self) -> None:
        """Take what was written since the last copy."""
        file = Path(f"{db.engine.url.database}-wal")
        content = file.read_bytes() if file.exists() else b""
        if len(content) < WAL_HEAD:
            return
        size, salt = int.from_bytes(content[8:12], "big") + FRAME_HEAD, content[16:24]
        self._seen, self._salt = (self._seen if salt == self._salt else 0), salt
        for start in range(WAL_HEAD + self._seen * size, len(content) - size + 1, size):
            if content[start + 8 : start + 16] != salt:
                break
            self.pages.append(content[start + FRAME_HEAD : start + size])
            self._seen += 1


@dataclass(eq=False)
class Evidence:
    """What the attacker holds, and (`truth…`, for the judge alone) what they are after."""

    database: str
    round_id: int = 0
    questions: dict[str, int] = field(default_factory=dict)  # key → id
    order: list[int] = field(default_factory=list)  # person ids, as they last answered
    team_of: dict[int, int] = field(default_factory=dict)
    turn_of: dict[int, int] = field(default_factory=dict)
    parents: dict[int, int | None] = field(default_factory=dict)
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    frames: Frames | None = None
    log: str = ""
    mails: list[str] = field(default_factory=list)
    linked: dict[int, list[str]] = field(default_factory=dict)  # person → pages behind their link
    truth: dict[tuple[int, str], int] = field(default_factory=dict)
    authors: dict[str, int] = field(default_factory=dict)  # words → person

    @property
    def after(self) -> Snapshot:
        return self.snapshots["closed"]

    def answers(self, key: str) -> dict[int | None, list[Row]]:
        """Return the rows of one question by the group they are counted in."""
        rows = self.after.tables["answer"]
        return by_group(row for row in rows if row["question_id"] == self.questions[key])

    def comments(self) -> dict[int | None, list[Row]]:
        return by_group(self.after.tables["comment"])


def by_group(rows: Iterable[Row]) -> dict[int | None, list[Row]]:
    found: dict[int | None, list[Row]] = {}
    for row in rows:
        found.setdefault(row["group_id"], []).append(row)
    return found


def take(since: int = 0) -> Snapshot:
    """Copy everything; `since` is where PostgreSQL's log stood when the story began."""
    db.session.commit()
    tables = {name: _rows(name) for name in db.metadata.tables}
    on_sqlite = db.engine.dialect.name == "sqlite"
    files = _sqlite_files() if on_sqlite else _postgresql_files(since)
    db.session.commit()
    folder = keys.folder()
    kept = [path.read_bytes() for path in sorted(folder.iterdir())] if folder.exists() else []
    return Snapshot(tables, files, kept)


def log_position() -> int:
    """Return where PostgreSQL's write-ahead log stands; 0 on SQLite."""
    if db.engine.dialect.name == "sqlite":
        return 0
    found = db.session.scalar(text("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')"))
    db.session.commit()
    return int(found or 0)


def encoded(number: int, database: str) -> bytes:
    """Return how the database writes a whole number that is a row's id."""
    if database == "postgresql":
        return number.to_bytes(8, "little")
    if number >> 56:
        high, low = number >> 8, number & 255
        return bytes(0x80 | (high >> 7 * n & 127) for n in range(7, -1, -1)) + bytes([low])
    parts = [number & 127]
    while number := number >> 7:
        parts.append(0x80 | number & 127)
    return bytes(reversed(parts))


def _rows(name: str) -> list[Row]:
    """Read a table with where each row lies and which transaction wrote it."""
    if db.engine.dialect.name == "sqlite":
        hidden = "rowid AS place, 0 AS writer"
    else:
        hidden = "ctid::text AS place, xmin::text::bigint AS writer"
    rows = db.session.execute(text(f'SELECT {hidden}, t.* FROM "{name}" t')).mappings()
    return [dict(row) | {"place": _place(row["place"])} for row in rows]


def _place(place: Any) -> Sequence[int]:
    return [int(part) for part in re.findall(r"\d+", str(place))]


def _sqlite_files() -> dict[str, bytes]:
    file = Path(str(db.engine.url.database))
    paths = [file, Path(f"{file}-wal")]
    return {f"{n} {path.name}": path.read_bytes() for n, path in enumerate(paths) if path.exists()}


def _postgresql_files(since: int) -> dict[str, bytes]:
    """Read the files of every table, dead rows and all, and the write-ahead log."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        wanted = set(db.metadata.tables) | _toasts(connection)
        query = (
            "SELECT relname, pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 't')"
        )
        found = {
            f"0 {name}": (folder / path).read_bytes()
            for name, path in connection.execute(text(query))
            if name in wanted
        }
    found["1 wal"] = _write_ahead(folder, since, log_position())
    return found


def _toasts(connection: Connection) -> set[str]:
    """Name the tables in which PostgreSQL keeps what is too long for a row."""
    query = "SELECT reltoastrelid::regclass::text FROM pg_class WHERE relname = ANY(:names)"
    names = connection.scalars(text(query), {"names": list(db.metadata.tables)})
    return {name.removeprefix("pg_toast.") for name in names}


def _write_ahead(folder: Path, since: int, until: int) -> bytes:
    pieces = []
    for number in range(since // SEGMENT, until // SEGMENT + 1):
        name = f"{1:08X}{number // 256:08X}{number % 256:08X}"
        path = folder / "pg_wal" / name
        content = path.read_bytes() if path.exists() else b""
        begin = since % SEGMENT if number == since // SEGMENT else 0
        end = until % SEGMENT if number == until // SEGMENT else SEGMENT
        pieces.append(content[begin:end])
    return b"".join(pieces)
