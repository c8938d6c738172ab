"""Forgetting of digests: old editions go; everybody's last one stays, for the next begins there."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import aliased

from cxstaff.db import db
from cxstaff.digests.models import ChatPost, Edition
from cxstaff.work.batch import Batch, batch_of, keys_after


def count_old(before: date) -> int:
    """Return how many editions were due before a day and are not somebody's last."""
    return db.session.scalar(select(func.count()).select_from(_old(before).subquery())) or 0


def forget(before: date, after: int, most: int) -> Batch:
    """Remove up to `most` editions that were due before a day."""
    ids = keys_after(_old(before), Edition.id, after, most)
    db.session.execute(delete(Edition).where(Edition.id.in_(ids)))
    _forget_posts(before)
    return batch_of(ids, most)


def _forget_posts(before: date) -> None:
    """Remove the posts of teams that were due before a day; there are few, and the last stays."""
    later = aliased(ChatPost)
    followed = (
        select(later.id)
        .where(
            later.team_id == ChatPost.team_id,
            later.kind == ChatPost.kind,
            later.ends_on > ChatPost.ends_on,
        )
        .exists()
    )
    old = select(ChatPost.id).where(ChatPost.ends_on < before, followed)
    ids = db.session.scalars(old).all()
    if ids:
        db.session.execute(delete(ChatPost).where(ChatPost.id.in_(ids)))


def _old(before: date) -> Select[Any]:
    later = aliased(Edition)
    followed = (
        select(later.id)
        .where(later.person_id == Edition.person_id, later.ends_on > Edition.ends_on)
        .exists()
    )
    return select(Edition.id).where(Edition.ends_on < before, followed)
