"""Pages of plans that pay: proposing, deciding, settling, disputing, payroll."""

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest

from cxstaff.clock import frozen
from cxstaff.db import db
from cxstaff.incentives.jobs import draft_statements
from cxstaff.incentives.models import IncentivePlan, PlanProposal, Settlement, State
from cxstaff.measures.actions import enter_readings
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from tests.cast import NOW
from tests.levers import a_measure
from tests.plans import MAY_5, a_budget, a_plan, by_name, enter, some_terms

Visits = Callable[[Person | None], Any]


def typed(measure: int, budget: int, **more: str) -> dict[str, str]:
    return {
        "name": "Quick and solved",
        "measure_id": str(measure),
        "pays": "50 € a month when calls are answered within 6 minutes.",
        "budget_id": str(budget),
        "shape": "threshold",
        "level_1": "6",
        "amount_1": "50",
        "every": "month",
        "recipient": "members",
        "least_days": "0",
        "counts_leave": "y",
        "guard_keeps": "0",
        "since": "2026-04-01",
        "act": "propose",
    } | more


@pytest.fixture
def ready(ines: Person) -> tuple[int, int]:
    """A measure and a budget."""
    measure, budget = a_measure(ines), a_budget(ines)
    db.session.commit()
    return measure.id, budget.id


def test_a_lead_tries_a_plan_proposes_it_and_hr_agrees(
    as_: Visits, ana: Person, ines: Person, blue: Team, ready: tuple[int, int]
) -> None:
    address = f"/teams/{blue.id}/proposals/new"
    february: dict[str, Any] = {"starts_on": date(2026, 2, 9), "values": {blue.id: 5.5}}
    enter_readings(db.session.get_one(Measure, ready[0]), ines, **february, now=NOW)
    db.session.commit()
    tried = as_(ana).post(address, data=typed(*ready, act="try"))
    assert tried.status_code == 200
    assert "At most 6 min was reached: €50.00" in tried.text
    assert "€300.00" in tried.text
    assert "Ben Berg" in tried.text
    assert "Nothing here asks the customer" in tried.text
    assert 'value="Quick and solved"' in tried.text
    assert db.session.query(PlanProposal).count() == 0

    answer = as_(ana).post(address, data=typed(*ready))
    assert answer.status_code == 303
    page = as_(ana).get(answer.location).text
    assert "This plan waits for a decision" in page
    assert "Approve" not in page
    assert as_(ana).post(f"{answer.location}/approval").status_code == 403
    assert "At most 6 min" in page
    assert "€50.00" in page

    assert "Approve" in as_(ines).get(answer.location).text
    assert as_(ines).post(f"{answer.location}/approval").status_code == 303
    plan = db.session.query(IncentivePlan).one()
    assert plan.terms is not None
    assert (plan.since, plan.terms.steps) == (date(2026, 4, 1), [[6.0, 5000]])
    assert "already" in as_(ines).post(f"{answer.location}/approval").text


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"amount_1": "fifty"}, "Write an amount, such as 50."),
        ({"amount_1": "0.001"}, "Write an amount, such as 50."),
        ({"level_1": ""}, "Write a level, such as 80."),
        ({"level_2": "5"}, "Write both the level and what it pays"),
        ({"budget_id": ""}, "Choose a budget"),
        ({"budget_id": "999"}, "Not a valid choice"),
        ({"guard_id": "1"}, "Write the level that the guard must hold"),
        ({"since": "2026-03-18"}, "from tomorrow on"),
        ({"shape": "steps"}, "A threshold or pool has one level"),
        ({"amount_1": "99999999999"}, "too large"),
        ({"shape": "what"}, "Not a valid choice"),
    ],
)
def test_a_bad_plan_is_explained_and_nothing_typed_is_lost(
    as_: Visits, ana: Person, blue: Team, ready: tuple[int, int], more: dict[str, str], says: str
) -> None:
    answer = as_(ana).post(f"/teams/{blue.id}/proposals/new", data=typed(*ready, **more))
    assert answer.status_code in {409, 422}
    assert says in answer.text
    assert 'value="Quick and solved"' in answer.text
    assert db.session.query(PlanProposal).count() == 0


def test_a_proposal_is_hidden_from_other_teams_and_from_those_who_set_no_levers(
    as_: Visits, ana: Person, ben: Person, rolf: Person, blue: Team, ready: tuple[int, int]
) -> None:
    address = as_(ana).post(f"/teams/{blue.id}/proposals/new", data=typed(*ready)).location
    assert as_(rolf).get(address).status_code == 404
    assert as_(ben).get(address).status_code == 403
    assert as_(rolf).post(f"/teams/{blue.id}/proposals/new", data=typed(*ready)).status_code in {
        403,
        404,
    }
    assert "Quick and solved" in as_(ana).get("/proposals").text
    assert "Quick and solved" not in as_(rolf).get("/proposals").text


def settled(ana: Person, ines: Person, blue: Team) -> Settlement:
    measure = a_measure(ines)
    a_plan(blue, measure, some_terms(a_budget(ines)), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    db.session.commit()
    with frozen(MAY_5):
        draft_statements()
    return db.session.query(Settlement).one()


def test_the_job_drafts_and_pages_lead_from_approval_to_payroll(
    as_: Visits, ana: Person, ben: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    found = settled(ana, ines, blue)
    ben.employee_number, ben.name = "007", "=Ben"
    db.session.commit()
    address = f"/settlements/{found.id}"
    with frozen(MAY_5):
        assert "6 to approve" in as_(ines).get("/settlements").text
        assert "€300.00" in as_(ana).get(address).text
        assert "Approve" not in as_(ana).get(address).text
        assert as_(ana).post(f"{address}/approval").status_code == 403
        assert as_(cyrus).post(f"{address}/approval").status_code == 303
        assert as_(ines).post(f"{address}/payment").status_code == 303
        assert "All paid" in as_(ines).get("/settlements").text
        lines = list(csv.reader(StringIO(as_(ines).get("/payroll.csv").text.lstrip("\ufeff"))))
        assert len(lines) == 7
        bens = next(line for line in lines if line[0] == "007")
        assert bens[1:8] == [
            *("'=Ben", "Blue", "Solved", "2026-04-01", "2026-04-30", "50.0", "EUR"),
        ]
        assert "€50.00" in as_(ines).get("/payroll").text
        assert as_(ines).get("/payroll.xlsx").status_code == 200
        assert as_(ana).get("/payroll").status_code == 403
        assert as_(ines).get("/payroll?month=soon").status_code == 404


def test_who_is_concerned_sees_and_disputes_a_statement_and_colleagues_do_not(
    as_: Visits, ana: Person, ben: Person, bea: Person, rolf: Person, ines: Person, blue: Team
) -> None:
    found = settled(ana, ines, blue)
    bens = by_name(found)["Ben"]
    address = f"/statements/{bens.id}"
    with frozen(MAY_5):
        assert "€50.00" in as_(ben).get("/statements").text
        own = as_(ben).get(address).text
        assert "At most 6 min was reached: €50.00" in own
        assert "Left in the budget" not in own
        assert "Left in the budget" in as_(ines).get(address).text
        assert as_(bea).get(address).status_code == 404
        assert as_(rolf).get(address).status_code == 404
        assert as_(ana).get(address).status_code == 200
        assert as_(bea).post(f"{address}/dispute", data={"words": "x"}).status_code == 404
        assert as_(ben).post(f"{address}/dispute", data={"words": " "}).status_code == 422
        answer = as_(ben).post(f"{address}/dispute", data={"words": "Too little"})
        assert answer.status_code == 303
        assert "Too little" in as_(ines).get(address).text
        answer = as_(ines).post(f"{address}/answer", data={"words": "It is right"})
        assert answer.status_code == 303
        assert "It is right" in as_(ben).get(address).text
    db.session.refresh(bens)
    assert bens.state == State.DRAFTED


def test_the_plans_page_says_whether_it_is_on_course(
    as_: Visits, ana: Person, ben: Person, ines: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    plan = a_plan(blue, measure, some_terms(a_budget(ines)), ana, ines)
    db.session.commit()
    address = f"/teams/{blue.id}/plans/{plan.id}"
    assert "At most 6 min" in as_(ben).get(address).text
    with frozen(MAY_5.replace(month=4, day=20)):
        assert "No number yet" in as_(ben).get(address).text
    enter(measure, ines, {blue.id: 5.5})
    db.session.commit()
    with frozen(MAY_5.replace(month=4, day=20)):
        page = as_(ben).get(address).text
        assert "So far 5.5 min: that would pay you €50.00" in page
        assert "If it stays so until the period is over" in page
        assert "Periods so far" not in page
        assert "Periods so far" in as_(ana).get(address).text
        assert "that would pay each member €50.00" in as_(ines).get(address).text


def test_a_team_without_a_budget_is_told_what_to_do(
    as_: Visits, ana: Person, ines: Person, blue: Team
) -> None:
    a_measure(ines)
    db.session.commit()
    assert "There is no budget yet" in as_(ana).get(f"/teams/{blue.id}/proposals/new").text
