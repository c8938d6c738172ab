"""Records that are held back no longer: what became of them is counted, and they are gone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, update

from cxstaff import engine
from cxstaff.customers.models import ImportRun, QuarantinedRecord
from cxstaff.customers.reading.contact import Contact, Said
from cxstaff.customers.records import history
from cxstaff.customers.records.counts import Loaded
from cxstaff.db import db


def told_later(
    run: ImportRun, source: str, fit: Sequence[tuple[QuarantinedRecord, Contact | Said]]
) -> list[QuarantinedRecord]:
    """Return the records of which a later import told already: what is held back is older news.

    Where records say when they were last changed, that decides instead. An answer to a survey is
    news still where nothing else is known of what the customer said: its interaction came later.
    """
    undated = [
        (record, contact.reference)
        for record, contact in fit
        if isinstance(contact, Said) or contact.changed_at is None
    ]
    references = [reference for _, reference in undated]
    later = history.told_after(db.session(), source, references, run.id)
    answers = [one.reference for _, one in fit if isinstance(one, Said) and one.reference in later]
    later -= history.unanswered(db.session(), source, answers)
    return [record for record, reference in undated if reference in later]


def release(
    run: ImportRun, records: Sequence[QuarantinedRecord], loaded: Loaded, joined: int = 0
) -> None:
    """Remove records from the quarantine, and count what became of them.

    `joined` of them joined interactions that came with another import.
    """
    if not records:
        return
    ids = [record.id for record in records]
    for record in records:
        db.session.expunge(record)
    db.session.execute(
        delete(QuarantinedRecord).where(engine.among(db.session(), QuarantinedRecord.id, ids)),
        execution_options={"synchronize_session": False},
    )
    counts = {
        "accepted": ImportRun.accepted + loaded.accepted,
        "updated": ImportRun.updated + loaded.updated,
        "duplicates": ImportRun.duplicates + loaded.duplicates,
        "left_out": ImportRun.left_out + loaded.left_out,
        "quarantined": ImportRun.quarantined - len(ids),
        "too_old": ImportRun.too_old + loaded.too_old,
        "joined": ImportRun.joined + joined,
    }
    db.session.execute(
        update(ImportRun).where(ImportRun.id == run.id).values(counts),
        execution_options={"synchronize_session": False},
    )
    db.session.expire(run)
