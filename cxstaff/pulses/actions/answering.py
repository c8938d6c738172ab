"""Answering a round: what was answered is checked, sealed, and noted as answered without a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Row, and_, bindparam, select, update

from cxstaff import engine
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.pulses import box
from cxstaff.pulses.models import Invitation, PulseRound, RoundQuestion, Scale, SealedAnswer
from cxstaff.typed import cleaned_or_none

# Everybody answers within a few hours, so these two statements are made once.
_IS_MINE = (
    Invitation.round_id == bindparam("of_round"),
    Invitation.person_id == bindparam("by_person"),
)
_HOLD = (
    select(PulseRound.opened_box_at, Invitation.has_answered, Invitation.turn, Invitation.opens_at)
    .outerjoin(Invitation, and_(*_IS_MINE))
    .where(PulseRound.id == bindparam("of_round"))
    .with_for_update(read=True, of=PulseRound)
)
_NOTE = (
    update(Invitation)
    .where(*_IS_MINE)
    .values(has_answered=True)
    .execution_options(synchronize_session=False)
)


def answer(
    round_: PulseRound,
    person: Person,
    answers: dict[str, int],
    comment: str | None,
    *,
    now: datetime,
    thread: bytes | None = None,
) -> None:
    """Seal a person's answers, by question key, in place of any they gave to this round before.

    `thread` is the digest of the code that opens the conversation on the comment. Raises
    `Refused` for a round that is over, somebody who is not asked, or a wrong answer.
    """
    held = _hold(round_, person)
    if held.opened_box_at is not None or not round_.is_open(now):
        raise Refused("This round is over, so your answer was not kept.")
    if held.has_answered is None:
        raise Refused("You are not asked in this round.")
    if now < held.opens_at:
        raise Refused("This round has not opened for you yet. Please come back later.")
    seen = [question for question in round_.questions if question.is_for(held.turn)]
    sheet = _checked(seen, answers, comment)
    if sheet.comment and thread:
        sheet = replace(sheet, thread=thread.hex())
    envelope = _sealed(round_, sheet)
    place = {"round_id": round_.id, "person_id": person.id}
    engine.put(db.session(), SealedAnswer, place, {"envelope": envelope})
    if not held.has_answered:
        db.session.execute(_NOTE, {"of_round": round_.id, "by_person": person.id})


def _hold(round_: PulseRound, person: Person) -> Row[datetime | None, bool, int, datetime]:
    """Keep a round from being closed until this transaction ends.

    Return its `opened_box_at` and the person's `has_answered`, `turn` and `opens_at`; these are
    None for somebody not asked.
    """
    return db.session.execute(_HOLD, {"of_round": round_.id, "by_person": person.id}).one()


def _checked(
    questions: Sequence[RoundQuestion], answers: dict[str, int], comment: str | None
) -> box.Sheet:
    """Return what was answered, once every number is one that its question offers."""
    offered = {question.key: question.numbers for question in questions}
    if any(value not in offered.get(key, ()) for key, value in answers.items()):
        raise Refused("One of the answers does not belong to its question. Please look again.")
    words = cleaned_or_none(comment)
    if words and not any(question.scale == Scale.TEXT for question in questions):
        raise Refused("This round takes no comments.")
    if words and len(words) > box.LONGEST_COMMENT:
        raise Refused(
            "Your comment has %(length)s characters; please shorten it to %(most)s.",
            length=len(words),
            most=box.LONGEST_COMMENT,
        )
    if not answers and not words:
        raise Refused("Nothing is answered yet. Answer at least one question.")
    return box.Sheet(dict(answers), words)


def _sealed(round_: PulseRound, sheet: box.Sheet) -> bytes:
    try:
        return box.seal(sheet, round_.public_key, round_.id)
    except box.TooLong as error:
        raise Refused("Your comment is too long; please shorten it.") from error
