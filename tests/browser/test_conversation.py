"""A comment, an answer to it, and what its writer says to that, from browser to browser."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import Comment
from cxstaff.pulses.threads import codes
from tests.browser.conftest import DESK
from tests.browser.watching import check
from tests.cast import NOW
from tests.pulses.rounds import LATER, a_round, answer, everybody, hire

Open = Callable[..., Page]
Work = Callable[..., None]
CODE = codes.new_code()


def test_hr_answers_a_comment_and_its_writer_answers_back(
    ines: Person, blue: Team, open_as: Open, work: Work
) -> None:
    hire(blue, 5)
    round_ = a_round(ines, blue)
    answer(round_, everybody(blue), words="The headsets crackle.")
    listed = f"/pulses/rounds/{round_.id}/comments"
    db.session.commit()
    work("pulses.close_ended", LATER)
    db.session.expire_all()
    comment = db.session.scalars(db.select(Comment).limit(1)).one()
    comment.thread_digest = codes.digest_of(CODE)
    db.session.commit()

    hr = open_as(ines)
    hr.goto(listed)
    check(hr)
    hr.get_by_role("link", name="Reply").click()
    hr.get_by_role("textbox", name="Your message").fill("Which ones, the black ones?")
    check(hr)
    hr.get_by_role("button", name="Send").click()
    expect(hr.get_by_text("Your answer is there.")).to_be_visible()
    expect(hr.get_by_role("listitem").filter(has_text="Ines Ingo")).to_contain_text("black ones")

    thread = hr.url
    hr.goto("about:blank")

    writer = open_as(None, phone=True)
    writer.goto("/conversations")
    writer.get_by_role("textbox", name="Your code").fill("nonsense")
    writer.get_by_role("button", name="Open the conversation").click()
    expect(writer.get_by_role("alert")).to_contain_text("This code opens no conversation.")
    check(writer)
    writer.get_by_role("textbox", name="Your code").fill(CODE.lower())
    writer.keyboard.press("Enter")
    expect(writer.get_by_text("Which ones, the black ones?")).to_be_visible()
    assert CODE not in writer.url
    writer.get_by_role("textbox", name="Your message").fill("No, the grey ones.")
    writer.get_by_role("button", name="Send").click()
    expect(writer.get_by_text("Your message appears to them at")).to_be_visible()
    expect(writer.get_by_role("listitem").filter(has_text="the grey ones")).to_contain_text(
        "appears"
    )
    check(writer)
    writer.set_viewport_size(DESK)  # type: ignore[arg-type]
    writer.emulate_media(color_scheme="dark")
    check(writer)
    writer.get_by_role("link", name="Leave the conversation").click()
    expect(writer.get_by_role("textbox", name="Your code")).to_have_value("")
    writer.goto("about:blank")

    hr.goto(thread)
    expect(hr.get_by_text("the grey ones")).to_have_count(0)
    work("pulses.publish_messages", NOW + timedelta(hours=1))
    hr.goto(thread)
    said = hr.get_by_role("listitem").filter(has_text="the grey ones")
    expect(said).to_contain_text("Who wrote the comment")
    check(hr)
    hr.goto(listed)
    expect(hr.get_by_text("Waits for your answer")).to_be_visible()
