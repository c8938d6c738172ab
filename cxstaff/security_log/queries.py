"""What the security log says: lines by what they are about, counts, and whether the chain holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import selectinload

from cxstaff import engine
from cxstaff.db import Page, db, page_of
from cxstaff.security_log import chain
from cxstaff.security_log.acts import Act, Area
from cxstaff.security_log.models import Checkpoint, SecurityEvent, SecurityNote, WaitingEvent

CHUNK = 1000
LINES = 50
LINK = [each.name for each in fields(chain.Link)]


@dataclass(frozen=True, slots=True)
class WantedActs:
    """What is looked for; None leaves out nothing. `people` (ids) acted or are whom it is about."""

    people: Collection[int] | None = None
    area: Area | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What holding the log against its chain and its checkpoints showed."""

    lines: int
    notes: int  # of these, how many still have their note
    faults: list[str]

    @property
    def is_whole(self) -> bool:
        """Say whether nothing was changed, added in between or taken away."""
        return not self.faults


def lines(wanted: WantedActs, number: int) -> Page[SecurityEvent]:
    """Return page `number` of the lines that are wanted, newest first, with their notes."""
    return page_of(_wanted(wanted).options(selectinload(SecurityEvent.note)), number, LINES)


def every_line(wanted: WantedActs) -> Iterator[SecurityEvent]:
    """Go through all the lines that are wanted, newest first, without keeping them."""
    query = _wanted(wanted).options(selectinload(SecurityEvent.note))
    found: Iterable[SecurityEvent] = db.session.scalars(query.execution_options(yield_per=CHUNK))
    yield from found


def count_between(
    acts: Collection[Act], since: datetime, until: datetime, round_id: int | None = None
) -> dict[Act, int]:
    """Count acts of several kinds in [since, until), of one round or whatever they are about."""
    query = (
        select(SecurityEvent.act, func.count())
        .where(SecurityEvent.act.in_(acts), SecurityEvent.at >= since, SecurityEvent.at < until)
        .group_by(SecurityEvent.act)
    )
    if round_id is not None:
        query = query.where(SecurityEvent.round_id == round_id)
    return {Act(act): count for act, count in db.session.execute(query)}


def last_time_of(act: Act) -> datetime | None:
    """Return when an act was last done, None where it never was."""
    query = select(func.max(SecurityEvent.at)).where(SecurityEvent.act == act)
    return db.session.scalar(query)


def count_of(act: Act, person_id: int, since: datetime) -> int:
    """Count how often a person did something since a moment, with what waits for its day to end."""
    told = select(func.count()).where(
        SecurityEvent.act == act, SecurityEvent.by_id == person_id, SecurityEvent.at >= since
    )
    waits = select(func.count()).where(
        WaitingEvent.act == act, WaitingEvent.by_id == person_id, WaitingEvent.day >= since.date()
    )
    return (db.session.scalar(told) or 0) + (db.session.scalar(waits) or 0)


def waiting_count() -> int:
    """Count what is written once the day is over."""
    return db.session.scalar(select(func.count()).select_from(WaitingEvent)) or 0


def newest_checkpoint() -> Checkpoint | None:
    """Return the checkpoint that was taken last."""
    return db.session.scalar(select(Checkpoint).order_by(Checkpoint.day.desc()).limit(1))


def unsent_checkpoints() -> list[Checkpoint]:
    """Return the checkpoints that nobody was sent yet, oldest first."""
    query = select(Checkpoint).where(Checkpoint.sent_at.is_(None)).order_by(Checkpoint.day)
    return list(db.session.scalars(query))


def held_against(given: Mapping[int, bytes]) -> Report:
    """Hold every line, note and checkpoint against the chain, and against checkpoints `given`.

    `given` are digests by position, as they were sent out. Reads in chunks, in flat memory.
    """
    kept = {each.position: each.digest for each in db.session.scalars(select(Checkpoint))}
    expected = [(position, digest) for each in (kept, given) for position, digest in each.items()]
    faults: list[str] = []
    found: dict[int, bytes] = {}
    previous, last, notes = chain.FIRST, 0, 0
    places = {position for position, _digest in expected}
    for row in _in_order():
        faults += _faults_of(row, previous, last)
        previous, last, notes = row.digest, row.position, notes + (row.salt is not None)
        if row.position in places:
            found[row.position] = row.digest
    for position, digest in expected:
        if found.get(position) != digest:
            faults.append(f"Line {position} is not the one that a checkpoint tells of.")
    return Report(last, notes, faults)


def _faults_of(row: Row[Any], previous: bytes, last: int) -> list[str]:
    """Say what is wrong with a line that should follow line `last` and its digest."""
    faults = []
    if row.position != last + 1:
        faults.append(f"Lines {last + 1} to {row.position - 1} are missing.")
    link = chain.Link(**{name: getattr(row, name) for name in LINK})
    if chain.digest_of(link, previous) != row.digest:
        faults.append(f"Line {row.position} does not follow from the line before it.")
    is_noted = row.salt is not None
    if is_noted and chain.note_digest_of(row.salt, row.address, row.words) != row.note_digest:
        faults.append(f"The note of line {row.position} is not the one that was written.")
    return faults


def _in_order() -> Iterator[Row[Any]]:
    """Go through the log with its notes from the first line, a chunk at a time."""
    table, note = engine.table_of(SecurityEvent), engine.table_of(SecurityNote)
    query = select(table, note.c.salt, note.c.address, note.c.words).outerjoin(note)
    query, last = query.order_by(table.c.position).limit(CHUNK), 0
    while rows := db.session.execute(query.where(table.c.position > last)).all():
        yield from rows
        last = rows[-1].position


def _wanted(wanted: WantedActs) -> Select[SecurityEvent]:
    query = select(SecurityEvent).order_by(SecurityEvent.position.desc())
    if wanted.people is not None:
        ids = list(wanted.people)
        query = query.where(or_(SecurityEvent.by_id.in_(ids), SecurityEvent.on_id.in_(ids)))
    if wanted.area is not None:
        acts = [act for act in Act if act.area is wanted.area]
        query = query.where(SecurityEvent.act.in_(acts))
    if wanted.since is not None:
        query = query.where(SecurityEvent.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(SecurityEvent.at < wanted.until)
    return query
