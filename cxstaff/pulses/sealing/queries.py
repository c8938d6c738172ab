"""Rounds that nobody can open: their key is not where keys are kept, or opens nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cxstaff.db import db
from cxstaff.pulses.models import PulseRound, SealedAnswer
from cxstaff.pulses.sealing import box, keys


def rounds_without_key(kept_in: Path) -> list[PulseRound]:
    """Return the rounds whose answers are sealed with a key that is not in the folder.

    Each is open, or waits to be closed; the first to close comes first.
    """
    query = (
        select(PulseRound)
        .where(PulseRound.opened_box_at.is_(None), PulseRound.given_up_at.is_(None))
        .options(joinedload(PulseRound.pulse))
        .order_by(PulseRound.closes_at, PulseRound.id)
    )
    return [each for each in db.session.scalars(query) if not has_key(each, kept_in)]


def silent_rounds_without_key(kept_in: Path) -> list[PulseRound]:
    """Return those of the rounds without a key whose closing has not complained of it yet."""
    return [each for each in rounds_without_key(kept_in) if not each.complaint]


def can_be_opened(round_: PulseRound, kept_in: Path, now: datetime) -> bool:
    """Say whether a round's answers can be opened, now or when it is over.

    They cannot where the key is gone, nor where it is there and not one envelope opens with it.
    """
    if not has_key(round_, kept_in):
        return False
    if now < round_.closes_at:
        return True  # others can still answer
    private = keys.read(round_.public_key, kept_in)
    mine = select(SealedAnswer.envelope).where(
        SealedAnswer.round_id == round_.id, SealedAnswer.has_answered
    )
    sealed = db.session.scalars(mine).all()
    return not sealed or any(_opens(envelope, private, round_.id) for envelope in sealed)


def has_key(round_: PulseRound, kept_in: Path) -> bool:
    """Say whether the key that opens a round's answers is in the folder."""
    try:
        keys.read(round_.public_key, kept_in)
    except keys.NoKey:
        return False
    return True


def _opens(envelope: bytes, private: bytes, round_id: int) -> bool:
    try:
        box.open_(envelope, private, round_id)
    except box.UnreadableEnvelope:
        return False
    return True
