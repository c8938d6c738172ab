"""Forgetting of action plans: an action and its notes go some time after the action ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, delete, func, select

from cxstaff.action_plans.models import Action, ActionNote
from cxstaff.db import db
from cxstaff.work.batch import Batch, batch_of, keys_after


def count_old(before: date) -> int:
    """Return how many actions ended before a day."""
    return db.session.scalar(select(func.count()).select_from(_old(before).subquery())) or 0


def forget(before: date, after: int, most: int) -> Batch:
    """Remove up to `most` actions that ended before a day, with their notes."""
    ids = keys_after(_old(before), Action.id, after, most)
    db.session.execute(delete(ActionNote).where(ActionNote.action_id.in_(ids)))
    db.session.execute(delete(Action).where(Action.id.in_(ids)))
    return batch_of(ids, most)


def _old(before: date) -> Select[Any]:
    return select(Action.id).where(Action.ended_on < before)
