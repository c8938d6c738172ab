"""Imports brought in by themselves: queued ones, and those whose worker has died."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from itertools import repeat
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from cxstaff import clock, engine, transactions
from cxstaff.customers.imports import actions, taking_back
from cxstaff.customers.imports.chunks import FILE_CHANGED, Chunk, chunks_of
from cxstaff.customers.imports.joining import join
from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.customers.records.handlers import Roster
from cxstaff.db import db, reading
from cxstaff.errors import Refused
from cxstaff.text import N_
from cxstaff.work import leases
from cxstaff.work.ahead import Ahead
from cxstaff.work.leases import MOST_RECORDS, Pace
from cxstaff.work.schedule import job

UNEXPECTED = N_(
    "Something unexpected happened; the log of the job worker says what. Resume to go on."
)
NOT_BACK = N_(
    "Something unexpected happened; the log of the job worker says what. It is tried again."
)
FILE_GONE = N_("The file is no longer here. Upload it again: what is known already comes in once.")


@job(every=timedelta(seconds=3))
def import_queued() -> None:
    """Bring in the interactions of files that wait."""
    leases.work_off(actions.LEASE, bring_in)


def bring_in(
    run_id: int,
    worker: str,
    on_progress: Callable[[ImportRun], None] | None = None,
    most: int = MOST_RECORDS,
) -> None:
    """Bring a claimed import in, one commit a chunk, until it ends, is stopped or taken over."""
    with leases.noting_failure(actions.LEASE, run_id, worker, UNEXPECTED), _no_collecting():
        try:
            _all_chunks(run_id, worker, on_progress, most)
        except FileNotFoundError:
            raise Refused(FILE_GONE) from None


@job(every=timedelta(seconds=3))
def take_back_queued() -> None:
    """Take back the imports of which somebody wanted that."""
    leases.work_off(taking_back.LEASE, take_back)


def take_back(
    run_id: int,
    worker: str,
    on_progress: Callable[[int], None] | None = None,
    most: int = MOST_RECORDS,
) -> None:
    """Take a claimed import back, one commit a batch, until nothing of it is left."""
    with leases.noting_failure(taking_back.LEASE, run_id, worker, NOT_BACK), _no_collecting():
        _all_batches(run_id, worker, on_progress, most)


def path_of(stored_as: str) -> Path:
    """Return where the file of an import lies."""
    folder: Path = current_app.config["SETTINGS"].upload_dir
    return folder / stored_as


def forget_file(stored_as: str) -> None:
    """Remove an uploaded file that is no longer needed; other files are left where they are."""
    if not Path(stored_as).is_absolute():
        with suppress(FileNotFoundError):
            path_of(stored_as).unlink()


def forget_unless_received(stored_as: str) -> None:
    """Remove a file that was made ready for an import which was then not begun."""
    db.session.rollback()
    if db.session.scalar(select(ImportRun.id).where(ImportRun.stored_as == stored_as)) is None:
        forget_file(stored_as)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Spare the collector of cycles millions of rows that hold none: a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _all_chunks(
    run_id: int, worker: str, on_progress: Callable[[ImportRun], None] | None, most: int
) -> None:
    run, pace = db.session.get_one(ImportRun, run_id), Pace(most, _seconds_of_a_chunk())
    stored_as = run.stored_as
    left = _chunks_left(run, pace)
    db.session.commit()  # the file is read while no transaction is open, or beside the server
    with Ahead(left) as chunks, engine.meanwhile(chunks.begin):
        is_in = leases.in_chunks(
            chunks,
            _TakingIn(run, worker),
            pace,
            give_back=partial(actions.LEASE.give_back, run_id, worker),
            on_progress=on_progress and (lambda _records: on_progress(run)),
        )
    if is_in and actions.finish(run, worker, now=clock.now()):
        db.session.commit()
        forget_file(stored_as)


def _seconds_of_a_chunk() -> float:
    can_write = engine.others_can_write(db.session())
    return leases.LONG_SECONDS if can_write else leases.AIM_SECONDS


def _chunks_left(run: ImportRun, pace: Pace) -> Iterator[Chunk]:
    """Return what is still to be brought in of the file of a run."""
    reader, layout = actions.reader_of(run, clock.now()), actions.layout_of(run)
    path = path_of(run.stored_as)
    if path.stat().st_size != run.bytes_total:
        raise Refused(FILE_CHANGED)
    return chunks_of(path, layout, reader, run.bytes_done, run.lines_done + 1, pace)


class _TakingIn:
    """Takes chunks of one run in, held against a roster that is read anew now and then."""

    def __init__(self, run: ImportRun, worker: str) -> None:
        self.run, self.worker = run, worker
        self.roster: Roster | None = None
        self.records = 0

    def __call__(self, chunk: Chunk) -> int | None:
        """Take a chunk in; None where the run was stopped or taken over."""
        if self.roster is None or self.records > 2 * MOST_RECORDS:
            # Statements and results leave cycles: memory would grow with the file. They are young;
            # what was there before, a whole program, need not be looked through.
            gc.collect(1)
            with reading():
                self.roster, self.records = actions.roster_of(self.run), 0
        self.records += chunk.records
        with transactions.loading():
            is_in = actions.take_in(self.run, self.worker, chunk, self.roster, now=clock.now())
            if is_in:
                join(self.run, chunk.contacts, now=clock.now())
        if not is_in:
            db.session.rollback()
            return None
        actions.note_alive(self.run, now=clock.now())  # at its end, however long it took
        return chunk.records


def _all_batches(
    run_id: int, worker: str, on_progress: Callable[[int], None] | None, most: int
) -> None:
    pace = Pace(most)
    leases.in_chunks(
        repeat(None),
        lambda _: taking_back.advance(run_id, worker, pace.records, now=clock.now()),
        pace,
        give_back=partial(taking_back.LEASE.give_back, run_id, worker),
        on_progress=on_progress,
    )
    run = db.session.get_one(ImportRun, run_id)
    if run.state == ImportState.TAKEN_BACK:
        forget_file(run.stored_as)
    db.session.commit()
