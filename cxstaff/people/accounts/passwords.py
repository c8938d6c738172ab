"""Passwords: hashed with argon2id, and checked as slowly where there is none."""

from __future__ import annotations

from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cxstaff.people.accounts.guessing import refuse_guessable

_hasher = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
_DECOY = (
    "$argon2id$v=19$m=65536,t=3,p=4$FVqLlN9Ui5jwGddN74JhnQ"
    "$gIjZDeyNh4ASHpCwPDw/OWcM30Q5TOydyfOCD+n2P0U"
)


def chosen(password: str, about: Iterable[str | None]) -> str:
    """Return what is stored of a password that somebody chooses.

    Raises `Refused` for one that is easily guessed; `about` is what is known of its owner.
    """
    refuse_guessable(password, about)
    return hashed(password)


def hashed(password: str) -> str:
    """Return what is stored of `password`."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Say whether `password` is the one behind `stored`.

    Without a stored hash a decoy is checked, so that the time taken tells nobody who has an
    account here.
    """
    try:
        _hasher.verify(stored or _DECOY, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Say whether a hash was made with other settings than today's."""
    return _hasher.check_needs_rehash(stored)
