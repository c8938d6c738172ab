"""Erasure of a person from thanks: the words go, that somebody was thanked for something stays."""

from __future__ import annotations

from sqlalchemy import delete, or_, select, update

from cxstaff.db import db
from cxstaff.identifiers import WORDS_REMOVED, Identifiers
from cxstaff.recognition.models import (
    Celebration,
    CompanyValue,
    Thanks,
    ThanksChoice,
    ThanksReceiver,
    ThanksReply,
)
from cxstaff.recognition.patterns.models import NoticedPattern
from cxstaff.redaction import redact

SEARCHED = (
    Thanks.message,
    ThanksReply.words,
    CompanyValue.name,
    CompanyValue.sentence,
    Celebration.name,
    Celebration.occasion,
)
"""Columns of text in which the person is looked for."""


def erase(person_id: int, identifiers: Identifiers) -> set[str]:
    """Take the words of thanks a person gave or got, and their replies; return what changed."""
    received = select(ThanksReceiver.thanks_id).where(ThanksReceiver.person_id == person_id)
    theirs = or_(Thanks.giver_id == person_id, Thanks.id.in_(received))
    gone = {"message": WORDS_REMOVED, "interaction_id": None, "request_key": None}
    db.session.execute(update(Thanks).where(theirs).values(gone))
    for model in (ThanksReply, ThanksChoice):
        db.session.execute(delete(model).where(model.person_id == person_id))
    _forget_patterns(person_id)
    gone_from = {"thanks", "thanks_reply", "thanks_choice", "noticed_pattern"}
    return redact(SEARCHED, identifiers) | gone_from


def _forget_patterns(person_id: int) -> None:
    """Remove every pattern that somebody is part of."""
    for each in db.session.scalars(select(NoticedPattern)):
        if person_id in each.people:
            db.session.delete(each)
    db.session.flush()
