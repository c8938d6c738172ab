"""Forgetting of digests: old editions go; everybody's last one stays, for the next begins there."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import aliased

from cxstaff.db import db
from cxstaff.digests.models import Edition
from cxstaff.work.batch import Batch, batch_of, keys_after


def count_old(before: date) -> int:
    """Return how many editions were due before a day and are not somebody's last."""
    return db.session.scalar(select(func.count()).select_from(_old(before).subquery())) or 0


def forget(before: date, after: int, most: int) -> Batch:
    """Remove up to `most` editions that were due before a day."""
    ids = keys_after(_old(before), Edition.id, after, most)
    db.session.execute(delete(Edition).where(Edition.id.in_(ids)))
    return batch_of(ids, most)


def _old(before: date) -> Select[Any]:
    later = aliased(Edition)
    followed = (
        select(later.id)
        .where(later.person_id == Edition.person_id, later.ends_on > Edition.ends_on)
        .exists()
    )
    return select(Edition.id).where(Edition.ends_on < before, followed)
