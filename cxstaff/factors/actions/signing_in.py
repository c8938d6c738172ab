"""Sign-ins between the password and the second factor."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete

from cxstaff.db import db
from cxstaff.factors import queries
from cxstaff.factors.models import FactorReset, PasskeyChallenge, PendingSignIn
from cxstaff.people.models import Person

PENDING_LIFE = timedelta(minutes=5)


def begin_sign_in(person: Person, target: str, *, now: datetime) -> str:
    """Keep that somebody has shown their password; return the token that their browser holds."""
    token = secrets.token_urlsafe(32)
    pending = PendingSignIn(
        digest=queries.digest_of(token),
        person_id=person.id,
        session_version=person.session_version,
        target=target,
        expires_at=now + PENDING_LIFE,
    )
    db.session.add(pending)
    db.session.flush()
    return token


def finish_sign_in(token: str) -> bool:
    """End a pending sign-in; of any number that try at once, one is told True."""
    ended = delete(PendingSignIn).where(PendingSignIn.digest == queries.digest_of(token))
    result = db.session.execute(ended)
    return isinstance(result, CursorResult) and result.rowcount == 1


def remove_ended(now: datetime) -> None:
    """Remove pending sign-ins and challenges whose time is over, and close such resets."""
    db.session.execute(delete(PendingSignIn).where(PendingSignIn.expires_at <= now))
    db.session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= now))
    over = (FactorReset.ended_at.is_(None), FactorReset.expires_at <= now)
    change = db.update(FactorReset).where(*over).values(ended_at=FactorReset.expires_at)
    db.session.execute(change)
