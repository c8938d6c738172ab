"""Making a backup: a dump, the files of unfinished imports and a manifest, never a key."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from sqlalchemy import Engine

from config import Settings
from cxstaff.backups import queries
from cxstaff.backups.archive import (
    DATABASE,
    UPLOADS,
    Writer,
    is_plain,
    partial_folder,
    put_in_place,
    writing,
)
from cxstaff.backups.manifest import Manifest
from cxstaff.engine import dumps
from cxstaff.errors import Refused


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup: where it is, its own SHA-256 in hex, and what it says of itself."""

    path: Path
    sha256: str
    manifest: Manifest


def back_up(engine: Engine, settings: Settings, into: Path, *, now: datetime) -> Made:
    """Write a backup into a folder, or under the name of a file that does not exist yet.

    It has that name once it is whole and on the disk. Raises `Refused` when it cannot be made, or
    when the key folder is mixed up with what is copied.
    """
    path = _path_in(into, now)
    _refuse_to_mix(settings, path)
    with partial_folder(path.parent) as folder:
        finished = folder / "archive"
        with writing(finished) as archive:
            told = _fill(archive, engine, settings, folder / "dump", now)
            archive.finish(told)
        put_in_place(finished, path)
    with path.open("rb") as file:
        return Made(path, hashlib.file_digest(file, "sha256").hexdigest(), told)


def _path_in(into: Path, now: datetime) -> Path:
    """Return the absolute path of the archive; in a folder it is named by the moment."""
    path = into.absolute()
    if path.is_dir():
        path = path / f"cxstaff-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"
    if path.exists():
        raise Refused("There is a file %(path)s already. Name another.", path=str(path))
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK | os.X_OK):
        raise Refused("The folder %(path)s cannot be written to.", path=str(path.parent))
    return path


def _refuse_to_mix(settings: Settings, path: Path) -> None:
    """Raise `Refused` when the key folder lies inside what is copied, or the copy inside it.

    Keys and a backup in one place could open the answers of a round.
    """
    keys, uploads = settings.key_dir.resolve(), settings.upload_dir.resolve()
    if keys.is_relative_to(uploads) or uploads.is_relative_to(keys):
        raise Refused(
            "The key folder %(keys)s and the folder of uploads %(uploads)s lie inside each other. "
            "Keep them apart: keys must never get into a backup.",
            keys=str(keys),
            uploads=str(uploads),
        )
    if path.parent.resolve().is_relative_to(keys):
        raise Refused(
            "The backup would lie in the key folder %(keys)s. Keep keys and backups apart.",
            keys=str(keys),
        )


def _fill(
    archive: Writer, engine: Engine, settings: Settings, dump: Path, now: datetime
) -> Manifest:
    with dumps.dumped(engine, dump, settings.postgres_bin) as seen:
        kind = dumps.database_version(engine)
        with dump.open("rb") as file:
            archive.add(DATABASE, file, is_packed=kind.name == dumps.POSTGRESQL)
        wanted = queries.files_of_imports(seen)
        left_out = [name for name in wanted if not _add_upload(archive, name, settings)]
        return Manifest(
            created_at=now,
            database=kind.name,
            version=kind.version,
            revision=queries.revision_of(seen),
            tables=queries.rows_of_tables(seen),
            sums=queries.running_sums(seen),
            open_rounds=queries.count_of_sealed_rounds(seen),
            parts=archive.parts,
            left_out=tuple(left_out),
        )


def _add_upload(archive: Writer, name: str, settings: Settings) -> bool:
    """Copy the file of an import in if it is one of ours; say whether it was.

    A file elsewhere on the machine, one that was removed meanwhile, and one that is no plain file
    stay out.
    """
    if not is_plain(name):
        return False
    try:
        handle = os.open(settings.upload_dir / name, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return False
    with os.fdopen(handle, "rb") as file:
        if not _is_ours(file, settings.key_dir):
            return False
        archive.add(UPLOADS + name, file, is_packed=False)
    return True


def _is_ours(file: IO[bytes], keys: Path) -> bool:
    """Say whether an open file is a plain file, and not a key under another name."""
    found = os.fstat(file.fileno())
    held = [each.stat() for each in keys.iterdir()] if keys.is_dir() else []
    is_key = any(os.path.samestat(each, found) for each in held)
    return stat.S_ISREG(found.st_mode) and not is_key
