"""The rounds whose results are out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from cxstaff.db import Page, db, page_of
from cxstaff.pulses.models import Invitation, Pulse, PulseRound

MOST_BEFORE = 26


def find_round(round_id: int) -> PulseRound | None:
    """Return a round whose results are out, else None."""
    found = db.session.get(PulseRound, round_id, options=[joinedload(PulseRound.pulse)])
    return found if found is not None and found.opened_box_at is not None else None


@dataclass(frozen=True, slots=True)
class ClosedRound:
    """A round that has closed, with the name of its pulse, and of how many answers were kept."""

    round_id: int
    name: str
    answers: int


def newest_out(since: datetime, team_ids: Collection[int] | None) -> ClosedRound | None:
    """Return the round that closed last, after `since`, and asked one of the teams (None: any)."""
    query = (
        select(PulseRound.id, Pulse.name, PulseRound.answers)
        .join(Pulse, Pulse.id == PulseRound.pulse_id)
        .where(PulseRound.closed_at > since, PulseRound.opened_box_at.is_not(None))
    )
    if team_ids is not None:
        asked = select(Invitation.round_id).where(Invitation.team_id.in_(team_ids))
        query = query.where(PulseRound.id.in_(asked))
    row = db.session.execute(query.order_by(PulseRound.closed_at.desc()).limit(1)).first()
    return ClosedRound(*row) if row else None


def rounds(number: int) -> Page[PulseRound]:
    """Return page `number` of the rounds whose results are out, newest first."""
    query = (
        select(PulseRound)
        .where(PulseRound.opened_box_at.is_not(None))
        .options(joinedload(PulseRound.pulse), selectinload(PulseRound.questions))
        .order_by(PulseRound.closes_at.desc(), PulseRound.id.desc())
    )
    return page_of(query, number, size=10)


def up_to(round_: PulseRound) -> Sequence[PulseRound]:
    """Return a round and those of its pulse before it that are out, at most 26, newest first."""
    query = (
        select(PulseRound)
        .where(PulseRound.pulse_id == round_.pulse_id, PulseRound.number <= round_.number)
        .where(PulseRound.opened_box_at.is_not(None))
        .options(selectinload(PulseRound.questions))
        .order_by(PulseRound.number.desc())
    )
    return db.session.scalars(query.limit(MOST_BEFORE)).all()


def cycle_of(round_: PulseRound) -> Sequence[PulseRound]:
    """Return a round and those before it in which the other turns were had, the newest first.

    They are as many rounds of the pulse as the round has turns, as far as they are out.
    """
    turns = 1 + max((each.turn or 0 for each in round_.questions), default=0)
    if turns == 1:
        return [round_]
    query = (
        select(PulseRound)
        .where(PulseRound.pulse_id == round_.pulse_id)
        .where(PulseRound.number.between(round_.number - turns + 1, round_.number))
        .where(PulseRound.opened_box_at.is_not(None))
        .options(selectinload(PulseRound.questions))
        .order_by(PulseRound.number.desc())
    )
    return db.session.scalars(query).all()
