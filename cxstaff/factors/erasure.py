"""Erasure of a person from second factors: apps, passkeys, codes and letters about them go."""

from __future__ import annotations

from cxstaff.db import db
from cxstaff.factors.actions import enrolling
from cxstaff.factors.models import FactorLetter, Passkey
from cxstaff.identifiers import Identifiers
from cxstaff.people.models import Person
from cxstaff.redaction import redact

SEARCHED = (Passkey.name, FactorLetter.actor, FactorLetter.address, FactorLetter.tidings)
"""Columns of text in which the person is looked for."""
TABLES = (
    *("authenticator_app", "passkey", "recovery_code", "pending_sign_in"),
    *("passkey_challenge", "factor_reset", "factor_letter"),
)


def erase(person_id: int, identifiers: Identifiers) -> set[str]:
    """Remove a person's second factors and letters about them; return the tables that changed."""
    enrolling.erase(db.session.get_one(Person, person_id))
    db.session.flush()
    return redact(SEARCHED, identifiers) | set(TABLES)
