"""What is written into the security log, and what can be forgotten of it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from random import SystemRandom
from typing import Any, Protocol

from sqlalchemy import CursorResult, Row, delete, or_, select, true
from sqlalchemy.orm import Session

from cxstaff import engine
from cxstaff.db import db
from cxstaff.engine import append_only
from cxstaff.security_log import chain, discretion
from cxstaff.security_log.acts import Act, Area
from cxstaff.security_log.models import Checkpoint, SecurityEvent, SecurityNote, WaitingEvent

LOCK = "security log"
WAITING_BITS = 63
_KEPT_UNTIL_COMMIT = "security events"


class Somebody(Protocol):
    """A person, of whom the log needs the id alone."""

    @property
    def id(self) -> int:
        """Return the person's id."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something to be written with the commit that makes it true."""

    act: Act
    at: datetime
    by_id: int | None
    on_id: int | None
    round_id: int | None
    team_id: int | None
    words: dict[str, str | int]
    is_coarse: bool = False
    address: str | None = None  # None: wherever the commit comes from


def record(
    act: Act,
    *,
    by: Somebody | None,
    now: datetime,
    on: Somebody | None = None,
    round_id: int | None = None,
    team_id: int | None = None,
    **words: str | int | None,
) -> None:
    """Write a line into the security log together with what is being committed.

    `by` is who acted (None: the command line or a job), `on` whom it is about. `words` are short
    notes that stay outside the chain. Never an answer, never who answered. Nothing is written
    when the transaction is rolled back.
    """
    told = {name: word for name, word in words.items() if word is not None}
    ids = by.id if by else None, on.id if on else None
    event = Event(act, now, *ids, round_id, team_id, told)
    db.session().info.setdefault(_KEPT_UNTIL_COMMIT, []).append(event)


def is_recorded(session: Session) -> bool:
    """Say whether something waits to be written with the next commit."""
    return bool(session.info.get(_KEPT_UNTIL_COMMIT))


def forget_recorded(session: Session) -> None:
    """Drop what waits for a commit that will not come."""
    session.info.pop(_KEPT_UNTIL_COMMIT, None)


def write_recorded(session: Session, address: str) -> None:
    """Write what was recorded in this transaction as its last lines; `address` is where from.

    The chain is held from here to the commit alone, so that nobody who waits for it holds
    anything that its holder still wants.
    """
    events: list[Event] = session.info.pop(_KEPT_UNTIL_COMMIT, [])
    if not events:
        return
    session.flush()
    by_the_day = [each for each in events if _is_told_by_the_day(each)]
    for each in by_the_day:
        _let_wait(session, each, address)
    _append(session, [each for each in events if each not in by_the_day], address)


def write_days_before(today: date) -> int:
    """Write what waited on days that are over, shuffled, each with its day; return how many.

    Raises `engine.Busy` where somebody holds the table of what waits: roll back, try again later.
    """
    table = engine.table_of(WaitingEvent)
    over = list(db.session.execute(select(table).where(table.c.day < today)))
    if not over:
        return 0
    SystemRandom().shuffle(over)
    engine.wipe(db.session(), table, keep=table.c.day >= today)
    over.sort(key=lambda each: each.day)  # keeps what was shuffled within a day
    _append(db.session(), [_of_waiting(each) for each in over], "")
    return len(over)


def lay_waiting_anew() -> None:
    """Write what waits for its day to end anew, in the order of random ids.

    Where rows lie then tells nobody who came first. Raises `engine.Busy`: roll back, try again.
    """
    engine.wipe(db.session(), engine.table_of(WaitingEvent), keep=true())


def forget_notes_about(person_id: int) -> int:
    """Remove the notes of every line that a person wrote or that is about them; return how many.

    The chain stays as it was, and what waits for the end of the day loses its notes too.
    """
    concerns = or_(SecurityEvent.by_id == person_id, SecurityEvent.on_id == person_id)
    theirs = select(SecurityEvent.position).where(concerns)
    waiting = or_(WaitingEvent.by_id == person_id, WaitingEvent.on_id == person_id)
    blank = db.update(WaitingEvent).where(waiting).values(words={}, address="")
    db.session.execute(blank)
    return _removed(delete(SecurityNote).where(SecurityNote.position.in_(theirs)))


def take_checkpoint(today: date) -> bool:
    """Note the newest line of the log once a day; say whether this call did it."""
    newest = select(SecurityEvent).order_by(SecurityEvent.position.desc()).limit(1)
    last = db.session.scalar(newest)
    if last is None:
        return False
    values = {"position": last.position, "digest": last.digest, "sent_at": None}
    return engine.insert_if_absent(db.session(), Checkpoint, day=today, **values)


def _is_told_by_the_day(event: Event) -> bool:
    if event.act.area is not Area.ACCOUNT:
        return False
    concerned = {each for each in (event.by_id, event.on_id) if each is not None}
    return any(discretion.is_asked(each, event.at) for each in concerned)


def _let_wait(session: Session, event: Event, address: str) -> None:
    waiting = WaitingEvent(
        id=secrets.randbits(WAITING_BITS),
        day=event.at.astimezone(UTC).date(),
        act=event.act,
        by_id=event.by_id,
        on_id=event.on_id,
        address=address,
        words=event.words,
    )
    session.add(waiting)
    session.flush()


def _of_waiting(each: Row[Any]) -> Event:
    at = datetime.combine(each.day, time(), UTC)
    ids = each.by_id, each.on_id, None, None
    return Event(Act(each.act), at, *ids, each.words, is_coarse=True, address=each.address)


def _append(session: Session, events: Sequence[Event], address: str) -> None:
    """Add lines to the chain, in one transaction at a time."""
    if not events:
        return
    append_only.write_first(session, engine.table_of(SecurityEvent), LOCK)
    newest = select(SecurityEvent.position, SecurityEvent.digest)
    last = session.execute(newest.order_by(SecurityEvent.position.desc()).limit(1)).first()
    last_position, previous = last or (0, chain.FIRST)
    rows, notes = list[dict[str, Any]](), list[dict[str, Any]]()
    for position, event in enumerate(events, last_position + 1):
        salt, came_from = secrets.token_bytes(chain.SALT_BYTES), event.address
        came_from = address if came_from is None else came_from
        link = _link(position, event, chain.note_digest_of(salt, came_from, event.words))
        previous = chain.digest_of(link, previous)
        rows.append({name: getattr(link, name) for name in link.__slots__} | {"digest": previous})
        note = {"position": position, "salt": salt, "address": came_from, "words": event.words}
        notes.append(note)
    session.execute(db.insert(SecurityEvent), rows)
    session.execute(db.insert(SecurityNote), notes)


def _link(position: int, event: Event, note_digest: bytes) -> chain.Link:
    return chain.Link(
        position=position,
        at=event.at,
        is_coarse=event.is_coarse,
        act=event.act,
        by_id=event.by_id,
        on_id=event.on_id,
        round_id=event.round_id,
        team_id=event.team_id,
        note_digest=note_digest,
    )


def _removed(statement: Any) -> int:
    result = db.session.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0
