"""Plans that pay are written by one person and hold once another has agreed."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.incentives import actions as plans
from cxstaff.incentives.models import IncentivePlan
from cxstaff.incentives.payout.cautions import Caution
from cxstaff.incentives.proposals import actions, queries
from cxstaff.incentives.proposals.what_if import what_if
from cxstaff.incentives.words import CAUTIONS
from cxstaff.measures import actions as measures
from cxstaff.measures.queries import levers_of
from cxstaff.people.models import Person, Team
from cxstaff.points.actions import budgets
from tests.cast import NOW, TODAY
from tests.levers import a_measure
from tests.plans import APRIL, a_budget, a_draft, a_plan, some_terms

DAY = timedelta(days=1)


def test_a_proposal_holds_from_its_first_day_once_somebody_else_agrees(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure, terms = a_measure(ines), some_terms(a_budget(ines))
    proposal = actions.propose(a_draft(blue, measure, terms), ana, now=NOW)
    assert levers_of(IncentivePlan, blue.id, APRIL.since) == []
    assert queries.count_waiting(ines.id) == 1
    assert queries.count_waiting(ana.id) == 0

    plan = actions.approve(proposal, ines, now=NOW)
    assert levers_of(IncentivePlan, blue.id, APRIL.since) == [plan]
    assert levers_of(IncentivePlan, blue.id, APRIL.since - DAY) == []
    assert (plan.terms, plan.set_by_id, proposal.plan_id) == (terms, ines.id, plan.id)
    assert queries.count_waiting(ines.id) == 0


def test_nobody_agrees_to_their_own_plan_not_even_past_the_page(ines: Person, blue: Team) -> None:
    terms = some_terms(a_budget(ines))
    proposal = actions.propose(a_draft(blue, a_measure(ines), terms), ines, now=NOW)
    for decide in (
        lambda: actions.approve(proposal, ines, now=NOW),
        lambda: actions.decline(proposal, ines, "No", now=NOW),
    ):
        with pytest.raises(Refused, match="You wrote this plan"):
            decide()
    proposal.decision, proposal.decided_by_id, proposal.decided_at = "approved", ines.id, NOW
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_proposal_is_decided_about_once(ana: Person, ines: Person, blue: Team) -> None:
    terms = some_terms(a_budget(ines))
    proposal = actions.propose(a_draft(blue, a_measure(ines), terms), ana, now=NOW)
    actions.decline(proposal, ines, "Too dear", now=NOW)
    assert (proposal.decision, proposal.reason) == ("declined", "Too dear")
    with pytest.raises(Refused, match="decided about already"):
        actions.approve(proposal, ines, now=NOW)
    with pytest.raises(Refused, match="decided about already"):
        actions.withdraw(proposal, ana, now=NOW)


def test_only_who_wrote_it_withdraws_it(ana: Person, ines: Person, blue: Team) -> None:
    terms = some_terms(a_budget(ines))
    proposal = actions.propose(a_draft(blue, a_measure(ines), terms), ana, now=NOW)
    with pytest.raises(Refused, match="Only who wrote a plan"):
        actions.withdraw(proposal, ines, now=NOW)
    actions.withdraw(proposal, ana, now=NOW)
    assert proposal.decision == "withdrawn"


@pytest.mark.parametrize(
    ("terms", "draft", "says"),
    [
        ({"steps": []}, {}, "A threshold or pool has one level"),
        ({"steps": [[6.0, 0]]}, {}, "promises nothing"),
        ({"shape": "steps", "steps": [[5.0, 1], [6.0, 2]]}, {}, "from the easiest"),
        ({"cap": -1}, {}, "has to be above 0"),
        ({}, {"holds": DateRange(TODAY, None)}, "from tomorrow on"),
        ({}, {"holds": DateRange(date(2026, 5, 1), date(2026, 4, 1))}, "before the first"),
        ({}, {"holds": DateRange(date(3026, 5, 1), None)}, "between the years"),
        ({"shape": "pool", "pays": "team"}, {}, "shared by the members"),
    ],
)
def test_what_nobody_could_agree_to_is_refused_with_a_reason(
    terms: dict[str, Any], draft: dict[str, Any], says: str, ines: Person, blue: Team
) -> None:
    written = a_draft(blue, a_measure(ines), some_terms(a_budget(ines), **terms), **draft)
    with db.session.no_autoflush, pytest.raises(Refused, match=says):
        actions.propose(written, ines, now=NOW)


def test_pulses_decide_about_nobodys_pay(ines: Person, blue: Team) -> None:
    pulse = a_measure(ines, "Recognition", voice="employee", direction="up")
    other, budget = a_measure(ines), a_budget(ines)
    with pytest.raises(Refused, match="lean on their people"):
        actions.check(a_draft(blue, pulse, some_terms(budget)), NOW)
    guarded = some_terms(budget, guard=pulse, guard_level=4.0)
    with db.session.no_autoflush, pytest.raises(Refused, match="cannot decide about pay"):
        actions.check(a_draft(blue, other, guarded), NOW)


def test_a_change_is_a_new_version_from_a_day_on_and_is_agreed_to_as_well(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    plan = a_plan(blue, measure, some_terms(budget), ana, ines)
    with pytest.raises(Refused, match="Propose the change"):
        plans.change_plan(plan, ines, name="Solved", pays="all of it", since=TODAY, now=NOW)

    more = some_terms(budget, steps=[[6.0, 9000]])
    later = DateRange(date(2026, 6, 1), None)
    draft = a_draft(blue, measure, more, follows=plan, holds=later)
    following = actions.approve(actions.propose(draft, ines, now=NOW), ana, now=NOW)
    assert (plan.since, plan.until) == (APRIL.since, later.since)
    assert (following.since, following.terms) == (later.since, more)


def test_what_was_agreed_to_late_holds_from_the_next_day(
    ana: Person, ines: Person, blue: Team
) -> None:
    terms = some_terms(a_budget(ines))
    proposal = actions.propose(a_draft(blue, a_measure(ines), terms), ana, now=NOW)
    late = NOW + timedelta(days=40)
    assert actions.approve(proposal, ines, now=late).since == TODAY + 41 * DAY


def test_a_plan_that_is_over_before_anybody_agrees_cannot_begin(
    ana: Person, ines: Person, blue: Team
) -> None:
    terms = some_terms(a_budget(ines))
    draft = a_draft(blue, a_measure(ines), terms, holds=APRIL)
    proposal = actions.propose(draft, ana, now=NOW)
    with pytest.raises(Refused, match="Its last day is over"):
        actions.approve(proposal, ines, now=NOW + timedelta(days=60))
    assert proposal.is_open


def test_overlapping_plans_of_one_name_and_measure_are_refused(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    a_plan(blue, measure, some_terms(budget), ana, ines)
    second = actions.propose(a_draft(blue, measure, some_terms(budget)), ana, now=NOW)
    with pytest.raises(Refused, match="already holds"):
        actions.approve(second, ines, now=NOW)


def test_trying_it_on_the_past_pays_who_was_there_then_and_names_what_speaks_against_it(
    ines: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    for month, value in ((1, 5.0), (2, 7.0)):
        week = date(2026, month, 5) if month == 1 else date(2026, 2, 2)
        measures.enter_readings(measure, ines, starts_on=week, values={blue.id: value}, now=NOW)
    found = what_if(blue, measure, some_terms(a_budget(ines)), TODAY)

    told = {
        each.period.since: (each.number and each.number.value, each.total)
        for each in found.periods
        if each.number
    }
    assert told == {date(2026, 1, 1): (5.0, 6 * 5000), date(2026, 2, 1): (7.0, 0)}
    assert found.total == 30_000
    assert [each.total for each in found.recipients] == [5000] * 6
    assert found.cautions == [
        Caution.NO_CUSTOMER_GUARD,
        Caution.CLIFF,
        Caution.TOO_FEW_READINGS,
    ]


def test_a_budget_that_would_not_have_reached_and_a_second_plan_for_one_measure_are_named(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines, 29_999)
    week = date(2026, 2, 9)
    measures.enter_readings(measure, ines, starts_on=week, values={blue.id: 5.0}, now=NOW)
    terms = some_terms(budget)
    plan = a_plan(blue, measure, terms, ana, ines)
    further = {Caution.BUDGET_TOO_SMALL, Caution.PAID_TWICE}
    assert further <= set(what_if(blue, measure, terms, TODAY).cautions)
    budgets.top_up(budget, ines, amount=1, key="more", now=NOW)
    found = what_if(blue, measure, terms, TODAY, but=[plan.id]).cautions
    assert further.isdisjoint(found)


@pytest.mark.parametrize("caution", Caution)
def test_each_caution_says_what_to_do(app: Flask, caution: Caution) -> None:
    with app.test_request_context():
        _title, told = CAUTIONS[caution]
        advice = ("Choose", "Pay by", "would pay", "Begin", "Add to", "End that")
        assert any(each in str(told) for each in advice)
