"""Rounds that are over, and how far they are closed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select

from cxstaff.db import db
from cxstaff.pulses.models import Pulse, PulseRound


def is_box_done_with(round_id: int) -> bool:
    """Say whether nobody needs a round's envelopes: they are plain rows, or the round is given up.

    Either way they are to be destroyed.
    """
    done = func.coalesce(PulseRound.opened_box_at, PulseRound.given_up_at)
    return db.session.scalar(select(done).where(PulseRound.id == round_id)) is not None


def name_of_round(round_id: int) -> str:
    """Return the name of the pulse that a round asks."""
    query = select(Pulse.name).join(PulseRound, PulseRound.pulse_id == Pulse.id)
    return db.session.scalars(query.where(PulseRound.id == round_id)).one()


def ended_round_ids(now: datetime) -> list[int]:
    """Return the rounds that have ended and are not wholly closed, oldest first."""
    ended = or_(PulseRound.closes_at <= now, PulseRound.given_up_at.is_not(None))
    query = select(PulseRound.id).where(ended, PulseRound.closed_at.is_(None))
    return list(db.session.scalars(query.order_by(PulseRound.closes_at, PulseRound.id)))
