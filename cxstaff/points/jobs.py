"""What runs by itself in the ledger: the chain, the end of holds and allowances, a daily check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from cxstaff import clock
from cxstaff.db import db, reading
from cxstaff.errors import Refused
from cxstaff.people.queries import find_company, today
from cxstaff.points import actions, queries, verification
from cxstaff.work.schedule import is_stopping, job, one_by_one


class LedgerRewritten(Exception):
    """The ledger is not as it was written: a balance, a pair or the chain does not fit."""


@job(every=timedelta(minutes=1))
def link_transfers() -> None:
    """Link new transfers into the chain, so that rewriting them shows."""
    _link(None)


@job(every=timedelta(minutes=5))
def void_holds() -> None:
    """Release what was set aside and not paid out in time."""
    with reading():
        over = queries.over_holds(clock.now())

    def void(hold_id: int) -> None:
        _unless_ended_meanwhile(lambda: actions.void_if_over(hold_id, now=clock.now()))

    one_by_one(over, void, "The hold %s could not be released")


@job(every=timedelta(hours=1))
def expire_allowances() -> None:
    """Return what is left of allowances whose month is over."""

    def expire(account_id: int) -> None:
        _unless_ended_meanwhile(lambda: actions.expire(account_id, now=clock.now()))

    one_by_one(_over_allowances(), expire, "The allowance %s could not be ended")


@job(every=timedelta(days=1))
def check_ledger() -> None:
    """Link what was written late, count every balance anew, and hold the chain against itself."""
    _link(0)
    with reading():
        report = verification.report({})
    if not report.is_whole:
        raise LedgerRewritten("The ledger was rewritten. " + " ".join(report.faults[:3]))


def _link(since_id: int | None) -> None:
    while find_company() is not None and not is_stopping():
        linked = actions.link_some(now=clock.now(), since_id=since_id)
        db.session.commit()
        if not linked:
            return


def _over_allowances() -> Iterator[int]:
    """Give one allowance after the other, some at a time; none twice."""
    last = 0
    while some := _some_over(last):
        yield from some
        last = some[-1]


def _some_over(after: int) -> Sequence[int]:
    with reading():
        return queries.over_allowances(today(), after) if find_company() else []


def _unless_ended_meanwhile(act: Callable[[], bool]) -> None:
    """Do something to one account and commit; somebody else may have been quicker."""
    try:
        act()
    except Refused:
        db.session.rollback()
        return
    db.session.commit()
