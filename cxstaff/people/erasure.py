"""Erasure of a person from the roster: an entry without a name stays, so that what counts holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import delete, select

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.identifiers import Identifiers
from cxstaff.people import actions
from cxstaff.people.earlier.numbers import FormerNumber, former_numbers_of
from cxstaff.people.earlier.retellings import Retelling
from cxstaff.people.models import (
    AccountNotice,
    Company,
    Leadership,
    Leave,
    Membership,
    Person,
    RefusedAddress,
    Role,
    SignInSession,
    Team,
    WaitingLetter,
)
from cxstaff.redaction import redact
from cxstaff.tables.mapping.presets import TablePreset
from cxstaff.text import N_

NOBODY = N_("Somebody who left")
LONG_AGO = date(1970, 1, 1)
STAYS = (Membership, Leadership, Leave, Retelling, FormerNumber)
TOLD = (AccountNotice, WaitingLetter, RefusedAddress)
SEARCHED = (
    Team.name,
    Company.name,
    Person.job,
    Person.shift,
    Person.site,
    WaitingLetter.address,
    WaitingLetter.words,
    TablePreset.name,
    TablePreset.mapping,
)
"""Columns of text in which the person is looked for."""


def identifiers_of(person: Person, former: Iterable[str] = ()) -> Identifiers:
    """Return what texts may name a person by, with `former` addresses known from elsewhere."""
    query = select(AccountNotice.old).where(AccountNotice.person_id == person.id)
    known = {each for each in db.session.scalars(query) if each} | set(former)
    addresses = tuple(sorted(known - {person.email}))
    numbers = former_numbers_of(person.id)
    return Identifiers(person.name, person.email, person.employee_number, addresses, numbers)


def shut_out(person: Person, *, today: date, actor: Person | None, now: datetime) -> None:
    """Take a person off the roster today, with their roles, password and sessions.

    Raises `Refused` for the last admin, and for whoever is erased already.
    """
    if person.erased_on is not None:
        raise Refused("This person is erased already.")
    if Role.ADMIN in actions.granted_to(person):
        actions.refuse_without_admin(person)
    if person.works_here(today):
        _leave_unseen_days(person, today)
        actions.leave(person, on=today, actor=actor, now=now)
    actions.set_roles(person, frozenset(), actor=actor, now=now)
    person.password_hash = None
    actions.end_sessions(person)
    db.session.flush()


def erase(person: Person, *, today: date) -> set[str]:
    """Take everything out of an entry that says who it was; return the tables that changed."""
    changed = redact(SEARCHED, identifiers_of(person))
    for theirs in (*STAYS, *TOLD, SignInSession):
        db.session.execute(delete(theirs).where(theirs.person_id == person.id))
    db.session.expire(person)
    person.name = NOBODY
    person.email = person.employee_number = person.password_hash = None
    person.zone = person.locale = person.held_since = None
    person.job = person.shift = person.site = person.calendar = None
    person.left_on, person.erased_on = LONG_AGO, today
    actions.end_sessions(person)
    db.session.flush()
    rows = {each.__tablename__ for each in (*STAYS, *TOLD, SignInSession)}
    return changed | rows | {"person", "role_grant"}


def _leave_unseen_days(person: Person, today: date) -> None:
    """Remove memberships that begin today or later, so that who came today can leave today."""
    for each in list(person.memberships):
        if each.since >= today:
            person.memberships.remove(each)
            db.session.delete(each)
    db.session.flush()
