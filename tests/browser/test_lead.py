"""A lead: sets and ends a target, thanks for what a customer said, reads how the team feels."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import PulseRound
from tests.browser.watching import check
from tests.levers import TargetKind, a_measure
from tests.pulses.rounds import LATER, a_round, answer, everybody
from tests.said import say

Open = Callable[..., Page]
Work = Callable[..., None]


@pytest.fixture
def measure(ines: Person) -> Measure:
    return a_measure(ines)


@pytest.fixture
def solved(ines: Person) -> Measure:
    return a_measure(ines, "Solved contacts", voice="customer")


@pytest.fixture
def closed(ines: Person, blue: Team, red: Team, service: Team, work: Work) -> PulseRound:
    """All of Service answered."""
    made = a_round(ines, service)
    answer(made, everybody(blue)[:3], 7)
    answer(made, everybody(blue)[3:], 5)
    answer(made, everybody(red), 2)
    work("pulses.close_ended", LATER)
    return made


def test_a_lead_sets_a_target_and_ends_it(
    ana: Person, measure: Measure, blue: Team, open_as: Open
) -> None:
    page = open_as(ana)
    page.get_by_role("link", name="Teams").first.click()
    page.get_by_role("main").get_by_role("link", name="Blue").click()
    expect(page.get_by_text("There is no target.")).to_be_visible()
    page.get_by_role("link", name="New target").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a measure.")
    expect(page.get_by_role("alert")).to_be_focused()
    check(page)

    page.get_by_label("Measure").select_option(label="Handle time (min)")
    page.get_by_label("Level to reach").fill("6,5")
    page.get_by_label("Good behaviour (optional)", exact=True).fill(
        "Solve it, rather than end the call."
    )
    page.get_by_label("From").fill("2026-03-02")
    page.get_by_role("button", name="Save").click()
    column = page.locator(".lever-measured")
    expect(column).to_contain_text("At most 6.5 min")
    expect(column).to_contain_text("Since 2 Mar 2026")
    expect(column).to_contain_text("not the customer’s voice")
    check(page)

    page.get_by_role("link", name="End Handle time").click()
    page.get_by_label("Last day").fill("2026-03-17")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".lever-measured")).to_contain_text("There is no target.")
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("main")).to_contain_text("17 Mar 2026")
    check(page)


def test_a_lead_thanks_a_teammate_with_the_customers_own_words(
    ana: Person, ben: Person, blue: Team, solved: Measure, open_as: Open
) -> None:
    TargetKind.begin(blue, solved, ana)
    say(ben, blue, "Ben rang me back twice. So kind!")
    page = open_as(ana, phone=True)
    expect(page.get_by_text("A customer gave 5 of 5")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="In your own words").first.click()
    expect(page.get_by_text("Ben rang me back twice.")).to_be_visible()
    check(page)
    words = page.get_by_label("Your words")
    words.fill("You did not let go.")
    expect(page.get_by_text("481 characters left")).to_be_visible()
    celebrated = page.get_by_label("What does it celebrate?")
    expect(celebrated.locator("option:checked")).to_have_text("Solved contacts")
    celebrated.select_option(label="Choose one")
    page.get_by_role("button", name="Send the thanks").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a measure or a company value.")
    expect(words).to_have_value("You did not let go.")

    celebrated.select_option(label="Solved contacts")
    page.get_by_role("button", name="Send the thanks").click()
    card = page.get_by_role("article")
    expect(card).to_contain_text("You did not let go.")
    expect(card).to_contain_text("Ben rang me back twice.")
    check(page)

    bens = open_as(ben, phone=True)
    expect(bens.get_by_text("You did not let go.")).to_be_visible()


def test_a_lead_reads_results_of_the_own_team_alone(
    closed: PulseRound, ana: Person, red: Team, blue: Team, open_as: Open
) -> None:
    page = open_as(ana)
    table = page.get_by_role("table", name="Engagement of your teams")
    expect(table).to_contain_text("6 of 6")
    table.get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Blue")
    expect(page.get_by_text("6 of 6 answered").first).to_be_visible()
    expect(page.locator("#drivers svg").last).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Red")
    check(page)

    for path in (f"/teams/{red.id}", f"/pulses/rounds/{closed.id}/results?team={red.id}"):
        found = page.goto(path)
        assert found
        assert found.status == 404
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    check(page)


def test_a_team_of_which_few_answered_is_hidden_and_says_so(
    ines: Person, rolf: Person, blue: Team, red: Team, service: Team, open_as: Open, work: Work
) -> None:
    made = a_round(ines, service)
    answer(made, everybody(blue) + everybody(red)[:3])
    work("pulses.close_ended", LATER)
    page = open_as(rolf, phone=True, dark=True)
    expect(page.get_by_role("table", name="Engagement of your teams")).to_contain_text(
        "Hidden to protect people"
    )
    check(page)


def test_thanks_are_given_without_javascript(
    ana: Person, ben: Person, solved: Measure, open_as: Open
) -> None:
    page = open_as(ana, phone=True, scripts=False)
    page.get_by_role("link", name="Thank somebody").first.click()
    page.get_by_role("link", name="Ben Berg").click()
    page.get_by_label("What does it celebrate?").select_option(label="Solved contacts")
    page.get_by_label("Your words").fill("You saw it through.")
    page.get_by_role("button", name="Send the thanks").click()
    expect(page.get_by_role("article")).to_contain_text("You saw it through.")


def test_a_pulse_is_answered_without_javascript(ben: Person, ines: Person, open_as: Open) -> None:
    a_round(ines)
    page = open_as(ben, phone=True, scripts=False)
    page.get_by_role("link", name="Answer now").click()
    page.get_by_role("group", name=re.compile("^Question 1")).locator("label").nth(4).click()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Your answer is sealed and kept")).to_be_visible()
