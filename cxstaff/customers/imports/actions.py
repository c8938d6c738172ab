"""What happens to imports: received, started, claimed, brought in chunk by chunk, and corrected."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select, update
from sqlalchemy.orm import aliased

from cxstaff import engine, security_log, tables
from cxstaff.customers.imports.chunks import Chunk
from cxstaff.customers.imports.handlers import Roster
from cxstaff.customers.models import ImportRun, ImportState, QuarantinedRecord
from cxstaff.customers.reading.contact import Problem
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.reader import Reader
from cxstaff.customers.reading.unread import Unread
from cxstaff.customers.records import loading
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.security_log import Act
from cxstaff.tables import Layout
from cxstaff.text import one_line, visible

SILENT = timedelta(minutes=2)
"""A worker that gives no sign of life between two chunks for so long is taken for dead."""

QUARANTINE_COLUMNS = ("run_id", "line", "raw", "problem", "column", "value")


def receive(
    path: Path, file_name: str, stored_as: str, actor: Person | None, *, now: datetime
) -> ImportRun:
    """Note that a file has come, without bringing it in yet; raises `Refused` if it is no CSV."""
    layout = tables.examine(path)
    run = ImportRun(
        file_name=one_line(file_name)[-200:] or "file.csv",
        stored_as=stored_as,
        layout=asdict(layout),
        bytes_total=path.stat().st_size,
        bytes_done=layout.starts_at,
        lines_done=layout.starts_on_line - 1,
        started_by=actor,
        created_at=now,
    )
    db.session.add(run)
    db.session.flush()
    return run


def prepare(run: ImportRun, mapping: Mapping) -> None:
    """Keep how a file is to be read, before it is begun."""
    mapping.check(layout_of(run).headings)
    run.mapping = mapping.as_json()


def choose_encoding(run: ImportRun, path: Path, encoding: str) -> None:
    """Write an uploaded file anew from the encoding it is in; what it means is guessed again."""
    tables.unpack(path, encoding)
    layout = tables.examine(path)
    run.layout, run.mapping = asdict(layout), None
    run.bytes_total, run.bytes_done = path.stat().st_size, layout.starts_at
    run.lines_done = layout.starts_on_line - 1


def start(run: ImportRun, mapping: Mapping, actor: Person | None, *, now: datetime) -> None:
    """Queue an import that is to be read this way; raises `Refused` where it cannot be."""
    if run.records or run.state not in (ImportState.UPLOADED, ImportState.FAILED):
        raise Refused("This import has begun already.")
    if layout_of(run).doubts:
        raise Refused("Say first how the letters of this file are written.")
    mapping.check(layout_of(run).headings)
    run.mapping = mapping.as_json()
    run.state, run.complaint = ImportState.QUEUED, None
    security_log.record(Act.CUSTOMERS_IMPORTED, by=actor, now=now, file=run.file_name)


def stop(run: ImportRun) -> None:
    """Stop an import after the chunk at hand; what came in stays."""
    if run.state not in (ImportState.QUEUED, ImportState.RUNNING):
        raise Refused("This import is not running.")
    run.state = ImportState.STOPPED


def resume(run: ImportRun) -> None:
    """Go on with an import where it ended."""
    db.session.refresh(run, with_for_update=True)
    if run.state not in (ImportState.STOPPED, ImportState.FAILED) or run.mapping is None:
        raise Refused("This import is not stopped.")
    run.state, run.complaint = ImportState.QUEUED, None


def runs_to_claim(now: datetime) -> list[int]:
    """Return the imports that wait, or whose worker seems to be dead."""
    return list(db.session.scalars(_claimable(now)))


def claim(worker: str, *, now: datetime, run_id: int | None = None) -> int | None:
    """Take the oldest import that waits or whose worker is dead (or `run_id`); return its id.

    Of any number of workers that ask at once, each import goes to one. A worker that is at a
    chunk holds the run's row, however long it takes, and is passed over: the database lets go of
    the row when that worker dies. On SQLite nobody gets this far while a chunk comes in.
    """
    query = _claimable(now).with_for_update(skip_locked=True)
    if run_id is not None:
        query = query.where(ImportRun.id == run_id)
    for candidate in list(db.session.scalars(query)):
        taken = (
            update(ImportRun)
            .where(ImportRun.id == candidate)
            .values(state=ImportState.RUNNING, worker=worker, heard_at=now)
        )
        if db.session.execute(taken.returning(ImportRun.id)).first() is not None:
            return candidate
    return None


def nothing_is_taken_back() -> ColumnElement[bool]:
    """Say in a query that no import is being taken back: what comes in waits for that."""
    going = aliased(ImportRun)
    return ~exists().where(going.state == ImportState.TAKING_BACK)


def take_in(run: ImportRun, worker: str, chunk: Chunk, roster: Roster, *, now: datetime) -> bool:
    """Bring one chunk in, with everything the run must know of it, in one transaction.

    False where the run was stopped, taken over or has come further: then nothing may be committed.
    Until the transaction ends the run cannot be taken over.
    """
    engine.lock(db.session(), "customers.load")
    held = _held(select(ImportRun.id), run, worker, chunk.begins_at).with_for_update()
    if db.session.scalar(held) is None:
        return False
    loaded = loading.load(_mapping_of(run).source, chunk.contacts, roster, run.id, now=now)
    refused = [(chunk.origin(place), found) for place, found in loaded.refused]
    wrong = chunk.problems + [(r, _named(run, found)) for r, found in refused]
    engine.insert_rows(
        db.session(),
        _quarantine(),
        QUARANTINE_COLUMNS,
        [(run.id, r.line, visible(r.raw), p.sentence, p.column, p.value) for r, p in wrong],
    )
    counts = {
        "records": ImportRun.records + chunk.records,
        "accepted": ImportRun.accepted + loaded.accepted,
        "updated": ImportRun.updated + loaded.updated,
        "duplicates": ImportRun.duplicates + loaded.duplicates,
        "left_out": ImportRun.left_out + loaded.left_out + chunk.left_out,
        "quarantined": ImportRun.quarantined + len(wrong),
        "too_old": ImportRun.too_old + loaded.too_old,
    }
    progress: dict[str, Any] = {"bytes_done": chunk.ends_at, "lines_done": chunk.next_line - 1}
    if chunk.unread:
        unread = Unread(run.unread)
        unread.add(chunk.unread)
        progress["unread"] = unread.as_json()
    return _note(run, worker, chunk.begins_at, counts | progress)


def note_alive(run: ImportRun, *, now: datetime) -> None:
    """Note a sign of life of the worker that holds a run, in the transaction that holds it."""
    run.heard_at = now


def finish(run: ImportRun, worker: str, *, now: datetime) -> bool:
    """Note that the whole file is in; False where the run is no longer this worker's."""
    done = {"state": ImportState.FINISHED, "finished_at": now, "bytes_done": run.bytes_total}
    return _note(run, worker, None, done)


def fail(run: ImportRun, worker: str, complaint: str) -> None:
    """Note why a run cannot go on; what came in stays."""
    _note(run, worker, None, {"state": ImportState.FAILED, "complaint": complaint[:1000]})


def layout_of(run: ImportRun) -> Layout:
    """Return how the file of a run is written."""
    return Layout.from_json(run.layout)


def reader_of(run: ImportRun, now: datetime) -> Reader:
    """Return what reads the rows of a run."""
    return Reader(_mapping_of(run), layout_of(run).headings, people.get_company().zone, now)


def roster_of(run: ImportRun) -> Roster:
    """Return the roster as the records of a run are to be held against it."""
    return Roster(_mapping_of(run).several)


def _mapping_of(run: ImportRun) -> Mapping:
    if run.mapping is None:
        raise Refused("Say first which column is what.")
    return Mapping.from_json(run.mapping)


def _claimable(now: datetime) -> Select[int]:
    is_dead = ImportRun.heard_at < now - SILENT
    is_free = or_(
        ImportRun.state == ImportState.QUEUED, (ImportRun.state == ImportState.RUNNING) & is_dead
    )
    query = select(ImportRun.id).where(is_free, nothing_is_taken_back())
    return query.order_by(ImportRun.id)


def _named(run: ImportRun, found: Problem) -> Problem:
    """Put the heading of a column in the place of the field that it holds."""
    return found._replace(column=_mapping_of(run).columns.get(found.column or ""))


def _note(run: ImportRun, worker: str, begins_at: int | None, what: dict[str, Any]) -> bool:
    """Change a run if this worker still holds it and it stands where the worker thinks."""
    query = _held(update(ImportRun), run, worker, begins_at)
    changed = db.session.execute(
        query.values(what).returning(ImportRun.id),
        execution_options={"synchronize_session": False},
    ).first()
    db.session.expire(run)
    return changed is not None


def _held(query: Any, run: ImportRun, worker: str, begins_at: int | None) -> Any:
    """Narrow a query to the run while it is this worker's and has come just so far."""
    query = query.where(
        ImportRun.id == run.id, ImportRun.worker == worker, ImportRun.state == ImportState.RUNNING
    )
    return query if begins_at is None else query.where(ImportRun.bytes_done == begins_at)


def _quarantine() -> Any:
    return QuarantinedRecord.__table__
