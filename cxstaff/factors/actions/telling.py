"""Letters to somebody about their own second factors, kept until they have gone."""

from __future__ import annotations

from datetime import datetime

from cxstaff.db import db
from cxstaff.factors.words import Tidings
from cxstaff.people.letters import outbox
from cxstaff.people.models import Person

LETTER = "second factor"


def tell(person: Person, tidings: Tidings, *, now: datetime, actor: Person | None = None) -> None:
    """Keep a letter that tells `person` what happened, and who did it where another did.

    Who has no e-mail has no way to sign in, and is told nothing.
    """
    if person.email is None:
        return
    by = actor.id if actor else None
    outbox.keep(person, person.email, LETTER, now=now, tidings=tidings, actor_id=by)
    db.session.flush()
