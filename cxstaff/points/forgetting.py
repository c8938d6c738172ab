"""Forgetting of what transfers were for: after a time the words go, every transfer stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select

from cxstaff.db import db
from cxstaff.points.models import Transfer, TransferNote
from cxstaff.work.batch import Batch, batch_of, keys_after


def count_old(before: datetime) -> int:
    """Return how many transfers from before a moment still have their words."""
    return db.session.scalar(select(func.count()).select_from(_old(before).subquery())) or 0


def forget(before: datetime, after: int, most: int) -> Batch:
    """Remove the words of up to `most` transfers from before a moment."""
    ids = keys_after(_old(before), TransferNote.transfer_id, after, most)
    db.session.execute(delete(TransferNote).where(TransferNote.transfer_id.in_(ids)))
    return batch_of(ids, most)


def _old(before: datetime) -> Select[Any]:
    query = select(TransferNote.transfer_id).join(Transfer, Transfer.id == TransferNote.transfer_id)
    return query.where(Transfer.recorded_at < before)
