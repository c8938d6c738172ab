"""What the jobs look at: pulses that are due, rounds that are over, how far they are closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from cxstaff.db import db
from cxstaff.pulses.models import Pulse, PulseRound

FARTHEST_APART = timedelta(hours=26)  # the clocks of Kiritimati and of Baker Island


def is_box_open(round_id: int) -> bool:
    """Say whether a round's answers have become plain rows."""
    query = select(PulseRound.opened_box_at).where(PulseRound.id == round_id)
    return db.session.scalar(query) is not None


def name_of_round(round_id: int) -> str:
    """Return the name of the pulse that a round asks."""
    query = select(Pulse.name).join(PulseRound, PulseRound.pulse_id == Pulse.id)
    return db.session.scalars(query.where(PulseRound.id == round_id)).one()


def due_pulse_ids(now: datetime) -> list[int]:
    """Return the pulses whose next round is due somewhere, or may be, within a day's turn."""
    soon = now + FARTHEST_APART
    query = select(Pulse.id).where(Pulse.next_opens_at <= soon, Pulse.is_paused.is_(False))
    return list(db.session.scalars(query.order_by(Pulse.id)))


def ended_round_ids(now: datetime) -> list[int]:
    """Return the rounds that have ended and are not wholly closed, oldest first."""
    query = select(PulseRound.id).where(PulseRound.closes_at <= now, PulseRound.closed_at.is_(None))
    return list(db.session.scalars(query.order_by(PulseRound.closes_at, PulseRound.id)))
