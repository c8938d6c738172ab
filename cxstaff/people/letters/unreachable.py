"""People whom letters do not reach: whose address the mail server refused, until it is mended.

Told to those who can mend an address, and to nobody else. Only letters that go to everybody,
whoever has answered, are noted here: from a refused reminder one could tell who has not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import contains_eager

from cxstaff.db import Page, db, page_of
from cxstaff.people.models import Person, RefusedAddress
from cxstaff.people.queries import is_here

TRIED_AGAIN = timedelta(days=1)
MOST_WORDS = 300


def note_refused(person_id: int, address: str, said: str, *, now: datetime) -> None:
    """Note that a person's address was refused, in the mail server's words.

    What is no longer their address needs no mending.
    """
    person = db.session.get(Person, person_id)
    if person is None or person.email != address:
        return
    note = db.session.get(RefusedAddress, person_id) or RefusedAddress(person_id=person_id)
    note.address, note.said, note.refused_at = address, said[:MOST_WORDS], now
    db.session.add(note)
    db.session.flush()


def note_taken(person_id: int, address: str) -> None:
    """Note that a letter to an address was taken."""
    mine = (RefusedAddress.person_id == person_id) & (RefusedAddress.address == address)
    db.session.execute(delete(RefusedAddress).where(mine))


def noted_among(person_ids: Sequence[int]) -> frozenset[int]:
    """Return of which of these people a refusal is noted."""
    query = select(RefusedAddress.person_id).where(RefusedAddress.person_id.in_(person_ids))
    return frozenset(db.session.scalars(query))


def is_refused(now: datetime) -> ColumnElement[bool]:
    """Say of a person in a query that their address was refused within the last day.

    Later it is tried again, and at once where they have another.
    """
    lately = RefusedAddress.refused_at > now - TRIED_AGAIN
    return select(1).where(*_is_theirs(), lately).correlate(Person).exists()


def is_noted() -> ColumnElement[bool]:
    """Say of a person in a query that their present address was refused, however long ago."""
    return select(1).where(*_is_theirs()).correlate(Person).exists()


def find_refusal(person: Person) -> RefusedAddress | None:
    """Return the note that a person's present address was refused, or None."""
    note = db.session.get(RefusedAddress, person.id)
    return note if note is not None and note.address == person.email else None


def forget_mended() -> None:
    """Forget refusals of addresses that nobody has any more."""
    is_theirs = select(1).where(*_is_theirs()).correlate(RefusedAddress).exists()
    db.session.execute(delete(RefusedAddress).where(~is_theirs))


def count_unreachable(today: date) -> int:
    """Count the people who work here and whose address was refused."""
    return db.session.scalar(select(func.count()).select_from(_unreachable(today).subquery())) or 0


def unreachable_page(number: int, today: date) -> Page[RefusedAddress]:
    """Return page `number` of the refusals of people who work here, by name."""
    return page_of(_unreachable(today).order_by(Person.name, Person.id), number)


def _unreachable(today: date) -> Select[RefusedAddress]:
    query = select(RefusedAddress).join(Person).where(*_is_theirs(), is_here(today))
    return query.options(contains_eager(RefusedAddress.person))


def _is_theirs() -> tuple[ColumnElement[bool], ...]:
    return RefusedAddress.person_id == Person.id, RefusedAddress.address == Person.email
