"""What plans owe is drafted once, disputed by who is concerned, approved by others, paid once."""

from datetime import date, timedelta
from typing import Any

import pytest

from cxstaff.clock import frozen
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.incentives.jobs import draft_statements
from cxstaff.incentives.models import Settlement, State
from cxstaff.incentives.payout.formula import Rule
from cxstaff.incentives.statements import actions, queries
from cxstaff.people.models import Leave, Membership, Person, Team
from cxstaff.points.actions import accounts, budgets
from cxstaff.points.models import LedgerAccount
from cxstaff.points.verification import report
from tests.cast import NOW
from tests.levers import a_measure
from tests.plans import APRIL, MAY_5, a_budget, a_plan, april_of, by_name, enter, some_terms

ALL_OF_BLUE = 6


def fresh(account: LedgerAccount) -> tuple[int, int]:
    db.session.refresh(account)
    return account.balance, account.held


def test_a_period_that_is_over_is_drafted_once_and_set_aside(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    plan = a_plan(blue, measure, some_terms(budget), ana, ines)
    assert actions.draft(plan, APRIL, now=MAY_5) is None  # there is no number yet
    enter(measure, ines, {blue.id: 5.5})
    settlement = april_of(plan)

    assert {name: each.amount for name, each in by_name(settlement).items()} == dict.fromkeys(
        ("Ana", "Ben", "Bea", "Bill", "Bo", "Bibi"), 5000
    )
    assert (settlement.value, settlement.n, settlement.budget_left) == (5.5, 1, 970_000)
    assert fresh(budget) == (1_000_000, 30_000)
    assert actions.draft(plan, APRIL, now=MAY_5) is None
    assert queries.unsettled(date(2026, 5, 5), 3) == []


def test_days_on_the_team_and_leave_count_as_the_plan_says(
    ana: Person, ben: Person, bea: Person, cleo: Person, ines: Person, blue: Team, red: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    terms = some_terms(budget, counts_leave=False, least_days=10)
    plan = a_plan(blue, measure, terms, ana, ines)
    ben.memberships[0].until = date(2026, 4, 16)
    ben.memberships.append(Membership(team=red, since=date(2026, 4, 16)))
    bea.left_on = date(2026, 4, 10)
    cleo.memberships[0].until = date(2026, 4, 1)
    cleo.memberships.append(Membership(team=blue, since=date(2026, 4, 1)))
    cleo.leaves.append(Leave(since=date(2026, 4, 11), until=date(2026, 5, 11)))
    enter(measure, ines, {blue.id: 5.5})
    found = by_name(april_of(plan))

    assert (found["Ben"].days, found["Ben"].amount) == (15, 2500)
    assert "Bea" not in found  # nine days
    assert (found["Cleo"].days, found["Cleo"].amount) == (10, 1667)
    assert [step.rule for step in found["Cleo"].steps] == [Rule.REACHED, Rule.DAYS]


def test_a_guard_that_is_missed_stops_and_one_without_a_number_too(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    guard = a_measure(ines, "Satisfied", voice="customer", direction="up", unit="%")
    terms = some_terms(budget, guard=guard, guard_level=80.0)
    plan = a_plan(blue, measure, terms, ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    settlement = april_of(plan)
    assert {each.amount for each in by_name(settlement).values()} == {0}

    enter(guard, ines, {blue.id: 81.0})
    assert actions.draft_anew(settlement, ines, now=MAY_5) == ALL_OF_BLUE
    assert {each.amount for each in by_name(settlement).values()} == {5000}
    assert fresh(budget) == (1_000_000, 30_000)


def test_a_statement_of_nothing_waits_for_nobody_and_says_what_stopped_it(
    ana: Person, ben: Person, ines: Person, cyrus: Person, blue: Team, as_: Any
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    guard = a_measure(ines, "Satisfied", voice="customer", direction="up", unit="%")
    terms = some_terms(budget, guard=guard, guard_level=80.0)
    plan = a_plan(blue, measure, terms, ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    enter(guard, ines, {blue.id: 70.0})
    settlement = april_of(plan)

    stopped = "The guard did not hold (Satisfied: At least 80 %): €0.00"
    assert stopped in as_(ben).get("/statements").text
    listed = as_(cyrus).get("/settlements").text
    assert stopped in listed
    assert "Nothing to pay" in listed
    assert "to approve" not in listed
    assert queries.count_waiting(cyrus.id) == {}
    assert "Statements to approve" not in as_(cyrus).get("/").text
    with pytest.raises(Refused, match="Nothing here waits"):
        actions.approve(settlement, cyrus, now=MAY_5)

    actions.dispute(by_name(settlement)["Ben"], ben, "It was 81", now=MAY_5)
    enter(guard, ines, {blue.id: 81.0})
    actions.draft_anew(settlement, ines, now=MAY_5)
    assert queries.count_waiting(cyrus.id) == {State.DRAFTED: 5, State.DISPUTED: 1}


def test_a_pool_is_shared_and_a_budget_that_does_not_reach_cuts_all_alike(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines, 40_000)
    pool = some_terms(budget, shape="pool", steps=[[6.0, 10_001]])
    plan = a_plan(blue, measure, pool, ana, ines)
    dear = a_plan(blue, measure, some_terms(budget, steps=[[6.0, 10_000]]), ana, ines, name="Dear")
    enter(measure, ines, {blue.id: 5.5})
    shared = april_of(plan)
    assert sorted(each.amount for each in by_name(shared).values()) == [1666] + [1667] * 5
    cut = by_name(april_of(dear))
    assert sum(each.amount for each in cut.values()) == 40_000 - 10_001
    assert {each.steps[-1].rule for each in cut.values()} == {Rule.BUDGET}
    assert fresh(budget) == (40_000, 40_000)


def test_who_is_concerned_disputes_and_somebody_else_answers_before_it_is_paid(
    ana: Person, ben: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    plan = a_plan(blue, measure, some_terms(budget), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    settlement = april_of(plan)
    bens = by_name(settlement)["Ben"]
    with pytest.raises(Refused, match="Only the person"):
        actions.dispute(bens, ana, "Too much", now=MAY_5)
    actions.dispute(bens, ben, "I was there all month", now=MAY_5)

    assert actions.approve(settlement, cyrus, now=MAY_5) == ALL_OF_BLUE - 1
    assert actions.pay(settlement, ines, now=MAY_5) == ALL_OF_BLUE - 1
    assert fresh(budget) == (975_000, 5000)
    with pytest.raises(Refused, match="Somebody else has to answer"):
        actions.answer(bens, ben, "Fine", now=MAY_5)
    actions.answer(bens, ines, "You were; it is in", now=MAY_5)
    actions.approve(settlement, cyrus, now=MAY_5)
    assert actions.pay(settlement, ines, now=MAY_5) == 1
    assert fresh(budget) == (970_000, 0)
    assert [each.words for each in bens.remarks] == ["I was there all month", "You were; it is in"]
    with pytest.raises(Refused, match="has been paid"):
        actions.dispute(bens, ben, "Again", now=MAY_5)


def test_nobody_approves_what_they_wrote_or_what_they_are_paid(
    ana: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    office = cyrus.memberships[0].team
    measure, budget = a_measure(ines), a_budget(ines)
    hers = a_plan(blue, measure, some_terms(budget), cyrus, ines)
    own = a_plan(office, measure, some_terms(budget), ana, ines)
    enter(measure, ines, {blue.id: 5.5, office.id: 5.5})
    with pytest.raises(Refused, match="You wrote this plan"):
        actions.approve(april_of(hers), cyrus, now=MAY_5)
    settlement = april_of(own)
    assert actions.approve(settlement, ines, now=MAY_5) == 3
    assert by_name(settlement)["Ines"].state == State.DRAFTED
    with pytest.raises(Refused, match="Nothing here waits"):
        actions.approve(settlement, ines, now=MAY_5)


def test_points_go_to_who_earned_them_and_are_paid_once(
    ana: Person, ben: Person, ines: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines, unit="points")
    plan = a_plan(blue, measure, some_terms(budget), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    settlement = april_of(plan)
    actions.approve(settlement, ines, now=MAY_5)
    actions.pay(settlement, ines, now=MAY_5)
    assert accounts.account_of(ben, now=MAY_5).balance == 5000
    with pytest.raises(Refused, match="Nothing is approved"):
        actions.pay(settlement, ines, now=MAY_5)
    for each in queries.statements_in(settlement.id, State.PAID):
        each.state = State.APPROVED  # as if the note of it had been lost: the keys know better
        each.paid_at = None
    actions.pay(settlement, ines, now=MAY_5)
    assert fresh(budget) == (970_000, 0)
    assert accounts.account_of(ben, now=MAY_5).balance == 5000
    assert report({}).is_whole


def test_a_reading_corrected_after_payment_is_put_right_by_reversal(
    ana: Person, ben: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    rising = some_terms(budget, shape="line", steps=[[6.0, 0], [5.0, 10_000]])
    plan = a_plan(blue, measure, rising, ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    settlement = april_of(plan)
    actions.approve(settlement, cyrus, now=MAY_5)
    actions.pay(settlement, ines, now=MAY_5)
    enter(measure, ines, {blue.id: 5.8})
    bens = by_name(settlement)["Ben"]
    following = actions.reverse(bens, ines, now=MAY_5)

    assert (bens.state, bens.amount) == (State.REVERSED, 5000)
    assert (following.edition, following.state, following.amount) == (2, State.DRAFTED, 2000)
    assert fresh(budget) == (1_000_000 - 5 * 5000, 2000)
    with pytest.raises(Refused, match="taken back before"):
        actions.reverse(bens, ines, now=MAY_5)
    actions.approve(settlement, cyrus, now=MAY_5)
    actions.pay(settlement, ines, now=MAY_5)
    assert fresh(budget) == (1_000_000 - 5 * 5000 - 2000, 0)


def test_a_membership_told_late_changes_what_is_drafted_and_not_what_is_paid(
    ana: Person, ben: Person, rolf: Person, ines: Person, cyrus: Person, blue: Team, red: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    plan = a_plan(blue, measure, some_terms(budget), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    settlement = april_of(plan)
    ben.memberships[0].until = date(2026, 3, 1)
    ben.memberships.append(Membership(team=red, since=date(2026, 3, 1)))
    rolf.memberships[0].until = date(2026, 4, 1)
    rolf.memberships.append(Membership(team=blue, since=date(2026, 4, 1)))
    db.session.flush()
    assert actions.draft_anew(settlement, ines, now=MAY_5) == 2
    found = by_name(settlement)
    assert (found["Ben"].amount, found["Rolf"].amount) == (0, 5000)
    assert found["Ben"].steps[0].rule is Rule.NOT_THERE
    assert fresh(budget) == (1_000_000, 30_000)


def test_the_team_as_a_whole_is_paid_to_its_account(ana: Person, ines: Person, blue: Team) -> None:
    measure, budget = a_measure(ines), a_budget(ines, unit="points")
    plan = a_plan(blue, measure, some_terms(budget, pays="team"), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    settlement = april_of(plan)
    actions.approve(settlement, ines, now=MAY_5)
    assert actions.pay(settlement, ines, now=MAY_5) == 1
    assert accounts.account_of_team(blue, now=MAY_5).balance == 5000


def test_plans_that_begin_or_end_within_a_month_owe_for_its_part(
    ana: Person, ines: Person, blue: Team
) -> None:
    plan = a_plan(blue, a_measure(ines), some_terms(a_budget(ines)), ana, ines)
    plan.until = date(2026, 5, 11)
    db.session.flush()
    found = [(each.since, each.until) for _plan, each in queries.unsettled(date(2026, 5, 20), 3)]
    assert found == [
        (date(2026, 4, 1), date(2026, 5, 1)),
        (date(2026, 5, 1), date(2026, 5, 11)),
    ]
    assert queries.unsettled(date(2026, 5, 3), 3) == []


def test_what_is_set_aside_can_be_paid_after_the_budget_was_drawn_on(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines, 30_000)
    plan = a_plan(blue, measure, some_terms(budget), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    settlement = april_of(plan)
    with pytest.raises(Refused, match="too little"):
        budgets.withdraw(budget, ines, amount=1, key="draw", now=NOW + timedelta(days=50))
    actions.approve(settlement, ines, now=MAY_5)
    assert actions.pay(settlement, ines, now=MAY_5) == ALL_OF_BLUE
    assert fresh(budget) == (0, 0)


def test_a_settlement_is_found_by_those_who_may_see_its_team(
    ana: Person, ines: Person, blue: Team, red: Team
) -> None:
    measure = a_measure(ines)
    plan = a_plan(blue, measure, some_terms(a_budget(ines)), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    found: Settlement = april_of(plan)
    assert queries.find_settlement(found.id, None) is found
    assert queries.find_settlement(found.id, {blue.id}) is found
    assert queries.find_settlement(found.id, {red.id}) is None
    (line,) = queries.settlements_page({blue.id}, 1).items
    assert (line.total, line.count, line.waiting) == (30_000, ALL_OF_BLUE, ALL_OF_BLUE)


def test_the_job_drafts_what_is_over_and_the_plan_lists_it(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    plan = a_plan(blue, measure, some_terms(a_budget(ines)), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    db.session.commit()
    for _again in range(2):
        with frozen(MAY_5):
            draft_statements()
    (line,) = queries.settlements_of(plan.id, 1).items
    assert (line.settlement.since, line.total) == (APRIL.since, 30_000)
