"""What happens to imports: received, started, claimed, brought in chunk by chunk, and corrected."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import aliased

from cxstaff import engine, security_log, tables
from cxstaff.customers.imports.chunks import Chunk
from cxstaff.customers.models import ImportRun, ImportState, QuarantinedRecord
from cxstaff.customers.reading.contact import Problem
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.reader import Reader
from cxstaff.customers.reading.unread import Unread
from cxstaff.customers.records import loading
from cxstaff.customers.records.handlers import Roster
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.security_log import Act
from cxstaff.tables import Layout
from cxstaff.text import one_line, visible
from cxstaff.work.leases import Lease

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
    LEASE.queue(run)
    security_log.record(Act.CUSTOMERS_IMPORTED, by=actor, now=now, file=run.file_name)


def stop(run: ImportRun) -> None:
    """Stop an import after the chunk at hand; what came in stays."""
    if not run.is_moving:
        raise Refused("This import is not running.")
    run.state = ImportState.STOPPED


def resume(run: ImportRun) -> None:
    """Go on with an import where it ended."""
    db.session.refresh(run, with_for_update=True)
    if run.state not in (ImportState.STOPPED, ImportState.FAILED) or run.mapping is None:
        raise Refused("This import is not stopped.")
    LEASE.queue(run)


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
    query = LEASE.mine(query, run.id, worker)
    return query if begins_at is None else query.where(ImportRun.bytes_done == begins_at)


def _quarantine() -> Any:
    return QuarantinedRecord.__table__


LEASE = Lease(
    ImportRun,
    waits=ImportState.QUEUED,
    runs=ImportState.RUNNING,
    fails=ImportState.FAILED,
    unless=nothing_is_taken_back,
)
"""Imports to be brought in: while one is being taken back, none is begun."""
