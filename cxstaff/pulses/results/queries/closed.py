"""The rounds whose results are out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from cxstaff.db import Page, db, page_of
from cxstaff.pulses.models import PulseRound

MOST_BEFORE = 26


def find_round(round_id: int) -> PulseRound | None:
    """Return a round whose results are out, else None."""
    found = db.session.get(PulseRound, round_id, options=[joinedload(PulseRound.pulse)])
    return found if found is not None and found.opened_box_at is not None else None


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
