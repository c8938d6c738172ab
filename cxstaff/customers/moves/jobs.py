"""Moves told late, followed by themselves: queued ones, and those of dead workers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import repeat

from cxstaff import clock
from cxstaff.customers.models import LateMovePass
from cxstaff.customers.moves import actions
from cxstaff.db import db
from cxstaff.text import N_
from cxstaff.work import leases, schedule
from cxstaff.work.leases import MOST_RECORDS, Pace
from cxstaff.work.schedule import job

AT_A_TIME = 50
"""People whose interactions are looked through in one transaction."""
AT_ONCE = 500
"""Up to so many interactions are moved while the page is waited for; more are left to the job."""
UNEXPECTED = N_(
    "Something unexpected happened; the log of the job worker says what. Go on to retry."
)


@job(every=timedelta(seconds=3))
def follow_late_moves() -> None:
    """Let interactions count for the team that the roster says, where somebody confirmed it."""
    leases.work_off(actions.LEASE, work_on)


@job(every=timedelta(minutes=10))
def settle_moves() -> None:
    """Forget whose teams were told anew once their interactions count for the right ones."""
    from_id: int | None = 0
    while from_id is not None and not schedule.is_stopping():
        from_id = actions.settle(AT_A_TIME, from_id, now=clock.now())
        db.session.commit()


def do_at_once(one: LateMovePass) -> None:
    """Do a small pass here and now; a large one waits for the job."""
    if one.total <= AT_ONCE:
        do_now(one)


def do_now(one: LateMovePass, on_progress: Callable[[int], None] | None = None) -> None:
    """Do a pass here and now, unless a worker is at it."""
    leases.work_now(actions.LEASE, one.id, partial(work_on, on_progress=on_progress))


def work_on(
    pass_id: int,
    worker: str,
    on_progress: Callable[[int], None] | None = None,
    most: int = MOST_RECORDS,
) -> None:
    """Do a claimed pass, one commit a batch, until it ends, is stopped or taken over."""
    pace = Pace(most)
    with leases.noting_failure(actions.LEASE, pass_id, worker, UNEXPECTED):
        leases.in_chunks(
            repeat(None),
            lambda _: actions.advance(pass_id, worker, pace.records, now=clock.now()),
            pace,
            give_back=partial(actions.LEASE.give_back, pass_id, worker),
            on_progress=on_progress,
        )
