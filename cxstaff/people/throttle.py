"""Throttle of sign-ins and of requests for a password: few wrong tries, then a wait."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, select

from cxstaff.db import db
from cxstaff.people.models import SignInFailure

PER_EMAIL, PER_ADDRESS = 5, 50
WINDOW = timedelta(minutes=15)


def limits_of(email: str, address: str, secret: str, deed: str) -> dict[str, int]:
    """Return how many tries of `deed` each key allows within the window.

    Keys are digests under the application's secret, so that the table tells nobody whose
    e-mail was tried from where.
    """
    return {
        _key(secret, deed, "email", email.strip().lower()): PER_EMAIL,
        _key(secret, deed, "address", address): PER_ADDRESS,
    }


def limits_of_address(address: str, secret: str, deed: str) -> dict[str, int]:
    """Return how many tries of `deed` an address has, where nobody says who they are."""
    return {_key(secret, deed, "address", address): PER_ADDRESS}


def limit_of_address(address: str, secret: str, deed: str) -> dict[str, int]:
    """Return how many tries of `deed` an address has, where nothing else says who tries."""
    return {_key(secret, deed, "address", address): PER_ADDRESS}


def note(keys: Mapping[str, int], now: datetime) -> list[int]:
    """Count a try against every key before it is made; returns what `withdraw` takes back.

    Counting first, in a transaction of its own, keeps a hundred tries at once from all being
    judged by the same old count.
    """
    tries = [SignInFailure(key=key, failed_at=now) for key in keys]
    db.session.add_all(tries)
    db.session.flush()
    return [each.id for each in tries]


def withdraw(tries: Sequence[int]) -> None:
    """Take back tries that were refused unmade."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.id.in_(tries)))


def forgive(keys: Mapping[str, int]) -> None:
    """Forget the failures of an e-mail after it was used rightly, and one try of the address.

    The address keeps its failures, but a whole office behind one address may sign in.
    """
    mine = [key for key, most in keys.items() if most == PER_EMAIL]
    shared = [key for key in keys if key not in mine]
    newest = (
        select(SignInFailure.id)
        .where(SignInFailure.key.in_(shared))
        .order_by(SignInFailure.failed_at.desc(), SignInFailure.id.desc())
        .limit(1)
    )
    this = db.session.scalars(newest).all()
    db.session.execute(
        delete(SignInFailure).where(SignInFailure.key.in_(mine) | SignInFailure.id.in_(this))
    )


def wait_for(keys: Mapping[str, int], now: datetime) -> timedelta:
    """Return how long the try that was just noted has to wait; nothing when it may be made."""
    return max(_wait(key, most, now) for key, most in keys.items())


def is_full(keys: Mapping[str, int], now: datetime) -> bool:
    """Say whether as many tries have been noted as are allowed, without noting another."""
    return any(_wait(key, most - 1, now) for key, most in keys.items())


def remove_old(now: datetime) -> int:
    """Remove the failures that count no more; returns how many."""
    old = delete(SignInFailure).where(SignInFailure.failed_at <= now - WINDOW)
    result = db.session.execute(old)
    return result.rowcount if isinstance(result, CursorResult) else 0


def _wait(key: str, most: int, now: datetime) -> timedelta:
    newest = (
        select(SignInFailure.failed_at)
        .where(SignInFailure.key == key, SignInFailure.failed_at > now - WINDOW)
        .order_by(SignInFailure.failed_at.desc())
        .limit(most + 1)
    )
    moments = list(db.session.scalars(newest))
    return moments[most] + WINDOW - now if len(moments) > most else timedelta()


def _key(secret: str, *parts: str) -> str:
    return hmac.new(secret.encode(), "\x00".join(parts).encode(), "sha256").hexdigest()
