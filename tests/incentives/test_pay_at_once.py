"""Several at once, and killed at any moment: what a plan owes is drafted once and paid once."""

import signal
from collections.abc import Callable

import pytest
from flask import Flask

from cxstaff.db import db
from cxstaff.incentives.models import IncentivePlan, Settlement, State, Statement
from cxstaff.incentives.proposals import actions as proposals
from cxstaff.incentives.statements import actions
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.points import verification
from cxstaff.points.models import LedgerAccount
from tests.cast import NOW
from tests.forked import at_once, die_at, ended_with, fork
from tests.levers import a_measure
from tests.plans import APRIL, MAY_5, a_budget, a_draft, a_plan, april_of, enter, some_terms


@pytest.fixture
def owed(ana: Person, ines: Person, blue: Team) -> tuple[int, int, int]:
    """A plan with a number for April; its id, that of its budget, and of who pays."""
    measure, budget = a_measure(ines), a_budget(ines, unit="points")
    plan = a_plan(blue, measure, some_terms(budget), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    db.session.commit()
    return plan.id, budget.id, ines.id


def stands(budget_id: int) -> tuple[int, int, int, int]:
    """Return the budget's balance and what is held, and how many are drafted and paid."""
    db.session.rollback()
    db.session.expire_all()
    budget = db.session.get_one(LedgerAccount, budget_id)
    states = list(db.session.scalars(db.select(Statement.state)))
    return budget.balance, budget.held, states.count(State.DRAFTED), states.count(State.PAID)


def test_a_period_is_drafted_once_however_many_do_it(
    app: Flask, owed: tuple[int, int, int]
) -> None:
    plan_id, budget_id, _ = owed

    def draft(_number: int) -> None:
        actions.draft(db.session.get_one(IncentivePlan, plan_id), APRIL, now=MAY_5)

    assert at_once(app, draft, 12) == {True: 12}
    assert stands(budget_id) == (1_000_000, 30_000, 6, 0)


def test_a_settlement_is_paid_once_however_many_do_it(
    app: Flask, owed: tuple[int, int, int]
) -> None:
    plan_id, budget_id, payer = owed
    settlement = april_of(db.session.get_one(IncentivePlan, plan_id))
    actions.approve(settlement, db.session.get_one(Person, payer), now=MAY_5)
    db.session.commit()
    number = settlement.id

    def pay(_number: int) -> None:
        found = db.session.get_one(Settlement, number)
        actions.pay(found, db.session.get_one(Person, payer), now=MAY_5)

    assert at_once(app, pay, 12) == {True: 1, False: 11}
    assert stands(budget_id) == (970_000, 0, 0, 6)
    assert verification.report({}).is_whole


def test_two_that_agree_at_once_begin_one_plan(
    app: Flask, ana: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    draft = a_draft(blue, a_measure(ines), some_terms(a_budget(ines)))
    number = proposals.propose(draft, ana, now=NOW).id
    deciders = ines.id, cyrus.id
    db.session.commit()

    def approve(place: int) -> None:
        found = db.session.get_one(proposals.PlanProposal, number)
        actor = db.session.get_one(Person, deciders[place % 2])
        proposals.approve(found, actor, now=NOW)

    assert at_once(app, approve, 8) == {True: 1, False: 7}
    assert db.session.query(IncentivePlan).count() == 1


def test_killed_anywhere_between_drafting_and_payment_nobody_is_paid_twice(
    app: Flask, owed: tuple[int, int, int]
) -> None:
    plan_id, budget_id, payer = owed

    def draft_and_pay(statement: int) -> Callable[[], None]:
        def run() -> None:
            die_at(statement)
            plan = db.session.get_one(IncentivePlan, plan_id)
            actions.draft(plan, APRIL, now=MAY_5)
            db.session.commit()
            settlement = db.session.query(Settlement).one()
            person = db.session.get_one(Person, payer)
            if stands(budget_id)[2]:
                actions.approve(settlement, person, now=MAY_5)
                db.session.commit()
            actions.pay(settlement, person, now=MAY_5)
            db.session.commit()

        return run

    whole = {(1_000_000, 0, 0, 0), (1_000_000, 30_000, 6, 0), (1_000_000, 30_000, 0, 0)}
    ends = list[int]()
    while not ends or ends[-1]:
        ends.append(ended_with(fork(app, draft_and_pay(2 * len(ends)))))
        after = stands(budget_id)
        assert after in whole or after == (970_000, 0, 0, 6), f"killed at {2 * len(ends)}"
        if after[3]:
            break
    assert verification.report({}).is_whole
    assert set(ends[:-1]) == {-signal.SIGKILL}
    assert len(ends) > 10
    assert stands(budget_id) == (970_000, 0, 0, 6)


def test_of_two_that_approve_at_once_one_does(
    app: Flask, owed: tuple[int, int, int], cyrus: Person
) -> None:
    plan_id, budget_id, ines_id = owed
    number = april_of(db.session.get_one(IncentivePlan, plan_id)).id
    approvers = ines_id, cyrus.id
    db.session.commit()

    def approve(place: int) -> None:
        actor = db.session.get_one(Person, approvers[place % 2])
        actions.approve(db.session.get_one(Settlement, number), actor, now=MAY_5)

    assert at_once(app, approve, 8) == {True: 1, False: 7}
    assert stands(budget_id) == (1_000_000, 30_000, 0, 0)
    assert len(set(db.session.scalars(db.select(Statement.approved_by_id)))) == 1


def killed_at_each(app: Flask, act: Callable[[], None], look: Callable[[str], bool]) -> int:
    """Kill something at its first statement, its third and so on until it comes through.

    `look` is told where it was killed, and says whether it is done, as it may be where it was
    killed after its commit. Returns how many statements it took.
    """

    def run(statement: int) -> Callable[[], None]:
        def begin() -> None:
            die_at(statement)
            act()
            db.session.commit()

        return begin

    for statement in range(0, 200, 2):
        end = ended_with(fork(app, run(statement)))
        is_done = look(f"killed at {statement}")
        assert end in {0, -signal.SIGKILL}
        assert is_done or end
        if is_done:
            return statement
    raise AssertionError("it never came through")


def test_killed_while_drafting_anew_all_is_as_before_or_all_is_anew(
    app: Flask, owed: tuple[int, int, int]
) -> None:
    plan_id, budget_id, ines_id = owed
    number = april_of(db.session.get_one(IncentivePlan, plan_id)).id
    measure, ines = db.session.query(Measure).one(), db.session.get_one(Person, ines_id)
    enter(measure, ines, {db.session.get_one(IncentivePlan, plan_id).team_id: 6.5})
    db.session.commit()

    def draft_anew() -> None:
        settlement = db.session.get_one(Settlement, number)
        actions.draft_anew(settlement, db.session.get_one(Person, ines_id), now=MAY_5)

    before, anew = ((1_000_000, 30_000, 6, 0), 30_000), ((1_000_000, 0, 6, 0), 0)

    def look(where: str) -> bool:
        found = stands(budget_id), sum(db.session.scalars(db.select(Statement.amount)))
        assert found in {before, anew}, where
        return found == anew

    assert killed_at_each(app, draft_anew, look) > 8
    assert verification.report({}).is_whole


def test_killed_in_a_reversal_nothing_is_taken_back_or_all_of_it_once(
    app: Flask, owed: tuple[int, int, int]
) -> None:
    plan_id, budget_id, ines_id = owed
    settlement = april_of(db.session.get_one(IncentivePlan, plan_id))
    ines = db.session.get_one(Person, ines_id)
    actions.approve(settlement, ines, now=MAY_5)
    actions.pay(settlement, ines, now=MAY_5)
    db.session.commit()
    number = next(each.id for each in db.session.query(Statement) if each.person_id != ines_id)

    def reverse() -> None:
        statement = db.session.get_one(Statement, number)
        actions.reverse(statement, db.session.get_one(Person, ines_id), now=MAY_5)

    paid, taken_back = (970_000, 0, 0, 6), (975_000, 5_000, 1, 5)

    def look(where: str) -> bool:
        assert stands(budget_id) in {paid, taken_back}, where
        return stands(budget_id) == taken_back

    assert killed_at_each(app, reverse, look) > 10
    assert verification.report({}).is_whole
    done = at_once(app, lambda _number: reverse(), 6)
    assert done == {False: 6}
    assert stands(budget_id) == taken_back
