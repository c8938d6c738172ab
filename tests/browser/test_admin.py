"""An administrator: what runs, what mail said, a forgotten password, and the way out."""

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from cxstaff.db import db
from cxstaff.digests import actions as digests
from cxstaff.people.models import Person
from cxstaff.recognition import actions as recognition
from tests.browser.conftest import sign_in
from tests.browser.watching import check
from tests.cast import NOW
from tests.pulses.rounds import a_round
from tests.thanks import thank

Open = Callable[..., Page]
Work = Callable[..., None]
NEW = "a brand new secret"


def test_operations_say_what_runs_and_what_needs_care(
    ada: Person, open_as: Open, work: Work
) -> None:
    page = open_as(ada)
    page.get_by_role("link", name="Operations").first.click()
    expect(page.get_by_text("flask jobs work").first).to_be_visible()
    jobs = page.get_by_role("table", name="Jobs and when they last ran")
    invitations = jobs.get_by_role("row", name="pulses.invite")
    expect(invitations).to_contain_text("never")
    work("pulses.invite")
    page.reload()
    expect(invitations).to_contain_text("Fine")
    expect(invitations).to_contain_text("18 Mar 2026, 11:00")
    check(page)


def test_letters_and_deliveries_can_be_looked_into(
    ada: Person, ben: Person, ana: Person, ines: Person, open_as: Open, work: Work
) -> None:
    value = recognition.define_value("Own it", ines, sentence="To the end.", now=NOW)
    thank(ben, ana, message="Well held.", value=value, now=NOW - timedelta(days=6))
    digests.ensure_plan(date(2026, 3, 10))
    db.session.commit()
    work("digests.send_due")
    page = open_as(ada)
    page.goto("/operations")
    page.get_by_role("link", name="Deliveries").click()
    expect(page.get_by_role("row", name="Ben Berg")).to_contain_text("Sent")
    check(page)
    page.goto("/mailbox")
    row = page.get_by_role("row", name="ben@bright.example")
    row.get_by_role("link").click()
    letter = page.frame_locator("iframe")
    expect(letter.get_by_text("Well held.", exact=True)).to_be_visible()
    check(page)


def test_a_forgotten_password_is_replaced_through_the_letter(
    ben: Person, ada: Person, open_as: Open
) -> None:
    page = open_as(None, phone=True)
    page.goto("/sign-in")
    page.get_by_role("link", name="Forgot your password?").click()
    check(page)
    page.get_by_label("E-mail").fill("ben@bright.example")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look at your mail")
    check(page)

    admin = open_as(ada)
    admin.goto("/mailbox")
    admin.get_by_role("row", name="ben@bright.example").get_by_role("link").click()
    link = admin.get_by_role("link", name="/passwords/").first.get_attribute("href")
    assert link

    page.goto(link)
    check(page)
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password again").fill("something else")
    page.get_by_role("button", name="Set password and sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("The two passwords differ.")
    check(page)
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password again").fill(NEW)
    page.get_by_role("button", name="Set password and sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Ben")

    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link has ended")
    check(page)
    again = open_as(None)
    sign_in(again, "ben@bright.example", NEW)


def test_signing_out_ends_the_session(ada: Person, open_as: Open) -> None:
    page = open_as(ada, phone=True)
    menu = page.locator("summary", has_text="Your menu").first
    menu.click()
    check(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto("/operations")
    expect(page.locator(".notice-info")).to_have_text("Please sign in first.")
    page.get_by_label("E-mail").fill("ada@bright.example")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value("ada@bright.example")
    check(page)
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Operations")


def test_a_page_of_ones_own_choice_of_colours_lasts(ada: Person, open_as: Open) -> None:
    page = open_as(ada)
    root = page.locator("html")
    expect(root).to_have_attribute("data-bs-theme", "light")
    page.locator("summary", has_text="Your menu").last.click()
    page.get_by_role("button", name="Dark").last.click()
    expect(root).to_have_attribute("data-bs-theme", "dark")
    page.goto("/operations")
    expect(root).to_have_attribute("data-bs-theme", "dark")


def test_invitations_to_a_pulse_lead_to_it(
    ada: Person, ben: Person, ines: Person, open_as: Open, work: Work
) -> None:
    a_round(ines)
    work("pulses.invite")
    page = open_as(ada)
    page.goto("/mailbox")
    page.get_by_role("row", name="ada@bright.example").get_by_role("link").click()
    page.get_by_role("link", name="/answers/").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Monthly pulse")
