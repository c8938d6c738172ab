"""Many at once, and killed at any moment: nothing is spent twice, lost, or made of nothing."""

import signal
from collections.abc import Callable

import pytest
from flask import Flask

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.points import actions, verification
from cxstaff.points.actions import TransferOrder
from cxstaff.points.models import LedgerAccount, Transfer
from tests.cast import NOW, TODAY
from tests.forked import at_once, die_at, ended_with, fork

SPENDS, EACH, HAS = 50, 10, 100


@pytest.fixture
def two(app: Flask, ben: Person) -> tuple[int, int]:
    """A budget of 100 and somebody's empty account, by number; the budget's is the higher one."""
    target = actions.account_of(ben, now=NOW).id
    source = actions.make_budget("Kudos", "points", None, amount=HAS, key="k", now=NOW).id
    db.session.commit()
    return source, target


def balances(*ids: int) -> list[tuple[int, int]]:
    db.session.rollback()
    db.session.expire_all()
    found = [db.session.get_one(LedgerAccount, each) for each in ids]
    return [(each.balance, each.held) for each in found]


def spend(source: int, target: int, key: str) -> int:
    order = TransferOrder(key, source, target, EACH, "Thanks", TODAY)
    return actions.transfer(order, None, now=NOW)


def test_of_fifty_spends_of_ten_from_a_hundred_exactly_ten_succeed(app: Flask, two) -> None:
    done = at_once(app, lambda number: spend(*two, f"spend {number}"))
    assert done == {True: 10, False: 40}
    assert balances(*two) == [(0, 0), (100, 0)]
    assert verification.report({}).is_whole


def test_fifty_processes_do_no_more_than_fifty_threads(app: Flask, two) -> None:
    def tries(of: int) -> Callable[[], object]:
        def act() -> None:
            for number in range(of, SPENDS, 5):
                try:
                    spend(*two, f"spend {number}")
                    db.session.commit()
                except Refused:
                    db.session.rollback()

        return act

    assert [ended_with(each) for each in [fork(app, tries(of)) for of in range(5)]] == [0] * 5
    assert balances(*two) == [(0, 0), (100, 0)]
    assert verification.report({}).is_whole


def test_one_key_at_once_is_one_transfer(app: Flask, two) -> None:
    found = list[int]()
    assert at_once(app, lambda _number: found.append(spend(*two, "one")), 20) == {True: 20}
    assert len(set(found)) == 1
    assert balances(*two) == [(90, 0), (10, 0)]


def test_two_ways_at_once_wait_for_each_other_and_never_for_good(app: Flask, two, bea) -> None:
    """Both accounts are asked for in both orders: locked as asked, they would wait for good."""
    source, target = two
    spend(source, target, "first")
    db.session.commit()
    turned = [(source, target), (target, source)]
    done = at_once(app, lambda number: spend(*turned[number % 2], f"spend {number}"), 40)
    assert done[True] >= 20
    assert sum(balance for balance, _held in balances(*two)) == HAS
    assert verification.report({}).is_whole


def test_a_hold_ends_once_however_many_end_it(app: Flask, two) -> None:
    source, target = two
    order = TransferOrder("h", source, target, 60)
    later = NOW.replace(month=4)
    held = actions.hold(order, None, expires_at=later, now=NOW)
    db.session.commit()

    def end(number: int) -> None:
        hold = db.session.get_one(Transfer, held)
        way = (actions.post, actions.void)[number % 2]
        way(hold, None, key=f"end {number}", now=NOW)

    assert at_once(app, end, 16) == {True: 1, False: 15}
    assert balances(*two) in ([(40, 0), (60, 0)], [(100, 0), (0, 0)])
    assert verification.report({}).is_whole


def test_many_jobs_make_one_chain(app: Flask, two) -> None:
    for number in range(10):
        spend(*two, f"spend {number}")
    db.session.commit()
    at_once(app, lambda _number: actions.link_some(now=NOW), 8)
    db.session.rollback()
    found = verification.report({})
    assert (found.is_whole, found.linked, found.waiting) == (True, 11, 0)


def test_killed_between_any_two_statements_nothing_is_lost_or_doubled(app: Flask, two) -> None:
    source, target = two
    orders = [
        TransferOrder("first", source, target, 60, "Thanks", TODAY),
        TransferOrder("second", target, source, 20, "Back", TODAY),
    ]

    def act(statement: int) -> Callable[[], None]:
        def run() -> None:
            die_at(statement)
            actions.transfer_together(orders, None, now=NOW)
            db.session.commit()

        return run

    ends = list[int]()
    while not ends or ends[-1]:
        ends.append(ended_with(fork(app, act(len(ends)))))
        whole = [(60, 0), (40, 0)] if not ends[-1] else [(100, 0), (0, 0)]
        assert balances(*two) == whole, f"killed at statement {len(ends)}"
        assert verification.report({}).is_whole
    assert ends == [-signal.SIGKILL] * (len(ends) - 1) + [0]
    assert len(ends) > 8, "accounts, savepoint, transfers, notes, balances, release, commit"
    actions.transfer_together(orders, None, now=NOW)
    assert balances(*two) == [(60, 0), (40, 0)]
