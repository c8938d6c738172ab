"""Budgets that are renamed and closed: what goes back, what stays set aside, what is kept."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.points import actions, jobs, queries, verification
from cxstaff.points.models import Audience, LedgerAccount, Transfer
from cxstaff.security_log.acts import Act
from cxstaff.security_log.models import SecurityEvent
from tests.cast import NOW
from tests.forked import at_once

LATER = NOW + timedelta(days=30)


@pytest.fixture
def budget(app: Flask) -> LedgerAccount:
    made = actions.make_budget("Kudos", "points", None, amount=100, key="k", now=NOW)
    db.session.commit()
    return made


def hold(budget: LedgerAccount, amount: int = 30) -> Transfer:
    told: dict[str, Any] = {"amount": amount, "key": "h", "words": "Outing"}
    held = actions.set_aside(budget, None, expires_at=LATER, now=NOW, **told)
    db.session.commit()
    return db.session.get_one(Transfer, held)


def issued() -> int:
    return -actions.issuing_account(now=NOW).balance


def test_what_is_free_goes_back_and_what_is_held_is_paid_all_the_same(budget, ines) -> None:
    held = hold(budget)
    change = actions.close(budget, ines, now=NOW)
    assert (change.returned, change.held, issued()) == (70, 30, 30)
    actions.pay_out(held, ines, amount=20, key="p", now=NOW)
    db.session.commit()
    assert (budget.balance, budget.free) == (10, 10)
    jobs.return_rests()
    jobs.return_rests()
    db.session.expire_all()
    assert (budget.balance, issued()) == (0, 20)
    assert verification.report({}).is_whole


def test_nothing_new_is_begun_with_a_closed_budget(budget, ben, ines) -> None:
    told: dict[str, Any] = {"amount": 1, "now": NOW}
    first = actions.top_up(budget, None, key="again", **told)
    hold(budget)
    actions.close(budget, ines, now=NOW)
    db.session.commit()
    tries = (
        lambda: actions.top_up(budget, None, key="t", **told),
        lambda: actions.give(budget, ben, None, key="g", **told),
        lambda: actions.set_aside(budget, None, key="s", words="x", expires_at=LATER, **told),
        lambda: actions.rename(budget, "Other", None, now=NOW),
        lambda: actions.close(budget, None, now=NOW),
        lambda: actions.allow(ben, NOW.date(), 5, None, source=budget, now=NOW),
    )
    for act in tries:
        with pytest.raises(Refused, match="closed"):
            act()
    issuing = actions.issuing_account(now=NOW)
    order = actions.TransferOrder("straight", issuing.id, budget.id, 5)
    with pytest.raises(Refused, match="closed"):
        actions.transfer(order, None, now=NOW)
    assert actions.top_up(budget, None, key="again", **told) == first, "was done before"
    assert (budget.balance, budget.held) == (30, 30)


def test_what_comes_back_to_a_closed_budget_goes_on_to_the_company(budget, ben, ines) -> None:
    gift = actions.give(budget, ben, None, amount=40, key="g", now=NOW)
    actions.close(budget, ines, now=NOW)
    original = db.session.get_one(Transfer, gift)
    actions.take_back(original, ines, key="back", now=NOW)
    db.session.commit()
    jobs.return_rests()
    db.session.expire_all()
    assert (budget.balance, issued()) == (0, 0)
    assert verification.report({}).is_whole


def test_what_was_put_into_a_closed_budget_past_the_application_is_told(budget) -> None:
    assert verification.report({}).is_whole
    budget.closed_at = NOW - timedelta(minutes=6)
    db.session.commit()
    [fault] = verification.report({}).faults
    assert f"into budget {budget.id}, which was closed by then" in fault


def test_two_at_once_close_a_budget_once(app: Flask, budget) -> None:
    number = budget.id

    def close(_number: int) -> None:
        actions.close(db.session.get_one(LedgerAccount, number), None, now=NOW)

    assert at_once(app, close, 8) == {True: 1, False: 7}
    db.session.rollback()
    assert len(queries.changes_of(number)) == 1
    assert verification.report({}).is_whole


def test_a_name_is_taken_by_one_and_what_it_was_stays_to_be_read(budget, ines, as_) -> None:
    other = actions.make_budget("Bonus", "EUR", None, amount=5, key="o", now=NOW)
    with pytest.raises(Refused, match="already a budget called Kudos"):
        actions.rename(other, "kudos", ines, now=NOW)
    actions.rename(budget, "KUDOS", ines, now=NOW)
    actions.rename(budget, "Thanks 2026", ines, now=NOW)
    actions.rename(budget, "Thanks 2026", ines, now=NOW)
    db.session.commit()
    assert [each.was for each in queries.changes_of(budget.id)] == ["KUDOS", "Kudos"]
    page = as_(ines).get(f"/points/accounts/{budget.id}").text
    for told in ("from “Kudos” to “KUDOS”", "from “KUDOS” to “Thanks 2026”", "Ines Ingo"):
        assert told in page
    assert verification.report({}).is_whole


def test_a_keeper_renames_and_closes_it_on_pages_and_others_cannot(
    budget, ines: Person, ana: Person, as_
) -> None:
    hold(budget)
    place = f"/points/accounts/{budget.id}"
    for path in ("name/edit", "closing"):
        assert as_(ana).get(f"{place}/{path}").status_code == 403
    assert as_(ines).post(f"{place}/name/edit", {"name": ""}).status_code == 422
    assert as_(ines).post(f"{place}/name/edit", {"name": "Praise"}).status_code == 303
    page = as_(ines).get(f"{place}/closing").text
    assert all(told in page for told in ("70 points", "30 points", "Stays set aside"))
    assert as_(ines).post(f"{place}/closing").status_code == 303
    assert as_(ines).post(f"{place}/closing").status_code == 409
    page = as_(ines).get(place).text
    assert "30 points stays set aside" in page
    assert "Closed: 70 points went back, 30 points stayed set aside" in page
    assert "Top up" not in page
    assert "Pay out" in page
    assert "Closed" in as_(ines).get("/points/accounts").text
    acts = list(db.session.scalars(db.select(SecurityEvent.act)))
    assert {Act.BUDGET_RENAMED, Act.BUDGET_CLOSED} <= set(acts)


@pytest.mark.both
def test_an_allowance_from_a_closed_budget_is_told_and_given_from_another(
    budget, ines, ben, as_
) -> None:
    get_company().has_points = True
    actions.set_rule(Audience.EVERYBODY, "points", 5, None, source=budget, now=NOW)
    actions.close(budget, ines, now=NOW)
    db.session.commit()
    jobs.give_allowances()
    assert queries.find_allowance(ben.id, NOW.date()) is None
    page = as_(ines).get("/points/allowances").text
    assert "Kudos is closed: nothing is given from it" in page
    assert "Kudos (points)" not in as_(ines).get("/points/allowances/new").text
    actions.set_rule(Audience.EVERYBODY, "points", 5, None, now=NOW)
    db.session.commit()
    jobs.give_allowances()
    assert queries.find_allowance(ben.id, NOW.date()).free == 5
