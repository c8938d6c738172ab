"""Erasure of a person from action plans: their notes go, what the team decided stays unnamed."""

from __future__ import annotations

from sqlalchemy import update

from cxstaff.action_plans.models import Action, ActionNote
from cxstaff.db import db
from cxstaff.identifiers import WORDS_REMOVED, Identifiers
from cxstaff.redaction import redact

SEARCHED = (Action.heard, Action.will_do, Action.did, ActionNote.text)
"""Columns of text in which the person is looked for."""


def erase(person_id: int, identifiers: Identifiers) -> set[str]:
    """Take a person's words and name out of action plans; return the tables that changed."""
    theirs = update(ActionNote).where(ActionNote.written_by_id == person_id)
    db.session.execute(theirs.values(text=WORDS_REMOVED))
    return redact(SEARCHED, identifiers) | {"action_note"}
