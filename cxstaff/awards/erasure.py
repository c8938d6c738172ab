"""Erasure of a person from awards: reasons they wrote or that speak of them go, counts stay."""

from __future__ import annotations

from sqlalchemy import or_, update

from cxstaff.awards.models import Award, AwardCriterion, Nomination
from cxstaff.db import db
from cxstaff.identifiers import WORDS_REMOVED, Identifiers
from cxstaff.redaction import redact

SEARCHED = (Award.name, Award.purpose, Award.words, AwardCriterion.name, Nomination.reason)
"""Columns of text in which the person is looked for."""


def erase(person_id: int, identifiers: Identifiers) -> set[str]:
    """Take the words of nominations a person gave or got; return the tables that changed."""
    theirs = or_(Nomination.nominator_id == person_id, Nomination.nominee_id == person_id)
    gone = {"reason": WORDS_REMOVED, "may_be_told": False}
    db.session.execute(update(Nomination).where(theirs).values(gone))
    return redact(SEARCHED, identifiers) | {"nomination"}
