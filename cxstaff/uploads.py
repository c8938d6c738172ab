"""Uploaded files: which of them name a person, and which have lain there for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cxstaff.errors import Refused
from cxstaff.identifiers import Identifiers
from cxstaff.tables import encodings


def naming(folder: Path, identifiers: Identifiers) -> Iterator[Path]:
    """Give the files of a folder in which a person is named."""
    for path in _files(folder):
        if _names(path, identifiers):
            yield path


def older_than(folder: Path, before: datetime) -> list[Path]:
    """Return the files of a folder that were last written to before a moment."""
    return [path for path in _files(folder) if path.stat().st_mtime < before.timestamp()]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.is_file())


def _names(path: Path, identifiers: Identifiers) -> bool:
    try:
        encoding, start, _ = encodings.detect(path)
    except Refused:
        encoding, start = "latin-1", 0  # no text: what it may hold is looked for all the same
    with path.open("rb") as file:
        file.seek(start)
        read = encodings.line_reader(file, encoding)
        while (line := read()[0]) != b"":
            if identifiers.stand_in(line.decode(encoding, errors="replace")):
                return True
    return False
