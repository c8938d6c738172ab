"""Passes over what is held back, done by themselves: queued ones, and those of dead workers."""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from time import perf_counter

from cxstaff import clock
from cxstaff.customers.imports.chunks import MOST_RECORDS, Pace
from cxstaff.customers.models import QuarantinePass
from cxstaff.customers.quarantine import passes
from cxstaff.db import db, reading
from cxstaff.errors import Refused
from cxstaff.schedule import is_stopping, job

log = logging.getLogger(__name__)

AT_ONCE = 500
"""Up to so many records are looked at while the page is waited for; more are left to the job."""

UNEXPECTED = "Something unexpected happened; the log of the job worker says what. Go on to retry."


@job(every=timedelta(seconds=3))
def mend_quarantine() -> None:
    """Feed records again that were held back, or leave them out, where somebody asked for it."""
    worker = uuid.uuid4().hex
    while not is_stopping():
        with reading():
            if not passes.waiting(clock.now()):
                return
        pass_id = passes.claim(worker, now=clock.now())
        db.session.commit()
        if pass_id is None:
            return
        work_on(pass_id, worker)


def do_at_once(one: QuarantinePass) -> None:
    """Do a small pass here and now; a large one waits for the job."""
    if one.total <= AT_ONCE:
        do_now(one)


def do_now(one: QuarantinePass) -> None:
    """Do a pass here and now, unless a worker is at it."""
    worker = uuid.uuid4().hex
    if passes.claim(worker, now=clock.now(), pass_id=one.id) is not None:
        db.session.commit()
        work_on(one.id, worker)


def work_on(pass_id: int, worker: str, most: int = 1000) -> None:
    """Do a claimed pass, one commit a batch, until it ends, is stopped or taken over."""
    try:
        _all_batches(pass_id, worker, Pace(most))
    except Refused as refused:
        _fail(pass_id, worker, refused.in_words())
    except Exception:
        _fail(pass_id, worker, UNEXPECTED)
        raise


def _all_batches(pass_id: int, worker: str, pace: Pace) -> None:
    one = db.session.get_one(QuarantinePass, pass_id)
    means, records = None, 0
    while True:
        if means is None or records > MOST_RECORDS:  # the roster changes meanwhile
            means, records = passes.means_of(one, now=clock.now()), 0
            db.session.commit()
        records += pace.records
        began = perf_counter()
        goes_on = passes.advance(pass_id, worker, means, pace.records, now=clock.now())
        db.session.commit()
        if not goes_on:
            return
        pace.took(perf_counter() - began, pace.records)


def _fail(pass_id: int, worker: str, complaint: str) -> None:
    db.session.rollback()
    passes.fail(pass_id, worker, complaint)
    db.session.commit()
