"""Answering a round: what was answered is checked, sealed, and noted as answered without a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, and_, bindparam, or_, select, update

from cxstaff import engine
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.pulses import box
from cxstaff.pulses.models import Invitation, PulseRound, RoundQuestion, Scale, SealedAnswer
from cxstaff.text import several_lines

# Everybody answers within a few hours, so these statements are made once.
_CHANGED_HANDS = or_(
    Person.handovers != Invitation.handovers, Person.recoveries != Invitation.recoveries
)
_HOLD = (
    select(
        PulseRound.opened_box_at,
        SealedAnswer.has_answered,
        Invitation.turn,
        Invitation.opens_at,
        Invitation.needs_code,
        SealedAnswer.is_disputed,
        _CHANGED_HANDS.label("changed_hands"),
    )
    .select_from(PulseRound)
    .outerjoin(
        Invitation,
        and_(
            Invitation.round_id == bindparam("of_round"),
            Invitation.person_id == bindparam("by_person"),
        ),
    )
    .outerjoin(Person, Person.id == Invitation.person_id)
    .outerjoin(
        SealedAnswer,
        and_(
            SealedAnswer.round_id == Invitation.round_id,
            SealedAnswer.person_id == Invitation.person_id,
        ),
    )
    .where(PulseRound.id == bindparam("of_round"))
    .with_for_update(read=True, of=PulseRound)
)
_MY_PLACE = (
    update(SealedAnswer)
    .where(
        SealedAnswer.round_id == bindparam("of_round"),
        SealedAnswer.person_id == bindparam("by_person"),
    )
    .execution_options(synchronize_session=False)
)
_ANSWERED = {"has_answered": True, "is_disputed": False}
_PUT_FIRST = (
    _MY_PLACE.where(SealedAnswer.has_answered.is_(False))
    .values(**_ANSWERED, envelope=bindparam("sealed"))
    .returning(SealedAnswer.person_id)
)


class PlaceTaken(Refused):
    """There is an answer already, and who comes now may not put another in its place."""

    def __init__(self) -> None:
        """Say it as the page does."""
        super().__init__(
            "An answer was given in your place already, and it can’t be replaced from here."
        )


def answer(
    round_: PulseRound,
    person: Person,
    answers: dict[str, int],
    comment: str | None,
    *,
    now: datetime,
    thread: bytes | None = None,
    by_code: bool = False,
) -> None:
    """Seal a person's answers, by question key, in place of any they gave to this round before.

    `thread` is the digest of the code that opens the conversation on the comment. Raises
    `Refused` for a round that is over, somebody who is not asked, or a wrong answer, and
    `PlaceTaken` where an answer is there and stays (see `may_replace_answer`).
    """
    held = _hold(round_, person)
    if held.opened_box_at is not None or not round_.is_open(now):
        raise Refused("This round is over, so your answer was not kept.")
    if held.opens_at is None:
        raise Refused("You are not asked in this round.")
    if now < held.opens_at:
        raise Refused("This round has not opened for you yet. Please come back later.")
    if by_code and not held.needs_code:
        raise Refused("Only people who had no e-mail when this round opened answer by a code.")
    may_replace = may_replace_answer(by_code=by_code, has_changed_hands=held.changed_hands)
    if held.has_answered and not may_replace:
        raise PlaceTaken
    seen = [question for question in round_.questions if question.is_for(held.turn)]
    sheet = _checked(seen, answers, comment)
    if sheet.comment and thread:
        sheet = replace(sheet, thread=thread.hex())
    envelope = _sealed(round_, sheet)
    put = _put if may_replace else _put_first
    put({"round_id": round_.id, "person_id": person.id}, envelope)


def dispute(round_: PulseRound, person: Person, *, now: datetime) -> None:
    """Note that somebody says of the answer in their place that it is not theirs.

    The answer stays, for nobody can tell who is right; it no longer counts when it is decided
    whether a group is large enough. Neither a time nor an address is kept. Raises `Refused`.
    """
    held = _hold(round_, person)
    if not held.has_answered or held.opened_box_at is not None or not round_.is_open(now):
        raise Refused("There is no answer in your place that could still be looked at.")
    if held.is_disputed:
        return
    mine = {"of_round": round_.id, "by_person": person.id}
    db.session.execute(_MY_PLACE.values(is_disputed=True), mine)
    db.session.execute(
        update(PulseRound)
        .where(PulseRound.id == round_.id)
        .values(disputes=PulseRound.disputes + 1)
        .execution_options(synchronize_session=False)
    )


def may_replace_answer(*, by_code: bool, has_changed_hands: bool) -> bool:
    """Say whether an answer may take the place of one that is there.

    Never by a code, which others have had in hand, and never from an account whose address or
    password was changed by a link, a command or somebody else since the round opened.
    """
    return not by_code and not has_changed_hands


def _hold(round_: PulseRound, person: Person) -> Row[Any]:
    """Keep a round from being closed until this transaction ends.

    Return its `opened_box_at` and how the person is asked; all that is None for somebody who is
    not.
    """
    return cast(
        Row[Any],
        db.session.execute(_HOLD, {"of_round": round_.id, "by_person": person.id}).one(),
    )


def _put(place: dict[str, int], envelope: bytes) -> None:
    """Put an answer into somebody's place, whatever lies there."""
    engine.put(db.session(), SealedAnswer, place, _ANSWERED | {"envelope": envelope})


def _put_first(place: dict[str, int], envelope: bytes) -> None:
    """Put an answer where none is yet; of two at once one is `PlaceTaken`."""
    mine = {"of_round": place["round_id"], "by_person": place["person_id"], "sealed": envelope}
    if db.session.execute(_PUT_FIRST, mine).first() is not None:
        return
    # Rounds that opened before boxes were laid out have a place only for those who answered.
    put = _ANSWERED | {"envelope": envelope}
    if not engine.insert_if_absent(db.session(), SealedAnswer, **place, **put):
        raise PlaceTaken


def _checked(
    questions: Sequence[RoundQuestion], answers: dict[str, int], comment: str | None
) -> box.Sheet:
    """Return what was answered, once every number is one that its question offers."""
    offered = {question.key: question.numbers for question in questions}
    if any(value not in offered.get(key, ()) for key, value in answers.items()):
        raise Refused("One of the answers does not belong to its question. Please look again.")
    words = several_lines(comment or "") or None
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
