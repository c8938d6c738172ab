"""An admin looks at what is kept, shortens a time after seeing what goes, and erases somebody."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.recognition.models import CompanyValue, Thanks
from tests.cast import NOW
from tests.thanks import to

Open = Callable[..., Page]
NO_WIDER = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def fits(page: Page) -> bool:
    """Say whether a page does not run off its side, once its own style has come."""
    page.wait_for_load_state()
    return bool(page.evaluate(NO_WIDER))


def test_a_time_is_shortened_only_after_what_goes_was_seen(
    open_as: Open, ada: Person, ana: Person, ben: Person, blue: Team
) -> None:
    value = CompanyValue(name="Own it", sentence="Stay until it is solved.")
    old = NOW - timedelta(days=200)
    db.session.add(
        Thanks(giver=ana, receivers=to(ben, blue), value=value, message="Well!", given_at=old)
    )
    page = open_as(ada, phone=True)
    page.goto("/keeping")
    expect(page.get_by_role("heading", level=1)).to_have_text("What is kept, and how long")
    assert fits(page)
    page.get_by_role("link", name="Change").click()
    page.get_by_label("Words of thanks").fill("120")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("These records would be removed")).to_be_visible()
    assert fits(page)
    page.get_by_label("Yes, remove these records for good").check()
    page.get_by_role("button", name="Remove these and save").click()
    expect(page.get_by_text("120 days")).to_be_visible()


def test_somebody_is_erased_by_typing_their_name(
    open_as: Open, ada: Person, ben: Person, work: Callable[..., None]
) -> None:
    page = open_as(ada, phone=True, dark=True)
    page.goto(f"/people/{ben.id}")
    page.get_by_role("link", name="What goes and what stays").click()
    assert fits(page)
    page.get_by_label("Type the name to confirm").fill("Somebody else")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("This is not the name").first).to_be_visible()
    page.get_by_label("Type the name to confirm").fill("Ben Berg")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("rowheader", name="Ben Berg")).to_be_visible()
    work("keeping.erase_people")
    page.reload()
    expect(page.get_by_text("Ben Berg")).to_have_count(0)
    expect(page.get_by_text("Done")).to_be_visible()
    assert fits(page)
