"""Signed links that let a person choose a password: each for a limited time, each used once."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from cxstaff.people.models import Person
from cxstaff.web.signing import read_signed, signed, stamp

FORGOTTEN = timedelta(hours=1)
INVITED = timedelta(days=7)
_SALT = "choose a password"


@dataclass(frozen=True, slots=True)
class AccountLink:
    """What a link says: for whom it is, until when, and for which state of their account."""

    person_id: int
    expires_at: int
    stamp: str

    def opens(self, person: Person, secret: str, now: datetime) -> bool:
        """Say whether the link may still be used; a new password or e-mail has ended it."""
        in_time = now.timestamp() < self.expires_at
        return in_time and hmac.compare_digest(self.stamp, _stamp(person, secret))


def written(person: Person, secret: str, expires_at: datetime) -> str:
    """Return the token of a link for `person`."""
    content = [person.id, int(expires_at.timestamp()), _stamp(person, secret)]
    return signed(content, secret, _SALT)


def read(token: str, secret: str) -> AccountLink | None:
    """Return what `token` says, or None when it was not signed here."""
    try:
        return AccountLink(*read_signed(token, secret, _SALT))
    except TypeError:  # not signed here, or by a release that said something else
        return None


def _stamp(person: Person, secret: str) -> str:
    state = f"{person.id}\x00{person.email}\x00{person.session_version}\x00{person.password_hash}"
    return stamp(state, secret)
