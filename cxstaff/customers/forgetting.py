"""Forgetting of what customers are called and said, and of files and records once imported.

Sums, scores and the references by which nothing is imported twice stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, delete, exists, func, or_, select, tuple_, update

from cxstaff.customers.models import (
    Change,
    Customer,
    Feedback,
    ImportRun,
    ImportState,
    Interaction,
    QuarantinedRecord,
    QuarantinePass,
)
from cxstaff.customers.records import history
from cxstaff.db import db
from cxstaff.text import N_
from cxstaff.work.batch import Batch, batch_of, keys_after

MOVING = (ImportState.QUEUED, ImportState.RUNNING, ImportState.TAKING_BACK)
DONE = (ImportState.FINISHED, ImportState.TAKEN_BACK)
ANYWHERE = {"synchronize_session": False}
FILE_TOO_OLD = N_("The file waited for too long and was removed. Upload it again.")


def count_old_details(before: datetime) -> int:
    """Return of how many interactions before a moment it still says who asked or what was said."""
    return _count(_details(before))


def forget_details(before: datetime, after: int, most: int) -> Batch:
    """Forget who asked, and the words, in up to `most` interactions before a moment."""
    ids = keys_after(_details(before), Interaction.id, after, most)
    theirs = update(Interaction).where(Interaction.id.in_(ids))
    db.session.execute(theirs.values(customer=None))
    forget_unnamed()
    said = update(Feedback).where(Feedback.interaction_id.in_(ids))
    db.session.execute(said.values(remark=None, search_text=None))
    history.forget_values(db.session(), ids)
    return batch_of(ids, most)


def forget_unnamed() -> None:
    """Remove what is known of customers whom no interaction names (any more)."""
    if db.session.scalar(select(Customer.reference).limit(1)) is None:
        return
    named = select(Interaction.source, Interaction.customer)
    unnamed = select(Customer.source, Customer.reference).except_(
        named.where(Interaction.customer.is_not(None))
    )
    gone = tuple_(Customer.source, Customer.reference).in_(unnamed)
    db.session.execute(delete(Customer).where(gone), execution_options=ANYWHERE)


def count_old_records(before: datetime) -> int:
    """Return how many quarantined records of imports before a moment are still as written."""
    return _count(_records(before))


def forget_records(before: datetime, after: int, most: int) -> Batch:
    """Forget how up to `most` quarantined records were written; line and reason stay."""
    ids = keys_after(_records(before), QuarantinedRecord.id, after, most)
    held = update(QuarantinedRecord).where(QuarantinedRecord.id.in_(ids))
    db.session.execute(held.values(raw="", value=None))
    return batch_of(ids, most)


def count_old_imports(before: datetime) -> int:
    """Return how many imports from before a moment are listed and no longer move."""
    return _count(_imports(before))


def forget_imports(before: datetime, after: int, most: int) -> Batch:
    """Remove up to `most` imports from before a moment, with their quarantine."""
    ids = keys_after(_imports(before), ImportRun.id, after, most)
    for kept in (QuarantinedRecord, QuarantinePass):
        db.session.execute(delete(kept).where(kept.run_id.in_(ids)))
    for model in (Interaction, Change):
        theirs = update(model).where(model.run_id.in_(ids))
        db.session.execute(theirs.values(run_id=None))
    db.session.execute(delete(ImportRun).where(ImportRun.id.in_(ids)))
    return batch_of(ids, most)


def not_moving(paths: Iterable[Path]) -> list[Path]:
    """Return those uploaded files that no import waits for or works on."""
    moving = select(ImportRun.stored_as).where(ImportRun.state.in_(MOVING))
    used = set(db.session.scalars(moving))
    return [path for path in paths if path.name not in used]


def give_up_files(paths: Iterable[Path]) -> None:
    """Note that these uploaded files are removed, so that no import can go on with them."""
    idle = ImportRun.state.not_in([*MOVING, *DONE])
    theirs = ImportRun.stored_as.in_([path.name for path in paths])
    gone = {"state": ImportState.FAILED, "complaint": FILE_TOO_OLD}
    db.session.execute(update(ImportRun).where(idle, theirs).values(gone))


def _details(before: datetime) -> Select[Any]:
    told = exists().where(Change.interaction_id == Interaction.id, history.still_tells())
    return (
        select(Interaction.id)
        .outerjoin(Feedback)
        .where(
            Interaction.happened_at < before,
            or_(Interaction.customer.is_not(None), Feedback.remark.is_not(None), told),
        )
    )


def _records(before: datetime) -> Select[Any]:
    old = select(ImportRun.id).where(ImportRun.created_at < before)
    return select(QuarantinedRecord.id).where(
        QuarantinedRecord.run_id.in_(old), QuarantinedRecord.raw != ""
    )


def _imports(before: datetime) -> Select[Any]:
    return select(ImportRun.id).where(ImportRun.created_at < before, ImportRun.state.not_in(MOVING))


def _count(query: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
