"""Every byte that is left: of the database's files, its log, folders, and a new backup."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from cxstaff.backups.actions import back_up
from cxstaff.db import db
from cxstaff.engine.tools import tool
from tests.cast import NOW


def places_holding(app: Flask, words: Iterable[str], into: Path) -> dict[str, list[str]]:
    """Return, for each place in which one of the words stands in bytes, the words that do."""
    wanted = {word: _spellings(word) for word in words}
    found = {
        place: [word for word, ways in wanted.items() if any(way in content for way in ways)]
        for place, content in _places(app, into).items()
    }
    return {place: held for place, held in found.items() if held}


def _spellings(word: str) -> set[bytes]:
    """Return how a word may stand in bytes: plain, wide, or escaped as in JSON."""
    return {
        word.encode(),
        word.lower().encode(),
        word.upper().encode(),
        word.encode("utf-16-le"),
        json.dumps(word)[1:-1].encode(),
    }


def _places(app: Flask, into: Path) -> dict[str, bytes]:
    db.session.commit()
    db.session.remove()
    settings = app.config["SETTINGS"]
    data = settings.key_dir.parent
    beside = [path for path in data.rglob("*") if path.is_file()]
    files = {str(path.relative_to(data)): path.read_bytes() for path in beside}
    own = _sqlite_files() if db.engine.dialect.name == "sqlite" else _postgresql_files()
    return files | own | _backup(app, into)


def _sqlite_files() -> dict[str, bytes]:
    path = Path(str(db.engine.url.database))
    beside = [path, Path(f"{path}-wal"), Path(f"{path}-journal")]
    return {each.name: each.read_bytes() for each in beside if each.exists()}


def _postgresql_files() -> dict[str, bytes]:
    """Read every file of this database: tables, indexes, long values and the catalogue."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        query = text("SELECT oid FROM pg_database WHERE datname = current_database()")
        own = folder / "base" / str(connection.execute(query).scalar_one())
        query = text("SELECT pg_relation_filenode(oid), relname FROM pg_class")
        names = {str(node): name for node, name in connection.execute(query)}
    return {
        f"{names.get(path.name.split('.')[0], 'unnamed')} {path.name}": path.read_bytes()
        for path in own.iterdir()
    }


def _backup(app: Flask, into: Path) -> dict[str, bytes]:
    """Make a backup as an operator does, and unpack it."""
    made = back_up(db.engine, app.config["SETTINGS"], into, now=NOW)
    with zipfile.ZipFile(made.path) as archive:
        parts = {f"backup {name}": archive.read(name) for name in archive.namelist()}
    return {name: _unpacked(content) for name, content in parts.items()}


def _unpacked(content: bytes) -> bytes:
    """Return a dump of PostgreSQL, which is packed, as plain statements."""
    if not content.startswith(b"PGDMP"):
        return content
    command = [tool(db.engine, "pg_restore", None), "-f", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout
