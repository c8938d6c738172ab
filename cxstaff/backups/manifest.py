"""What an archive says about itself: when and of what it was made, and what has to be in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cxstaff.errors import Refused
from cxstaff.text import N_

FORMAT = 1

Sums = Mapping[str, Mapping[str, int]]
"""Totals of running sums: by table and length of the period, then by column."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an archive: how long it is, and its SHA-256 in hex."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that can be checked of an archive.

    `revision` is that of the tables (Alembic's); `tables` counts rows. `left_out` names files that
    were wanted and not found; `open_rounds` counts those whose answers only the key folder opens.
    """

    created_at: datetime
    database: str
    version: str
    revision: str
    tables: Mapping[str, int]
    sums: Sums
    open_rounds: int
    parts: Mapping[str, Part]
    left_out: tuple[str, ...] = ()
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Return how many rows all tables hold together."""
        return sum(self.tables.values())


def written(manifest: Manifest) -> bytes:
    """Return the manifest as it stands in the archive."""
    values = asdict(manifest) | {"created_at": manifest.created_at.isoformat()}
    return json.dumps(values, indent=1, sort_keys=True).encode()


def read(raw: bytes) -> Manifest:
    """Read a manifest. Raises `Refused` for one of another format, or for none at all."""
    try:
        values: dict[str, Any] = json.loads(raw)
        found = values["format"]
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(NO_BACKUP) from error
    if found != FORMAT:
        raise Refused(
            "This backup is of format %(found)s, and this program reads format %(known)s. "
            "Use the version of cxstaff that made it, or a newer one.",
            found=str(found)[:20],
            known=FORMAT,
        )
    try:
        return _read(values)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused("The list of what is in this backup is damaged.") from error


NO_BACKUP = N_("This file is no backup made by “flask backup”.")


def _read(values: dict[str, Any]) -> Manifest:
    parts = {str(k): Part(int(v["bytes"]), str(v["sha256"])) for k, v in values["parts"].items()}
    sums = {k: {c: int(n) for c, n in v.items()} for k, v in values["sums"].items()}
    return Manifest(
        created_at=datetime.fromisoformat(values["created_at"]),
        database=str(values["database"]),
        version=str(values["version"]),
        revision=str(values["revision"]),
        tables={str(k): int(v) for k, v in values["tables"].items()},
        sums=sums,
        open_rounds=int(values["open_rounds"]),
        parts=parts,
        left_out=tuple(values["left_out"]),
    )
