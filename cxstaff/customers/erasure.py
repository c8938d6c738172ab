"""Erasure of a person from what customers said and how it came in; sums stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from cxstaff import engine
from cxstaff.customers.models import (
    Change,
    Channel,
    Circumstance,
    ContactReason,
    Customer,
    Feedback,
    ImportRun,
    ImportState,
    Interaction,
    KnownHandler,
    LateMovePass,
    QuarantinedRecord,
    QuarantinePass,
    Segment,
)
from cxstaff.customers.records.customers import write_search_text
from cxstaff.customers.records.merging import REDACTED
from cxstaff.db import db
from cxstaff.identifiers import NAME_REMOVED, Identifiers
from cxstaff.redaction import may_name, redact, redact_records
from cxstaff.search import folded_if_needed
from cxstaff.text import N_

FILE_NAMED = N_(
    "The file named somebody who was erased, so it was removed. Upload it without them."
)

SEARCHED = (
    Interaction.customer,
    Customer.address,
    Customer.name,
    Change.reason,
    Change.before,
    Feedback.remark,
    Channel.name,
    Segment.name,
    ContactReason.name,
    Circumstance.name,
    ImportRun.file_name,
    ImportRun.layout,
    ImportRun.mapping,
    ImportRun.complaint,
    ImportRun.unread,
    LateMovePass.complaint,
    QuarantinePass.word,
    QuarantinePass.complaint,
)
"""Columns of text in which the person is looked for."""
NAMED_BY = (Customer.reference, KnownHandler.word)
"""Keys in which the person is looked for, and whose rows go."""
RECORDS = (QuarantinedRecord.raw, QuarantinedRecord.value)
"""Columns of raw records in which the person is looked for."""


def erase(person_id: int, identifiers: Identifiers) -> set[str]:
    """Take a person's name out of remarks and of what was imported; return the changed tables.

    What is known under a name of theirs, as a customer or as who handled something, goes whole,
    and so do other words that stood for them.
    """
    engine.lock(db.session(), "customers.load")
    removed = {
        key.class_.__tablename__ for key in NAMED_BY if _remove_those_called(key, identifiers)
    }
    theirs = delete(KnownHandler).where(KnownHandler.person_id == person_id)
    if db.session.execute(theirs.returning(KnownHandler.word)).first():
        removed.add(KnownHandler.__tablename__)
    changed = redact(SEARCHED, identifiers) | redact_records(RECORDS, identifiers)
    named = (Customer.name, Customer.address)
    is_redacted = or_(*(each.contains(NAME_REMOVED, autoescape=True) for each in named))
    write_search_text(db.session(), is_redacted)
    _find_remarks_anew()
    return removed | changed


def _find_remarks_anew() -> None:
    """Write what remarks that named somebody are found by."""
    is_kept = Feedback.search_text.is_not(None)
    marks = or_(*(Feedback.remark.contains(each, autoescape=True) for each in REDACTED))
    for said in db.session.scalars(select(Feedback).where(is_kept, marks)):
        said.search_text = folded_if_needed(said.remark)


def _remove_those_called(key: InstrumentedAttribute[str], identifiers: Identifiers) -> bool:
    """Remove the rows whose key names the person; say whether there were any."""
    likely = db.session.scalars(select(key).where(may_name(key, identifiers)))
    called = [word for word in likely if identifiers.removed_from(word) != word]
    for word in called:
        db.session.execute(delete(key.class_).where(key == word))
    return bool(called)


def give_up_files(paths: Iterable[Path]) -> None:
    """Let no import go on with these uploaded files, which are about to be removed."""
    names = [path.name for path in paths]
    engine.lock(db.session(), "customers.load")
    needless = (ImportState.FINISHED, ImportState.TAKING_BACK, ImportState.TAKEN_BACK)
    db.session.execute(
        update(ImportRun)
        .where(ImportRun.stored_as.in_(names), ImportRun.state.not_in(needless))
        .values(state=ImportState.FAILED, worker=None, complaint=FILE_NAMED)
    )
