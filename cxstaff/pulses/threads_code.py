"""The code by which the writer of a comment, and nobody else, comes back to the conversation."""

from __future__ import annotations

import hashlib

from cxstaff.pulses import codes

LENGTH = 16  # of 30 signs: 78 bits, too many to try
_CONTEXT = b"cxstaff conversation\x00"


def new_code() -> str:
    """Make a code, in groups as it is shown once: 'K7MQ-2XWD-9PHT-4BCE'."""
    return codes.new(LENGTH)


def digest_of(code: str) -> bytes:
    """Return the digest (32 bytes) that stands for a code; a code is read as people type it.

    A text that is no code has a digest that belongs to no conversation.
    """
    return hashlib.sha256(_CONTEXT + codes.as_typed(code).encode()).digest()
