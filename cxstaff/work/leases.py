"""Leases: long work that rows stand for, held by one worker at a time and done chunk by chunk.

A row's `state` says that its work waits or is being done, `worker` by whom, and `heard_at` when
that worker last gave a sign of life. Each chunk is a transaction of its own, with everything that
is counted of it: whatever kills a worker, the next one goes on where the last commit stands. A
worker that is told to stop gives its work back, so that nobody has to take it for dead first.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, or_, select, true, update

from cxstaff import clock
from cxstaff.db import db, reading
from cxstaff.errors import Refused
from cxstaff.work import schedule

SILENT = timedelta(minutes=2)
"""A worker that gives no sign of life between two chunks for so long is taken for dead."""
AIM_SECONDS = 0.4
"""How long a chunk may keep others from writing: SQLite has one writer at a time."""
LONG_SECONDS = 2.0
"""The same where others can write meanwhile, all but those who change the same."""
FIRST_RECORDS, FEWEST_RECORDS, MOST_RECORDS = 2_000, 100, 10_000

Chunk = TypeVar("Chunk")


@dataclass(frozen=True, slots=True)
class Lease:
    """Which rows of a table are work to be held by one worker at a time, and their states.

    `waits` and `runs` may be one state: then a row waits where nobody has been heard of. A row
    whose work failed gets the state `fails`; without one it is tried again after a while. `unless`
    says in a query that nothing hinders work from being begun.
    """

    model: Any
    waits: str
    runs: str
    fails: str | None = None
    unless: Callable[[], ColumnElement[bool]] = true

    def free(self, now: datetime) -> list[int]:
        """Return the rows that wait, or whose worker seems to be dead, oldest first."""
        return list(db.session.scalars(self._free(now)))

    def claim(self, worker: str, *, now: datetime, row_id: int | None = None) -> int | None:
        """Take the oldest row that is free (or `row_id`, if it is); return its id.

        Of any number of workers that ask at once, each row goes to one. A worker that is at a
        chunk holds the row, however long it takes, and is passed over: the database lets go of
        the row when that worker dies. On SQLite nobody gets this far while a chunk comes in.
        """
        query = self._free(now).with_for_update(skip_locked=True)
        if row_id is not None:
            query = query.where(self.model.id == row_id)
        for candidate in list(db.session.scalars(query)):
            taken = update(self.model).where(self.model.id == candidate)
            taken = taken.values(state=self.runs, worker=worker, heard_at=now)
            if db.session.execute(taken.returning(self.model.id)).first() is not None:
                return candidate
        return None

    def mine(self, query: Any, row_id: int, worker: str) -> Any:
        """Narrow a query to a row while it is this worker's."""
        return query.where(
            self.model.id == row_id, self.model.worker == worker, self.model.state == self.runs
        )

    def queue(self, row: Any) -> None:
        """Let a row wait for whoever comes first."""
        row.state, row.worker, row.heard_at, row.complaint = self.waits, None, None, None

    def give_back(self, row_id: int, worker: str) -> None:
        """Let another worker go on at once with what this one holds."""
        free = {"state": self.waits, "worker": None, "heard_at": None}
        db.session.execute(self.mine(update(self.model), row_id, worker).values(free))

    def fail(self, row_id: int, worker: str, complaint: str, *, now: datetime) -> None:
        """Note why this worker cannot go on; what was done stays."""
        noted: dict[str, Any] = {"complaint": complaint[:1000], "heard_at": now}
        noted |= {"state": self.fails} if self.fails else {}
        db.session.execute(self.mine(update(self.model), row_id, worker).values(noted))

    def _free(self, now: datetime) -> Select[int]:
        model = self.model
        is_silent = or_(model.heard_at.is_(None), model.heard_at < now - SILENT)
        is_free = model.state.in_([self.waits, self.runs]) & is_silent
        return select(model.id).where(is_free, self.unless()).order_by(model.id)


class Pace:
    """How many records the next chunk holds, going by how long the last ones took.

    A chunk aims at so many `seconds`.
    """

    def __init__(self, most: int = MOST_RECORDS, seconds: float = AIM_SECONDS) -> None:
        self.most, self.seconds = most, seconds
        self.records = min(FIRST_RECORDS, most)

    def took(self, seconds: float, records: int) -> None:
        """Learn from a chunk of so many records; the next is at most twice as large."""
        fitting = int(records * self.seconds / max(seconds, 1e-3))
        self.records = min(self.most, 2 * self.records, max(FEWEST_RECORDS, fitting))


def work_off(lease: Lease, work: Callable[[int, str], None]) -> None:
    """Do what waits, one claimed row after another, until nothing does or it is time to stop.

    Commits. `work` is given a row's id and the worker's name.
    """
    worker = uuid.uuid4().hex
    while not schedule.is_stopping():
        with reading():  # looking for work waits for nobody
            if not lease.free(clock.now()):
                return
        row_id = lease.claim(worker, now=clock.now())
        db.session.commit()
        if row_id is None:
            return
        work(row_id, worker)


def work_now(lease: Lease, row_id: int, work: Callable[[int, str], None]) -> None:
    """Do one row here and now, unless a worker is at it.

    Commits. `work` is given what `work_off` gives it.
    """
    worker = uuid.uuid4().hex
    is_mine = lease.claim(worker, now=clock.now(), row_id=row_id) is not None
    db.session.commit()
    if is_mine:
        work(row_id, worker)


@contextmanager
def noting_failure(lease: Lease, row_id: int, worker: str, unexpected: str) -> Iterator[None]:
    """Note why work on a claimed row failed: the sentence of a `Refused`, else `unexpected`.

    Commits. What is not a `Refused` goes on to whoever runs the job.
    """
    try:
        yield
    except Refused as refused:
        _fail(lease, row_id, worker, refused.in_words())
    except Exception:
        _fail(lease, row_id, worker, unexpected)
        raise


def in_chunks(
    chunks: Iterable[Chunk],
    do: Callable[[Chunk], int | None],
    pace: Pace,
    *,
    give_back: Callable[[], None],
    on_progress: Callable[[int], None] | None = None,
) -> bool:
    """Do chunk after chunk, a commit each; say whether all of them were done.

    `do` returns how many records it did, or None where nothing is left or the lease is lost. Where
    the worker is told to stop, what it holds is given back.
    """
    for chunk in chunks:
        began = perf_counter()
        records = do(chunk)
        db.session.commit()
        if records is None:
            return False
        pace.took(perf_counter() - began, records)
        if on_progress is not None:
            on_progress(records)
            db.session.commit()
        if schedule.is_stopping():
            give_back()
            db.session.commit()
            return False
        del chunk  # before the next one is read
    return True


def _fail(lease: Lease, row_id: int, worker: str, complaint: str) -> None:
    db.session.rollback()
    lease.fail(row_id, worker, complaint, now=clock.now())
    db.session.commit()
