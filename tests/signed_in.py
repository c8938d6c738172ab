"""Somebody signed in without the form: a session as the product keeps it, open for many years."""

import secrets
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from cxstaff.db import db
from cxstaff.people.accounts.sessions import digest_of
from cxstaff.people.models import Person, SignInSession

LAST_DAY = date(2099, 12, 31)


def signed_in(person: Person) -> str:
    """Begin a session of a person, and commit; return the secret for their cookie.

    What the test holds is not read anew because of it, and no day is written to it later.
    """
    secret = secrets.token_urlsafe(32)
    session: Session = db.session()
    session.add(
        SignInSession(
            id=secrets.randbits(62),
            person_id=person.id,
            digest=digest_of(secret),
            version=person.session_version,
            device="",
            is_trusted=False,
            begun_on=LAST_DAY,
            seen_on=LAST_DAY,
            ends_at=datetime(2099, 12, 31, tzinfo=UTC),
        )
    )
    expires, session.expire_on_commit = session.expire_on_commit, False
    session.commit()
    session.expire_on_commit = expires
    return secret
