"""Erasure of a person from the ledger: words go, every transfer and the chain stay."""

from __future__ import annotations

from sqlalchemy import delete, or_, select

from cxstaff.db import db
from cxstaff.identifiers import Identifiers
from cxstaff.points.models import BudgetChange, LedgerAccount, Transfer, TransferNote
from cxstaff.redaction import may_name, redact

SEARCHED = (LedgerAccount.name, BudgetChange.was)
"""Columns of text in which the person is looked for."""


def erase(person_id: int, identifiers: Identifiers) -> set[str]:
    """Remove the words of what a person got, gave or wrote, and all that name them.

    Returns the tables that changed. A note is removed whole: the database lets none be changed.
    """
    theirs = select(LedgerAccount.id).where(LedgerAccount.person_id == person_id)
    touching = select(Transfer.id).where(
        or_(
            Transfer.debit_id.in_(theirs),
            Transfer.credit_id.in_(theirs),
            Transfer.actor_id == person_id,
        )
    )
    db.session.execute(delete(TransferNote).where(TransferNote.transfer_id.in_(touching)))
    query = select(TransferNote.transfer_id, TransferNote.words)
    notes = db.session.execute(query.where(may_name(TransferNote.words, identifiers)))
    naming = [row.transfer_id for row in notes if identifiers.stand_in(row.words)]
    db.session.execute(delete(TransferNote).where(TransferNote.transfer_id.in_(naming)))
    return redact(SEARCHED, identifiers) | {"points_note"}
