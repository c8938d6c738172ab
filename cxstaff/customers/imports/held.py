"""Records that are held back no longer: what became of them is counted, and they are gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, update

from cxstaff import engine
from cxstaff.customers.models import ImportRun, QuarantinedRecord
from cxstaff.customers.reading.contact import Contact, Said
from cxstaff.customers.records import history
from cxstaff.customers.records.counts import Loaded
from cxstaff.db import db

Fit = list[tuple[QuarantinedRecord, Contact | Said]]
"""Records that can be read, with what they tell."""


def parted(run: ImportRun, source: str, fit: Fit) -> tuple[list[QuarantinedRecord], Fit]:
    """Part records of which a later import told already from those that tell something still.

    An answer to a survey that is older news tells what nobody said since: whether it was solved,
    where a later file brought a score alone.
    """
    older = _told_later(run, source, fit)
    named = [said.reference for record, said in fit if record in older and isinstance(said, Said)]
    known = history.answers_of(db.session(), source, named)
    news: Fit = []
    for record, told in fit:
        rest: Contact | Said = told
        if record in older:
            if not isinstance(told, Said):
                continue
            rest = _untold(told, known.get(told.reference, {}))
            if not rest.says_something:
                continue
        news.append((record, rest))
    kept = [record for record, _ in news]
    return [record for record in older if record not in kept], news


def _untold(said: Said, known: Mapping[str, Any]) -> Said:
    """Leave of an older answer what is not known otherwise by now, and nothing of the customer."""
    told = {name: None for name, value in known.items() if value is not None}
    whose = dict.fromkeys(name for name in Said._fields if name.startswith("customer"))
    return said._replace(**(told | whose))


def _told_later(
    run: ImportRun, source: str, fit: Sequence[tuple[QuarantinedRecord, Contact | Said]]
) -> list[QuarantinedRecord]:
    """Return the records of which a later import told already: what is held back is older news.

    Where records say when they were last changed, that decides instead. An answer to a survey is
    news where nothing else is known of what the customer said: its interaction came later.
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
