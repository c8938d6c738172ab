"""Erasure of a person from thanks: the words go, that somebody was thanked for something stays."""

from __future__ import annotations

from sqlalchemy import or_, update

from cxstaff.db import db
from cxstaff.identifiers import WORDS_REMOVED, Identifiers
from cxstaff.recognition.models import Celebration, CompanyValue, Thanks
from cxstaff.redaction import redact

SEARCHED = (
    Thanks.message,
    CompanyValue.name,
    CompanyValue.sentence,
    Celebration.name,
    Celebration.occasion,
)
"""Columns of text in which the person is looked for."""


def erase(person_id: int, identifiers: Identifiers) -> set[str]:
    """Take the words of thanks a person gave or got; return the tables that changed."""
    theirs = or_(Thanks.giver_id == person_id, Thanks.receiver_id == person_id)
    gone = {"message": WORDS_REMOVED, "interaction_id": None, "request_key": None}
    db.session.execute(update(Thanks).where(theirs).values(gone))
    return redact(SEARCHED, identifiers) | {"thanks"}
