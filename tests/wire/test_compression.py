"""Pages travel compressed, and what on them is secret cannot be told by their length."""

import re
from collections.abc import Callable, Iterator

import brotli
import pyotp
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import Comment
from cxstaff.pulses.threads import codes
from cxstaff.web import csrf
from tests.cast import NOW, PASSWORD
from tests.conftest import Visit
from tests.pulses.rounds import a_round, answer, close, everybody, hire

As = Callable[[Person | None], Visit]
UNPACKS = {"Accept-Encoding": "gzip, deflate, br, zstd"}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def checking(app: Flask) -> Iterator[None]:
    """Check tokens, as everywhere but in tests."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


def encoding_of(answer: TestResponse) -> str | None:
    return answer.headers.get("Content-Encoding")


@pytest.mark.parametrize(
    ("unpacks", "sent"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        (None, None),
    ],
)
def test_a_page_is_sent_as_its_browser_unpacks_it(
    as_: As, ines: Person, unpacks: str | None, sent: str | None
) -> None:
    plain = as_(ines).get("/pulses").data
    answer = as_(ines).get("/pulses", headers={"Accept-Encoding": unpacks} if unpacks else {})
    assert encoding_of(answer) == sent
    assert "Accept-Encoding" in answer.headers["Vary"]
    if sent:
        assert len(answer.data) < len(plain) / 2
    if sent == "br":
        assert TOKEN.sub("", brotli.decompress(answer.data).decode()) == TOKEN.sub(
            "", plain.decode()
        )


def test_the_token_is_another_on_each_page_and_one_on_it(
    as_: As, ines: Person, checking: None
) -> None:
    visit = as_(ines)
    pages = [TOKEN.findall(visit.get("/people/teams").text) for _ in range(3)]
    assert all(len(tokens) > 1 and len(set(tokens)) == 1 for tokens in pages)
    seen = [tokens[0] for tokens in pages]
    for place in range(0, len(seen[0]), 8):
        assert len({token[place : place + 8] for token in seen}) == 3, "a part stands still"


def test_every_token_of_a_session_opens_its_forms_and_no_other_does(
    as_: As, ben: Person, cleo: Person, checking: None
) -> None:
    visit = as_(ben)
    first, second = (TOKEN.findall(visit.get("/profile").text)[0] for _ in range(2))
    of_cleo = TOKEN.findall(as_(cleo).get("/profile").text)[0]
    half = len(first) // 2
    wrong = [of_cleo, csrf.unmasked(first), first[:half] + second[half:], first[:-4], "ä", "x", ""]
    for token in wrong:
        assert visit.post("/sign-out", {"csrf_token": token}).status_code == 400, token
    assert visit.post("/sign-out", {}, headers={"X-CSRFToken": of_cleo}).status_code == 400
    assert visit.post("/sign-out", {"csrf_token": first}).status_code == 303
    after = TOKEN.findall(visit.get("/sign-in").text)[0]
    typed = {"email": "ben@bright.example", "password": PASSWORD}
    assert visit.post("/sign-in", typed | {"csrf_token": after}).status_code == 303


def test_over_https_a_form_of_another_site_is_refused_whatever_token_it_holds(
    as_: As, ben: Person, checking: None
) -> None:
    visit = as_(ben)
    held = {"csrf_token": TOKEN.findall(visit.get("/profile").text)[0]}
    here, other = "https://localhost", "https://evil.example/page"
    plain = {"Referer": "http://localhost/profile"}
    for headers in ({}, {"Referer": other}, {"Referer": f"{here}:8443/"}, plain):
        assert (
            visit.open("POST", "/sign-out", base_url=here, data=held, headers=headers).status_code
            == 400
        )
    own = {"Referer": f"{here}/profile"}
    assert visit.open("POST", "/sign-out", base_url=here, data=held, headers=own).status_code == 303


@pytest.mark.parametrize(
    ("site", "address", "sent"),
    [
        ("cross-site", "/people?q=guess", None),
        ("same-site", "/people?q=guess", None),
        ("same-origin", "/people?q=guess", "br"),
        ("none", "/people?q=guess", "br"),
        ("cross-site", "/people", "br"),
    ],
)
def test_words_that_another_site_chose_are_not_compressed_with_the_page(
    as_: As, ines: Person, site: str, address: str, sent: str | None
) -> None:
    answer = as_(ines).get(address, headers=UNPACKS | {"Sec-Fetch-Site": site})
    assert answer.status_code == 200
    assert encoding_of(answer) == sent


def test_pages_with_codes_for_answering_go_as_they_are(
    as_: As, ines: Person, ada: Person, blue: Team, service: Team
) -> None:
    everybody(blue)[0].email = None
    db.session.commit()
    path = f"/pulses/rounds/{a_round(ines, service).id}/codes"
    for who, address in ((ines, path), (ada, f"{path}/release")):
        slips = as_(who).post(address, headers=UNPACKS)
        assert "<code>" in slips.text
        assert encoding_of(slips) is None


def test_the_code_of_a_conversation_goes_as_it_is(
    as_: As, ines: Person, ben: Person, blue: Team
) -> None:
    round_ = a_round(ines, blue)
    visit = as_(ben)
    words = {"q-enps": "4", "comment": "Better headsets, please"}
    sent = visit.post(f"/pulses/rounds/{round_.id}", words)
    thanks = visit.get(sent.location, headers=UNPACKS)
    assert "<code>" in thanks.text
    assert encoding_of(thanks) is None


def test_a_conversation_goes_as_it_is(as_: As, ines: Person, blue: Team) -> None:
    hire(blue, 5)
    round_, code = a_round(ines, blue), codes.new_code()
    answer(round_, everybody(blue), words="The headsets crackle.")
    close(round_)
    comment = db.session.scalars(db.select(Comment).order_by(Comment.id)).first()
    assert comment
    comment.thread_digest = codes.digest_of(code)
    page = as_(None).post("/conversations", {"code": code}, headers=UNPACKS)
    assert code in page.text
    assert encoding_of(page) is None


def test_the_key_of_an_app_and_recovery_codes_go_as_they_are(as_: As, ben: Person) -> None:
    visit, own = as_(ben), "/profile/second-factor"
    visit.post(f"{own}/proof", {"password": PASSWORD})
    shown = visit.get(f"{own}/app", headers=UNPACKS)
    assert encoding_of(shown) is None
    key = re.search(r'class="secret"[^>]*>([^<]+)<', shown.text)
    assert key
    code = pyotp.TOTP(key[1].replace(" ", "")).at(NOW)
    codes = visit.post(f"{own}/app", {"code": code}, headers=UNPACKS)
    assert "recovery-codes" in codes.text
    assert encoding_of(codes) is None
    assert encoding_of(visit.get(own, headers=UNPACKS)) == "br"
