"""Codes for people without mail: whom they are for, and whose one is."""

from __future__ import annotations

import hmac
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from cxstaff import clock
from cxstaff.db import Page, db, page_of
from cxstaff.people import queries as people
from cxstaff.people.models import Person, Team
from cxstaff.pulses import codes
from cxstaff.pulses.models import Invitation, PulseCode, PulseRound
from cxstaff.pulses.queries.running import is_open

_CONTEXT = b"pulse code\x00"


def find_open_round(round_id: int, now: datetime) -> PulseRound | None:
    """Return a round with its pulse while answers are being taken, else None."""
    query = select(PulseRound).where(PulseRound.id == round_id, is_open(now))
    return db.session.scalar(query.options(joinedload(PulseRound.pulse)))


def people_without_mail(round_: PulseRound, now: datetime) -> Select[Person]:
    """Select the people asked in a round who have no e-mail and work here, by name."""
    today = clock.local_day(now, people.get_company().zone)
    return (
        select(Person)
        .join(Invitation, Invitation.person_id == Person.id)
        .where(Invitation.round_id == round_.id, Person.email.is_(None))
        .where(Person.left_on.is_(None) | (Person.left_on > today))
        .order_by(Person.name, Person.id)
    )


def page_of_people_without_mail(round_: PulseRound, number: int, now: datetime) -> Page[Person]:
    """Return page `number` of the people who need a code."""
    return page_of(people_without_mail(round_, now), number)


def count_without_mail(round_: PulseRound, now: datetime) -> int:
    """Return how many people asked in a round need a code."""
    wanted = people_without_mail(round_, now).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(wanted)) or 0


def teams_asked_for(round_: PulseRound) -> dict[int, str]:
    """Return the name of the team that each person asked without e-mail stands for, by person."""
    query = (
        select(Invitation.person_id, Team.name)
        .join(Team, Team.id == Invitation.team_id)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.round_id == round_.id, Person.email.is_(None))
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def find_code(typed: str, secret: str) -> PulseCode | None:
    """Return the code that was typed, or None."""
    digest = digest_of(typed, secret)
    return db.session.scalar(select(PulseCode).where(PulseCode.digest == digest))


def has_code(round_id: int, person_id: int) -> bool:
    """Say whether somebody has a code that was not used yet."""
    return db.session.get(PulseCode, (round_id, person_id)) is not None


def digest_of(code: str, secret: str) -> bytes:
    """Return the digest (32 bytes) that is kept of a code, which is read as people type it."""
    return hmac.digest(secret.encode(), _CONTEXT + codes.as_typed(code).encode(), "sha256")
