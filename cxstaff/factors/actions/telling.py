"""Letters to somebody about their own second factors, kept until they have gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, update

from cxstaff.db import db
from cxstaff.factors.models import FactorLetter
from cxstaff.factors.words import Tidings
from cxstaff.people.models import Person

BETWEEN_TRIES, TRIED_FOR = timedelta(minutes=10), timedelta(days=2)


def tell(person: Person, tidings: Tidings, *, now: datetime, actor: Person | None = None) -> None:
    """Keep a letter that tells `person` what happened, and who did it where another did.

    Who has no e-mail has no way to sign in, and is told nothing.
    """
    if person.email is None:
        return
    letter = FactorLetter(
        person_id=person.id,
        address=person.email,
        tidings=tidings,
        actor=actor.name if actor else None,
        made_at=now,
        due_at=now,
    )
    db.session.add(letter)
    db.session.flush()


def claim_letter(letter_id: int, *, now: datetime) -> bool:
    """Take a letter that is due, to send it; of any number that try at once, one is told True."""
    mine = update(FactorLetter).where(FactorLetter.id == letter_id, FactorLetter.due_at <= now)
    result = db.session.execute(mine.values(due_at=now + BETWEEN_TRIES))
    return isinstance(result, CursorResult) and result.rowcount == 1


def drop_letter(letter_id: int) -> None:
    """Forget a letter that has gone."""
    db.session.execute(delete(FactorLetter).where(FactorLetter.id == letter_id))


def drop_old_letters(now: datetime) -> None:
    """Forget letters that nobody took for two days."""
    db.session.execute(delete(FactorLetter).where(FactorLetter.made_at <= now - TRIED_FOR))
