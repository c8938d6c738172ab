"""Checkpoints of the security log as they are sent out: one line of text for each."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

_BROKEN = re.compile(r"=\r?\n")  # of quoted-printable, within a line
_LINE = re.compile(r"(\d{4}-\d\d-\d\d) (\d+) ([0-9a-f]{64})\b")


def written(day: date, position: int, digest: bytes) -> str:
    """Return a checkpoint as text: the day, the number of the line, its digest."""
    return f"{day.isoformat()} {position} {digest.hex()}"


def read(text: str) -> dict[int, bytes]:
    """Return the digests by number of line of all the checkpoints in a text, such as a letter.

    Of a letter saved as it was sent, too, where long lines are broken after a '='.
    """
    found = _LINE.finditer(_BROKEN.sub("", text))
    return {int(match[2]): bytes.fromhex(match[3]) for match in found}


def keep(file: Path, line: str) -> None:
    """Add a checkpoint to a file unless it stands there; it is on disk when this returns."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+", encoding="utf-8") as kept:
        kept.seek(0)
        if line not in kept.read().splitlines():
            kept.write(line + "\n")
            kept.flush()
            os.fsync(kept.fileno())
