"""An employee with a phone: asked, answered, thanked, and told what the team is asked to do."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from cxstaff.db import db
from cxstaff.digests import actions as digests
from cxstaff.people.models import Person, Team
from cxstaff.recognition import actions as recognition
from tests.browser.keyboard import shows_focus, tab_to
from tests.browser.watching import check
from tests.cast import NOW
from tests.levers import KINDS, a_measure
from tests.pulses.rounds import a_round
from tests.thanks import thank

Open = Callable[..., Page]


@pytest.fixture
def asked(app: Any, ines: Person) -> None:
    """Everybody is asked about work, since just now."""
    a_round(ines)


def only_question(page: Page, number: int) -> Locator:
    """Return the one question that is on the screen, which has to be this of five."""
    expect(page.get_by_text(f"{number} of 6", exact=True)).to_be_visible()
    question = page.locator("#answer").get_by_role("group")
    expect(question).to_have_count(1)
    return question


def test_an_open_pulse_is_answered_with_the_keyboard_alone(
    asked: None, ben: Person, open_as: Open
) -> None:
    page = open_as(None, phone=True)
    page.goto("/sign-in")
    expect(page.get_by_label("E-mail")).to_be_focused()  # which comes a moment after the load
    page.keyboard.type("ben@bright.example")
    page.keyboard.press("Tab")
    page.keyboard.type("correct horse battery")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Ben")

    tab_to(page, page.get_by_role("link", name="Answer now"))
    assert shows_focus(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Monthly pulse")
    for name in page.get_by_text("Ben Berg").all():
        expect(name).to_be_hidden()  # nobody is named over questions that are answered without one

    for number in range(1, 6):
        question = only_question(page, number)
        tab_to(page, question.get_by_role("radio").first)
        assert shows_focus(page)
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        expect(question.get_by_role("radio").nth(1)).to_be_checked()
        page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("textbox"))
    page.keyboard.type("A quieter room, please.")
    tab_to(page, page.get_by_role("button", name="Send my answer"))
    assert shows_focus(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your answer is sealed and kept without your name.")).to_be_visible()


def test_an_answer_is_tapped_read_about_and_changed(
    asked: None, ben: Person, open_as: Open
) -> None:
    page = open_as(ben, phone=True)
    page.get_by_role("link", name="Answer now").click()
    for number in range(1, 6):
        question = only_question(page, number)
        check(page)
        question.locator("label").nth(4).click()
    page.get_by_text("What is stored, and who can see it").click()
    expect(page.get_by_text("without time or address")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Your answer is sealed and kept")).to_be_visible()
    check(page)

    page.goto("/")
    expect(page.get_by_text("You have answered every open pulse")).to_be_visible()
    expect(page.get_by_role("link", name="Answer now")).to_have_count(0)

    page.goto("/pulses")
    page.get_by_role("link", name="Answer again").click()
    expect(page.get_by_text("You have answered already")).to_be_visible()
    assert page.locator("main input:checked").count() == 0, "a sealed answer cannot be shown"
    page.get_by_text("I would rather not say").first.click()
    only_question(page, 2).locator("label").first.click()
    for number in range(3, 6):
        only_question(page, number)
        page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Your answer is sealed and kept")).to_be_visible()

    page.get_by_role("link", name="How answers stay private").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How answers stay private")
    check(page)


def test_a_digit_answers_and_goes_on_and_a_nought_after_a_one_makes_ten(
    asked: None, ben: Person, open_as: Open
) -> None:
    page = open_as(ben, phone=True)
    page.get_by_role("link", name="Answer now").click()
    for number in range(1, 4):
        only_question(page, number).get_by_role("radio").first.focus()
        page.keyboard.press("6")
    only_question(page, 4).get_by_role("radio").first.focus()
    page.keyboard.press("1")
    page.keyboard.press("0")
    only_question(page, 5)
    page.get_by_role("button", name="Back").click()
    expect(only_question(page, 4).locator("input:checked")).to_have_value("10")


def test_nothing_answered_is_said_and_nothing_typed_is_lost(
    asked: None, ben: Person, open_as: Open
) -> None:
    page = open_as(ben, phone=True)
    page.get_by_role("link", name="Answer now").click()
    page.get_by_text("I would rather not say").first.click()
    for number in range(2, 6):
        only_question(page, number)
        page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is answered yet")
    check(page)


def test_the_team_page_shows_what_is_measured_incented_and_celebrated(
    ben: Person, ana: Person, ines: Person, blue: Team, open_as: Open
) -> None:
    measure = a_measure(ines)
    for kind in KINDS:
        kind.begin(blue, measure, ana)
    page = open_as(ben, phone=True)
    page.get_by_role("link", name="What we are measured, incented and celebrated on").click()
    for heading, said in (
        ("Measured", "At most 6 min"),
        ("Incented", "2 € for each call above 9 an hour"),
        ("Celebrated", "Rung when a case is solved the first time"),
    ):
        column = page.locator("section", has=page.get_by_role("heading", name=heading, level=3))
        expect(column.last).to_contain_text(said)
        expect(column.last).to_contain_text("Since 5 Jan 2026")
    expect(page.get_by_role("link", name="New target")).to_have_count(0)
    check(page)


def test_a_thanks_is_seen_at_home_and_told_in_the_digest(
    ben: Person, ana: Person, ines: Person, blue: Team, open_as: Open, work: Callable[..., None]
) -> None:
    value = recognition.define_value("Own it", ines, sentence="To the end.", now=NOW)
    words = "You stayed on the line until it worked."
    thank(ben, ana, message=words, value=value, now=NOW - timedelta(days=6))
    digests.ensure_plan(date(2026, 3, 10))
    db.session.commit()
    work("digests.send_due")

    page = open_as(ben, phone=True)
    expect(page.get_by_text(words)).to_be_visible()
    page.get_by_role("link", name="Thanks", exact=True).last.click()
    page.get_by_role("link", name="To me").click()
    expect(page.get_by_text("Ana Alba thanked")).to_be_visible()
    expect(page.get_by_role("article").get_by_text("Own it")).to_be_visible()

    page.get_by_role("link", name="Digests").last.click()
    page.get_by_role("link", name="16 Mar 2026").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You were thanked once")
    expect(page.get_by_text(words)).to_be_visible()
    check(page)
