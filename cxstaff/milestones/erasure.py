"""Erasure of a person from milestones: their birthday, what was told, and what they decided."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from cxstaff.db import db
from cxstaff.milestones.models import Birthday, Milestone, MilestoneRefusal

SEARCHED: tuple[Any, ...] = ()
"""Columns of text in which the person is looked for: there is none."""


def erase(person_id: int) -> set[str]:
    """Remove all that is kept of a person; return the tables that changed."""
    for model in (Milestone, Birthday, MilestoneRefusal):
        db.session.execute(delete(model).where(model.person_id == person_id))
    return {"milestone", "birthday", "milestone_refusal"}
