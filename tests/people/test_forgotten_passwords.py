"""A forgotten password, and the links that let somebody choose a new one."""

import re
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.people import actions
from cxstaff.people.accounts import passwords
from cxstaff.people.models import Person
from tests.cast import NOW, TODAY
from tests.conftest import Visit

NEW = "a brand new secret"
NEW_FORM = {"password": NEW, "again": NEW}


def letters(mailbox: Path) -> list[tuple[str, str]]:
    """Return what was sent as (to, text)."""
    found = []
    for file in sorted(mailbox.glob("*.eml")):
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        assert body
        found.append((str(message["To"]), body.get_content()))
    return found


def ask(visit: Visit, email: str = "ben@bright.example") -> int:
    return visit.post("/forgotten-password", {"email": email}).status_code


@pytest.fixture
def link(as_: Callable[..., Visit], mailbox: Path, ben: Person) -> str:
    """The path in the letter that Ben gets."""
    ask(as_(None))
    [(_, text)] = letters(mailbox)
    found = re.search(r"http://127\.0\.0\.1:8000(/passwords/\S+)", text)
    assert found
    return found[1]


def test_a_link_lets_somebody_choose_a_password_once(
    as_: Callable[..., Visit], link: str, ben: Person
) -> None:
    elsewhere, here = as_(ben), as_(None)
    assert elsewhere.get("/profile").status_code == 200
    assert "Ben Berg" in here.get(link).text

    assert here.post(link, NEW_FORM).status_code == 303

    assert passwords.matches(ben.password_hash, NEW)
    assert here.get("/profile").status_code == 200
    assert elsewhere.get("/profile").status_code == 303, "signed out everywhere else"
    assert as_(None).get(link).status_code == 410
    again = as_(None).post(link, {"password": "another secret", "again": "another secret"})
    assert again.status_code == 410
    assert passwords.matches(ben.password_hash, NEW)


def test_a_link_ends_after_an_hour(as_: Callable[..., Visit], link: str) -> None:
    with clock.frozen(NOW + timedelta(minutes=59, seconds=59)):
        assert as_(None).get(link).status_code == 200
    with clock.frozen(NOW + timedelta(hours=1)):
        assert as_(None).get(link).status_code == 410
        assert as_(None).post(link, NEW_FORM).status_code == 410


def test_a_link_ends_with_the_address_it_was_sent_to(
    as_: Callable[..., Visit], link: str, ben: Person
) -> None:
    ben.email = "ben.berg@bright.example"
    assert as_(None).get(link).status_code == 410


def test_a_leavers_link_opens_nothing(as_: Callable[..., Visit], link: str, ben: Person) -> None:
    actions.leave(ben, on=TODAY, actor=None, now=NOW)
    assert as_(None).get(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "WzEsMiwieCJd.abc", "."])
def test_a_made_up_link_opens_nothing(as_: Callable[..., Visit], token: str) -> None:
    assert as_(None).get(f"/passwords/{token}").status_code == 410


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"password": "short", "again": "short"}, "Use at least 10 characters."),
        ({"password": NEW, "again": "something else"}, "The two passwords differ."),
        ({}, "Please choose a password."),
    ],
)
def test_a_bad_password_is_explained(
    as_: Callable[..., Visit], link: str, form: dict[str, str], sentence: str
) -> None:
    answer = as_(None).post(link, form)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_answer_is_the_same_whether_known_or_not(
    as_: Callable[..., Visit], mailbox: Path, ben: Person, cleo: Person
) -> None:
    actions.leave(cleo, on=TODAY, actor=None, now=NOW)
    pages = {}
    for email in ("ben@bright.example", "nobody@bright.example", "cleo@bright.example"):
        answer = as_(None).post("/forgotten-password", {"email": email})
        pages[answer.status_code, answer.text.replace(email, "E")] = email
    assert len(pages) == 1
    sent = dict(letters(mailbox))
    assert "/passwords/" in sent["ben@bright.example"]
    assert "nobody here signs in with it" in sent["nobody@bright.example"]
    assert "/passwords/" not in sent["cleo@bright.example"]


def test_only_five_letters_go_to_one_address_in_a_quarter_of_an_hour(
    as_: Callable[..., Visit], mailbox: Path
) -> None:
    assert [ask(as_(None)) for _ in range(6)] == [200] * 5 + [429]
    assert len(letters(mailbox)) == 5


@pytest.mark.parametrize("email", ["ben@bright.example", "nobody@bright.example"])
def test_a_mail_server_that_is_down_is_said_and_loses_nothing(
    app: Flask, as_: Callable[..., Visit], email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        down = replace(app.config["SETTINGS"], mail_url=f"smtp://127.0.0.1:{port}")
        monkeypatch.setitem(app.config, "SETTINGS", down)
        answer = as_(None).post("/forgotten-password", {"email": email})
    assert answer.status_code == 503
    assert "The mail server does not answer" in answer.text
    assert email in answer.text


def test_what_is_no_address_is_explained(as_: Callable[..., Visit], mailbox: Path) -> None:
    answer = as_(None).post("/forgotten-password", {"email": "ben"})
    assert answer.status_code == 422
    assert "does not look like an e-mail address" in answer.text
    assert not letters(mailbox)
