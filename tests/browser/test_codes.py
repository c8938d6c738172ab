"""Two slips of paper and a shared device at 360 pixels, and with whom one is counted."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import PulseRound
from tests.browser.watching import check
from tests.cast import NOW
from tests.pulses.rounds import a_round, everybody

Open = Callable[..., Page]


@pytest.fixture
def bill(blue: Team) -> Person:
    """Bill Boot, who has no mail."""
    bill = next(each for each in everybody(blue) if each.name == "Bill Boot")
    bill.email = None
    db.session.commit()
    return bill


@pytest.fixture
def round_(app: Any, ines: Person, service: Team, bill: Person) -> PulseRound:
    made = a_round(ines, service)
    db.session.refresh(made, ["id"])
    return made


def printed(page: Page) -> str:
    """Return the code on the only slip of a page."""
    expect(page.locator(".slip")).to_have_count(1)
    return page.locator(".slip code").inner_text()


def test_two_slips_from_two_people_open_the_questions_once(
    round_: PulseRound, bill: Person, ines: Person, ada: Person, open_as: Open
) -> None:
    round_id, bill_id = round_.id, bill.id
    maker, releaser, device = (open_as(who, phone=True) for who in (ines, ada, None))
    maker.goto(f"/pulses/rounds/{round_id}/codes")
    maker.get_by_role("button", name="Make codes for all").click()
    check(maker)
    first = printed(maker)
    maker.goto(f"/pulses/rounds/{round_id}/codes")
    expect(maker.get_by_text("1 code waits to be released")).to_be_visible()
    check(maker)

    releaser.goto("/pulses")
    check(releaser)
    releaser.get_by_role("link", name="Look at them").click()
    expect(releaser.get_by_text("Bill Boot")).to_be_visible()
    check(releaser)
    releaser.get_by_role("button", name="Release and print").click()
    second = printed(releaser)
    check(releaser)

    _type(device, first, second)
    expect(device.get_by_text("You answer as Bill Boot")).to_be_visible()
    check(device)

    _answer_in_place_of(bill_id, round_id)
    _type(device, first, second)
    expect(device.get_by_role("heading", level=1)).to_have_text("There is an answer already")
    check(device)
    device.get_by_role("button", name="That was not me").click()
    expect(device.get_by_text("It is noted that this answer is not yours")).to_be_visible()
    check(device)
    device.get_by_role("link", name="How private this round is").click()
    expect(device.get_by_text("Said “that was not me”")).to_be_visible()
    check(device)


def test_with_whom_one_is_counted_is_read_before_sending(
    round_: PulseRound, ben: Person, open_as: Open
) -> None:
    page = open_as(ben, phone=True, scripts=False)
    page.goto(f"/pulses/rounds/{round_.id}")
    expect(page.get_by_text("You are counted in “Blue” with 5 others.")).to_be_visible()
    expect(page.get_by_text("1 is asked by code, 0 are new.")).to_be_visible()
    page.get_by_role("link", name="How private this round is").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How private this round is")


def _type(page: Page, first: str, second: str) -> None:
    page.goto("/device")
    check(page)
    page.get_by_label("First code").fill(first)
    page.get_by_label("Second code").fill(second)
    page.get_by_role("button", name="Begin").click()


def _answer_in_place_of(person_id: int, round_id: int) -> None:
    person = db.session.get_one(Person, person_id)
    round_ = db.session.get_one(PulseRound, round_id)
    actions.answer(hold_respondent(round_.id, person.id), {"enps": 1}, None, now=NOW, by_code=True)
    db.session.commit()
