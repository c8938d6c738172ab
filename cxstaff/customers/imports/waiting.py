"""What is held back until its interaction comes: ratings of references that nobody knows yet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from cxstaff import engine
from cxstaff.customers.models import ImportRun, ImportState, QuarantinedRecord
from cxstaff.customers.reading.contact import Contact, Said, references_of
from cxstaff.customers.records.known import NOT_KNOWN
from cxstaff.db import db

_held = QuarantinedRecord
GONE = (ImportState.TAKING_BACK, ImportState.TAKEN_BACK)


def anything_waits() -> bool:
    """Say whether anything is held back until its interaction comes, of whatever source."""
    waiting = select(_held.id).where(_held.problem == NOT_KNOWN).limit(1)
    return db.session.scalar(waiting) is not None


def waiting_for(
    source: str, contacts: Sequence[Contact | Said]
) -> dict[ImportRun, list[QuarantinedRecord]]:
    """Return what waits for interactions of one source, by import, oldest first, in order of line.

    Nothing of an import that was taken back waits, nor what is no longer kept: it has no value.
    """
    if not contacts or isinstance(contacts[-1], Said) or not anything_waits():
        return {}
    references = references_of(contacts)
    these = engine.among(db.session(), _held.value, references)
    query = select(_held).where(_held.problem == NOT_KNOWN, these)
    found = dict[ImportRun, list[QuarantinedRecord]]()
    for record in db.session.scalars(query.order_by(_held.run_id, _held.line)):
        if record.run.state not in GONE and (record.run.mapping or {}).get("source") == source:
            found.setdefault(record.run, []).append(record)
    return found
