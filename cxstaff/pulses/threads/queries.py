"""Comments as conversations: which one a code or a number opens, and what was said in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import joinedload

from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.pulses.models import Comment, PulseRound, ThreadMessage
from cxstaff.pulses.threads import codes


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """One message as it is shown; `name` is None for who wrote the comment."""

    name: str | None
    text: str
    hour: datetime
    is_waiting: bool

    @property
    def is_writers(self) -> bool:
        """Say whether it is from who wrote the comment."""
        return self.name is None


@dataclass(frozen=True, slots=True)
class ThreadSummary:
    """What stands beside a comment: how much was said, and whether its writer spoke last."""

    messages: int
    writer_spoke_last: bool


def find_comment(comment_id: int) -> Comment | None:
    """Return a comment that is large enough a group's to be shown, else None."""
    return db.session.scalar(_shown().where(Comment.id == comment_id))


def find_comment_by_code(code: str) -> Comment | None:
    """Return the comment that a code opens, else None: what is no code opens none."""
    try:
        digest = codes.digest_of(code)
    except codes.NoCode:
        return None
    return db.session.scalar(_shown().where(Comment.thread_digest == digest))


def round_of(comment: Comment) -> PulseRound:
    """Return the round that a comment was written in, with its pulse."""
    return db.session.get_one(PulseRound, comment.round_id, options=[joinedload(PulseRound.pulse)])


def messages_for_readers(comment: Comment) -> list[ShownMessage]:
    """Return what was published about a comment, by hour; within an hour by chance."""
    return [each for each in messages_for_writer(comment) if not each.is_waiting]


def messages_for_writer(comment: Comment) -> list[ShownMessage]:
    """Return what was said about a comment, with what waits for its hour."""
    query = (
        select(ThreadMessage, Person.name)
        .outerjoin(Person, Person.id == ThreadMessage.person_id)
        .where(ThreadMessage.comment_id == comment.id)
    )
    rows = sorted(db.session.execute(query), key=lambda row: _place(row[0]))
    return [ShownMessage(name, each.text, _hour(each), each.id < 0) for each, name in rows]


def threads_about(comment_ids: Iterable[int]) -> dict[int, ThreadSummary]:
    """Return how far the conversations about some comments have come, as readers see them."""
    said = (
        select(
            ThreadMessage.comment_id,
            ThreadMessage.person_id,
            ThreadMessage.published_at,
            func.count().over(partition_by=ThreadMessage.comment_id),
        )
        .where(ThreadMessage.comment_id.in_(list(comment_ids)), ThreadMessage.id > 0)
        .order_by(ThreadMessage.published_at, ThreadMessage.person_id.is_(None))
    )
    return {
        comment_id: ThreadSummary(number, person_id is None)
        for comment_id, person_id, _at, number in db.session.execute(said)
    }


def unanswered_comments(before: datetime, team_ids: Collection[int] | None) -> list[int]:
    """Return the comments whose writer spoke last, before a moment; the longest waiting first.

    Only of the teams (None: of any, and of the company as a whole) whose comments are shown.
    """
    at, reader = ThreadMessage.published_at, ThreadMessage.person_id
    by_writer = func.max(case((reader.is_(None), at)))
    by_reader = func.max(case((reader.is_not(None), at)))
    query = (
        select(ThreadMessage.comment_id)
        .join(Comment, Comment.id == ThreadMessage.comment_id)
        .join(PulseRound, PulseRound.id == Comment.round_id)
        .where(ThreadMessage.id > 0, Comment.among >= PulseRound.smallest_comments)
        .group_by(ThreadMessage.comment_id)
        .having(by_writer < before, or_(by_reader.is_(None), by_reader <= by_writer))
        .order_by(by_writer, ThreadMessage.comment_id)
    )
    if team_ids is not None:
        query = query.where(Comment.group_id.in_(team_ids))
    return list(db.session.scalars(query))


def _shown() -> Select[Comment]:
    return (
        select(Comment)
        .join(PulseRound, PulseRound.id == Comment.round_id)
        .where(Comment.among >= PulseRound.smallest_comments)
    )


def _place(message: ThreadMessage) -> tuple[datetime, bool, int]:
    """Order messages by when they appeared: in an hour, what the writer said comes first."""
    return _moment(message), message.person_id is not None, message.id


def _moment(message: ThreadMessage) -> datetime:
    assert message.published_at is not None  # noqa: S101 – every message has its hour
    return message.published_at


def _hour(message: ThreadMessage) -> datetime:
    return _moment(message).replace(minute=0, second=0, microsecond=0)
