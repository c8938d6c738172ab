"""Checkpoints of the security log as they are kept in a file: one line of text for each."""

from __future__ import annotations

import os
from pathlib import Path


def keep(file: Path, line: str) -> None:
    """Add a checkpoint to a file unless it stands there; it is on disk when this returns."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+", encoding="utf-8") as kept:
        kept.seek(0)
        if line not in kept.read().splitlines():
            kept.write(line + "\n")
            kept.flush()
            os.fsync(kept.fileno())
