"""Imports taken back whole: what would happen, begun, claimed by one worker, batch by batch.

Every batch is found anew from what is left, in a transaction of its own: whatever kills a worker,
the next one goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Select, String, cast, delete, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from cxstaff import engine, security_log
from cxstaff.customers.forgetting import forget_unnamed
from cxstaff.customers.models import (
    Change,
    ChangeCause,
    ImportRun,
    ImportState,
    Interaction,
    QuarantinePass,
)
from cxstaff.customers.models import QuarantinedRecord as Held
from cxstaff.customers.records.history import BY_HAND
from cxstaff.customers.records.taking_back import remove_created, undo_changes
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.security_log import Act
from cxstaff.text import N_
from cxstaff.work.leases import Lease

LEASE = Lease(ImportRun, waits=ImportState.TAKING_BACK, runs=ImportState.TAKING_BACK)
"""Imports to be taken back; one whose batch failed is tried again after a while."""
ENDED = (ImportState.FINISHED, ImportState.STOPPED, ImportState.FAILED)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would happen to interactions if an import were taken back.

    It `created` some, which go; of these some were `corrected` by hand since. Others that it
    `updated` become what they were; of these some were changed again since (`overtaken`) and of
    some it is no longer known what they were (`forgotten`). `held` records leave the quarantine.
    """

    created: int
    corrected: int
    updated: int
    overtaken: int
    forgotten: int
    held: int

    @property
    def total(self) -> int:
        """Return how many interactions are removed or changed."""
        return self.created + self.updated


def outlook(run: ImportRun) -> Outlook:
    """Return what would happen if an import were taken back now."""
    later = aliased(Change)
    is_overtaken = exists().where(
        later.interaction_id == Change.interaction_id,
        later.id > Change.id,
        or_(later.run_id.is_(None), later.run_id != run.id),
    )
    by_hand = exists().where(Change.interaction_id == Interaction.id, Change.cause.in_(BY_HAND))
    created = select(Interaction.id).where(Interaction.run_id == run.id)
    changed = select(Change.interaction_id).where(Change.run_id == run.id).distinct()
    return Outlook(
        created=_count(created),
        corrected=_count(created.where(by_hand)),
        updated=_count(changed),
        overtaken=_count(changed.where(is_overtaken)),
        forgotten=_count(changed.where(cast(Change.before, String) == "{}")),
        held=_count(select(Held.id).where(Held.run_id == run.id)),
    )


def may_be_taken_back(run: ImportRun) -> bool:
    """Say whether an import has ended and anything of it may be there."""
    return run.state in ENDED and run.records > 0


def hindrance(run: ImportRun) -> Refused | None:
    """Return why an import cannot be taken back now, None where it can."""
    if not may_be_taken_back(run):
        return Refused("Only an import that has ended can be taken back, and only once.")
    running = select(ImportRun.file_name).where(ImportRun.state == ImportState.RUNNING)
    at_work = db.session.scalar(running.limit(1))
    if at_work is not None:
        return Refused(
            "'%(file)s' is coming in just now. Wait until it is in, or stop it.", file=at_work
        )
    return _is_built_upon(run)


def begin(run: ImportRun, actor: Person | None, *, now: datetime) -> None:
    """Queue an import to be taken back; raises `Refused` where it cannot be."""
    engine.lock(db.session(), "customers.load")
    db.session.refresh(run, with_for_update=True)
    refused = hindrance(run)
    if refused is not None:
        raise refused
    run.to_take_back = outlook(run).total
    LEASE.queue(run)
    security_log.record(Act.IMPORT_TAKEN_BACK, by=actor, now=now, file=run.file_name)


def advance(run_id: int, worker: str, most: int, *, now: datetime) -> int | None:
    """Take the next batch of an import back, in one transaction; return how much that was.

    None where nothing is left, so that it is taken back, or another worker is at it.
    """
    session = db.session()
    engine.lock(session, "customers.load")
    mine = LEASE.mine(select(ImportRun), run_id, worker)
    mine = mine.with_for_update().execution_options(populate_existing=True)
    run = session.scalar(mine)
    if run is None:
        return None
    run.heard_at = now
    for take in (partial(undo_changes, now=now), remove_created, _forget_held):
        taken = take(session, run_id, most)
        if taken:
            return taken
    session.execute(delete(QuarantinePass).where(QuarantinePass.run_id == run_id))
    forget_unnamed()
    run.state, run.taken_back_at = ImportState.TAKEN_BACK, now
    run.worker = run.complaint = None
    return None


def left_of(run: ImportRun) -> int:
    """Return how many interactions of an import are still to be taken back."""
    changes = select(Change.id).where(Change.run_id == run.id)
    return _count(select(Interaction.id).where(Interaction.run_id == run.id)) + _count(changes)


def _is_built_upon(run: ImportRun) -> Refused | None:
    """Return that later imports have changed what this one brought, None where none has."""
    number = func.count(Change.interaction_id.distinct())
    query = (
        select(ImportRun.file_name, number)
        .join_from(Interaction, Change, Change.interaction_id == Interaction.id)
        .join(ImportRun, ImportRun.id == Change.run_id)
        .where(Interaction.run_id == run.id, Change.run_id != run.id)
        .where(Change.cause == ChangeCause.UPDATED)
        .group_by(ImportRun.id, ImportRun.file_name)
        .order_by(ImportRun.id.desc())
    )
    later = db.session.execute(query).all()
    if not later:
        return None
    files = ", ".join(f"'{name}'" for name, _ in later)
    if len(later) == 1:
        sentence = N_("Take back %(files)s first: it changed %(number)s of these records.")
    else:
        sentence = N_("Take back %(files)s first: they changed records of this import.")
    return Refused(sentence, files=files, number=later[0][1])


def _forget_held(session: Session, run_id: int, most: int) -> int:
    """Remove up to `most` records of an import that are held back; return how many there were."""
    ids = session.scalars(select(Held.id).where(Held.run_id == run_id).limit(most)).all()
    if ids:
        session.execute(delete(Held).where(engine.among(session, Held.id, ids)))
    return len(ids)


def _count(query: Select[int]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
