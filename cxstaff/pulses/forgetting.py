"""Forgetting of rounds: after a time comments, conversations and who had answered go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from cxstaff.db import db
from cxstaff.pulses.models import Comment, Invitation, PulseRound
from cxstaff.pulses.threads.actions import forget_threads
from cxstaff.work.batch import Batch, batch_of, keys_after


def count_old_comments(before: datetime) -> int:
    """Return how many comments are from rounds that closed before a moment."""
    found = select(func.count()).select_from(_comments(before).subquery())
    return db.session.scalar(found) or 0


def forget_comments(before: datetime, after: int, most: int) -> Batch:
    """Remove up to `most` comments of rounds that closed before a moment, with their threads."""
    ids = keys_after(_comments(before), Comment.id, after, most)
    forget_threads(ids)
    db.session.execute(delete(Comment).where(Comment.id.in_(ids)))
    return batch_of(ids, most)


def count_old_participation(before: datetime) -> int:
    """Return in how many rounds that closed before a moment it still says who had answered."""
    found = select(func.count()).select_from(_rounds(before).subquery())
    return db.session.scalar(found) or 0


def forget_participation(before: datetime, after: int, most: int) -> Batch:
    """Forget, in one old round after another, who had answered; that they were asked stays.

    What was published of the round needs the roster; how many answered stands with the round.
    """
    ids = keys_after(_rounds(before), PulseRound.id, after, most)
    whole = update(Invitation).where(Invitation.round_id.in_(ids), Invitation.has_answered)
    db.session.execute(whole.values(has_answered=False))
    return batch_of(ids, most)


def _comments(before: datetime) -> Select[Any]:
    closed = select(PulseRound.id).where(PulseRound.closed_at < before)
    return select(Comment.id).where(Comment.round_id.in_(closed))


def _rounds(before: datetime) -> Select[Any]:
    told = select(Invitation.round_id).where(
        Invitation.round_id == PulseRound.id, Invitation.has_answered
    )
    return select(PulseRound.id).where(PulseRound.closed_at < before, told.exists())
