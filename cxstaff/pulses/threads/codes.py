"""The code by which the writer of a comment, and nobody else, comes back to the conversation."""

from __future__ import annotations

import hashlib

from cxstaff.pulses.codes import alphabet

LENGTH = 16  # of 30 signs: 78 bits, too many to try
DIGEST_BYTES = 32
_CONTEXT = b"cxstaff conversation\x00"


def new_code() -> str:
    """Make a code, in groups as it is shown once: 'K7MQ-2XWD-9PHT-4BCE'."""
    return alphabet.new(LENGTH)


class NoCode(ValueError):
    """A text that has not the length of a code, so it can stand for no conversation."""


def digest_of(code: str) -> bytes:
    """Return the digest (`DIGEST_BYTES`) that stands for a code, read as people type it.

    Raises `NoCode` for a text without exactly `LENGTH` signs of a code.
    """
    signs = alphabet.as_typed(code)
    if len(signs) != LENGTH:
        raise NoCode(f"{len(signs)} signs")
    return hashlib.sha256(_CONTEXT + signs.encode()).digest()
