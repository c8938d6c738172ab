"""Removing somebody's second factors for them: two people must want it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, update

from cxstaff import security_log
from cxstaff.db import db
from cxstaff.engine import insert_if_absent
from cxstaff.errors import Refused
from cxstaff.factors import queries
from cxstaff.factors.actions.enrolling import forget
from cxstaff.factors.actions.telling import tell
from cxstaff.factors.models import FactorReset
from cxstaff.factors.words import Tidings
from cxstaff.people import actions as people
from cxstaff.people.models import Person
from cxstaff.security_log import Act

RESET_LIFE = timedelta(hours=24)


def ask_reset(person: Person, actor: Person, *, now: datetime) -> None:
    """Ask, as the first of two, that somebody's second factors are removed.

    Raises `Refused` for one's own, where there is none, and where it was asked already.
    """
    if actor.id == person.id:
        raise Refused("Nobody asks this for themselves: ask two others of HR or the admins.")
    if not queries.has_factor(person):
        raise Refused("%(name)s has no second factor.", name=person.name)
    _close_ended(person, now)
    is_first = insert_if_absent(
        db.session(),
        FactorReset,
        person_id=person.id,
        asked_by_id=actor.id,
        asked_at=now,
        expires_at=now + RESET_LIFE,
    )
    if not is_first:
        raise Refused("This was asked already, and waits for a second person.")
    security_log.record(Act.FACTOR_RESET_ASKED, by=actor, on=person, now=now)
    tell(person, Tidings.RESET_ASKED, now=now, actor=actor)


def confirm_reset(reset: FactorReset, actor: Person, *, now: datetime) -> None:
    """Remove somebody's second factors as the second of two; all their sessions end.

    Raises `Refused` for the person themselves, for who asked, and when it is over.
    """
    if actor.id == reset.person_id:
        raise Refused("Nobody confirms this for themselves.")
    if actor.id == reset.asked_by_id:
        raise Refused("You asked for this yourself. A second person has to confirm it.")
    if not _end(reset, now, confirmed_by_id=actor.id):
        raise Refused("This is over: it was confirmed or stopped, or 24 hours have gone by.")
    person = reset.person
    forget(person)
    people.end_sessions(person)
    security_log.record(Act.FACTOR_RESET_CONFIRMED, by=actor, on=person, now=now)
    tell(person, Tidings.RESET_CONFIRMED, now=now, actor=actor)


def withdraw_reset(reset: FactorReset, actor: Person, *, now: datetime) -> None:
    """Stop a reset before it is confirmed, as its person or somebody of HR or the admins."""
    if not _end(reset, now):
        raise Refused("This is over: it was confirmed or stopped, or 24 hours have gone by.")
    security_log.record(Act.FACTOR_RESET_STOPPED, by=actor, on=reset.person, now=now)
    tell(reset.person, Tidings.RESET_WITHDRAWN, now=now, actor=actor)


def reset_by_operator(person: Person, *, now: datetime) -> None:
    """Remove somebody's second factors from the server's command line; their sessions end."""
    if not queries.has_factor(person):
        raise Refused("%(name)s has no second factor.", name=person.name)
    forget(person)
    people.end_sessions(person)
    security_log.record(Act.FACTOR_RESET_CONFIRMED, by=None, on=person, now=now)
    tell(person, Tidings.RESET_BY_OPERATOR, now=now)


def _close_ended(person: Person, now: datetime) -> None:
    over = (FactorReset.ended_at.is_(None), FactorReset.expires_at <= now)
    change = update(FactorReset).where(FactorReset.person_id == person.id, *over)
    db.session.execute(change.values(ended_at=FactorReset.expires_at))


def _end(reset: FactorReset, now: datetime, **values: int) -> bool:
    """End a reset that is open; of two at once, one is told True."""
    open_ = (FactorReset.ended_at.is_(None), FactorReset.expires_at > now)
    change = update(FactorReset).where(FactorReset.id == reset.id, *open_)
    result = db.session.execute(change.values(ended_at=now, **values))
    return isinstance(result, CursorResult) and result.rowcount == 1
