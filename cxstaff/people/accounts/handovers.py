"""An account's address and password, and who else may have had it in hand: kept, logged and told.

Whoever reads an address can choose the password, and whoever was given a password can sign in. So
what somebody else changes about an account is counted (`Person.handovers`), what a link in a
letter changes too (`Person.recoveries`), and its owner is told by letter and on signing in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import joinedload

from cxstaff import clock, security_log
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries
from cxstaff.people.letters import outbox
from cxstaff.people.models import AccountNotice, Person
from cxstaff.security_log import Act
from cxstaff.text import one_line

TOLD_FOR = timedelta(days=30)
LETTER = "account"


def set_email(person: Person, email: str | None, *, actor: Person | None, now: datetime) -> None:
    """Give a person another e-mail; both addresses are told. Raises `Refused` when it is taken."""
    email = one_line(email or "").lower() or None
    other = queries.find_by_email(email) if email else None
    if other is not None and other is not person:
        raise Refused("Somebody on the roster already has the e-mail %(email)s.", email=email)
    if person.id is not None and email != person.email:
        note_address(person, person.email, email, actor=actor, now=now)
    person.email = email


def note_address(
    person: Person, old: str | None, new: str | None, *, actor: Person | None, now: datetime
) -> None:
    """Note that a person's address changes, which ends their sessions.

    By somebody else, the account changes hands.
    """
    person.session_version += 1
    if actor is not person:
        person.handovers += 1
        person.held_since = now
    db.session.add(AccountNotice(person=person, by=actor, kind="address", old=old, new=new, at=now))
    deed = {"deed": "address", "by_id": actor.id if actor else None, "old": old, "new": new}
    for address in sorted(each for each in {old, new} if each):
        outbox.keep(person, address, LETTER, now=now, **deed)
    security_log.record(Act.EMAIL_CHANGED, by=actor, on=person, now=now, old=old, new=new)


def set_password(person: Person, password_hash: str) -> None:
    """Give a person a new password who knows the old one; every session of theirs ends."""
    person.password_hash = password_hash
    person.session_version += 1


def set_password_by_link(person: Person, password_hash: str, *, now: datetime) -> None:
    """Give a person a new password by a link in a letter; whoever reads their mail may have it.

    Of the first one the day alone is kept: many choose it to answer a round.
    """
    if person.password_hash is None:
        person.first_signed_in_at = clock.start_of(now.date(), "UTC")
    person.recoveries += 1
    set_password(person, password_hash)


def hand_over_password(person: Person, password_hash: str, *, now: datetime) -> None:
    """Give a person a password that somebody else chose, by command; its owner is told."""
    person.handovers += 1
    person.held_since = now
    db.session.add(AccountNotice(person=person, kind="password", at=now))
    if person.email:
        outbox.keep(person, person.email, LETTER, now=now, deed="password", by_id=None)
    security_log.record(Act.PASSWORD_SET, by=None, on=person, now=now)
    set_password(person, password_hash)


def has_come_back(left_on: date | None, leaves_on: date | None, now: datetime) -> bool:
    """Say whether somebody who had left works here again by another day of leaving, or by none."""
    had_left = left_on is not None and left_on <= now.date()
    return had_left and (leaves_on is None or leaves_on > now.date())


def invite(person: Person, *, actor: Person | None, now: datetime) -> None:
    """Note that somebody asked for a link by which a person chooses a password.

    The letter itself names who asked. Raises `Refused` where it could reach nobody.
    """
    if not person.email:
        raise Refused("%(name)s has no e-mail here to send it to.", name=person.name)
    db.session.add(AccountNotice(person=person, by=actor, kind="link", at=now))
    security_log.record(Act.INVITED, by=actor, on=person, now=now)


def invite_all(person_ids: Sequence[int], *, actor: Person | None, now: datetime) -> None:
    """Note of many people at once what `invite` notes of one; all of them have an address."""
    by_id = actor.id if actor else None
    fixed = {"by_id": by_id, "kind": "link", "old": None, "new": None, "at": now}
    if person_ids:
        db.session.execute(insert(AccountNotice), [{"person_id": p, **fixed} for p in person_ids])
    for person_id in person_ids:
        security_log.record(Act.INVITED, by=actor, on=_Numbered(person_id), now=now)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A person of whom the id alone is known."""

    id: int


def notices_for(person: Person, now: datetime) -> list[AccountNotice]:
    """Return what others did to a person's account in the last 30 days, oldest first."""
    query = (
        select(AccountNotice)
        .where(AccountNotice.person_id == person.id, AccountNotice.at > now - TOLD_FOR)
        .where(AccountNotice.by_id.is_distinct_from(person.id))
        .options(joinedload(AccountNotice.by))
        .order_by(AccountNotice.at, AccountNotice.id)
    )
    return list(db.session.scalars(query))


def forget_notices(now: datetime) -> None:
    """Remove notices that have been told for long enough, and the addresses in them."""
    db.session.execute(delete(AccountNotice).where(AccountNotice.at <= now - TOLD_FOR))
