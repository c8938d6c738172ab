"""One archive in one file: written under another name until it is whole, checked before use."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from cxstaff.backups import manifest
from cxstaff.backups.manifest import Manifest, Part
from cxstaff.errors import Refused
from cxstaff.text import N_

DATABASE, UPLOADS, MANIFEST = "database", "uploads/", "manifest.json"
PARTIAL = ".cxstaff-backup-"
CHUNK = 1024 * 1024
OURS_ALONE = 0o600
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    RuntimeError,  # marked as encrypted, or as packed in a way nobody knows
)
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}", re.ASCII)


@contextmanager
def partial_folder(beside: Path) -> Iterator[Path]:
    """Give a folder for what is being written, in the folder that the finished file is to be in.

    It goes whatever happens; one that a killed process left goes the next time.
    """
    _clear_left_ones(beside)
    with tempfile.TemporaryDirectory(prefix=PARTIAL, dir=beside) as name, _held(Path(name)):
        yield Path(name)


@dataclass
class Writer:
    """An archive that is being written; `parts` says what is in it so far."""

    path: Path
    zip: zipfile.ZipFile
    parts: dict[str, Part] = field(default_factory=dict)

    def add(self, name: str, source: IO[bytes], *, is_packed: bool) -> None:
        """Copy a file in as a part, counting and digesting what really goes in."""
        digest, length = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name)
        info.external_attr = OURS_ALONE << 16
        info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        with self.zip.open(info, "w", force_zip64=True) as into:
            while chunk := source.read(CHUNK):
                into.write(chunk)
                digest.update(chunk)
                length += len(chunk)
        self.parts[name] = Part(length, digest.hexdigest())

    def finish(self, told: Manifest) -> None:
        """Write the manifest, which is the last part."""
        self.zip.writestr(MANIFEST, manifest.written(told))


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Write a new archive that only its owner may read, safely on the disk in the end."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OURS_ALONE)
    with os.fdopen(handle, "w+b") as file:
        with zipfile.ZipFile(file, "w", allowZip64=True) as made:
            yield Writer(path, made)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(finished: Path, path: Path) -> None:
    """Give a finished archive its name. Raises `Refused` where there is such a file already."""
    try:
        os.link(finished, path)  # unlike a rename it never replaces anything
    except FileExistsError as error:
        raise Refused("There is a file %(path)s already. Name another.", path=str(path)) from error
    except OSError:  # a file system without links
        os.rename(finished, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(folder)
    finally:
        os.close(folder)


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that is open for reading, and what it says about itself."""

    zip: zipfile.ZipFile
    manifest: Manifest

    @property
    def uploads(self) -> list[str]:
        """Return the names of the files of imports in it."""
        names = (name.removeprefix(UPLOADS) for name in self.manifest.parts if name != DATABASE)
        return sorted(names)

    def check(self) -> None:
        """Read every part to its end. Raises `Refused` for one that is not as it was written."""
        for name, part in self.manifest.parts.items():
            if _digest_of(self.zip, name, part.bytes) != part:
                raise Refused(DAMAGED, name=name)

    def unpack(self, name: str, into: Path) -> None:
        """Write one part to a new file, safely on the disk. Raises `Refused` if it is damaged."""
        digest = hashlib.sha256()
        handle = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE)
        with os.fdopen(handle, "wb") as file:
            for chunk in _chunks(self.zip, name, self.manifest.parts[name].bytes):
                file.write(chunk)
                digest.update(chunk)
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != self.manifest.parts[name].sha256:
            raise Refused(DAMAGED, name=name)


@contextmanager
def reading(path: Path) -> Iterator[Archive]:
    """Open an archive. Raises `Refused` for a file that is none, or one that was cut or changed."""
    if not path.is_file() or not os.access(path, os.R_OK):
        raise Refused("There is no file %(path)s that can be read.", path=str(path))
    try:
        opened = zipfile.ZipFile(path)
    except BROKEN as error:
        raise Refused(_why_no_archive(path)) from error
    with opened as found:
        names = found.namelist()
        if MANIFEST not in names:
            raise Refused(manifest.NO_BACKUP)
        told = manifest.read(b"".join(_chunks(found, MANIFEST, found.getinfo(MANIFEST).file_size)))
        if sorted(names) != sorted([*told.parts, MANIFEST]) or DATABASE not in told.parts:
            raise Refused("The backup does not hold the parts that it lists.")
        if not all(name == DATABASE or _is_upload(name) for name in told.parts):
            raise Refused("The backup lists a part that no backup has.")
        yield Archive(found, told)


DAMAGED = N_("The part “%(name)s” of the backup is damaged: it is not what was written then.")
CUT = N_("This backup is not whole: it was cut off, or damaged. Use another one.")


def is_plain(name: str) -> bool:
    """Say whether a name is that of a file right in its folder, and of nothing else."""
    return _PLAIN_NAME.fullmatch(name) is not None


def _is_upload(name: str) -> bool:
    return name.startswith(UPLOADS) and is_plain(name.removeprefix(UPLOADS))


def _why_no_archive(path: Path) -> str:
    with path.open("rb") as file:
        return CUT if file.read(4) == b"PK\x03\x04" else manifest.NO_BACKUP


def _digest_of(archive: zipfile.ZipFile, name: str, most: int) -> Part:
    digest, length = hashlib.sha256(), 0
    for chunk in _chunks(archive, name, most):
        digest.update(chunk)
        length += len(chunk)
    return Part(length, digest.hexdigest())


def _chunks(archive: zipfile.ZipFile, name: str, most: int) -> Iterator[bytes]:
    """Read a part in chunks; one that is longer than it says is given up."""
    try:
        with archive.open(name) as part:
            left = most
            while chunk := part.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Refused(DAMAGED, name=name)
                yield chunk
    except BROKEN as error:
        raise Refused(DAMAGED, name=name) from error


def _clear_left_ones(beside: Path) -> None:
    for left in beside.glob(f"{PARTIAL}*"):
        with suppress(OSError), _held(left):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a folder as long as its process lives. Raises OSError when another holds it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
