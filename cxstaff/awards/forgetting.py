"""Forgetting of nominations: after a time reasons and votes go; to whom an award went stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select

from cxstaff.awards.models import Award, AwardPart, AwardVote, Nomination
from cxstaff.db import db
from cxstaff.work.batch import Batch, batch_of, keys_after


def count_old(before: datetime) -> int:
    """Return how many awards that ended before a moment still have nominations."""
    return db.session.scalar(select(func.count()).select_from(_old(before).subquery())) or 0


def forget(before: datetime, after: int, most: int) -> Batch:
    """Remove nominations, votes and who did not win from up to `most` awards that ended before."""
    ids = keys_after(_old(before), Award.id, after, most)
    for kind in (AwardVote, Nomination):
        db.session.execute(delete(kind).where(kind.award_id.in_(ids)))
    rest = AwardPart.award_id.in_(ids), AwardPart.has_won.is_(False)
    db.session.execute(delete(AwardPart).where(*rest))
    return batch_of(ids, most)


def _old(before: datetime) -> Select[Any]:
    has = select(Nomination.id).where(Nomination.award_id == Award.id).exists()
    return select(Award.id).where(Award.ended_at < before, has)
