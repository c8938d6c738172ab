"""What was agreed to, earned and paid stays so, whatever happens to plans, budgets and teams."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.incentives.models import IncentivePlan, PlanProposal, State
from cxstaff.incentives.payout.formula import Rule
from cxstaff.incentives.proposals import actions as proposals
from cxstaff.incentives.statements import actions, queries
from cxstaff.measures import actions as measures
from cxstaff.people.models import Person, Team
from cxstaff.people.teams.actions import close_team
from cxstaff.points.queries import open_holds
from tests.cast import NOW, TODAY
from tests.levers import a_measure
from tests.plans import (
    APRIL,
    MAY_5,
    a_budget,
    a_draft,
    a_plan,
    april_of,
    by_name,
    enter,
    some_terms,
)

Visits = Callable[[Person | None], Any]
FROM_16 = DateRange(date(2026, 4, 16), date(2026, 5, 1))


def test_no_one_person_lengthens_a_plan_that_pays_or_takes_past_days_from_it(
    as_: Visits, ana: Person, ines: Person, blue: Team
) -> None:
    april = a_draft(blue, a_measure(ines), some_terms(a_budget(ines)), holds=APRIL)
    plan = proposals.approve(proposals.propose(april, ana, now=NOW), ines, now=NOW)
    with pytest.raises(Refused, match="agree to a later end"):
        measures.end(plan, ana, last_day=date(2099, 1, 1), now=NOW)
    with pytest.raises(Refused, match="until yesterday stays"):
        measures.end(plan, ana, last_day=date(2026, 4, 10), now=NOW + timedelta(days=40))
    db.session.commit()
    words = {"name": "Solved", "pays": "nothing", "since": "2026-04-10"}
    answer = as_(ana).post(f"/teams/{blue.id}/plans/{plan.id}/change", data=words)
    assert "Propose the change" in answer.text
    measures.end(plan, ana, last_day=date(2026, 4, 20), now=NOW)
    assert plan.until == date(2026, 4, 21)


def test_a_change_holds_until_the_last_day_that_was_agreed_to(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    plan = a_plan(blue, measure, some_terms(budget), ana, ines)
    may = DateRange(APRIL.until or TODAY, date(2026, 6, 1))
    draft = a_draft(blue, measure, some_terms(budget), follows=plan, holds=may)
    following = proposals.approve(proposals.propose(draft, ana, now=NOW), ines, now=NOW)
    assert (plan.until, following.span) == (may.since, may)


def test_a_plan_that_never_held_goes_with_its_team_and_its_proposal_stays(
    ana: Person, ines: Person, blue: Team, red: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    plan = a_plan(red, measure, some_terms(budget), ana, ines)
    change = a_draft(
        *(red, measure, some_terms(budget)), follows=plan, holds=DateRange(date(2026, 6, 1), None)
    )
    waiting = proposals.propose(change, ana, now=NOW)
    for person in db.session.query(Person):
        for stay in person.memberships:
            if stay.team_id == red.id:
                stay.until = TODAY
    db.session.flush()
    close_team(red, on=TODAY, actor=ines, now=NOW)
    db.session.flush()
    db.session.expire_all()
    assert db.session.query(IncentivePlan).count() == 0
    assert [each.plan_id for each in db.session.query(PlanProposal)] == [None, None]
    with pytest.raises(Refused, match="closed"):
        proposals.approve(waiting, ines, now=NOW)


def test_a_part_of_a_month_is_paid_in_part_to_members_teams_and_pools(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    enter(measure, ines, {blue.id: 5.5})
    measures.enter_readings(
        measure, ines, starts_on=date(2026, 4, 20), values={blue.id: 5.5}, now=MAY_5
    )
    first = a_plan(blue, measure, some_terms(budget), ana, ines)
    draft = a_draft(
        *(blue, measure, some_terms(budget)), follows=first, holds=DateRange(FROM_16.since, None)
    )
    second = proposals.approve(proposals.propose(draft, ana, now=NOW), ines, now=NOW)
    halves = [DateRange(APRIL.since, FROM_16.since), FROM_16]
    made = [
        actions.draft(plan, half, now=MAY_5)
        for plan, half in zip((first, second), halves, strict=True)
    ]
    bens = [by_name(each)["Ben"] for each in made if each]
    assert [(each.days, each.amount) for each in bens] == [(15, 2500), (15, 2500)]
    assert [each.rule for each in bens[0].steps] == [Rule.REACHED, Rule.DAYS]

    for name, terms, total in (
        ("Team", some_terms(budget, pays="team"), 2500),
        ("Pool", some_terms(budget, shape="pool", steps=[[6.0, 9000]]), 4500),
    ):
        plan = a_plan(blue, measure, terms, ana, ines, name=name, holds=FROM_16)
        found = actions.draft(plan, FROM_16, now=MAY_5)
        assert found is not None
        assert queries.line_of(found).total == total


def test_a_reversal_is_cut_to_what_others_of_the_settlement_leave_in_the_budget(
    ana: Person, ben: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines, 30_000)
    rising = some_terms(budget, shape="line", steps=[[6.0, 0], [5.0, 10_000]])
    plan = a_plan(blue, measure, rising, ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    settlement = april_of(plan)
    bens = by_name(settlement)["Ben"]
    for each in by_name(settlement).values():
        if each is not bens and each.person:
            actions.dispute(each, each.person, "Look again", now=MAY_5)
    actions.approve(settlement, cyrus, now=MAY_5)
    actions.pay(settlement, cyrus, now=MAY_5)
    enter(measure, ines, {blue.id: 5.2})
    following = actions.reverse(bens, ines, now=MAY_5)
    assert (following.amount, following.steps[-1].rule) == (5000, Rule.BUDGET)
    db.session.refresh(budget)
    assert (budget.balance, budget.held) == (30_000, 30_000)


def test_the_ledgers_pages_neither_pay_release_nor_take_back_what_a_plan_does(
    as_: Visits, ana: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    enter(measure, ines, {blue.id: 5.5})
    settlement = april_of(a_plan(blue, measure, some_terms(budget), ana, ines))
    held = settlement.hold_id
    for way in ("posting", "voiding"):
        answer = as_(ines).post(f"/points/holds/{held}/{way}", data={"amount": "300"})
        assert "what plans owe" in answer.text
    assert "Release" not in as_(ines).get(f"/points/accounts/{budget.id}").text
    actions.approve(settlement, cyrus, now=MAY_5)
    actions.pay(settlement, ines, now=MAY_5)
    db.session.commit()
    paid = queries.statements_in(settlement.id, State.PAID)[0].transfer_id
    assert "what plans owe" in as_(ines).post(f"/points/transfers/{paid}/reversal").text
    db.session.refresh(budget)
    assert (budget.balance, budget.held) == (970_000, 0)


@pytest.mark.parametrize("month", ["0001-01", "1999-12", "9999-12"])
def test_months_outside_of_this_century_have_no_payroll(
    as_: Visits, ines: Person, month: str
) -> None:
    assert as_(ines).get(f"/payroll?month={month}").status_code == 404
    assert as_(ines).get(f"/payroll.csv?month={month}").status_code == 404


def test_a_guard_that_is_retired_guards_no_new_plan(ana: Person, ines: Person, blue: Team) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    guard = a_measure(ines, "Satisfied", voice="customer", direction="up", unit="%")
    draft = a_draft(blue, measure, some_terms(budget, guard=guard, guard_level=80.0))
    proposal = proposals.propose(draft, ana, now=NOW)
    measures.retire_measure(guard, ines, end_levers=False, now=NOW)
    with pytest.raises(Refused, match="guard is retired"):
        proposals.approve(proposal, ines, now=NOW)


def test_what_somebody_set_aside_anew_meanwhile_is_released_with_what_is_paid(
    app: Flask, ana: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    enter(measure, ines, {blue.id: 5.5})
    settlement = april_of(a_plan(blue, measure, some_terms(budget), ana, ines))
    actions.approve(settlement, cyrus, now=MAY_5)
    db.session.commit()
    stale = settlement.hold_id, settlement.rounds
    actions.draft_anew(settlement, ines, now=MAY_5)
    db.session.flush()
    settlement.__dict__.update(hold_id=stale[0], rounds=stale[1])  # as it was read before the lock
    actions.pay(settlement, ines, now=MAY_5)
    db.session.refresh(budget)
    assert (budget.balance, budget.held) == (970_000, 0)
    assert open_holds(budget.id) == []
