"""Imports brought in by themselves: queued ones, and those whose worker has died."""

from __future__ import annotations

import gc
import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from flask import current_app
from sqlalchemy import select

from cxstaff import clock
from cxstaff.customers.imports import actions, taking_back
from cxstaff.customers.imports.chunks import FILE_CHANGED, MOST_RECORDS, Pace, chunks_of
from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.db import db, reading
from cxstaff.errors import Refused
from cxstaff.schedule import job

log = logging.getLogger(__name__)

UNEXPECTED = "Something unexpected happened; the log of the job worker says what. Resume to go on."
NOT_BACK = "Something unexpected happened; the log of the job worker says what. It is tried again."
FILE_GONE = "The file is no longer here. Upload it again: what is known already comes in once."


@job(every=timedelta(seconds=3))
def import_queued() -> None:
    """Bring in the interactions of files that wait."""
    worker = uuid.uuid4().hex
    while True:
        with reading():
            if not actions.runs_to_claim(clock.now()):
                return
        run_id = actions.claim(worker, now=clock.now())
        db.session.commit()
        if run_id is None:
            return
        bring_in(run_id, worker)


def bring_in(
    run_id: int,
    worker: str,
    on_progress: Callable[[ImportRun], None] | None = None,
    most: int = MOST_RECORDS,
) -> None:
    """Bring a claimed import in, one commit a chunk, until it ends, is stopped or taken over."""
    try:
        with _no_collecting():
            _all_chunks(run_id, worker, on_progress, most)
    except Refused as refused:
        _fail(run_id, worker, refused.in_words())
    except FileNotFoundError:
        _fail(run_id, worker, FILE_GONE)
    except Exception:
        _fail(run_id, worker, UNEXPECTED)
        raise


@job(every=timedelta(seconds=3))
def take_back_queued() -> None:
    """Take back the imports of which somebody wanted that."""
    worker = uuid.uuid4().hex
    while True:
        with reading():
            if not taking_back.runs_to_claim(clock.now()):
                return
        run_id = taking_back.claim(worker, now=clock.now())
        db.session.commit()
        if run_id is None:
            return
        take_back(run_id, worker)


def take_back(
    run_id: int,
    worker: str,
    on_progress: Callable[[int], None] | None = None,
    most: int = MOST_RECORDS,
) -> None:
    """Take a claimed import back, one commit a batch, until nothing of it is left."""
    try:
        with _no_collecting():
            _all_batches(run_id, worker, on_progress, most)
    except Exception as error:
        db.session.rollback()
        run = db.session.get_one(ImportRun, run_id)
        complaint = error.in_words() if isinstance(error, Refused) else NOT_BACK
        taking_back.note_failure(run, complaint, now=clock.now())
        db.session.commit()
        raise


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
    run = db.session.get_one(ImportRun, run_id)
    reader, layout, path = (
        actions.reader_of(run, clock.now()),
        actions.layout_of(run),
        path_of(run.stored_as),
    )
    if path.stat().st_size != run.bytes_total:
        raise Refused(FILE_CHANGED)
    pace = Pace(most)
    chunks = chunks_of(path, layout, reader, run.bytes_done, run.lines_done + 1, pace)
    db.session.commit()  # the file is read while no transaction is open
    roster, records = None, 0
    for chunk in chunks:
        if roster is None or records > 2 * MOST_RECORDS:
            with reading():
                roster, records = actions.roster_of(run), 0
        records += chunk.records
        began = perf_counter()
        if not actions.take_in(run, worker, chunk, roster, now=clock.now()):
            db.session.rollback()
            return
        actions.note_alive(run, now=clock.now())  # at its end, however long it took
        db.session.commit()
        pace.took(perf_counter() - began, chunk.records)
        if on_progress is not None:
            on_progress(run)
        db.session.commit()
        del chunk  # before the next one is read
    if actions.finish(run, worker, now=clock.now()):
        stored_as = run.stored_as
        db.session.commit()
        forget_file(stored_as)


def _all_batches(
    run_id: int, worker: str, on_progress: Callable[[int], None] | None, most: int
) -> None:
    pace = Pace(most)
    while True:
        began = perf_counter()
        taken = taking_back.advance(run_id, worker, pace.records, now=clock.now())
        db.session.commit()
        if taken is None:
            break
        pace.took(perf_counter() - began, taken)
        if on_progress is not None:
            on_progress(taken)
    run = db.session.get_one(ImportRun, run_id)
    if run.state == ImportState.TAKEN_BACK:
        forget_file(run.stored_as)
    db.session.commit()


def _fail(run_id: int, worker: str, complaint: str) -> None:
    db.session.rollback()
    run = db.session.get(ImportRun, run_id)
    if run is not None and run.state == ImportState.RUNNING:
        actions.fail(run, worker, complaint)
        db.session.commit()
