"""Answering a round: what was answered is checked, sealed, and noted as answered without a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, false, true, update

from cxstaff import engine
from cxstaff.db import db
from cxstaff.engine import Prepared
from cxstaff.errors import Refused
from cxstaff.pulses.answering.queries.respondents import AskedQuestion, AskedRound, Respondent
from cxstaff.pulses.models import PulseRound, Scale, SealedAnswer
from cxstaff.pulses.sealing import box
from cxstaff.text import N_, several_lines

# Everybody answers within a few hours, so these statements are made once.
_BOX = engine.table_of(SealedAnswer)
_MY_PLACE = update(_BOX).where(
    _BOX.c.round_id == bindparam("of_round"), _BOX.c.person_id == bindparam("by_person")
)
_ANSWERED = {"has_answered": True, "is_disputed": False}
_PUTTING = _MY_PLACE.values(has_answered=true(), is_disputed=false(), envelope=bindparam("sealed"))
_PUT = Prepared(_PUTTING)
_PUT_FIRST = Prepared(_PUTTING.where(_BOX.c.has_answered.is_(False)))


class PlaceTaken(Refused):
    """There is an answer already, and who comes now may not put another in its place."""

    def __init__(self) -> None:
        """Say it as the page does."""
        super().__init__(
            N_("An answer was given in your place already, and it can’t be replaced from here.")
        )


def answer(
    asked: Respondent | None,
    answers: dict[str, int],
    comment: str | None,
    *,
    now: datetime,
    thread: bytes | None = None,
    by_code: bool = False,
) -> None:
    """Seal a person's answers, by question key, in place of any they gave to this round before.

    `asked` is from `hold_respondent`; `thread` is the digest of the code that opens the
    conversation on the comment. Raises `Refused` for a round that is over, somebody who is not
    asked, or a wrong answer, and `PlaceTaken` where an answer is there and stays (see
    `may_replace_answer`).
    """
    asked = _in_time(asked, now)
    if by_code and not asked.needs_code:
        raise Refused("Only people who had no e-mail when this round opened answer by a code.")
    may_replace = may_replace_answer(by_code=by_code, has_changed_hands=asked.has_changed_hands)
    if asked.is_answered and not may_replace:
        raise PlaceTaken
    submission = _checked(asked.questions, answers, comment)
    if submission.comment and thread:
        submission = replace(submission, thread=thread.hex())
    envelope = _sealed(asked.round, submission)
    put = _put if may_replace else _put_first
    put({"round_id": asked.round.id, "person_id": asked.person.id}, envelope)


def dispute(asked: Respondent, *, now: datetime) -> None:
    """Note that somebody says of the answer in their place that it is not theirs.

    The answer stays, for nobody can tell who is right; it no longer counts when it is decided
    whether a group is large enough. Neither a time nor an address is kept. Raises `Refused`.
    """
    _must_be_held(asked)
    if not asked.is_answered or not asked.round.is_open(now):
        raise Refused("There is no answer in your place that could still be looked at.")
    if asked.is_called_false:
        return
    mine = {"of_round": asked.round.id, "by_person": asked.person.id}
    db.session.execute(_MY_PLACE.values(is_disputed=true()), mine)
    db.session.execute(
        update(PulseRound)
        .where(PulseRound.id == asked.round.id)
        .values(disputes=PulseRound.disputes + 1)
        .execution_options(synchronize_session=False)
    )


def may_replace_answer(*, by_code: bool, has_changed_hands: bool) -> bool:
    """Say whether an answer may take the place of one that is there.

    Never by a code, which others have had in hand, and never from an account whose address or
    password was changed by a link, a command or somebody else since the round opened.
    """
    return not by_code and not has_changed_hands


def _in_time(asked: Respondent | None, now: datetime) -> Respondent:
    """Return who is asked, once the round is open, to them too. Raises `Refused`."""
    if asked is None:
        raise Refused("You are not asked in this round.")
    _must_be_held(asked)
    if not asked.round.is_open(now):
        raise Refused("This round is over, so your answer was not kept.")
    if now < asked.opens_at:
        raise Refused("This round has not opened for you yet. Please come back later.")
    return asked


def _must_be_held(asked: Respondent) -> None:
    """Raise ValueError for a round that could be closed while an answer is on its way."""
    if not asked.is_held:
        raise ValueError("Nobody holds the round.")


def _put(place: dict[str, int], envelope: bytes) -> None:
    """Put an answer into somebody's place, whatever lies there."""
    if not _is_put(_PUT, place, envelope):
        engine.put(db.session(), SealedAnswer, place, _ANSWERED | {"envelope": envelope})


def _put_first(place: dict[str, int], envelope: bytes) -> None:
    """Put an answer where none is yet; of two at once one is `PlaceTaken`."""
    if _is_put(_PUT_FIRST, place, envelope):
        return
    put = _ANSWERED | {"envelope": envelope}
    if not engine.insert_if_absent(db.session(), SealedAnswer, **place, **put):
        raise PlaceTaken


def _is_put(putting: Prepared, place: dict[str, int], envelope: bytes) -> bool:
    """Put an answer into a place that is there; say whether one was.

    Rounds that opened before boxes were laid out have a place only for those who answered.
    """
    mine = {"of_round": place["round_id"], "by_person": place["person_id"], "sealed": envelope}
    return putting.number(db.session.connection(), mine) == 1


def _checked(
    questions: Sequence[AskedQuestion], answers: dict[str, int], comment: str | None
) -> box.Submission:
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
    return box.Submission(dict(answers), words)


def _sealed(round_: AskedRound, submission: box.Submission) -> bytes:
    try:
        return box.seal(submission, round_.public_key, round_.id)
    except box.TooLong as error:
        raise Refused("Your comment is too long; please shorten it.") from error
