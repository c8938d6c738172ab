"""The list of who was erased, kept outside the database: by number, to erase them again.

A backup from before an erasure still holds the person. The list tells, after it was restored, whom
to erase once more. It holds numbers of entries alone, and which installation they belong to.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple


class ErasedPerson(NamedTuple):
    """One person who was erased: the number of their entry, and on which day."""

    person_id: int
    day: date


def mark_of(founded_at: datetime) -> str:
    """Return what stands for an installation: a digest of the moment its company was founded."""
    return hashlib.sha256(founded_at.isoformat().encode()).hexdigest()[:16]


def add(path: Path, mark: str, line: ErasedPerson) -> None:
    """Add a line, on disk before this returns; a line that is there already is not added again."""
    if line.person_id in {each.person_id for each in read(path, mark)}:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write(f"{line.person_id},{line.day.isoformat()},{mark}\n")
        file.flush()
        os.fsync(file.fileno())


def read(path: Path, mark: str) -> list[ErasedPerson]:
    """Return the lines of this installation; those of others, and what is no line, are left out."""
    if not path.exists():
        return []
    return list(_lines(path.read_text(encoding="ascii", errors="replace").splitlines(), mark))


def _lines(texts: Iterable[str], mark: str) -> Iterable[ErasedPerson]:
    for text in texts:
        number, _, rest = text.partition(",")
        day, _, marked = rest.partition(",")
        if marked == mark and number.isdecimal():
            yield ErasedPerson(int(number), date.fromisoformat(day))
