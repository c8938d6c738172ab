"""Points with customers' thanks: out of a budget, once each, and back when the remark is none."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cxstaff.customers.models import Interaction
from cxstaff.customers.records import actions as records
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import get_company
from cxstaff.points import actions as ledger
from cxstaff.points import queries as accounts
from cxstaff.points import verification
from cxstaff.points.models import LedgerAccount
from cxstaff.points.units import POINTS
from cxstaff.recognition.jobs import give_points_of_customers
from cxstaff.recognition.praise.models import PraisePoints
from cxstaff.recognition.rules.actions import choose
from cxstaff.recognition.rules.queries import Chosen, chosen
from tests.cast import NOW
from tests.said import say

HOUR = timedelta(hours=1)
Said = Callable[..., Interaction]


@pytest.fixture
def budget(ines: Person) -> LedgerAccount:
    get_company().has_points = True
    made = ledger.make_budget("Customers", POINTS, ines, amount=25, key="k", now=NOW)
    db.session.commit()
    return made


@pytest.fixture
def on(budget: LedgerAccount, ines: Person) -> None:
    """Ten points with each thanks of a customer from two days ago on."""
    wanted = Chosen(customers_points=10, budget_id=budget.id)
    choose(wanted, ines, now=NOW - timedelta(days=2))
    db.session.commit()


def has(person: Person) -> int:
    db.session.expire_all()
    return sum(each.balance for each in accounts.accounts_of(person.id))


def run() -> None:
    db.session.commit()
    give_points_of_customers()


def test_each_praise_carries_points_once_while_the_budget_lasts(
    on: None, ben: Person, bea: Person, blue: Team, budget: LedgerAccount
) -> None:
    say(ben, blue, "Fine!")
    say(ben, blue, "Not fine.", 1)
    say(ben, blue, None)
    say(bea, blue, "Good!")
    run()
    run()
    assert (has(ben), has(bea), budget.free) == (10, 10, 5)
    say(bea, blue, "Good again!")
    run()
    assert (has(bea), budget.free) == (10, 5)
    ledger.top_up(budget, None, amount=5, key="more", now=NOW)
    run()
    assert (has(bea), budget.free) == (20, 0)
    assert verification.report({}).is_whole


def test_what_came_before_it_was_switched_on_carries_none(
    budget: LedgerAccount, ines: Person, ben: Person, blue: Team
) -> None:
    say(ben, blue, "Fine!")
    choose(Chosen(customers_points=10, budget_id=budget.id), ines, now=NOW - HOUR)
    run()
    assert has(ben) == 0
    late = say(ben, blue, "Late, but fine!")
    late.feedback.given_at = NOW - HOUR / 2
    run()
    assert has(ben) == 10


def test_they_go_back_with_the_remark_and_follow_it_to_another_handler(
    on: None, ben: Person, bea: Person, blue: Team, cyrus: Person, budget: LedgerAccount
) -> None:
    said, other = say(ben, blue, "Fine!"), say(ben, blue, "Kind!")
    run()
    records.move([said.id], bea.id, blue.id, cyrus, "It was Bea.", now=NOW)
    records.leave_out(other.id, cyrus, "A test.", now=NOW)
    run()
    run()
    assert (has(ben), has(bea)) == (0, 10)
    assert budget.free == 15
    assert sorted(db.session.scalars(db.select(PraisePoints.taken_back))) == [False, True, True]


def test_what_is_in_use_already_stays(
    on: None, ben: Person, blue: Team, cyrus: Person, budget: LedgerAccount
) -> None:
    said = say(ben, blue, "Fine!")
    run()
    order = ledger.TransferOrder("spent", accounts.accounts_of(ben.id)[0].id, budget.id, 10)
    ledger.transfer(order, None, now=NOW)
    records.correct(said.id, {"csat": 1}, cyrus, "Misread.", now=NOW)
    run()
    assert has(ben) == 0
    assert list(db.session.scalars(db.select(PraisePoints.taken_back))) == [False]


def test_no_points_where_points_are_off(on: None, ben: Person, blue: Team) -> None:
    get_company().has_points = False
    say(ben, blue, "Fine!")
    run()
    assert has(ben) == 0


def test_points_need_an_open_budget_of_points(budget: LedgerAccount, ines: Person) -> None:
    money = ledger.make_budget("Bonus", "EUR", ines, amount=900, key="m", now=NOW)
    for number in (None, 10**6, money.id):
        wanted = Chosen(customers_points=5, budget_id=number)
        with pytest.raises(Refused, match="a budget of points"):
            choose(wanted, ines, now=NOW)
    with pytest.raises(Refused, match="from 0 to 1000"):
        choose(Chosen(customers_points=1001, budget_id=budget.id), ines, now=NOW)
    ledger.close(budget, ines, now=NOW)
    with pytest.raises(Refused, match="is closed"):
        choose(Chosen(customers_points=5, budget_id=budget.id), ines, now=NOW)


def test_hr_sets_them_and_the_handler_sees_them(
    budget: LedgerAccount, ines: Person, ben: Person, blue: Team, as_: Any
) -> None:
    typed = {"customers_thanks": "handler", "lately_weeks": "4", "customers_points": "10"}
    assert as_(ines).post("/thanks/rules", typed).status_code == 409
    typed["budget"] = str(budget.id)
    assert as_(ines).post("/thanks/rules", typed).status_code == 303
    assert chosen().points_since == NOW
    said = say(ben, blue, "Fine!")
    said.feedback.given_at = NOW
    run()
    assert "10 points" in as_(ben).get("/thanks/from-customers").text
    assert "With a customer’s thanks" in as_(ben).get("/points").text
    get_company().has_points = False
    db.session.commit()
    assert "Out of the budget" not in as_(ines).get("/thanks/rules").text
