"""Passes over what is held back: begun, claimed by one worker, batch by batch, stopped, gone on.

Whatever kills a worker, each batch is there with everything that is counted of it, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from cxstaff import engine, security_log
from cxstaff.customers.imports import actions as imports
from cxstaff.customers.models import ImportRun, ImportState, QuarantinedRecord, QuarantinePass
from cxstaff.customers.quarantine import actions
from cxstaff.customers.quarantine.kinds import ProblemGroup, about, stands_in
from cxstaff.customers.reading.reader import Reader
from cxstaff.customers.records.handlers import Roster
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.security_log import Act
from cxstaff.work.leases import Lease

LEASE = Lease(
    QuarantinePass,
    waits=ImportState.QUEUED,
    runs=ImportState.RUNNING,
    fails=ImportState.FAILED,
    unless=imports.nothing_is_taken_back,
)
"""Passes to be done: while an import is being taken back, none is begun."""


@dataclass(slots=True)
class Means:
    """What a worker needs to read records of one run, over and over."""

    reader: Reader
    roster: Roster


def begin(
    run: ImportRun, *, now: datetime, kind: ProblemGroup | None = None, word: str | None = None
) -> QuarantinePass:
    """Queue records of a run to be fed again: all, those of a kind, or those of a handler."""
    return _add(run, kind, now=now, word=word)


def begin_dismissal(
    run: ImportRun, kind: ProblemGroup, actor: Person | None, *, now: datetime
) -> QuarantinePass:
    """Queue the records of a kind to be left out for good."""
    security_log.record(Act.RECORDS_LEFT_OUT, by=actor, now=now, file=run.file_name)
    return _add(run, kind, now=now, is_dismissal=True)


def stop(one: QuarantinePass) -> None:
    """Stop a pass after the batch at hand; what was done stays."""
    if not one.is_moving:
        raise Refused("Nothing is under way here any more.")
    one.state = ImportState.STOPPED


def resume(one: QuarantinePass) -> None:
    """Go on with a pass where it ended."""
    if one.state not in (ImportState.STOPPED, ImportState.FAILED):
        raise Refused("This is not stopped.")
    LEASE.queue(one)


def means_of(one: QuarantinePass, *, now: datetime) -> Means:
    """Return what reads the records of a pass; raises `Refused` where they cannot be read."""
    return Means(imports.reader_of(one.run, now), imports.roster_of(one.run))


def advance(pass_id: int, worker: str, means: Means, most: int, *, now: datetime) -> int | None:
    """Do the next batch of a pass, in one transaction; return how many records it looked at.

    None where there is nothing more to do, or it was stopped or taken over. Raises `Refused`
    where the records cannot be taken in.
    """
    engine.lock(db.session(), "customers.load")
    mine = LEASE.mine(select(QuarantinePass), pass_id, worker)
    query = mine.with_for_update().execution_options(populate_existing=True)
    one = db.session.scalar(query)
    if one is None:
        return None
    batch = _next_batch(one, most)
    if not batch:
        one.state, one.finished_at = ImportState.FINISHED, now
        return None
    run = actions.hold(one.run_id)
    line = batch[-1].line
    concerned = [record for record in batch if _is_about(one, record)]
    if one.is_dismissal:
        actions.remove(run, concerned)
        one.left_out += len(concerned)
    else:
        _feed(run, one, concerned, means, now=now)
    one.looked_at += len(batch)
    one.line_done, one.heard_at = line, now
    return len(batch)


def last_of(run_id: int) -> QuarantinePass | None:
    """Return the newest pass over what a run holds back."""
    query = select(QuarantinePass).where(QuarantinePass.run_id == run_id)
    return db.session.scalar(query.order_by(QuarantinePass.id.desc()).limit(1))


def _add(
    run: ImportRun,
    kind: ProblemGroup | None,
    *,
    now: datetime,
    word: str | None = None,
    is_dismissal: bool = False,
) -> QuarantinePass:
    actions.hold(run.id)
    example = kind.example if kind else None
    one = QuarantinePass(
        run_id=run.id,
        is_dismissal=is_dismissal,
        problem=example.sentence if example else None,
        column=example.column if example else None,
        word=word,
        created_at=now,
    )
    one.total = db.session.scalar(select(func.count()).select_from(_records(one).subquery())) or 0
    if not one.total:
        raise Refused("Nothing is held back here that could be tried again or left out.")
    db.session.add(one)
    db.session.flush()
    return one


def _feed(
    run: ImportRun,
    one: QuarantinePass,
    records: Sequence[QuarantinedRecord],
    means: Means,
    *,
    now: datetime,
) -> None:
    before = run.left_out
    held = actions.feed(run, records, means.reader, means.roster, now=now)
    left_out = run.left_out - before
    one.still_held += held
    one.left_out += left_out
    one.taken_in += len(records) - held - left_out


def _next_batch(one: QuarantinePass, most: int) -> list[QuarantinedRecord]:
    query = _records(one).where(QuarantinedRecord.line > one.line_done)
    query = query.order_by(QuarantinedRecord.line).limit(most)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _records(one: QuarantinePass) -> Select[Any]:
    query = select(QuarantinedRecord).where(*about(one.run_id, one.problem, one.column))
    return query if one.is_dismissal else query.where(QuarantinedRecord.raw != "")


def _is_about(one: QuarantinePass, record: QuarantinedRecord) -> bool:
    return one.word is None or stands_in(one.word, record.problem, record.value)
