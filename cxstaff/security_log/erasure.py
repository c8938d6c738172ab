"""Erasure of a person from the security log's notes; its chain never held a name."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from cxstaff.db import db
from cxstaff.identifiers import Identifiers
from cxstaff.redaction import may_name
from cxstaff.security_log import actions
from cxstaff.security_log.acts import Act
from cxstaff.security_log.models import SecurityEvent, SecurityNote, WaitingEvent


def former_addresses(person_id: int) -> set[str]:
    """Return the e-mails that a person had before, as far as notes still tell."""
    query = (
        select(SecurityNote.words)
        .join(SecurityEvent, SecurityEvent.position == SecurityNote.position)
        .where(SecurityEvent.on_id == person_id, SecurityEvent.act == Act.EMAIL_CHANGED)
    )
    return {str(words["old"]) for words in db.session.scalars(query) if words.get("old")}


def erase(person_id: int, identifiers: Identifiers) -> set[str]:
    """Remove notes of what a person did, of what was done to them, and all that name them.

    Returns the tables that changed. A note is removed whole: the database lets none be changed.
    """
    actions.forget_notes_about(person_id)
    query = select(SecurityNote.position, SecurityNote.words)
    notes = db.session.execute(query.where(may_name(SecurityNote.words, identifiers)))
    naming = [row.position for row in notes if _names(row.words, identifiers)]
    db.session.execute(delete(SecurityNote).where(SecurityNote.position.in_(naming)))
    held = select(WaitingEvent.id, WaitingEvent.words)
    waiting = [row.id for row in db.session.execute(held) if _names(row.words, identifiers)]
    blank = update(WaitingEvent).where(WaitingEvent.id.in_(waiting))
    db.session.execute(blank.values(words={}, address=""))
    return {"security_note", "security_waiting"}


def _names(words: dict[str, object], identifiers: Identifiers) -> bool:
    return any(identifiers.stand_in(str(each)) for each in words.values())
