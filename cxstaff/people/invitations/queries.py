"""Questions about invitations: who has no password yet, whom a link is on its way to, whom not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from cxstaff.db import db
from cxstaff.people import tokens
from cxstaff.people.models import AccountNotice, Person, RefusedAddress, WaitingLetter
from cxstaff.people.queries import is_here

LETTER = "invitation"


@dataclass(frozen=True, slots=True)
class Standing:
    """How many people have no password yet, by what becomes of their invitation.

    `to_invite` were not asked yet; of `waiting` the letter has not gone, of `sent` it has and its
    link still works; the mail server refused the address of `refused`; `without_address` cannot
    be invited by mail.
    """

    to_invite: int
    waiting: int
    sent: int
    refused: int
    without_address: int

    @property
    def asked(self) -> int:
        """Return of how many people the letter has gone or is to go."""
        return self.waiting + self.sent


def to_invite(today: date, now: datetime) -> Select[Person]:
    """Select who works here, has an address and no password, and no link on its way or at work."""
    query = _without_password(today).where(
        Person.email.is_not(None), ~_waits(), ~_was_asked(now), ~_is_refused()
    )
    return query.order_by(Person.id)


def standing(today: date, now: datetime) -> Standing:
    """Count the people who have no password yet."""
    everybody = _without_password(today)
    has_address = everybody.where(Person.email.is_not(None))
    reached = has_address.where(~_is_refused())
    return Standing(
        to_invite=_count(to_invite(today, now)),
        waiting=_count(has_address.where(_waits())),
        sent=_count(reached.where(~_waits(), _was_asked(now))),
        refused=_count(has_address.where(~_waits(), _is_refused())),
        without_address=_count(everybody.where(Person.email.is_(None))),
    )


def is_wanted(letter: WaitingLetter, today: date) -> bool:
    """Say whether an invitation still has somebody to invite at the address it was meant for."""
    person = letter.person
    is_theirs = person.email == letter.address and person.password_hash is None
    return is_theirs and person.works_here(today)


def _without_password(today: date) -> Select[Person]:
    nobody_yet = (Person.password_hash.is_(None), Person.erased_on.is_(None))
    return select(Person).where(*nobody_yet, is_here(today))


def _waits() -> ColumnElement[bool]:
    mine = (WaitingLetter.person_id == Person.id, WaitingLetter.kind == LETTER)
    return select(1).where(*mine).correlate(Person).exists()


def _was_asked(now: datetime) -> ColumnElement[bool]:
    """Say whether a link was asked for that still works: later ones and new addresses end it."""
    link, address = _last("link"), _last("address")
    works = and_(link.is_not(None), link > now - tokens.INVITED)
    return and_(works, or_(address.is_(None), address < link))


def _last(kind: str) -> Any:
    mine = (AccountNotice.person_id == Person.id, AccountNotice.kind == kind)
    return select(func.max(AccountNotice.at)).where(*mine).correlate(Person).scalar_subquery()


def _is_refused() -> ColumnElement[bool]:
    theirs = (RefusedAddress.person_id == Person.id, RefusedAddress.address == Person.email)
    return select(1).where(*theirs).correlate(Person).exists()


def _count(query: Select[Person]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
