"""Rounds that nobody can open, because their key is not where keys are kept."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cxstaff.db import db
from cxstaff.pulses import keys
from cxstaff.pulses.models import PulseRound


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


def has_key(round_: PulseRound, kept_in: Path) -> bool:
    """Say whether the key that opens a round's answers is in the folder."""
    try:
        keys.read(round_.public_key, kept_in)
    except keys.NoKey:
        return False
    return True
