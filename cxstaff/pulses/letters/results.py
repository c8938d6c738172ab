"""The outbox of letters by which HR and leads hear that results of a round are here.

They are noted beside the letters to those asked, under an occasion of their own, claimed before
they go and kept once a round has closed. They hold no score: mail is read by others, too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta

from flask_babel import force_locale
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.mail.smtp import Undeliverable
from cxstaff.people.letters.unreachable import is_refused
from cxstaff.people.models import Leadership, Person, Role, RoleGrant
from cxstaff.people.queries import get_company, held_on, is_here, zone_of
from cxstaff.pulses.disclosure.grouping import upwards
from cxstaff.pulses.letters import queue
from cxstaff.pulses.letters.queue import RESULTS, TRY_AGAIN, Letter
from cxstaff.pulses.models import Invitation, PulseLetter, PulseRound
from cxstaff.pulses.rounds.queries import parents_of_teams

NEWS_FOR = timedelta(days=7)
"""Whom nothing reached for so long after a round closed, or who came later, is written no more."""


class ResultLetters:
    """Letters that tell HR, and leads of those asked, that a round has closed."""

    def due(self, now: datetime) -> Sequence[Letter]:
        """Return letters to go out now."""
        fresh = PulseRound.closed_at > now - NEWS_FOR, PulseRound.opened_box_at.is_not(None)
        ids = db.session.scalars(select(PulseRound.id).where(*fresh).order_by(PulseRound.id)).all()
        return [letter for round_id in ids for letter in _due_about(round_id, now)]

    def claim(self, keys: Sequence[Letter], now: datetime) -> Sequence[Letter]:
        """Take letters on; return those that no other worker has."""
        return queue.claim(keys, now=now)

    def writer(self, keys: Sequence[Letter]) -> Callable[[Letter], mail.Letter]:
        """Read what these letters need; return what writes each."""
        rounds = select(PulseRound).where(PulseRound.id.in_({each[0] for each in keys}))
        told = {each.id: each for each in db.session.scalars(rounds.options(_WITH_PULSE))}
        people = select(Person).where(Person.id.in_([each[1] for each in keys]))
        readers = {each.id: each for each in db.session.scalars(people)}
        return lambda key: _written(told[key[0]], readers[key[1]])

    def note_sent(self, key: Letter, now: datetime) -> None:
        """Keep that a letter went."""
        queue.note_sent(key, now=now)

    def note_failure(self, key: Letter, why: Exception, now: datetime) -> None:
        """Keep why a letter did not go; where its address was refused, it waits for a day."""
        if isinstance(why, Undeliverable):
            queue.note_refused(key, str(why), now=now)
        else:
            queue.note_failure(key, str(why))

    def release(self, keys: Sequence[Letter], now: datetime) -> None:
        """Give back letters that were claimed and not tried."""
        queue.release(keys, now=now)


_WITH_PULSE = joinedload(PulseRound.pulse)


def _due_about(round_id: int, now: datetime) -> list[Letter]:
    """Return who is to hear of a round and was not written yet."""
    today = clock.local_day(now, get_company().zone)
    mine = PulseLetter.round_id == round_id, PulseLetter.occasion == RESULTS
    waiting = and_(PulseLetter.sent_at.is_(None), PulseLetter.claimed_at <= now - TRY_AGAIN)
    query = (
        select(Person.id)
        .outerjoin(PulseLetter, and_(PulseLetter.person_id == Person.id, *mine))
        .where(
            or_(_is_hr(), _leads_one_of(_asked_and_above(round_id), today)),
            Person.email.is_not(None),
            is_here(today),
            ~is_refused(now),
            or_(PulseLetter.round_id.is_(None), waiting),
        )
    )
    people = db.session.scalars(query.order_by(Person.id))
    return [(round_id, person_id, RESULTS) for person_id in people]


def _is_hr() -> ColumnElement[bool]:
    held = RoleGrant.person_id == Person.id, RoleGrant.role == Role.HR
    return select(RoleGrant.person_id).where(*held).correlate(Person).exists()


def _leads_one_of(team_ids: Collection[int], today: date) -> ColumnElement[bool]:
    led = select(Leadership.id).where(
        Leadership.person_id == Person.id,
        Leadership.team_id.in_(team_ids),
        held_on(Leadership, today),
    )
    return led.correlate(Person).exists()


def _asked_and_above(round_id: int) -> set[int]:
    """Return the teams of those asked, with all above them."""
    parents = parents_of_teams()
    asked = select(Invitation.team_id).where(Invitation.round_id == round_id).distinct()
    return {team for each in db.session.scalars(asked) for team in upwards(each, parents)}


def _written(round_: PulseRound, person: Person) -> mail.Letter:
    company = get_company()
    with force_locale(person.locale or company.locale):
        return mail.compose(
            "pulse_results",
            person.email or "",
            message_id=mail.message_id_for(RESULTS, round_.id, person.id),
            reader_name=person.name,
            pulse_name=round_.pulse.name,
            opens_at=round_.opens_at,
            zone=zone_of(person),
            company_name=company.name,
            has_result=round_.answers > 0,
            smallest=round_.smallest_group,
            url=mail.address_of("pulses.results", round_id=round_.id),
        )
