"""Signed addresses in letters: they stop digests, or open one thanks to react to, and no more.

Each names its reader and ends with their e-mail address: whoever is given that address later
cannot use what was sent there before.
"""

from __future__ import annotations

import hmac
from typing import Any

from cxstaff import mail
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.web.signing import read_signed, secret, signed, stamp

_STOP, _REACT = "stop digests", "react to a thanks"


def stop_address(person: Person) -> str:
    """Return the full address at which a mail program stops somebody's digests (RFC 8058)."""
    return mail.address_of("digests.stop", token=signed(_named(person), secret(), _STOP))


def reaction_address(person: Person, thanks_id: int) -> str:
    """Return the full address at which somebody reacts to a thanks without signing in."""
    token = signed([*_named(person), thanks_id], secret(), _REACT)
    return mail.address_of("digests.reaction", token=token)


def whose_to_stop(token: str) -> Person | None:
    """Return whose digests an address stops; None where it was not signed here, or has ended."""
    said = read_signed(token, secret(), _STOP)
    return _person_of(said) if isinstance(said, list) and len(said) == 2 else None


def reader_and_thanks(token: str) -> tuple[Person, int] | None:
    """Return who reacts to which thanks by an address; None as above."""
    said = read_signed(token, secret(), _REACT)
    if not isinstance(said, list) or len(said) != 3:
        return None
    person = _person_of(said[:2])
    return (person, said[2]) if person is not None else None


def _named(person: Person) -> list[Any]:
    return [person.id, _stamp(person)]


def _person_of(said: list[Any]) -> Person | None:
    person = db.session.get(Person, said[0])
    if person is None or person.erased_on is not None:
        return None
    return person if hmac.compare_digest(str(said[1]), _stamp(person)) else None


def _stamp(person: Person) -> str:
    return stamp("\x00".join([str(person.id), person.email or "", "digest"]), secret())
