"""What letters of digests lead to: mail programs stop them, and thanks are reacted to."""

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.digests import jobs, links, queries
from cxstaff.digests.models import Edition
from cxstaff.people import jobs as people_jobs
from cxstaff.people.models import Person
from cxstaff.recognition.models import Thanks, ThanksReaction
from tests.cast import NOW, TODAY
from tests.digests.conftest import Thank, all_editions

As = Callable[[Person | None], Any]
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def letter_to(person: Person, mailbox: Path) -> Any:
    """Return the one letter that somebody got, as a mail program reads it."""
    every = [message_from_bytes(p.read_bytes(), policy=policy.default) for p in mailbox.iterdir()]
    (mine,) = [each for each in every if each["To"] == person.email]
    return mine


def path_of(address: str) -> str:
    return urlsplit(address).path


def way_out(person: Person, mailbox: Path) -> str:
    """Return the path that a mail program posts to; the headers have to be those of RFC 8058."""
    letter = letter_to(person, mailbox)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    listed = re.fullmatch(r"<(https?://[^<>\s]+)>", letter["List-Unsubscribe"].strip())
    assert listed, letter["List-Unsubscribe"]
    return path_of(listed[1])


@pytest.mark.parametrize("sent_as", ["urlencoded", "multipart"])
def test_a_mail_program_stops_digests_without_cookie_token_or_redirect(
    app: Flask, edition: Edition, ben: Person, mailbox: Path, as_: As, sent_as: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        form = "multipart/form-data" if sent_as == "multipart" else None
        answer = as_(None).post(way_out(ben, mailbox), ONE_CLICK, content_type=form)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 200
    assert "Digests by mail have stopped" in answer.text
    assert queries.refuses(ben.id)


def test_who_opens_the_way_out_sees_a_button_and_nothing_changes(
    edition: Edition, ben: Person, mailbox: Path, as_: As
) -> None:
    address, visit = way_out(ben, mailbox), as_(None)
    for _ in range(2):
        page = visit.get(address)
        assert page.status_code == 200
        assert "Stop digests by mail?" in page.text
        assert "Ben" not in page.text, "the letter may have been passed on"
    assert not queries.refuses(ben.id)
    assert visit.post(address, {}).status_code == 400
    assert not queries.refuses(ben.id), "without the words of RFC 8058 nothing happens"
    button = re.search(r'name="(List-Unsubscribe)" value="(One-Click)"', page.text)
    assert button
    assert visit.post(address, {button[1]: button[2]}).status_code == 200
    assert queries.refuses(ben.id)
    assert "have stopped" in visit.get(address).text


def test_a_way_out_is_signed_and_ends_with_its_address(
    edition: Edition, ben: Person, bea: Person, mailbox: Path, as_: As
) -> None:
    address, visit = way_out(ben, mailbox), as_(None)
    for wrong in (address[:-1], f"{address}x", "/digests/stop/x", "/digests/stop/%00"):
        assert visit.post(wrong, ONE_CLICK).status_code == 404
    reaction = path_of(links.reaction_address(ben, 1)).replace("reactions", "stop")
    assert visit.post(reaction, ONE_CLICK).status_code == 404, "signed for something else"
    ben.email = "benno@bright.example"
    assert visit.post(address, ONE_CLICK).status_code == 404
    assert not queries.refuses(ben.id)
    assert not queries.refuses(bea.id)


def reactions() -> list[tuple[int, str]]:
    query = db.select(ThanksReaction.person_id, ThanksReaction.kind)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def in_letter(person: Person, mailbox: Path) -> list[str]:
    text = letter_to(person, mailbox).get_body(("plain",)).get_content()
    return [path_of(each) for each in re.findall(r"React: (\S+)", text)]


def test_a_thanks_is_reacted_to_from_the_letter_once_somebody_taps(
    edition: Edition, ben: Person, mailbox: Path, as_: As
) -> None:
    (address,) = in_letter(ben, mailbox)
    visit = as_(None)
    page = visit.get(address)
    assert page.status_code == 200
    assert "You calmed a customer who had every right to be angry." in page.text
    assert "I thank, too" not in page.text, "it is his own"
    assert reactions() == [], "scanners open every link"
    for _ in range(2):
        assert visit.post(address, {"kind": "learnt"}).status_code == 303
        assert reactions() == [(ben.id, "learnt")]
    visit.post(address, {"kind": "learnt", "back": "1"})
    assert reactions() == []
    assert visit.post(address, {"kind": "nonsense"}).status_code == 404
    assert visit.post(address, {"kind": "also"}).status_code == 409


def test_an_address_opens_what_its_reader_may_see_for_two_months(
    edition: Edition, ben: Person, cleo: Person, mailbox: Path, as_: As
) -> None:
    (address,) = in_letter(ben, mailbox)
    thanks = db.session.scalars(db.select(Thanks)).one()
    visit = as_(None)
    assert visit.get(path_of(links.reaction_address(cleo, thanks.id))).status_code == 404
    assert visit.get(path_of(links.reaction_address(ben, 2**40))).status_code == 404
    with clock.frozen(thanks.given_at + timedelta(days=60)):
        assert visit.get(address).status_code == 404
    ben.left_on = TODAY
    assert visit.post(address, {"kind": "learnt"}).status_code == 404
    assert reactions() == []


def test_a_digest_is_sent_at_once_on_ones_own_wish_and_takes_nothing_from_the_next(
    plan: Any, thank: Thank, ana: Person, ben: Person, mailbox: Path, as_: As
) -> None:
    thank(ana, ben, "You calmed an angry customer.", given_at=NOW - timedelta(days=1))
    page = as_(ben).get("/digests/preview").text
    assert "Send it to me now" in page
    for _ in range(2):
        assert as_(ben).post("/digests/preview/letter").status_code == 303
    people_jobs.send_letters()
    letter = letter_to(ben, mailbox)
    assert "You calmed an angry customer." in letter.get_body(("plain",)).get_content()
    assert letter["List-Unsubscribe-Post"]
    assert all_editions() == []
    for path in list(mailbox.iterdir()):
        path.unlink()
    with clock.frozen(NOW + timedelta(days=7)):
        jobs.send_due()
    assert "You calmed an angry customer." in letter_to(ben, mailbox).as_string()


def test_without_an_address_nothing_is_sent_at_once(app: Flask, ben: Person, as_: As) -> None:
    ben.email = None
    assert "Send it to me now" not in as_(ben).get("/digests/preview").text
    assert as_(ben).post("/digests/preview/letter").status_code == 409
