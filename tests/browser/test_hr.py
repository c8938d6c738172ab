"""HR: plans a pulse, watches who takes part, reads what came of it, keeps the roster."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions as pulses
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import Invitation, PulseRound
from tests.browser.company import asked_and_answered, heard
from tests.browser.watching import check
from tests.cast import NOW
from tests.pulses.rounds import LATER, a_round, answer, everybody

Open = Callable[..., Page]
Work = Callable[..., None]

BAD_ROSTER = (
    "name;e-mail;team;since\nNora New;nora@bright.example;Blue;2026-02-01\n;x@y;Blue;soon\n"
)
GOOD_ROSTER = "name;e-mail;team;since\nNora New;nora@bright.example;Blue;2026-02-01\n"


def a_file(content: str, name: str = "roster.csv") -> dict[str, object]:
    return {"name": name, "mimeType": "text/csv", "buffer": content.encode()}


def test_a_pulse_is_planned_opened_closed_and_read(
    ines: Person, blue: Team, red: Team, open_as: Open, work: Work
) -> None:
    page = open_as(ines)
    page.get_by_role("link", name="Start a pulse").click()
    page.get_by_label("Name", exact=True).fill("Spring check")
    page.get_by_label("Opens now").check()
    page.get_by_label("Service", exact=True).check()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="How it will look")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Spring check")
    check(page)
    page.get_by_role("button", name="Plan this pulse").click()
    expect(page.get_by_text("The round is open.")).to_be_visible()
    expect(page.get_by_role("cell", name="0 of 11 (0 %)")).to_be_visible()
    check(page)

    round_ = db.session.scalars(db.select(PulseRound)).one()
    for person in everybody(blue) + everybody(red)[:3]:
        turn = db.session.get_one(Invitation, (round_.id, person.id)).turn
        asked = (each for each in round_.questions if each.is_for(turn) and each.numbers)
        numbers = {each.key: 5 for each in asked}
        pulses.answer(hold_respondent(round_.id, person.id), numbers, None, now=NOW)
    db.session.commit()
    page.reload()
    expect(page.get_by_role("cell", name="9 of 11 (82 %)")).to_be_visible()
    expect(page.get_by_text("Results come after that")).to_be_visible()

    work("pulses.close_ended", LATER)
    page.goto("/pulses")
    page.get_by_role("link", name="Spring check").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everybody asked")
    expect(page.get_by_text("9 of 11 answered").first).to_be_visible()
    expect(page.locator("#drivers .chart-canvas svg")).to_be_visible()
    check(page)
    teams = page.get_by_role("table", name="Teams")
    expect(teams.get_by_role("row", name="Red Hidden")).to_contain_text("Hidden to protect people")


def test_hidden_is_not_the_same_as_no_data(
    ines: Person, blue: Team, red: Team, service: Team, open_as: Open, work: Work
) -> None:
    made = a_round(ines, service)
    answer(made, everybody(blue), 6)
    answer(made, everybody(red)[:3], 2)
    work("pulses.close_ended", LATER)
    page = open_as(ines, phone=True, dark=True)
    page.goto(f"/pulses/rounds/{made.id}/results")
    page.get_by_label("Team", exact=True).select_option(label="Red")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Hidden to protect people").first).to_be_visible()
    check(page)
    page.get_by_label("Team", exact=True).select_option(label="Office")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("This team was not asked")).to_be_visible()
    expect(page.get_by_text("Hidden to protect people")).to_have_count(0)
    check(page)


def test_a_roster_with_problems_is_explained_and_a_good_one_comes_in(
    ines: Person, open_as: Open
) -> None:
    page = open_as(ines)
    page.get_by_role("link", name="People").first.click()
    page.get_by_role("link", name="Import").first.click()
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("alert")).to_contain_text("file")
    page.get_by_label("File", exact=True).set_input_files(a_file(BAD_ROSTER))
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("table", name="Preview")).to_contain_text("The name is missing.")
    check(page)
    page.get_by_label("How are days written?").select_option("ymd")
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_role("alert")).to_contain_text("nothing can be imported")
    told = page.get_by_role("table", name="Problems")
    expect(told.get_by_role("row", name="Line 3").first).to_be_visible()
    expect(told).to_contain_text("The name is missing.")
    expect(told).to_contain_text("“soon” is not a day. Write it like 2026-03-18.")
    check(page)

    page.get_by_role("link", name="Choose the file again").click()
    page.get_by_label("File", exact=True).set_input_files(a_file(GOOD_ROSTER))
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_role("table", name="People of the file")).to_contain_text("Nora New")
    check(page)
    expect(page.get_by_role("main")).to_contain_text("A part of the roster")
    page.get_by_role("button", name="Import now").click()
    page.goto("/people?q=Nora")
    expect(page.get_by_role("main")).to_contain_text("Nora New")


@pytest.mark.usefixtures("address")
def test_the_comparison_says_what_it_can_tell(
    ines: Person, service: Team, open_as: Open, work: Work
) -> None:
    page = open_as(ines)
    page.goto("/comparison")
    expect(page.get_by_text("No pulse results yet")).to_be_visible()
    asked_and_answered(ines, service, work)
    heard()
    page.get_by_role("link", name="Comparison").first.click()
    expect(page.locator("#answer")).to_contain_text("Cannot tell")
    expect(page.locator("#answer")).to_contain_text("What would help:")
    expect(page.get_by_text("What this rests on")).to_be_hidden()
    page.get_by_text("For statisticians").click()
    page.locator("#teams summary").first.click()
    expect(
        page.get_by_role("table", name="Blue by month").get_by_role("cell").first
    ).to_be_visible()
    check(page)
    page.get_by_label("Customer result", exact=True).select_option(label="Resolved")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("outcome=resolved"))
    page.get_by_text("For statisticians").click()
    page.get_by_text("Six studies, for and against").click()
    expect(page.get_by_role("table", name="Published studies")).to_be_visible()
    check(page)
