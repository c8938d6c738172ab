"""HR: opens a comparison, narrows it without a mouse's help, and prints it on one page."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from tests.browser.watching import check
from tests.linkage.worlds import World

Open = Callable[..., Page]
LONGEST = "?mix=same&engagement=index&first_on=2025-03-01&last_on=2026-02-01"


@pytest.fixture
def world(app: Flask) -> World:
    made = World(link=0.01).build()
    top = Team(name="North of the river, the islands and everything beyond them")
    db.session.add(top)
    db.session.flush()
    for team in made.made[:11]:
        team.parent_id = top.id
    db.session.commit()
    return made


def open_statistics(page: Page) -> None:
    """Open what is for statisticians, with the keyboard alone."""
    page.locator("#statisticians > details > summary").focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("query", ["", "?lag=0&outcome=csat_top2", LONGEST, "?period=quarter"])
def test_a_comparison_prints_on_one_light_page(
    world: World, ines: Person, open_as: Open, dark: bool, query: str
) -> None:
    page = open_as(ines, dark=dark)
    page.goto(f"/comparison{query}")
    page.get_by_role("link", name="On one page, to print").click()
    expect(page.get_by_role("heading", name="What this rests on")).to_be_visible()
    page.wait_for_load_state()  # a heading can be seen before the sheet's own style has come
    page.emulate_media(media="print", color_scheme="dark" if dark else "light")
    ink = page.evaluate("getComputedStyle(document.querySelector('.sheet dd')).color")
    assert max(int(part) for part in re.findall(r"\d+", ink)[:3]) < 120, ink
    pictures = page.locator(".sheet .picture svg")
    assert pictures.count() == (query != LONGEST), "these customers cannot be made alike"
    for box in (each.bounding_box() for each in pictures.all()):
        assert box
        assert min(box["width"], box["height"]) > 90, "the picture is on the paper"
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 1
    expect(page.get_by_role("link", name="Pulses")).to_have_count(0)


@pytest.mark.parametrize("phone", [True, False])
def test_teams_and_time_are_chosen_on_the_page(
    world: World, ines: Person, open_as: Open, phone: bool
) -> None:
    page = open_as(ines, phone=phone, dark=phone)
    page.goto("/comparison")
    page.get_by_text("Mix of customers, teams, time").click()
    page.get_by_label("Teams", exact=True).select_option(index=1)
    page.locator("#first_on").fill("2025-04-01")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("from Apr 2025 on.")).to_be_hidden()
    open_statistics(page)
    expect(page.get_by_text("from Apr 2025 on.")).to_be_visible()
    expect(page.get_by_text("seen in 11 teams")).to_be_visible()
    assert "first_on=2025-04-01" in page.url
    expect(page.get_by_label("Teams", exact=True)).to_be_visible()  # what was chosen stays open
    check(page)
    page.get_by_role("link", name="On one page, to print").click()
    check(page)
