"""The hash chain of the security log: every link holds the digest of the one before. Pure.

A link's digest is SHA-256 over the digest before it and the link's own values, written as JSON.
Notes (names, addresses) are not among them: a link holds SHA-256 over a random salt and its
note, so that a note can be removed for good, cannot be guessed from the link afterwards, and
cannot be exchanged for another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import UTC, datetime

SALT_BYTES = 16
FIRST = bytes(32)
"""What the first link holds as the digest before it."""

Words = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Link:
    """What one link of the chain says; `position` counts from 1, ids are those of people."""

    position: int
    at: datetime
    is_coarse: bool
    act: str
    by_id: int | None
    on_id: int | None
    round_id: int | None
    team_id: int | None
    note_digest: bytes


def digest_of(link: Link, previous: bytes) -> bytes:
    """Return the digest (32 bytes) of a link that follows the digest `previous`."""
    values = [_plain(value) for value in astuple(link)]
    written = json.dumps(values, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(previous + written.encode()).digest()


def note_digest_of(salt: bytes, address: str, words: Words) -> bytes:
    """Return the digest (32 bytes) that ties a note to its link without telling it."""
    written = json.dumps([address, dict(sorted(words.items()))], separators=(",", ":"))
    return hashlib.sha256(salt + written.encode()).digest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.hex() if isinstance(value, bytes) else value
