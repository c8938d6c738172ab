"""Erasure of a person from second factors: apps, passkeys and codes go."""

from __future__ import annotations

from cxstaff.db import db
from cxstaff.factors.actions import enrolling
from cxstaff.factors.models import Passkey
from cxstaff.identifiers import Identifiers
from cxstaff.people.models import Person
from cxstaff.redaction import redact

SEARCHED = (Passkey.name,)
"""Columns of text in which the person is looked for."""
TABLES = (
    *("authenticator_app", "passkey", "recovery_code", "pending_sign_in"),
    *("passkey_challenge", "factor_reset"),
)


def erase(person_id: int, identifiers: Identifiers) -> set[str]:
    """Remove a person's second factors; return the tables that changed."""
    enrolling.erase(db.session.get_one(Person, person_id))
    db.session.flush()
    return redact(SEARCHED, identifiers) | set(TABLES)
