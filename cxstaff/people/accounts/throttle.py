"""Throttle of sign-ins and other guesses: few wrong tries, then a wait that grows with them.

Tries are counted for the account and the place together, so that nobody who guesses elsewhere
locks its owner out; for the place, so that nobody guesses at many accounts; and for the account
over all places, so that many who guess together are bounded. A device that its owner has signed
in on before is a place of its own.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import CursorResult, Integer, bindparam, delete, select

from cxstaff.db import db
from cxstaff.people.models import SignInFailure

WINDOW, HOURS, DAY = timedelta(minutes=15), timedelta(hours=4), timedelta(days=1)
PER_PLACE, PER_ADDRESS, PER_ACCOUNT = 5, 50, 30
Steps = Sequence[tuple[int, timedelta]]
PLACE: Steps = ((PER_PLACE, WINDOW), (20, DAY))
ADDRESS: Steps = ((PER_ADDRESS, WINDOW), (500, DAY))
ACCOUNT: Steps = ((PER_ACCOUNT, WINDOW), (60, HOURS), (100, DAY))
LETTERS: Steps = ((20, DAY),)  # that strangers may have sent to somebody
_ONE_TOO_MANY = (  # written once: a try is held against eight limits and more
    select(SignInFailure.failed_at)
    .where(SignInFailure.key == bindparam("key"), SignInFailure.failed_at > bindparam("since"))
    .order_by(SignInFailure.failed_at.desc())
    .offset(bindparam("most", type_=Integer))
    .limit(1)
)
ONE_NETWORK = 64  # bits; one household has that many addresses of IPv6


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries a key has within a window; others may be behind a key that is shared."""

    key: str
    most: int
    window: timedelta
    is_shared: bool


Limits = Sequence[Limit]


def limits_of(
    email: str,
    address: str,
    secret: str,
    deed: str,
    *,
    device: str | None = None,
    account_steps: Steps = ACCOUNT,
) -> Limits:
    """Return the limits on tries of `deed` by somebody who says they own `email`.

    `account_steps` bound them over all places; `device` is the number of a device that its owner
    has used before. Keys are digests under the application's secret, so that the table tells
    nobody whose e-mail was tried from where.
    """
    account = email.strip().lower()
    if device is not None:
        return _limits(_key(secret, deed, "device", device, account), PLACE)
    place = network_of(address)
    return (
        *_limits(_key(secret, deed, "place", account, place), PLACE),
        *_limits(_key(secret, deed, "address", place), ADDRESS, is_shared=True),
        *_limits(_key(secret, deed, "account", account), account_steps, is_shared=True),
    )


def limits_of_address(address: str, secret: str, deed: str) -> Limits:
    """Return the limits on tries of `deed` from an address, where nobody says who they are."""
    key = _key(secret, deed, "address", network_of(address))
    return _limits(key, ADDRESS[:1], is_shared=True)


def limits_of_session(session_id: int, person_id: int, secret: str, deed: str) -> Limits:
    """Return the limits on tries of `deed` by somebody who is signed in.

    Whoever guesses in a session that they stole does not stop its owner in another.
    """
    return (
        *_limits(_key(secret, deed, "session", str(session_id)), PLACE),
        *_limits(_key(secret, deed, "person", str(person_id)), ACCOUNT, is_shared=True),
    )


def network_of(address: str) -> str:
    """Return an address as it is counted: of IPv6, the network that one household has."""
    try:
        number = ip_address(address)
    except ValueError:
        return address
    if not isinstance(number, IPv6Address):
        return str(number)
    mapped = number.ipv4_mapped
    return str(mapped or ip_network((int(number), ONE_NETWORK), strict=False))


def note(limits: Limits, now: datetime) -> list[int]:
    """Count a try against every limit before it is made; returns what `withdraw` takes back.

    Counting first, in a transaction of its own, keeps a hundred tries at once from all being
    judged by the same old count.
    """
    keys = dict.fromkeys(limit.key for limit in limits)
    tries = [SignInFailure(key=key, failed_at=now) for key in keys]
    db.session.add_all(tries)
    db.session.flush()
    return [each.id for each in tries]


def withdraw(tries: Sequence[int]) -> None:
    """Take back tries that were refused unmade."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.id.in_(tries)))


def forgive(limits: Limits) -> None:
    """Forget the failures of somebody who was right after all, and one try of what is shared.

    An address keeps its failures, but a whole office behind one address may sign in. So does an
    account: whoever guesses at it gains nothing when its owner signs in.
    """
    mine = {limit.key for limit in limits if not limit.is_shared}
    for key in {limit.key for limit in limits if limit.is_shared}:
        newest = (
            select(SignInFailure.id)
            .where(SignInFailure.key == key)
            .order_by(SignInFailure.failed_at.desc(), SignInFailure.id.desc())
            .limit(1)
        )
        this = db.session.scalars(newest).all()
        db.session.execute(delete(SignInFailure).where(SignInFailure.id.in_(this)))
    db.session.execute(delete(SignInFailure).where(SignInFailure.key.in_(mine)))


def wait_for(limits: Limits, now: datetime) -> timedelta:
    """Return how long the try that was just noted has to wait; nothing when it may be made."""
    return max(_wait(limit, limit.most, now) for limit in limits)


def is_full(limits: Limits, now: datetime) -> bool:
    """Say whether as many tries have been noted as are allowed, without noting another."""
    return any(_wait(limit, limit.most - 1, now) for limit in limits)


def remove_old(now: datetime) -> int:
    """Remove the failures that count no more; returns how many."""
    old = delete(SignInFailure).where(SignInFailure.failed_at <= now - DAY)
    result = db.session.execute(old)
    return result.rowcount if isinstance(result, CursorResult) else 0


def _limits(key: str, steps: Steps, *, is_shared: bool = False) -> tuple[Limit, ...]:
    return tuple(Limit(key, most, window, is_shared) for most, window in steps)


def _wait(limit: Limit, most: int, now: datetime) -> timedelta:
    asked = {"key": limit.key, "since": now - limit.window, "most": most}
    moment = db.session.scalar(_ONE_TOO_MANY, asked)
    return moment + limit.window - now if moment else timedelta()


def _key(secret: str, *parts: str) -> str:
    return hmac.new(secret.encode(), "\x00".join(parts).encode(), "sha256").hexdigest()
