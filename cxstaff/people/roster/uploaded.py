"""A roster file that was uploaded, and beside it how it is to be read, until it is imported."""

from __future__ import annotations

import json
from pathlib import Path

from cxstaff.people.roster.reading.mapping import RosterMapping


def path_of(folder: Path, person_id: int, token: str) -> Path:
    """Return where a person's file lies; nobody else's token leads to it."""
    return folder / f"roster-{person_id}-{token}.csv"


def find_mapping(path: Path) -> RosterMapping | None:
    """Return how a file is to be read, where somebody said so."""
    try:
        return RosterMapping.from_json(json.loads(_beside(path).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def keep_mapping(path: Path, how: RosterMapping) -> None:
    """Keep how a file is to be read."""
    _beside(path).write_text(json.dumps(how.as_json()), encoding="utf-8")


def remove(path: Path) -> None:
    """Remove a file and how it is to be read."""
    path.unlink(missing_ok=True)
    _beside(path).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_suffix(".json")
