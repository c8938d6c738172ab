"""What happens to records that are held back: corrected one by one, fed again, or left out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from cxstaff import engine, security_log, tables
from cxstaff.customers.imports import actions as imports
from cxstaff.customers.imports.chunks import contact_of
from cxstaff.customers.imports.held import parted, release
from cxstaff.customers.imports.joining import join
from cxstaff.customers.models import ImportRun, ImportState, QuarantinedRecord
from cxstaff.customers.reading.contact import Contact, Problem, Said
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.reader import Reader
from cxstaff.customers.records import loading
from cxstaff.customers.records.counts import Loaded
from cxstaff.customers.records.handlers import Roster
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.security_log import Act
from cxstaff.text import N_

CHANGED = N_(
    "Somebody corrected this record meanwhile. What you typed stands here beside what it says now; "
    "feed it again to put yours in its place."
)
GONE = N_("This record is no longer held back: somebody mended it, or left it out.")
TAKEN_BACK = N_("This import was taken back, so that nothing of it can come in.")
FORGOTTEN = N_("What this record said is no longer kept.")


def correct(
    run_id: int, record_id: int, raw: str, seen: str | None = None, *, now: datetime
) -> Problem | None:
    """Feed a record again as somebody corrected it; return what is still wrong with it, if any.

    `seen` is the mark of the record as they saw it. Raises `Refused` where it is held back no
    longer, or is another one by now.
    """
    run = hold(run_id)
    record = _hold_record(run_id, record_id)
    if seen is not None and seen != mark_of(record):
        raise Refused(CHANGED)
    record.raw = raw
    held = feed(run, [record], imports.reader_of(run, now), imports.roster_of(run), now=now)
    return problem_of(record) if held else None


def mark_of(record: QuarantinedRecord) -> str:
    """Return by what a record is told from itself after a correction."""
    return hashlib.sha256(record.raw.encode()).hexdigest()[:16]


def leave_out(run_id: int, record_id: int, actor: Person | None, *, now: datetime) -> None:
    """Leave one record out for good."""
    run = hold(run_id)
    remove(run, [_hold_record(run_id, record_id)])
    security_log.record(Act.RECORDS_LEFT_OUT, by=actor, now=now, file=run.file_name)


def read_otherwise(run_id: int, mapping: Mapping) -> ImportRun:
    """Keep how the records of a run are read that are held back; what came in stays as it is.

    Raises `Refused` where they cannot be read so.
    """
    run = hold(run_id)
    mapping.check(imports.layout_of(run).headings)
    run.mapping = mapping.as_json()
    return run


def feed(
    run: ImportRun,
    records: Sequence[QuarantinedRecord],
    reader: Reader,
    roster: Roster,
    *,
    now: datetime,
) -> int:
    """Feed records of a run again; return how many are held back still, for what is wrong now.

    The caller holds the run. What records said that is no longer kept stays as it is.
    """
    layout, fit = imports.layout_of(run), list[tuple[QuarantinedRecord, Contact | Said]]()
    left_out = list[QuarantinedRecord]()
    for record in records:
        if not record.raw:
            continue
        found = contact_of(tables.parse(record.raw, layout), reader)
        if isinstance(found, Problem):
            _hold_back(record, found)
        elif found is None:
            left_out.append(record)
        else:
            fit.append((record, found))
    remove(run, left_out)
    mapping = Mapping.from_json(run.mapping or {})
    older, fit = parted(run, mapping.source, fit)
    release(run, older, Loaded(duplicates=len(older)))
    contacts = [contact for _, contact in fit]
    loaded = loading.load(mapping.source, contacts, roster, run.id, now=now)
    refused = dict(loaded.refused)
    for place, found in refused.items():
        column = mapping.columns.get(found.column or "")
        _hold_back(fit[place][0], found._replace(column=column))
    gone = [record for place, (record, _) in enumerate(fit) if place not in refused]
    release(run, gone, loaded)
    join(run, contacts, now=now)
    return len(records) - len(gone) - len(left_out) - len(older)


def remove(run: ImportRun, records: Sequence[QuarantinedRecord]) -> None:
    """Leave records of a run out for good; the caller holds the run."""
    release(run, records, Loaded(left_out=len(records)))


def hold(run_id: int) -> ImportRun:
    """Let nobody else bring interactions in, and return the run as it is then.

    Raises `Refused` where the import was taken back.
    """
    engine.lock(db.session(), "customers.load")
    run = db.session.get_one(ImportRun, run_id, populate_existing=True)
    if run.state in (ImportState.TAKING_BACK, ImportState.TAKEN_BACK):
        raise Refused(TAKEN_BACK)
    return run


def problem_of(record: QuarantinedRecord) -> Problem:
    """Return why a record is held back."""
    return Problem(record.problem, record.column, record.value)


def _hold_record(run_id: int, record_id: int) -> QuarantinedRecord:
    record = db.session.get(QuarantinedRecord, record_id, populate_existing=True)
    if record is None or record.run_id != run_id:
        raise Refused(GONE)
    if not record.raw:
        raise Refused(FORGOTTEN)
    return record


def _hold_back(record: QuarantinedRecord, found: Problem) -> None:
    record.problem, record.column, record.value = found
