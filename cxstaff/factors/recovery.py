"""Recovery codes: drawn by lot, read by people, kept as digests."""

from __future__ import annotations

import hashlib
import secrets

NUMBER = 10
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is taken for another
LENGTH, GROUP = 24, 4


def draw() -> list[str]:
    """Return ten new codes, each of 117 random bits."""
    return [
        _grouped("".join(secrets.choice(LETTERS) for _ in range(LENGTH))) for _ in range(NUMBER)
    ]


def is_like_one(typed: str) -> bool:
    """Say whether something typed has the length and signs of a recovery code."""
    text = _plain(typed)
    return len(text) == LENGTH and all(sign in LETTERS for sign in text)


def digest_of(typed: str, person_id: int) -> bytes:
    """Return what is kept of a code: it is bound to its owner, and too long to be guessed from."""
    return hashlib.sha256(f"recovery code\0{person_id}\0{_plain(typed)}".encode()).digest()


def _plain(typed: str) -> str:
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def _grouped(code: str) -> str:
    return "-".join(code[place : place + GROUP] for place in range(0, LENGTH, GROUP))
