"""Pages of points: one's own account, budgets, the chain and the switch, and who may see which."""

import io
import re
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from python_calamine import load_workbook

from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.points import actions, queries
from cxstaff.points.actions import TransferOrder
from cxstaff.points.models import LedgerAccount, Transfer
from cxstaff.security_log.acts import Act
from cxstaff.security_log.models import SecurityEvent
from tests.cast import NOW

KEEPERS = ("ines", "cyrus", "ada")


@pytest.fixture
def switched_on(app: Flask) -> None:
    get_company().has_points = True
    db.session.commit()


def a_budget(name: str = "Kudos", unit: str = "points", amount: int = 1000) -> LedgerAccount:
    made = actions.make_budget(name, unit, None, amount=amount, key=name, now=NOW)
    db.session.commit()
    return made


def given(source: LedgerAccount, person: Person, amount: int, words: str = "For help") -> int:
    target = actions.account_of(person, now=NOW)
    count = db.session.scalar(db.select(db.func.count()).select_from(Transfer))
    order = TransferOrder(f"gift {count}", source.id, target.id, amount, words)
    made = actions.transfer(order, None, now=NOW)
    db.session.commit()
    return made


def acts() -> list[str]:
    return list(db.session.scalars(db.select(SecurityEvent.act).order_by(SecurityEvent.position)))


def numbers(account: LedgerAccount) -> tuple[int, int]:
    db.session.expire_all()
    return account.balance, account.held


def form(**typed: str) -> dict[str, str]:
    return {"amount": "10", "words": "", "request_key": "abc"} | typed


def test_points_are_off_until_somebody_switches_them_on(as_, ben, ines, ada, cyrus) -> None:
    assert as_(ben).get("/points").status_code == 404
    assert ">Points<" not in as_(ben).get("/profile").text.replace("\n", "")
    assert as_(cyrus).get("/points/switch").status_code == 403
    assert as_(ines).post("/points/switch", {"is_on": "y"}).status_code == 303
    assert acts().count(Act.POINTS_SWITCHED) == 1
    page = as_(ben).get("/points")
    assert (page.status_code, "Nothing yet" in page.text) == (200, True)
    assert re.search(r'href="/points"', as_(ben).get("/profile").text)
    assert as_(ada).post("/points/switch", {"other": ""}).status_code == 303
    assert as_(ben).get("/points").status_code == 404


def test_everybody_sees_what_they_have_and_how_it_came_about(as_, ben, switched_on) -> None:
    given(a_budget(), ben, 30, "For the late shift")
    ben_has = actions.account_of(ben, now=NOW)
    given(ben_has, ben_other(), 12, "Lunch")
    page = as_(ben).get("/points").text
    for told in ("18 points", "+30 points", "For the late shift", "−12 points", "Lunch", "Kudos"):
        assert told in page
    assert page.index("Lunch") < page.index("For the late shift"), "newest first"


def ben_other() -> Person:
    return db.session.scalars(db.select(Person).where(Person.email == "bea@bright.example")).one()


def test_nobody_reads_the_account_of_somebody_else(as_, ben, ines, ana, switched_on) -> None:
    given(a_budget(), ben, 30, "Zanzibar")
    theirs = actions.account_of(ben, now=NOW).id
    db.session.commit()
    assert "Zanzibar" not in as_(ana).get("/points").text
    for path in (f"/points/accounts/{theirs}", f"/points/accounts/{theirs}/statement.csv"):
        assert as_(ines).get(path).status_code == 404
        assert as_(ana).get(path).status_code == 403


@pytest.mark.parametrize("who", KEEPERS)
def test_those_who_keep_budgets_make_them_and_see_what_is_left(as_, who, request) -> None:
    person = request.getfixturevalue(who)
    typed = form(name="Kudos", unit_code="points", amount="500", words="For spring")
    assert as_(person).post("/points/accounts/new", typed).status_code == 303
    assert as_(person).post("/points/accounts/new", typed).status_code == 303, "sent twice"
    (budget,) = queries.budgets_page(1).items
    assert numbers(budget) == (500, 0)
    page = as_(person).get("/points/accounts").text
    assert "Kudos" in page
    assert "500 points" in page
    assert "-500 points" in page or "−500 points" in page, "what the company issued"
    assert "For spring" in as_(person).get(f"/points/accounts/{budget.id}").text


def test_a_colleague_makes_no_budget(as_, ben, ana) -> None:
    for person in (ben, ana):
        assert as_(person).get("/points/accounts").status_code == 403
        assert as_(person).post("/points/accounts/new", form(name="x")).status_code == 403
    assert as_(None).get("/points/accounts").status_code == 303


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "Give the budget a name."),
        ({"name": "x" * 81}, "Keep it under"),
        ({"amount": ""}, "Write an amount."),
        ({"amount": "1.5"}, "Write a whole number."),
        ({"amount": "-5"}, "more than 0"),
        ({"amount": "NaN"}, "Write a whole number."),
        ({"amount": "9" * 20}, "at most"),
        ({"unit_code": "DEM"}, "Not a valid choice"),
        ({"unit_code": "EUR", "amount": "1.234"}, "such as 12.50"),
    ],
)
def test_a_bad_budget_is_explained(as_, ines, typed, told) -> None:
    answer = as_(ines).post("/points/accounts/new", form(name="Kudos", unit_code="points") | typed)
    assert (answer.status_code, told in answer.text) == (422, True), answer.text
    assert not queries.budgets_page(1).total


def test_a_budget_of_the_same_name_is_refused(as_, ines) -> None:
    a_budget()
    answer = as_(ines).post("/points/accounts/new", form(name="kudos", unit_code="points"))
    assert answer.status_code == 409
    assert "already a budget called Kudos" in answer.text


def test_money_is_typed_and_shown_in_its_unit(as_, ines) -> None:
    typed = form(name="Bonus", unit_code="EUR", amount="1234,50")
    assert as_(ines).post("/points/accounts/new", typed).status_code == 303
    (budget,) = queries.budgets_page(1).items
    assert numbers(budget) == (123450, 0)
    assert "€1,234.50" in as_(ines).get(f"/points/accounts/{budget.id}").text
    assert as_(ines).get(f"/points/accounts/{budget.id}/gifts/new").status_code == 404


def test_a_budget_is_topped_up_drawn_from_and_given_from(as_, ines, ben) -> None:
    budget = a_budget()
    here = f"/points/accounts/{budget.id}"
    for path, typed in (
        ("top-ups", form(amount="200", words="More")),
        ("withdrawals", form(amount="150", words="Less", request_key="b")),
        ("gifts", form(amount="50", words="Late shift", receiver=ben.email, request_key="c")),
    ):
        assert as_(ines).get(f"{here}/{path}/new").status_code == 200
        for _twice in range(2):
            assert as_(ines).post(f"{here}/{path}/new", typed).status_code == 303, path
    assert numbers(budget) == (1000, 0)
    page = as_(ines).get(here).text
    for told in ("More", "Less", "Late shift", "Ben Berg", "−50 points", "+200 points"):
        assert told in page
    assert acts().count(Act.BUDGET_MOVED) == 7, "the first amount too, and what was sent again"


@pytest.mark.parametrize(
    ("path", "typed", "status", "told"),
    [
        ("withdrawals", {"amount": "1001"}, 409, "1,000 points can be spent"),
        ("gifts", {"receiver": "nobody@x", "words": "x"}, 409, "Nobody has this e-mail"),
        ("gifts", {"receiver": "ines@bright.example", "words": "x"}, 409, "Somebody else"),
        ("gifts", {"receiver": "ben@bright.example"}, 422, "Say what it is for."),
        ("holds", {"words": "x", "last_day": "2026-03-17"}, 409, "within three years"),
        ("holds", {"words": "x", "last_day": ""}, 422, "Choose a day."),
        ("top-ups", {"amount": "nothing"}, 422, "Write a whole number."),
    ],
)
def test_what_cannot_be_is_said_with_what_was_typed(as_, ines, path, typed, status, told) -> None:
    budget = a_budget()
    answer = as_(ines).post(f"/points/accounts/{budget.id}/{path}/new", form(**typed))
    assert (answer.status_code, told in answer.text) == (status, True), answer.text
    assert numbers(budget) == (1000, 0)


def test_what_is_set_aside_is_paid_out_in_part_or_released(as_, ines) -> None:
    budget = a_budget()
    here = f"/points/accounts/{budget.id}"
    for key in ("a", "b"):
        typed = form(amount="300", words=f"Outing {key}", last_day="2026-04-30", request_key=key)
        assert as_(ines).post(f"{here}/holds/new", typed).status_code == 303
    assert numbers(budget) == (1000, 600)
    page = as_(ines).get(here).text
    assert "Outing a" in page
    first, second = (each.id for each in queries.open_holds(budget.id))
    assert 'value="300"' in as_(ines).get(f"/points/holds/{first}/posting").text
    answer = as_(ines).post(f"/points/holds/{first}/posting", {"amount": "301"})
    assert answer.status_code == 409
    assert as_(ines).post(f"/points/holds/{first}/posting", {"amount": "120"}).status_code == 303
    assert as_(ines).post(f"/points/holds/{second}/voiding").status_code == 303
    assert numbers(budget) == (880, 0)
    for ended in (first, second):
        assert as_(ines).post(f"/points/holds/{ended}/voiding").status_code == 404
    page = as_(ines).get(here).text
    assert "Outing b" not in page


def test_a_transfer_is_taken_back_from_the_page_once(as_, ines, ben) -> None:
    budget = a_budget()
    wrong = given(budget, ben, 70, "A mistake")
    here = f"/points/accounts/{budget.id}"
    assert f"/points/transfers/{wrong}/reversal" in as_(ines).get(here).text
    assert as_(ines).post(f"/points/transfers/{wrong}/reversal").status_code == 303
    assert numbers(budget) == (1000, 0)
    assert f"/points/transfers/{wrong}/reversal" not in as_(ines).get(here).text
    assert as_(ines).post(f"/points/transfers/{wrong}/reversal").status_code == 303, "sent twice"
    assert numbers(budget) == (1000, 0)
    assert Act.TRANSFER_REVERSED in acts()


def test_what_passed_between_two_people_is_taken_back_by_neither_role(
    as_, ines, ben, ada, switched_on
) -> None:
    given(a_budget(), ben, 70)
    private = given(actions.account_of(ben, now=NOW), ben_other(), 5)
    for person in (ines, ada):
        assert as_(person).post(f"/points/transfers/{private}/reversal").status_code == 404


def rows_of(account: LedgerAccount, number: int) -> list[tuple[int, int]]:
    found = queries.statement_page(account, number).items
    return [(each.change, each.balance) for each in found]


@pytest.mark.both
def test_running_balances_go_on_from_page_to_page_and_in_files(as_, ines, ben) -> None:
    budget = a_budget(amount=5000)
    for number in range(1, 60):
        given(budget, ben, number)
    pages = [rows_of(budget, number) for number in (1, 2, 3)]
    assert [len(each) for each in pages] == [25, 25, 10]
    lines = [line for page in pages for line in page]
    assert lines[0] == (-59, 5000 - sum(range(60)))
    assert lines[-1] == (5000, 5000)
    for (change, after), (_older, before) in pairwise(lines):
        assert after - change == before
    file = as_(ines).get(f"/points/accounts/{budget.id}/statement.csv").text.splitlines()
    told = [tuple(map(int, line.split(",")[4:6])) for line in file[1:]]
    assert told == lines
    assert Act.EXPORTED in acts()
    book = as_(ines).get(f"/points/accounts/{budget.id}/statement.xlsx").data
    sheet = load_workbook(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [(row[4], row[5]) for row in sheet[1:]] == lines


def test_a_file_holds_no_formula(as_, ines, ben, switched_on) -> None:
    given(a_budget('=HYPERLINK("x")'), ben, 5, "=1+1")
    text = as_(ben).get("/points/statement.csv").text
    assert ",'=1+1,\"'=HYPERLINK" in text
    assert as_(ben).get("/points/statement.xlsx").status_code == 200
    assert as_(ines).get("/points/statement.csv").status_code == 404, "she has no account yet"


def test_the_head_of_the_chain_is_shown_and_handed_out(as_, ines, ben) -> None:
    assert "Nothing in the chain yet" in as_(ines).get("/points/chain").text
    assert as_(ines).get("/points/chain.txt").text == "\n"
    a_budget()
    actions.link_some(now=NOW)
    line = as_(ines).get("/points/chain.txt").text.strip()
    assert re.fullmatch(r"2026-03-18 1 [0-9a-f]{64}", line)
    assert line in as_(ines).get("/points/chain").text
    assert as_(ben).get("/points/chain").status_code == 403


@pytest.mark.both
def test_lists_cost_the_same_however_long_they_are(as_, ines, ben, counting, switched_on) -> None:
    budget = a_budget()
    costs = dict[str, list[int]]()
    for more in (1, 30):
        for number in range(more):
            given(budget, ben, 1)
            a_budget(f"Budget {more} {number}", amount=5)
        for person, path in (
            (ines, "/points/accounts"),
            (ines, f"/points/accounts/{budget.id}"),
            (ben, "/points"),
        ):
            with counting() as sent:
                assert as_(person).get(path).status_code == 200
            costs.setdefault(path, []).append(len(sent))
    for path, (few, many) in costs.items():
        assert many <= few, path
        assert many <= 16, path


def test_markup_is_shown_as_it_was_typed(as_, ines, ben, switched_on) -> None:
    given(a_budget("<b>Kudos"), ben, 5, "<script>x")
    page: Any = as_(ben).get("/points").text
    assert "&lt;script&gt;x" in page
    assert "&lt;b&gt;Kudos" in page
