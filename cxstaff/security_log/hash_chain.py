"""Hash chains: every link holds the digest of the one before, so that rewriting shows. Pure.

A link is a frozen dataclass. Its digest is SHA-256 over the digest before it and the link's own
values, written as JSON. Notes (names, addresses, words) are not among them: a link holds SHA-256
over a random salt and its note, so that a note can be removed for good, cannot be guessed from the
link afterwards, and cannot be exchanged for another.

Whoever owns the database can write a whole chain anew. A digest that was kept elsewhere then no
longer fits; it is written as one line of text (`written`), and read from any text (`read`).
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import astuple
from datetime import UTC, date, datetime
from typing import Any

SALT_BYTES = 16
FIRST = bytes(32)
"""What the first link holds as the digest before it."""

_BROKEN = re.compile(r"=\r?\n")  # of quoted-printable, within a line
_LINE = re.compile(r"(\d{4}-\d\d-\d\d) (\d+) ([0-9a-f]{64})\b")


def digest_of(link: Any, previous: bytes) -> bytes:
    """Return the digest (32 bytes) of a link, a dataclass, that follows the digest `previous`."""
    values = [_plain(value) for value in astuple(link)]
    written_ = json.dumps(values, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(previous + written_.encode()).digest()


def note_digest_of(salt: bytes, note: object) -> bytes:
    """Return the digest (32 bytes) that ties a note to its link; `note` is what JSON can hold."""
    written_ = json.dumps(note, separators=(",", ":"))
    return hashlib.sha256(salt + written_.encode()).digest()


def written(day: date, position: int, digest: bytes) -> str:
    """Return a link as text: the day, its position, its digest."""
    return f"{day.isoformat()} {position} {digest.hex()}"


def read(text: str) -> dict[int, bytes]:
    """Return the digests by position of all the links that a text, such as a letter, tells of.

    Of a letter saved as it was sent, too, where long lines are broken after a '='.
    """
    found = _LINE.finditer(_BROKEN.sub("", text))
    return {int(match[2]): bytes.fromhex(match[3]) for match in found}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value
