"""What waits for one person, and with whom their answers are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, case, func, select
from sqlalchemy.orm import joinedload

from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.pulses.answering.queries.respondents import Respondent
from cxstaff.pulses.models import Invitation, Pulse, PulseRound
from cxstaff.pulses.rounds.queries import has_answered, is_open

# Everybody who answers asks these within a few hours, so they are made once.
_OTHERS = (Invitation.person_id != bindparam("person")).label("others")
_IS_KNOWN = ~Invitation.needs_code & ~Invitation.is_new


def _count_if(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((holds, 1), else_=0)), 0)


_COUNTED = select(
    func.count(),
    _count_if(_OTHERS & Invitation.needs_code),
    _count_if(_OTHERS & Invitation.is_new),
    _count_if(_IS_KNOWN | ~_OTHERS),
).where(Invitation.round_id == bindparam("round"))
_COUNTED_IN_A_GROUP = _COUNTED.where(Invitation.group_id == bindparam("group"))
_COUNTED_IN_NONE = _COUNTED.where(Invitation.group_id.is_(None))


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
    mine: dict[str, int] = {"round": asked.round.id, "person": asked.person.id}
    query = _COUNTED_IN_NONE
    if asked.group_id is not None:
        query, mine["group"] = _COUNTED_IN_A_GROUP, asked.group_id
    number, by_code, new, known = db.session.connection().execute(query, mine).one()
    is_thin = known < asked.round.smallest_group
    return Counted(
        asked.team_name, number, number - 1, by_code, new, asked.is_answered, is_thin=is_thin
    )
