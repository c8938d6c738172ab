"""Codes that people copy by hand: signs nobody mixes up, read back however they are typed."""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0, 1, I, L, O and U
GROUP = 4


def new(length: int) -> str:
    """Make a code of `length` signs, in groups of four: 'K7MQ-2XWD'."""
    return spaced("".join(secrets.choice(ALPHABET) for _ in range(length)))


def spaced(code: str) -> str:
    """Write a code in groups, as it is shown."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def as_typed(text: str) -> str:
    """Return the signs of a code that was typed with any spaces, dashes and small letters."""
    wide = unicodedata.normalize("NFKC", text[:200]).upper()
    return "".join(sign for sign in wide if sign in ALPHABET)
