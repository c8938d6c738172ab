"""The private keys of open rounds: one file each, outside the database and its backups."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from flask import current_app

from cxstaff.pulses.sealing import box
from cxstaff.text import N_


class NoKey(Exception):
    """The key of a round is not where it should be, or is another one; the sentence says which."""


def folder() -> Path:
    """Return the folder that keys are kept in."""
    return Path(current_app.config["SETTINGS"].key_dir)


def make(into: Path) -> bytes:
    """Write a new private key to a file only we may read, safely on disk; return its public key."""
    private = box.new_key()
    public = box.public_of(private)
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path_of(public, into), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, private)
        os.fsync(handle)
    finally:
        os.close(handle)
    _settle(into)
    return public


def read(public: bytes, kept_in: Path) -> bytes:
    """Return the private key that belongs to `public`. Raises `NoKey`."""
    try:
        private = path_of(public, kept_in).read_bytes()
    except OSError as error:
        raise NoKey(
            N_("The key file of this round is missing from the key folder. Please put it back.")
        ) from error
    if len(private) != len(public) or not secrets.compare_digest(box.public_of(private), public):
        raise NoKey(
            N_("The key file of this round holds another key. Please put the right one back.")
        )
    return private


def destroy(public: bytes, kept_in: Path) -> None:
    """Overwrite a private key and remove its file; nothing happens when it is gone already."""
    path = path_of(public, kept_in)
    try:
        handle = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        return
    try:
        os.write(handle, secrets.token_bytes(os.fstat(handle).st_size))
        os.fsync(handle)
    finally:
        os.close(handle)
    path.unlink(missing_ok=True)
    _settle(kept_in)


def path_of(public: bytes, kept_in: Path) -> Path:
    """Return where the private key of `public` is kept."""
    return kept_in / f"{hashlib.sha256(public).hexdigest()[:32]}.key"


def _settle(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
