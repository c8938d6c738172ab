"""What waits for one person, and with whom their answers are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, case, func, select
from sqlalchemy.orm import joinedload

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import Invitation, Pulse, PulseRound
from cxstaff.pulses.queries.answered import has_answered
from cxstaff.pulses.queries.running import is_open

# Everybody asks this one within a few hours, so the statement is made once.
_ROUND = joinedload(Invitation.round)
_ASKED = (
    select(Invitation)
    .where(Invitation.round_id == bindparam("round"), Invitation.person_id == bindparam("person"))
    .options(
        _ROUND.joinedload(PulseRound.pulse),
        _ROUND.joinedload(PulseRound.questions),
        joinedload(Invitation.place),
    )
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


def find_round_for(person: Person, round_id: int) -> PulseRound | None:
    """Return a round if the person is asked in it, else None."""
    found = find_invitation(round_id, person.id)
    return found.round if found else None


def find_invitation(round_id: int, person_id: int) -> Invitation | None:
    """Return how a person is asked in a round, with its questions, or None."""
    asked = {"round": round_id, "person": person_id}
    return db.session.scalars(_ASKED, asked).unique().one_or_none()


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


def counted_with(round_: PulseRound, person_id: int) -> Counted:
    """Return with whom a person's answers are counted, and whether they have answered."""
    mine = select(Invitation.group_id, Team.name, has_answered())
    mine = mine.outerjoin(Team, Team.id == Invitation.group_id)
    mine = mine.where(Invitation.round_id == round_.id, Invitation.person_id == person_id)
    group, name, answered = db.session.execute(mine).one()
    others = (Invitation.person_id != person_id).label("others")
    is_known = ~Invitation.needs_code & ~Invitation.is_new
    query = select(
        func.count(),
        _count_if(others & Invitation.needs_code),
        _count_if(others & Invitation.is_new),
        _count_if(is_known | ~others),
    ).where(Invitation.round_id == round_.id, Invitation.group_id.is_not_distinct_from(group))
    asked, by_code, new, known = db.session.execute(query).one()
    is_thin = known < round_.smallest_group
    return Counted(name, asked, asked - 1, by_code, new, answered, is_thin=is_thin)


def _count_if(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((holds, 1), else_=0)), 0)
