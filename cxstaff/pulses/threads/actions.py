"""Conversations about a comment: readers answer by name, who wrote it answers by the hour."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from random import SystemRandom

from sqlalchemy import delete, func, select

from cxstaff import engine
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.pulses.models import Comment, ThreadMessage
from cxstaff.text import several_lines

LONGEST_MESSAGE = 1000
MOST_WAITING = 5
MOST_MESSAGES = 100
HOUR = timedelta(hours=1)
MARGIN = timedelta(minutes=2)  # so that nothing arrives while a batch is being published
ID_BITS = 62


def reply(comment: Comment, reader: Person, text: str, *, now: datetime) -> ThreadMessage:
    """Answer a comment by name; the message stands at once."""
    if comment.thread_digest is None:
        raise Refused("Who wrote this comment kept no code, so an answer would reach nobody.")
    words = _checked(comment, text)
    message = ThreadMessage(
        id=_new_id(), comment_id=comment.id, person_id=reader.id, text=words, published_at=now
    )
    db.session.add(message)
    db.session.flush()
    return message


def write(comment: Comment, text: str, *, now: datetime) -> datetime:
    """Let a message of who wrote the comment wait; return the full hour it appears at.

    The same words sent twice, as by loading the page again, wait once.
    """
    words = _checked(comment, text)
    waiting = _waiting(comment)
    hour = hour_after(now)
    if words in waiting:
        return hour
    if len(waiting) >= MOST_WAITING:
        raise Refused(
            "%(most)s of your messages are waiting already. Write again after the full hour.",
            most=MOST_WAITING,
        )
    row = ThreadMessage(id=-_new_id(), comment_id=comment.id, text=words, published_at=hour)
    db.session.add(row)
    db.session.flush()
    return hour


def publish_waiting(*, now: datetime) -> int:
    """Publish every message whose hour has come, written anew in random order; return how many.

    One transaction: afterwards neither ids nor the place of rows tell which was written first.
    """
    engine.lock(db.session(), "conversations")
    table = engine.table_of(ThreadMessage)
    due = select(table).where(table.c.id < 0, table.c.published_at <= now)
    rows = [dict(row) for row in db.session.execute(due).mappings()]
    if not rows:
        return 0
    engine.wipe(db.session(), table, keep=table.c.id.not_in([row["id"] for row in rows]))
    SystemRandom().shuffle(rows)
    anew = [row | {"id": _new_id()} for row in rows]
    columns = table.columns.keys()
    engine.insert_rows(
        db.session(), table, columns, ([row[name] for name in columns] for row in anew)
    )
    return len(rows)


def forget_threads(comment_ids: Iterable[int]) -> None:
    """Remove what was said about these comments, which are about to go themselves."""
    gone = delete(ThreadMessage).where(ThreadMessage.comment_id.in_(list(comment_ids)))
    db.session.execute(gone)


def hour_after(now: datetime) -> datetime:
    """Return the full hour at which a message written now appears."""
    return (now + MARGIN).replace(minute=0, second=0, microsecond=0) + HOUR


def _checked(comment: Comment, text: str) -> str:
    engine.lock(db.session(), f"conversation {comment.id}")
    words = several_lines(text)
    if not words:
        raise Refused("Nothing is written yet. Please write your message.")
    if len(words) > LONGEST_MESSAGE:
        raise Refused(
            "Your message has %(length)s characters; please shorten it to %(most)s.",
            length=len(words),
            most=LONGEST_MESSAGE,
        )
    said = select(func.count()).where(ThreadMessage.comment_id == comment.id)
    if (db.session.scalar(said) or 0) >= MOST_MESSAGES:
        raise Refused("This conversation is full. Please go on in person, if you can.")
    return words


def _waiting(comment: Comment) -> list[str]:
    query = select(ThreadMessage.text)
    query = query.where(ThreadMessage.comment_id == comment.id, ThreadMessage.id < 0)
    return list(db.session.scalars(query))


def _new_id() -> int:
    return secrets.randbits(ID_BITS) + 1
