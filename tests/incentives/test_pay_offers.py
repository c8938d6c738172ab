"""Pages of plans that pay offer nothing that would be refused, and say who can and what to do."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from cxstaff.clock import frozen
from cxstaff.db import db
from cxstaff.incentives.models import IncentivePlan, Settlement
from cxstaff.incentives.statements import actions
from cxstaff.people.models import Membership, Person, Team
from tests.levers import a_measure
from tests.plans import MAY_5, a_budget, a_plan, april_of, by_name, enter, some_terms

Visits = Callable[[Person | None], Any]
APPROVE, PAY, ANEW = "approval", "payment", "draft"
APRIL_20 = MAY_5.replace(month=4, day=20)


def drafted(
    writer: Person, other: Person, blue: Team, amount: int = 1_000_000, **terms: Any
) -> Settlement:
    measure, budget = a_measure(other), a_budget(other, amount)
    plan = a_plan(blue, measure, some_terms(budget, **terms), writer, other)
    enter(measure, other, {blue.id: 5.5})
    return april_of(plan)


def offered(page: str) -> list[str]:
    """Return where the buttons of a settlement's page lead."""
    return re.findall(r'action="/settlements/\d+/(\w+)', page)


def test_each_step_is_offered_to_who_can_take_it_and_when(
    as_: Visits, ana: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    settlement = drafted(cyrus, ines, blue)
    address = f"/settlements/{settlement.id}"
    with frozen(MAY_5):
        writers = as_(cyrus).get(address).text
        assert "You wrote this plan, so somebody else approves" in writers
        assert offered(writers) == []
        leads = as_(ana).get(address).text
        assert "HR or CX approves and pays" in leads
        assert offered(leads) == []
        assert offered(as_(ines).get(address).text) == [APPROVE]
        actions.approve(settlement, ines, now=MAY_5)
        db.session.commit()
        assert offered(as_(ines).get(address).text) == [PAY]
        assert offered(as_(cyrus).get(address).text) == [PAY]
        actions.pay(settlement, ines, now=MAY_5)
        db.session.commit()
        assert offered(as_(ines).get(address).text) == []


def test_approval_is_of_what_the_page_showed(
    as_: Visits, ana: Person, ines: Person, blue: Team
) -> None:
    settlement = drafted(ana, ines, blue)
    address, seen = f"/settlements/{settlement.id}", settlement.rounds
    with frozen(MAY_5):
        assert f"{address}/approval?seen={seen}" in as_(ines).get(address).text
        actions.draft_anew(settlement, ines, now=MAY_5)
        db.session.commit()
        answer = as_(ines).post(f"{address}/approval?seen={seen}")
        assert "since you opened the page" in answer.text
        again = as_(ines).post(f"{address}/approval?seen={settlement.rounds}")
        assert again.status_code == 303


def test_a_budget_that_did_not_reach_is_told_with_what_to_do(
    as_: Visits, ana: Person, ines: Person, blue: Team
) -> None:
    settlement = drafted(ana, ines, blue, 12_000)
    with frozen(MAY_5):
        page = as_(ines).get(f"/settlements/{settlement.id}").text
    assert "Add to Front line, then draft it anew." in page
    assert ANEW in offered(page)


def test_who_was_paid_is_told_what_can_still_be_done(
    as_: Visits, ana: Person, ben: Person, ines: Person, blue: Team
) -> None:
    settlement = drafted(ana, ines, blue)
    address = f"/statements/{by_name(settlement)['Ben'].id}"
    with frozen(MAY_5):
        assert "Dispute it" in as_(ben).get(address).text
        actions.approve(settlement, ines, now=MAY_5)
        actions.pay(settlement, ines, now=MAY_5)
        db.session.commit()
        page = as_(ben).get(address).text
    assert "Dispute it" not in page
    assert "Speak with HR" in page


def test_who_leads_a_team_speaks_for_what_the_team_is_paid(
    as_: Visits, ana: Person, ben: Person, ines: Person, blue: Team
) -> None:
    settlement = drafted(ana, ines, blue, pays="team")
    (row,) = actions.queries.newest_by_recipient(settlement.id).values()
    address = f"/statements/{row.id}"
    with frozen(MAY_5):
        assert as_(ben).get(address).status_code == 404
        assert "Dispute it" in as_(ana).get(address).text
        words = {"words": "One of us was left out"}
        assert as_(ana).post(f"{address}/dispute", data=words).status_code == 303
        assert "One of us was left out" in as_(ines).get(address).text
        assert as_(ines).post(f"{address}/answer", data=words).status_code == 303


def test_progress_tells_readers_what_their_own_days_would_bring(
    as_: Visits, ana: Person, ben: Person, cleo: Person, ines: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    plan = a_plan(blue, measure, some_terms(a_budget(ines), least_days=12), ana, ines)
    for person, day in ((cleo, 19), (ben, 20)):
        person.memberships[0].until = date(2026, 4, 1)
        db.session.add(Membership(person=person, team=blue, since=date(2026, 4, day)))
    enter(measure, ines, {blue.id: 5.5})
    db.session.commit()
    address = f"/teams/{blue.id}/plans/{plan.id}"
    with frozen(APRIL_20):
        cleos = as_(cleo).get(address).text
        assert "that would pay you €20.00" in cleos
        assert "For 12 of 30 days." in cleos
        assert "fewer days of this period than the 12 it asks for" in as_(ben).get(address).text
        assert "that would pay you €50.00" in as_(ana).get(address).text


def test_a_period_that_is_over_without_a_number_says_what_to_do(
    as_: Visits, ana: Person, ben: Person, ines: Person, rolf: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    plan = a_plan(blue, measure, some_terms(a_budget(ines)), ana, ines)
    db.session.commit()
    address = f"/teams/{blue.id}/plans/{plan.id}"
    with frozen(MAY_5):
        assert "Enter a number of Handle time for these days." in as_(ana).get("/settlements").text
        assert f"/measures/{measure.id}/readings" in as_(ana).get("/settlements").text
        assert "Handle time" not in as_(rolf).get("/settlements").text
        assert "is over and has no number yet" in as_(ben).get(address).text
        measure.frequency = "quarter"  # nothing was entered, so it may be changed
        db.session.commit()
        assert "this month will have no number" in as_(ana).get(address).text
        measure.retired_on = date(2026, 5, 4)
        db.session.commit()
        assert "Bring it back" in as_(ana).get(address).text
    with frozen(MAY_5.replace(day=3)):
        assert "is over and has no number" not in as_(ana).get(address).text


def test_a_plan_that_is_over_offers_nothing_to_change(
    as_: Visits, ana: Person, ines: Person, blue: Team
) -> None:
    plan = a_plan(blue, a_measure(ines), some_terms(a_budget(ines)), ana, ines)
    db.session.commit()
    address = f"/teams/{blue.id}/plans/{plan.id}"
    with frozen(MAY_5):
        assert "Propose a change" in as_(ana).get(address).text
        db.session.get_one(IncentivePlan, plan.id).until = date(2026, 5, 1)
        db.session.commit()
        page = as_(ana).get(address).text
    assert "Propose a change" not in page
    assert "End it" not in page
