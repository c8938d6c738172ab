"""Forgetting of the security log's notes: names and addresses go, every line of the chain stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select

from cxstaff.db import db
from cxstaff.security_log.models import SecurityEvent, SecurityNote
from cxstaff.work.batch import Batch, batch_of, keys_after


def count_old_notes(before: datetime) -> int:
    """Return how many lines from before a moment still have their note."""
    old = select(SecurityEvent.position).where(SecurityEvent.at < before)
    return db.session.scalar(select(func.count()).where(SecurityNote.position.in_(old))) or 0


def forget_notes(before: datetime, after: int, most: int) -> Batch:
    """Remove up to `most` notes of lines from before a moment."""
    old = select(SecurityEvent.position).where(SecurityEvent.at < before)
    query = select(SecurityNote.position).where(SecurityNote.position.in_(old))
    places = keys_after(query, SecurityNote.position, after, most)
    db.session.execute(delete(SecurityNote).where(SecurityNote.position.in_(places)))
    return batch_of(places, most)
