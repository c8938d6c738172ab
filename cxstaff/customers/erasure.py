"""Erasure of a person from what customers said and how it came in; sums stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import update

from cxstaff import engine
from cxstaff.customers.models import (
    Channel,
    Feedback,
    ImportPreset,
    ImportRun,
    ImportState,
    Interaction,
    QuarantinedRecord,
    Reason,
    Segment,
)
from cxstaff.db import db
from cxstaff.identifiers import Identifiers
from cxstaff.redaction import redact, redact_records

FILE_NAMED = "The file named somebody who was erased, so it was removed. Upload it without them."

SEARCHED = (
    Interaction.customer,
    Feedback.remark,
    Channel.name,
    Segment.name,
    Reason.name,
    ImportPreset.name,
    ImportPreset.mapping,
    ImportRun.file_name,
    ImportRun.layout,
    ImportRun.mapping,
    ImportRun.complaint,
)
"""Columns of text in which the person is looked for."""
RECORDS = (QuarantinedRecord.raw, QuarantinedRecord.value)
"""Columns of raw records in which the person is looked for."""


def erase(identifiers: Identifiers) -> set[str]:
    """Take a person's name out of remarks and of what was imported; return the changed tables."""
    engine.lock(db.session(), "customers.load")
    return redact(SEARCHED, identifiers) | redact_records(RECORDS, identifiers)


def give_up_files(paths: Iterable[Path]) -> None:
    """Let no import go on with these uploaded files, which are about to be removed."""
    names = [path.name for path in paths]
    engine.lock(db.session(), "customers.load")
    db.session.execute(
        update(ImportRun)
        .where(ImportRun.stored_as.in_(names), ImportRun.state != ImportState.FINISHED)
        .values(state=ImportState.FAILED, worker=None, complaint=FILE_NAMED)
    )
