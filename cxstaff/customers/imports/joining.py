"""Ratings that came before their interactions join them by themselves, once these are in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from cxstaff import tables
from cxstaff.customers.imports import actions
from cxstaff.customers.imports.chunks import contact_of
from cxstaff.customers.imports.held import parted, release
from cxstaff.customers.imports.waiting import waiting_for
from cxstaff.customers.models import ImportRun, QuarantinedRecord
from cxstaff.customers.reading.contact import Contact, Said
from cxstaff.customers.records import loading
from cxstaff.customers.records.counts import Loaded
from cxstaff.db import db
from cxstaff.errors import Refused


def join(run: ImportRun, contacts: Sequence[Contact | Said], *, now: datetime) -> int:
    """Let what waited for interactions that an import told join them; return how many did.

    In the transaction that brings these in, whose caller lets nobody else bring anything in. It is
    taken in as if its own import told it now: so it is in the history, and goes with that import.
    """
    source = (run.mapping or {}).get("source", "")
    waiting = waiting_for(source, contacts)
    joined = sum(_join(theirs, source, held, now=now) for theirs, held in waiting.items())
    if joined:
        more = update(ImportRun).where(ImportRun.id == run.id)
        db.session.execute(
            more.values(awaited=ImportRun.awaited + joined),
            execution_options={"synchronize_session": False},
        )
        db.session.expire(run)
    return joined


def _join(
    run: ImportRun, source: str, records: Sequence[QuarantinedRecord], *, now: datetime
) -> int:
    """Take in what one import holds back; what cannot be read any more stays as it is."""
    try:
        reader = actions.reader_of(run, now)
    except Refused:  # it is read otherwise by now, and somebody has to say how
        return 0
    layout, fit = actions.layout_of(run), list[tuple[QuarantinedRecord, Contact | Said]]()
    for record in records:
        found = contact_of(tables.parse(record.raw, layout), reader)
        if isinstance(found, Said):
            fit.append((record, found))
    older, news = parted(run, source, fit)
    loaded = loading.load(source, [said for _, said in news], None, run.id, now=now)
    refused = {place for place, _ in loaded.refused}
    taken = [record for place, (record, _) in enumerate(news) if place not in refused]
    release(run, older, Loaded(duplicates=len(older)))
    release(run, taken, loaded, joined=len(taken))
    return len(taken)
