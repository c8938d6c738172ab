"""Letters about rounds: who still has to get one, and that each goes once.

A letter is claimed and committed before it is sent. One whose claim is old and which was never
noted as sent is taken up again with the same Message-ID, so that a mail program can drop the
second copy.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update

from cxstaff import clock, engine, mail
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company, zone_of
from cxstaff.pulses.models import Invitation, PulseLetter, PulseRound

INVITATION = "invitation"
AT_ONCE = 200
TRY_AGAIN = timedelta(minutes=10)


def due(now: datetime) -> list[tuple[int, int]]:
    """Return (round, person) for up to 200 people asked in an open round without a letter yet."""
    today = clock.local_day(now, get_company().zone)
    letter = and_(
        PulseLetter.round_id == Invitation.round_id,
        PulseLetter.person_id == Invitation.person_id,
        PulseLetter.occasion == INVITATION,
    )
    waiting = and_(PulseLetter.sent_at.is_(None), PulseLetter.claimed_at <= now - TRY_AGAIN)
    query = (
        select(Invitation.round_id, Invitation.person_id)
        .join(PulseRound, PulseRound.id == Invitation.round_id)
        .join(Person, Person.id == Invitation.person_id)
        .outerjoin(PulseLetter, letter)
        .where(
            PulseRound.opens_at <= now,
            PulseRound.closes_at > now,
            PulseRound.opened_box_at.is_(None),
            Person.email.is_not(None),
            or_(Person.left_on.is_(None), Person.left_on > today),
            Invitation.has_answered.is_(False),
            or_(PulseLetter.round_id.is_(None), waiting),
        )
        .order_by(Invitation.round_id, Invitation.person_id)
        .limit(AT_ONCE)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def claim(round_id: int, person_id: int, *, now: datetime) -> bool:
    """Take on one letter; of any number of workers exactly one is told True."""
    values = {"round_id": round_id, "person_id": person_id, "occasion": INVITATION}
    if engine.insert_if_absent(db.session(), PulseLetter, **values, claimed_at=now, attempts=1):
        return True
    again = (
        update(PulseLetter)
        .filter_by(**values)
        .where(PulseLetter.sent_at.is_(None), PulseLetter.claimed_at <= now - TRY_AGAIN)
        .values(claimed_at=now, attempts=PulseLetter.attempts + 1)
        .returning(PulseLetter.person_id)
    )
    return db.session.execute(again).first() is not None


def compose(round_id: int, person_id: int) -> mail.Letter:
    """Write the letter that asks a person to answer a round."""
    round_ = db.session.get_one(PulseRound, round_id)
    person = db.session.get_one(Person, person_id)
    return mail.compose(
        "pulse_invitation",
        person.email or "",
        message_id=mail.message_id_for(INVITATION, round_id, person_id),
        person=person,
        pulse_name=round_.pulse.name,
        questions=len(round_.questions),
        closes_at=round_.closes_at,
        zone=zone_of(person),
        smallest=round_.smallest_group,
        company_name=get_company().name,
        url=mail.address_of("pulses.show", round_id=round_id),
        privacy_url=mail.address_of("pulses.privacy"),
    )


def note_sent(round_id: int, person_id: int, *, now: datetime) -> None:
    """Keep that a letter went."""
    _change(round_id, person_id, sent_at=now, complaint=None)


def note_failure(round_id: int, person_id: int, complaint: str) -> None:
    """Keep why a letter did not go; it is tried again."""
    _change(round_id, person_id, complaint=complaint[:1000])


def _change(round_id: int, person_id: int, **values: object) -> None:
    db.session.execute(
        update(PulseLetter)
        .filter_by(round_id=round_id, person_id=person_id, occasion=INVITATION)
        .values(**values)
    )
