"""Forgetting of thanks: after a time their words go, and that they were given stays counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from cxstaff.db import db
from cxstaff.identifiers import WORDS_REMOVED
from cxstaff.recognition.models import Thanks, ThanksReply
from cxstaff.work.batch import Batch, batch_of, keys_after


def count_old(before: datetime) -> int:
    """Return how many thanks given before a moment still have their words."""
    return db.session.scalar(select(func.count()).select_from(_old(before).subquery())) or 0


def forget(before: datetime, after: int, most: int) -> Batch:
    """Take the words out of up to `most` thanks given before a moment, and what replied to them."""
    ids = keys_after(_old(before), Thanks.id, after, most)
    gone = {"message": WORDS_REMOVED, "interaction_id": None, "request_key": None}
    db.session.execute(update(Thanks).where(Thanks.id.in_(ids)).values(gone))
    db.session.execute(delete(ThanksReply).where(ThanksReply.thanks_id.in_(ids)))
    return batch_of(ids, most)


def _old(before: datetime) -> Select[Any]:
    return select(Thanks.id).where(Thanks.given_at < before, Thanks.message != WORDS_REMOVED)
