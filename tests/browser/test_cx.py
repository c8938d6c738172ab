"""CX: brings in a file, follows it, puts right what was held back, looks at what customers said."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cxstaff.people.models import Person, Team
from tests.browser.company import asked_and_answered, grow, heard
from tests.browser.watching import check

Open = Callable[..., Page]
Work = Callable[..., None]

# Two columns name people of the company, so that who handled it has to be asked.
RECORDS = "ticket;opened;passed on;colleague;via;stars;said;fixed\n" + "".join(
    f"{n};{n:02}/03/2026 10:15;Ana Alba;Ben Berg;Chat;{1 + n % 5};Answer number {n};yes\n"
    for n in range(1, 14)
)
WRONG = "14;14/03/2026 10:15;Ana Alba;Nobody Known;Chat;5;Who was that?;yes\n"
COLUMNS = {
    "Reference": "ticket",
    "When it happened": "opened",
    "Who handled it": "colleague",
    "Channel": "via",
    "Satisfaction (1–5)": "stars",
    "Remark": "said",
    "Resolved": "fixed",
}


def upload(page: Page, content: str = RECORDS + WRONG, name: str = "desk.csv") -> None:
    page.goto("/customers/imports/new")
    file: Any = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Upload").click()


def say_what_is_what(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("What is what?")
    page.get_by_label("Which system is the file from?").fill("desk")
    page.get_by_label("How are dates written?").select_option(label="Day first: 31/12/2026")
    for field, column in COLUMNS.items():
        page.get_by_label(re.compile(f"^{re.escape(field)}( \\(optional\\))?$")).select_option(
            column
        )


def begin(page: Page) -> None:
    upload(page)
    say_what_is_what(page)
    page.get_by_role("button", name="Begin the import").click()
    expect(page.get_by_text("Waiting to begin")).to_be_visible()


def test_a_file_is_mapped_previewed_brought_in_and_its_reading_kept(
    cyrus: Person, open_as: Open, work: Work
) -> None:
    page = open_as(cyrus)
    page.get_by_role("link", name="Import a file").click()
    upload(page)
    check(page)
    page.get_by_role("button", name="Begin the import").click()
    expect(page.get_by_role("alert").first).to_contain_text("Please say which column.")
    say_what_is_what(page)
    page.get_by_label("Keep this for the next file").fill("Our desk")
    page.get_by_role("button", name="Check it first").click()
    preview = page.get_by_role("table", name="Preview")
    expect(preview.get_by_role("row", name="Answer number 1 ").first).to_contain_text("Ben Berg")
    check(page)
    page.get_by_role("button", name="Begin the import").click()

    # No job worker runs in a test: this page says so, and moves on by itself once one has worked.
    expect(page.get_by_text("Nothing is at work")).to_be_visible()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    check(page)
    work("customers.import_queued")
    expect(page.get_by_text("Finished")).to_be_visible()
    expect(page.locator(".stat", has_text="Accepted")).to_contain_text("13")
    expect(page.locator(".stat", has_text="Quarantined")).to_contain_text("1")
    expect(page.get_by_text("100 %")).to_be_visible()
    check(page)

    upload(page, RECORDS, "again.csv")
    page.get_by_role("link", name="Our desk").click()
    expect(page.get_by_label("Who handled it")).to_have_value("colleague")
    page.get_by_role("button", name="Begin the import").click()
    expect(page.get_by_text("Waiting to begin")).to_be_visible()
    work("customers.import_queued")
    page.reload()
    expect(page.locator(".stat", has_text="Known already")).to_contain_text("13")


@pytest.mark.parametrize("phone", [True, False])
def test_an_import_is_taken_back(cyrus: Person, open_as: Open, work: Work, *, phone: bool) -> None:
    page = open_as(cyrus, phone=phone)
    begin(page)
    work("customers.import_queued")
    page.reload()
    page.get_by_role("link", name="Take this import back").click()
    expect(page.locator(".stat", has_text="Interactions removed")).to_contain_text("13")
    expect(page.locator(".stat", has_text="Records held back")).to_contain_text("1")
    check(page)
    page.get_by_role("button", name="Take this import back").click()
    expect(page.get_by_text("Taken back so far")).to_be_visible()
    check(page)
    work("customers.take_back_queued")
    expect(page.get_by_text("Nothing of this file counts any more")).to_be_visible()
    check(page)


def test_an_import_is_followed_without_javascript(cyrus: Person, open_as: Open, work: Work) -> None:
    page = open_as(cyrus, phone=True, scripts=False)
    begin(page)
    work("customers.import_queued")
    page.get_by_role("link", name="Load again").click()
    expect(page.get_by_text("Finished")).to_be_visible()
    expect(page.locator(".stat", has_text="Accepted")).to_contain_text("13")


def test_what_was_held_back_is_corrected_and_fed_again(
    cyrus: Person, open_as: Open, work: Work
) -> None:
    page = open_as(cyrus, phone=True)
    begin(page)
    work("customers.import_queued")
    page.get_by_role("link", name="Look at the quarantine").click()
    kind = page.locator(".panel", has_text="Nobody called 'Nobody Known' is on the roster")
    expect(kind).to_contain_text("1 record")
    check(page)
    with page.expect_download() as kept:
        page.get_by_role("link", name="Download as CSV").click()
    assert "Nobody Known" in kept.value.path().read_text(encoding="utf-8-sig")
    kind.get_by_role("link", name="Look at them").click()
    page.get_by_role("link", name="Correct").click()
    who = page.get_by_label("Who handled it")
    expect(who).to_have_value("Nobody Known")
    who.fill("Still Nobody")
    page.get_by_role("button", name="Feed it again").click()
    expect(page.get_by_role("main")).to_contain_text("Nobody called 'Still Nobody'")
    check(page)
    page.get_by_role("link", name="Back to the quarantine").click()
    page.get_by_role("link", name="Say who it is").click()
    check(page)
    page.get_by_label("Somebody else on the roster, named below").check()
    page.get_by_label("Somebody else on the roster (optional)").fill("Cleo Clay")
    page.get_by_role("button", name="Remember it").click()
    expect(page.get_by_text("Nothing is held back")).to_be_visible()
    page.goto("/customers/remarks")
    expect(page.get_by_text("Who was that?")).to_be_visible()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "The file is empty."),
        ("\x00\x01\x02" * 50, "not a text file"),
        ("one line alone\n", "no records below them"),
    ],
    ids=["empty", "not text", "no records"],
)
def test_a_file_that_cannot_be_read_is_explained(
    content: str, told: str, cyrus: Person, open_as: Open
) -> None:
    page = open_as(cyrus)
    upload(page, content)
    expect(page.get_by_role("alert")).to_contain_text(told)
    check(page)


def test_outcomes_are_drawn_and_written_and_lead_on_to_the_comparison(
    cyrus: Person, ines: Person, service: Team, open_as: Open, work: Work
) -> None:
    grow(service)
    heard()
    asked_and_answered(ines, service, work)
    page = open_as(cyrus)
    page.get_by_role("link", name="By team and channel").click()
    expect(page.locator("#trend svg").last).to_be_visible()
    teams = page.get_by_role("table", name=re.compile("by team$"))
    expect(teams.get_by_role("row", name="Blue")).to_be_visible()
    page.get_by_role("combobox", name="Outcome", exact=True).select_option(label="Handling time")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("not the customer’s voice")).to_be_visible()
    page.get_by_text("The same numbers in a table").click()
    expect(page.get_by_role("table", name=re.compile("by week$"))).to_be_visible()
    check(page)

    page.get_by_role("link", name="Comparison").first.click()
    expect(page.locator("#answer")).to_contain_text(" points of engagement")
    expect(page.locator("#answer .picture svg")).to_be_visible()
    expect(page.locator("#within")).to_be_hidden()
    page.get_by_text("For statisticians").click()
    expect(page.locator("#within svg").last).to_be_visible()
    check(page)
    with page.expect_download() as numbers:
        page.get_by_role("link", name="Download these numbers").click()
    assert "Blue" in numbers.value.path().read_text(encoding="utf-8-sig")
