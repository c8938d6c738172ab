"""Sessions on the server: begun at signing in, found by the secret in a cookie, ended for good."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Select,
    bindparam,
    delete,
    or_,
    select,
    true,
    update,
)

from cxstaff import clock, engine
from cxstaff.db import PlainRow, db
from cxstaff.engine import Prepared
from cxstaff.people import queries
from cxstaff.people.account import Account
from cxstaff.people.company import keep_company
from cxstaff.people.models import Company, Leadership, Person, RoleGrant, SignInSession

SECRET_BYTES, ID_BITS = 32, 62
_NO_VALUES: Mapping[str, Any] = {}
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

# Every request of somebody who is signed in asks this one, so the statement is made once.
_WAS_TRUSTED = or_(
    select(RoleGrant.role).where(RoleGrant.person_id == Person.id).exists(),
    select(Leadership.id).where(Leadership.person_id == Person.id).exists(),
).label("was_trusted")
_SESSION = (
    SignInSession.id,
    SignInSession.version,
    SignInSession.is_trusted,
    SignInSession.seen_on,
    SignInSession.ends_at,
)
_PERSON, _COMPANY = engine.table_of(Person).columns, engine.table_of(Company).columns
_PERSON_FROM = len(_SESSION)
_COMPANY_FROM = _PERSON_FROM + len(_PERSON)
_COMPANY_UNTIL = _COMPANY_FROM + len(_COMPANY)
_BY_DIGEST: Select[Any] = (
    select(*_SESSION, *_PERSON, *_COMPANY, _WAS_TRUSTED)
    .select_from(SignInSession)
    .join(Person, Person.id == SignInSession.person_id)
    .join(Company, true())
    .where(SignInSession.digest == bindparam("digest"))
)
_FOUND = Prepared(_BY_DIGEST)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a session lasts at most, and how long when nobody uses it."""

    longest: timedelta
    idle: timedelta


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """The lifetimes of sessions: of people who hold a role, and of everybody else."""

    trusted: Lifetime
    others: Lifetime

    def of(self, *, is_trusted: bool) -> Lifetime:
        """Return which of them counts."""
        return self.trusted if is_trusted else self.others


@dataclass(frozen=True, slots=True)
class OpenUntil:
    """What says how long a session is open: it has an end, and days on which it was used."""

    id: int
    version: int
    is_trusted: bool
    seen_on: date
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A session with its person, as one statement reads them: most pages need no objects.

    `was_trusted` where the person holds a role or has ever led a team: nobody else needs to be
    asked about. `zone` is the one they live in. `beside` is what the page had read with them (see
    `reading_beside`), None where there was nothing.
    """

    session: OpenUntil
    account: Account
    person: PlainRow[Person]
    zone: str
    was_trusted: bool
    beside: Sequence[Any] | None = None

    def is_current(self) -> bool:
        """Say whether the transaction that it was read in goes on."""
        return self.person.transaction is db.session().get_transaction()

    def today(self, now: datetime) -> date:
        """Return which day it is where the person lives."""
        return clock.local_day(now, self.zone)

    def is_open(self, lifetimes: Lifetimes, now: datetime) -> bool:
        """Say whether the session still lets its person in."""
        return _is_open(self.session, self.account, lifetimes, self.today(now), now)


def begin(person: Person, device: str, lifetimes: Lifetimes, now: datetime) -> str:
    """Begin a session of a person; returns the secret that their browser is to show from now on."""
    secret, zone = secrets.token_urlsafe(SECRET_BYTES), queries.zone_of(person)
    is_trusted = _holds_a_role(person)
    today = clock.local_day(now, zone)
    db.session.add(
        SignInSession(
            id=secrets.randbits(ID_BITS),
            person_id=person.id,
            digest=digest_of(secret),
            version=person.session_version,
            device=device,
            is_trusted=is_trusted,
            begun_on=today,
            seen_on=today,
            ends_at=_end_of(lifetimes.of(is_trusted=is_trusted).longest, zone, now),
        )
    )
    db.session.flush()
    return secret


def reading_beside(
    columns: Sequence[Any], joined: Callable[[Select[Any]], Select[Any]]
) -> Select[Any]:
    """Return a statement that reads `columns` together with a session.

    `joined` joins their tables to that of people. For pages that most requests of a day ask for:
    one statement costs half of two.
    """
    return joined(_BY_DIGEST.add_columns(*columns))


def find(
    secret: str, beside: Prepared | None = None, values: Mapping[str, Any] = _NO_VALUES
) -> Found | None:
    """Return the session that a secret belongs to; the company that pages ask for next is kept.

    `beside` is made of `reading_beside` and `values` what it asks for by name; where its
    tables hold nothing of the person, the session is found alone.
    """
    session, mine = db.session(), {"digest": digest_of(secret)}
    read = None
    if beside is not None:
        read = engine.asked_once(session, beside, {**mine, **values})
    if read is None:
        read = _FOUND.row(session.connection(), mine)
    if read is None:
        return None
    transaction = session.get_transaction()
    person = PlainRow(Person, read[_PERSON_FROM:_COMPANY_FROM], transaction)
    keep_company(PlainRow(Company, read[_COMPANY_FROM:_COMPANY_UNTIL], transaction))
    account = Account(*(person.values[place] for place in _OF_ACCOUNT))
    zone, further = account.zone or read[_ZONE], read[_COMPANY_UNTIL + 1 :]
    was_trusted = read[_COMPANY_UNTIL]
    return Found(
        OpenUntil(*read[:_PERSON_FROM]), account, person, zone, was_trusted, further or None
    )


def renew(session: SignInSession, person: Person) -> str:
    """Let one session outlive the end of all its person's sessions, under a new secret."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    session.digest, session.version = digest_of(secret), person.session_version
    db.session.flush()
    return secret


def end(session: SignInSession) -> None:
    """End a session for good: what its secret belonged to is gone."""
    db.session.execute(delete(SignInSession).where(SignInSession.id == session.id))


def open_sessions_of(person: Person, lifetimes: Lifetimes, now: datetime) -> list[SignInSession]:
    """Return where a person is signed in, the last used first."""
    query = select(SignInSession).where(SignInSession.person_id == person.id)
    today = clock.local_day(now, queries.zone_of(person))
    found = [
        each for each in db.session.scalars(query) if _is_open(each, person, lifetimes, today, now)
    ]
    return sorted(found, key=lambda each: (each.seen_on, each.begun_on, each.id), reverse=True)


def find_for(person: Person, session_id: int) -> SignInSession | None:
    """Return a session if it is the person's own, else None."""
    query = select(SignInSession).where(
        SignInSession.id == session_id, SignInSession.person_id == person.id
    )
    return db.session.scalar(query)


def see(session_id: int, today: date) -> None:
    """Note that a session is used today; nothing finer than the day is kept."""
    mine = (SignInSession.id == session_id) & (SignInSession.seen_on < today)
    db.session.execute(update(SignInSession).where(mine).values(seen_on=today))


def end_those_of_leavers(now: datetime) -> int:
    """End for good the sessions of people who have left; returns how many people that were.

    Nobody gets in with them anyhow. Ended, they stay so when the person comes back.
    """
    latest = clock.local_day(now, "UTC") + DAY  # where the day begins first
    query = (
        select(Person)
        .join(SignInSession)
        .where(Person.left_on <= latest, SignInSession.version == Person.session_version)
    )
    gone = 0
    for person in db.session.scalars(query).unique().all():
        if not person.works_here(clock.local_day(now, queries.zone_of(person))):
            person.session_version += 1
            gone += 1
    db.session.flush()
    return gone


def lay_anew(now: datetime) -> None:
    """Remove what has ended, and write the rest anew in the order of random ids.

    Neither the place of a row, nor an older version of it, nor the transaction it is from then
    tells who signed in first. Raises `engine.Busy`: roll back and try again later.
    """
    table, person = engine.table_of(SignInSession), engine.table_of(Person)
    valid = (
        select(person.c.id)
        .where(person.c.id == table.c.person_id, person.c.session_version == table.c.version)
        .exists()
    )
    engine.wipe(db.session(), table, keep=(table.c.ends_at > now) & valid)


def digest_of(secret: str) -> str:
    """Return what the database keeps of a secret: of 256 random bits, so that none can be tried."""
    return hashlib.sha256(secret.encode()).hexdigest()


_OF_ACCOUNT = [_PERSON.keys().index(name) for name in Account.__dataclass_fields__]
_ZONE = _COMPANY_FROM + _COMPANY.keys().index("zone")


def _is_open(
    session: SignInSession | OpenUntil,
    person: Person | Account,
    lifetimes: Lifetimes,
    today: date,
    now: datetime,
) -> bool:
    """Say whether a session lets its person in; `today` is where they live.

    Days are compared as days: a session that was last used on a Monday and may be idle for a week
    ends with the Monday after.
    """
    idle_days = -(-lifetimes.of(is_trusted=session.is_trusted).idle // DAY)
    return (
        session.version == person.session_version
        and now < session.ends_at
        and (today - session.seen_on).days <= idle_days
        and person.works_here(today)
    )


def _holds_a_role(person: Person) -> bool:
    query = select(RoleGrant.role).where(RoleGrant.person_id == person.id).limit(1)
    return db.session.scalar(query) is not None


def _end_of(longest: timedelta, zone: str, now: datetime) -> datetime:
    """Return when a session ends that begins now: on the hour, or at midnight where it lasts days.

    Rounded down, so that the end tells nobody the minute at which somebody came.
    """
    end = now + longest
    if longest > DAY:
        return clock.start_of(clock.local_day(end, zone), zone)
    return end.replace(minute=0, second=0, microsecond=0)
