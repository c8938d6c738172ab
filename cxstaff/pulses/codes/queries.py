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
from cxstaff.pulses.codes import alphabet
from cxstaff.pulses.models import Invitation, PulseCode, PulseRound
from cxstaff.pulses.rounds.queries import is_open

_CONTEXT = b"pulse code\x00"


def find_open_round(round_id: int, now: datetime) -> PulseRound | None:
    """Return a round with its pulse while answers are being taken, else None."""
    query = select(PulseRound).where(PulseRound.id == round_id, is_open(now))
    return db.session.scalar(query.options(joinedload(PulseRound.pulse)))


def people_without_mail(round_: PulseRound, now: datetime) -> Select[Person]:
    """Select the people asked who had no e-mail when the round opened and work here, by name."""
    today = clock.local_day(now, people.get_company().zone)
    return (
        select(Person)
        .join(Invitation, Invitation.person_id == Person.id)
        .where(Invitation.round_id == round_.id, Invitation.needs_code)
        .where(Person.left_on.is_(None) | (Person.left_on > today))
        .order_by(Person.name, Person.id)
    )


def people_with_unreleased_codes(round_: PulseRound, now: datetime) -> Select[Person]:
    """Select the people whose code still lacks its second part, by name."""
    lacking = (PulseCode.round_id == Invitation.round_id) & (
        PulseCode.person_id == Invitation.person_id
    )
    return (
        people_without_mail(round_, now)
        .join(PulseCode, lacking)
        .where(PulseCode.release_digest.is_(None))
    )


def rounds_to_release_for(person: Person, now: datetime) -> list[PulseRound]:
    """Return the open rounds with codes that somebody else made and nobody has released."""
    waiting = select(PulseCode.round_id).where(
        PulseCode.release_digest.is_(None), PulseCode.made_by_id != person.id
    )
    query = select(PulseRound).where(is_open(now), PulseRound.id.in_(waiting))
    return list(db.session.scalars(query.options(joinedload(PulseRound.pulse))))


def makers_of_unreleased_codes(round_: PulseRound) -> list[Person]:
    """Return who made the codes that wait to be released, by name."""
    made = select(PulseCode.made_by_id).where(
        PulseCode.round_id == round_.id, PulseCode.release_digest.is_(None)
    )
    return list(db.session.scalars(select(Person).where(Person.id.in_(made)).order_by(Person.name)))


def page_of_people_without_mail(round_: PulseRound, number: int, now: datetime) -> Page[Person]:
    """Return page `number` of the people who need a code."""
    return page_of(people_without_mail(round_, now), number)


def count_of(selected: Select[Person]) -> int:
    """Return how many people are selected."""
    wanted = selected.order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(wanted)) or 0


def teams_asked_for(round_: PulseRound) -> dict[int, str]:
    """Return the name of the team that each person who needs a code stands for, by person."""
    query = (
        select(Invitation.person_id, Team.name)
        .join(Team, Team.id == Invitation.team_id)
        .where(Invitation.round_id == round_.id, Invitation.needs_code)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def new_among_asked(round_: PulseRound) -> set[int]:
    """Return those who need a code and were new when the round opened."""
    query = select(Invitation.person_id).where(
        Invitation.round_id == round_.id, Invitation.needs_code, Invitation.is_new
    )
    return set(db.session.scalars(query))


def find_code(first: str, second: str, secret: str) -> PulseCode | None:
    """Return the code whose two parts were typed, or None; one not released yet is none."""
    digest = digest_of(first, secret)
    found = db.session.scalar(select(PulseCode).where(PulseCode.digest == digest))
    released = found.release_digest if found else None
    is_right = hmac.compare_digest(released or b"", digest_of(second, secret))
    return found if is_right else None


def digest_of(code: str, secret: str) -> bytes:
    """Return the digest (32 bytes) that is kept of a code, which is read as people type it."""
    return hmac.digest(secret.encode(), _CONTEXT + alphabet.as_typed(code).encode(), "sha256")
