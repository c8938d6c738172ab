"""Erasing of a person from pulses that are over: an open round is waited for, so it tells nothing.

The roster of a round keeps its rows, for what was published counts on them; the person is nobody.
"""

from __future__ import annotations

from sqlalchemy import delete, select, update

from cxstaff.db import db
from cxstaff.identifiers import WORDS_REMOVED, Identifiers
from cxstaff.pulses.models import (
    Comment,
    Invitation,
    OwnQuestion,
    Pulse,
    PulseLetter,
    PulseRound,
    QuestionTranslation,
    RoundQuestion,
    ThreadMessage,
)
from cxstaff.redaction import redact

SEARCHED = (
    Pulse.name,
    Pulse.complaint,
    PulseRound.complaint,
    PulseRound.heard,
    PulseLetter.complaint,
    Comment.text,
    ThreadMessage.text,
    OwnQuestion.wording,
    OwnQuestion.source,
    OwnQuestion.options,
    OwnQuestion.low_end,
    OwnQuestion.high_end,
    QuestionTranslation.wording,
    QuestionTranslation.options,
    QuestionTranslation.low_end,
    QuestionTranslation.high_end,
    RoundQuestion.wording,
    RoundQuestion.source,
    RoundQuestion.options,
    RoundQuestion.low_end,
    RoundQuestion.high_end,
    RoundQuestion.translations,
)
"""Columns of text in which the person is looked for."""


def is_asked_now(person_id: int) -> bool:
    """Say whether a person is on the roster of a round that is not over."""
    query = (
        select(Invitation.round_id)
        .join(PulseRound)
        .where(Invitation.person_id == person_id, PulseRound.closed_at.is_(None))
    )
    return db.session.scalar(query.limit(1)) is not None


def erase(person_id: int, identifiers: Identifiers) -> set[str]:
    """Take what a person said by name, and their name, out of pulses; return changed tables."""
    theirs = update(ThreadMessage).where(ThreadMessage.person_id == person_id)
    db.session.execute(theirs.values(text=WORDS_REMOVED))
    db.session.execute(delete(PulseLetter).where(PulseLetter.person_id == person_id))
    return redact(SEARCHED, identifiers) | {"thread_message", "pulse_letter"}
