"""Allowances that are given and ended by several workers, and killed at any moment."""

import signal
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.points import actions, jobs, queries, verification
from cxstaff.points.models import AllowanceRule, Audience, LedgerAccount, Transfer
from cxstaff.work.schedule import run_once
from tests.cast import NOW, PEOPLE, TODAY, ZONE
from tests.forked import at_once, die_at, ended_with, fork

APRIL = clock.start_of(date(2026, 4, 1), ZONE)
EVERYBODY = sum(map(len, PEOPLE.values()))


@pytest.fixture
def rule(app: Flask) -> AllowanceRule:
    """Everybody may give 100 a month out of a budget; what is left goes back to it."""
    get_company().has_points = True
    source = actions.make_budget("Kudos", "points", None, amount=10_000, key="k", now=NOW)
    made = actions.set_rule(
        Audience.EVERYBODY, "points", 100, None, source=source, lapses=True, now=NOW
    )
    db.session.commit()
    return made


def stands(source_id: int) -> tuple[int, int, int]:
    """Return the budget's balance, what is on allowances, and how many transfers there are."""
    db.session.rollback()
    db.session.expire_all()
    of = db.select(db.func.coalesce(db.func.sum(LedgerAccount.balance), 0))
    allowances = db.session.scalar(of.where(LedgerAccount.kind == "allowance"))
    transfers = db.session.scalar(db.select(db.func.count(Transfer.id)))
    source = db.session.get_one(LedgerAccount, source_id)
    return source.balance, int(allowances or 0), int(transfers or 0)


def at(moment: object, act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        with clock.frozen(moment):
            act()
            db.session.commit()

    return run


@pytest.mark.parametrize("moment", ["given", "ended"])
def test_killed_at_any_statement_each_has_theirs_once_or_not_at_all(
    app: Flask, rule: AllowanceRule, ben: Person, moment: str
) -> None:
    rule_id, source_id, ben_id = rule.id, rule.source_id, ben.id

    def give() -> object:
        rule, person = (
            db.session.get_one(AllowanceRule, rule_id),
            db.session.get_one(Person, ben_id),
        )
        return actions.allow_by(rule, person, now=clock.now())

    def end() -> object:
        found = queries.find_allowance(ben_id, TODAY)
        return actions.expire(found.id, now=clock.now())

    act, when, before, after = give, NOW, (10_000, 0, 1), (9_900, 100, 2)
    if moment == "ended":
        at(NOW, give)()
        act, when, before, after = end, APRIL, (9_900, 100, 2), (10_000, 0, 3)
    for statement in range(60):

        def dying(statement: int = statement) -> None:
            die_at(statement)
            at(when, act)()

        code = ended_with(fork(app, dying))
        now = stands(source_id)
        assert now in {before, after}, f"killed at {statement}"
        if code == 0 or now == after:
            break
        assert code == -signal.SIGKILL
    assert (now, statement > 3) == (after, True)
    at(when, act)()
    assert stands(source_id) == after, "asked again it does nothing"
    assert verification.report({}).is_whole


def test_of_any_number_of_workers_one_ends_each(app: Flask, rule: AllowanceRule) -> None:
    source_id = rule.source_id
    at(NOW, jobs.give_allowances)()
    assert stands(source_id) == (10_000 - 100 * EVERYBODY, 100 * EVERYBODY, 1 + EVERYBODY)

    def works() -> None:
        with clock.frozen(APRIL):
            assert run_once("points.expire_allowances")

    assert [ended_with(each) for each in [fork(app, works) for _ in range(3)]] == [0] * 3
    assert stands(source_id) == (10_000, 0, 1 + 2 * EVERYBODY)
    assert verification.report({}).is_whole


def test_one_that_ends_while_it_is_spent_loses_nothing(
    app: Flask, rule: AllowanceRule, ben: Person, bea: Person
) -> None:
    at(NOW, jobs.give_allowances)()
    source_id, mine = rule.source_id, queries.find_allowance(ben.id, TODAY).id
    hers = actions.account_of(bea, now=NOW).id
    db.session.commit()
    before = stands(source_id)

    def spend_or_end(number: int) -> None:
        if number % 2:
            actions.expire(mine, now=APRIL + timedelta(minutes=number))
        else:
            order = actions.TransferOrder(f"spend {number}", mine, hers, 10)
            actions.transfer(order, None, now=APRIL)

    done = at_once(app, spend_or_end, 24)
    budget, allowances, _transfers = stands(source_id)
    spent = db.session.get_one(LedgerAccount, hers).balance
    assert done[True] >= 1
    assert budget + allowances + spent == sum(before[:2])
    assert db.session.get_one(LedgerAccount, mine).balance >= 0
    assert verification.report({}).is_whole
