"""Passes over what is held back, done by themselves: queued ones, and those of dead workers."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import repeat

from cxstaff import clock
from cxstaff.customers.models import QuarantinePass
from cxstaff.customers.quarantine import passes
from cxstaff.db import db
from cxstaff.text import N_
from cxstaff.work import leases
from cxstaff.work.leases import MOST_RECORDS, Pace
from cxstaff.work.schedule import job

AT_ONCE = 500
"""Up to so many records are looked at while the page is waited for; more are left to the job."""

UNEXPECTED = N_(
    "Something unexpected happened; the log of the job worker says what. Go on to retry."
)


@job(every=timedelta(seconds=3))
def mend_quarantine() -> None:
    """Feed records again that were held back, or leave them out, where somebody asked for it."""
    leases.work_off(passes.LEASE, work_on)


def do_at_once(one: QuarantinePass) -> None:
    """Do a small pass here and now; a large one waits for the job."""
    if one.total <= AT_ONCE:
        do_now(one)


def do_now(one: QuarantinePass) -> None:
    """Do a pass here and now, unless a worker is at it."""
    leases.work_now(passes.LEASE, one.id, work_on)


def work_on(pass_id: int, worker: str, most: int = 1000) -> None:
    """Do a claimed pass, one commit a batch, until it ends, is stopped or taken over."""
    with leases.noting_failure(passes.LEASE, pass_id, worker, UNEXPECTED):
        _all_batches(pass_id, worker, Pace(most))


def _all_batches(pass_id: int, worker: str, pace: Pace) -> None:
    leases.in_chunks(
        repeat(None),
        _Feeding(pass_id, worker, pace),
        pace,
        give_back=partial(passes.LEASE.give_back, pass_id, worker),
    )


class _Feeding:
    """Does batches of one pass, held against a roster that is read anew now and then."""

    def __init__(self, pass_id: int, worker: str, pace: Pace) -> None:
        self.pass_id, self.worker, self.pace = pass_id, worker, pace
        self.means: passes.Means | None = None
        self.records = 0

    def __call__(self, _batch: None) -> int | None:
        """Do the next batch; None where nothing is left, or it was stopped or taken over."""
        if self.means is None or self.records > MOST_RECORDS:  # the roster changes meanwhile
            one = db.session.get_one(QuarantinePass, self.pass_id)
            self.means, self.records = passes.means_of(one, now=clock.now()), 0
            db.session.commit()
        most = self.pace.records
        self.records += most
        return passes.advance(self.pass_id, self.worker, self.means, most, now=clock.now())
