"""Questions about invitations: who has no password yet, whom a link is on its way to, whom not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, select

from cxstaff.db import db
from cxstaff.people.accounts import tokens
from cxstaff.people.models import AccountNotice, Person, RefusedAddress, WaitingLetter
from cxstaff.people.queries import is_here

LETTER = "invitation"


@dataclass(frozen=True, slots=True)
class InvitationCounts:
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


def to_invite(today: date, now: datetime, most: int) -> list[tuple[int, str]]:
    """Return the ids and addresses of the next people to invite.

    They work here, have an address and no password, and no link is on its way or at work.
    """
    found = _sorted(today, now)
    return [(each.id, each.email) for each in found.to_invite[:most] if each.email]


def standing(today: date, now: datetime) -> InvitationCounts:
    """Count the people who have no password yet."""
    found = _sorted(today, now)
    return InvitationCounts(
        to_invite=len(found.to_invite),
        waiting=len(found.waiting),
        sent=len(found.sent),
        refused=len(found.refused),
        without_address=len(found.without_address),
    )


def is_wanted(letter: WaitingLetter, today: date) -> bool:
    """Say whether an invitation still has somebody to invite at the address it was meant for."""
    person = letter.person
    is_theirs = person.email == letter.address and person.password_hash is None
    return is_theirs and person.works_here(today)


class _Uninvited(NamedTuple):
    """Somebody without a password."""

    id: int
    email: str | None


@dataclass(slots=True)
class _Sorted:
    """People without a password, by what became of their invitation."""

    to_invite: list[_Uninvited] = field(default_factory=list)
    waiting: list[_Uninvited] = field(default_factory=list)
    sent: list[_Uninvited] = field(default_factory=list)
    refused: list[_Uninvited] = field(default_factory=list)
    without_address: list[_Uninvited] = field(default_factory=list)


def _sorted(today: date, now: datetime) -> _Sorted:
    """Sort who works here without a password, in four plain queries.

    Joined in the database it took a minute for 10,000 people right after they were invited: of
    tables that grew just now PostgreSQL does not know yet how large they are.
    """
    waiting = _ids(select(WaitingLetter.person_id).where(WaitingLetter.kind == LETTER))
    asked = _asked(now)
    query = select(RefusedAddress.person_id, RefusedAddress.address)
    refused = {(row[0], row[1]) for row in db.session.execute(query)}
    everybody = select(Person.id, Person.email).where(
        Person.password_hash.is_(None), Person.erased_on.is_(None), is_here(today)
    )
    found = _Sorted()
    for row in db.session.execute(everybody.order_by(Person.id)):
        person = _Uninvited(row[0], row[1])
        if person.email is None:
            found.without_address.append(person)
        elif person.id in waiting:
            found.waiting.append(person)
        elif (row[0], row[1]) in refused:
            found.refused.append(person)
        elif person.id in asked:
            found.sent.append(person)
        else:
            found.to_invite.append(person)
    return found


def _asked(now: datetime) -> set[int]:
    """Return for whom a link was asked that still works: another address ends it."""
    query = select(AccountNotice.person_id, AccountNotice.kind, AccountNotice.at)
    lately = AccountNotice.at > now - tokens.INVITED
    found = set[int]()
    for person_id, kind, _at in db.session.execute(
        query.where(lately).order_by(AccountNotice.at, AccountNotice.id)
    ):
        if kind == "link":
            found.add(person_id)
        elif kind == "address":
            found.discard(person_id)
    return found


def _ids(query: Select[int]) -> set[int]:
    return set(db.session.scalars(query))
