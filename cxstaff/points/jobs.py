"""What runs by itself in the ledger: chain, ends of holds, allowances, closed budgets, a check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from datetime import timedelta

from cxstaff import clock
from cxstaff.db import db, reading
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.people.queries import find_company, today
from cxstaff.points import actions, allowing, queries, verification
from cxstaff.points.models import AllowanceRule
from cxstaff.work.schedule import is_stopping, job, one_by_one


class LedgerRewritten(Exception):
    """The ledger is not as it was written: a balance, a pair or the chain does not fit."""


class AllowancesLeft(Exception):
    """Allowances that are over keep what is left of them, and why."""


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
def give_allowances() -> None:
    """Give everybody what they may give to others this month, once it is the day for it."""
    short = set[int]()

    def give(due: tuple[int, int]) -> None:
        rule, person = db.session.get(AllowanceRule, due[0]), db.session.get(Person, due[1])
        if rule is None or person is None or rule.id in short:
            return
        try:
            actions.allow_by(rule, person, now=clock.now())
        except Refused:  # its budget does not reach, which the page of allowances tells
            db.session.rollback()
            short.add(due[0])
            return
        db.session.commit()

    one_by_one(_due(short), give, "The allowance by rule and for person %s could not be given")


@job(every=timedelta(hours=1))
def expire_allowances() -> None:
    """Return what is left of allowances that are over, or add it to the new month's."""
    refused = dict[int, str]()

    def expire(account_id: int) -> None:
        try:
            actions.expire(account_id, now=clock.now())
        except Refused as refusal:
            db.session.rollback()
            if account_id in allowing.over_allowances(today(), account_id - 1)[:1]:
                refused[account_id] = str(refusal)  # nobody was quicker: it is over, and still full
            return
        db.session.commit()

    one_by_one(_all(_some_over), expire, "The allowance %s could not be ended")
    if refused:
        first, why = next(iter(refused.items()))
        raise AllowancesLeft(f"{len(refused)} could not be ended; the first, {first}: {why}")


@job(every=timedelta(hours=1))
def return_rests() -> None:
    """Return what has become free on closed budgets."""

    def return_(account_id: int) -> None:
        _unless_ended_meanwhile(lambda: actions.return_rest(account_id, now=clock.now()))

    one_by_one(_all(_some_with_rest), return_, "The rest of budget %s could not be returned")


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


def _due(short: Set[int]) -> Iterator[tuple[int, int]]:
    """Give one rule and person after the other who is due; none of a rule that is in `short`."""
    for rule_id in _rules_in_force():
        last = 0
        while rule_id not in short and (some := _some_due(rule_id, last)):
            yield from ((rule_id, each) for each in some)
            last = some[-1]


def _rules_in_force() -> list[int]:
    with reading():
        is_on = find_company() is not None and queries.is_on()
        return [each.id for each in allowing.rules()] if is_on else []


def _some_due(rule_id: int, after: int) -> Sequence[int]:
    with reading():
        rule = allowing.find_rule(rule_id)
        return allowing.due_by(rule, today(), after) if rule else []


def _all(some_after: Callable[[int], Sequence[int]]) -> Iterator[int]:
    """Give one account after the other, some at a time; none twice."""
    last = 0
    while some := some_after(last):
        yield from some
        last = some[-1]


def _some_over(after: int) -> Sequence[int]:
    with reading():
        return allowing.over_allowances(today(), after) if find_company() else []


def _some_with_rest(after: int) -> Sequence[int]:
    with reading():
        return queries.closed_with_rest(after)


def _unless_ended_meanwhile(act: Callable[[], bool]) -> None:
    """Do something to one account and commit; somebody else may have been quicker."""
    try:
        act()
    except Refused:
        db.session.rollback()
        return
    db.session.commit()
