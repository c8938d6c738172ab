"""What waits for one person, and with whom their answers are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.pulses.answering.queries.counts import COUNTS, counts_in
from cxstaff.pulses.answering.queries.respondents import Respondent
from cxstaff.pulses.models import Invitation, Pulse, PulseRound
from cxstaff.pulses.rounds.queries import has_answered, is_open

# Asked where the person was not found to be shown the page; a statement that is made once.
_COUNTED = (
    select(COUNTS)
    .select_from(Invitation)
    .where(Invitation.round_id == bindparam("round"), Invitation.person_id == bindparam("person"))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open round that a person is asked in."""

    round_id: int
    name: str
    closes_at: datetime
    has_answered: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """The group a person's answers are counted with (None: no team), and who else is in it.

    `others` were asked beside the person; of these `by_code` answer by a code and `new` came, or
    first signed in, only lately. `is_thin` where fewer than the smallest group, the person
    included, are neither: who made up the others could work out what is left.
    """

    team_name: str | None
    asked: int
    others: int
    by_code: int
    new: int
    has_answered: bool
    is_thin: bool


def open_rounds_for(person: Person, now: datetime) -> list[Waiting]:
    """Return the open rounds that `person` is asked in, the first to close first."""
    query = (
        select(PulseRound.id, Pulse.name, PulseRound.closes_at, has_answered())
        .join(Invitation, Invitation.round_id == PulseRound.id)
        .join(Pulse, Pulse.id == PulseRound.pulse_id)
        .where(Invitation.person_id == person.id, Invitation.opens_at <= now, is_open(now))
        .order_by(PulseRound.closes_at, PulseRound.id)
    )
    return [Waiting(*row) for row in db.session.execute(query)]


def is_asked(person_id: int, now: datetime) -> bool:
    """Say whether a person is asked in a round whose box has not been opened yet."""
    theirs = (
        select(Invitation.round_id)
        .join(PulseRound, PulseRound.id == Invitation.round_id)
        .where(
            Invitation.person_id == person_id,
            Invitation.opens_at <= now,
            PulseRound.opened_box_at.is_(None),
            PulseRound.given_up_at.is_(None),
        )
    )
    return db.session.scalar(theirs.limit(1)) is not None


def heard_for(person: Person, number: int = 3) -> list[PulseRound]:
    """Return the last rounds that somebody was asked in and HR has said something about."""
    query = (
        select(PulseRound)
        .join(Invitation)
        .where(Invitation.person_id == person.id, PulseRound.heard.is_not(None))
        .where(PulseRound.opened_box_at.is_not(None))
        .options(joinedload(PulseRound.pulse))
        .order_by(PulseRound.heard_at.desc(), PulseRound.id.desc())
    )
    return list(db.session.scalars(query.limit(number)))


def given_up_for(person: Person, since: datetime) -> list[PulseRound]:
    """Return the rounds that somebody was asked in and that were given up after `since`."""
    query = (
        select(PulseRound)
        .join(Invitation)
        .where(Invitation.person_id == person.id, PulseRound.given_up_at > since)
        .where(Invitation.opens_at <= PulseRound.given_up_at)
        .options(joinedload(PulseRound.pulse))
        .order_by(PulseRound.given_up_at.desc(), PulseRound.id.desc())
    )
    return list(db.session.scalars(query))


def counted_with(asked: Respondent) -> Counted:
    """Return with whom a person's answers are counted, and whether they have answered."""
    counts = asked.counts
    if counts is None:
        mine = {"round": asked.round.id, "person": asked.person.id}
        counts = counts_in(db.session.connection().execute(_COUNTED, mine).scalar_one())
    return Counted(
        asked.team_name,
        counts.asked,
        counts.asked - 1,
        counts.by_code,
        counts.new,
        asked.is_answered,
        is_thin=counts.known < asked.round.smallest_group,
    )
