"""What stands between a browser and the pages: cookies, the order to use https, proxies."""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.cookies import Morsel, SimpleCookie
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from config import Settings
from cxstaff import create_app
from cxstaff.db import db
from cxstaff.home import operations
from cxstaff.people.models import Person, Team
from cxstaff.web import FORWARDED
from tests.cast import NOW, PASSWORD
from tests.conftest import Visit
from tests.pulses.rounds import a_round

pytestmark = pytest.mark.only("sqlite")  # about headers and cookies, which no database sees

HTTPS = {"base_url": "https://pulse.bright.example"}
Make = Callable[..., Flask]


@pytest.fixture
def make(app: Flask) -> Iterator[Make]:
    """Give applications with other settings on the same database."""
    made: list[Flask] = []

    def other(**changed: Any) -> Flask:
        db.session.commit()
        settings: Settings = replace(app.config["SETTINGS"], **changed)
        made.append(create_app(settings))
        made[-1].config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        return made[-1]

    yield other
    for each in made:
        with each.app_context():
            db.engine.dispose()


def cookies_of(answer: TestResponse) -> dict[str, Morsel[str]]:
    found: dict[str, Morsel[str]] = {}
    for line in answer.headers.getlist("Set-Cookie"):
        found |= dict(SimpleCookie(line))
    return found


def signed_in(app: Flask) -> tuple[Visit, TestResponse]:
    visit = Visit(app.test_client())
    typed = {"email": "ben@bright.example", "password": PASSWORD}
    return visit, visit.post("/sign-in", typed, base_url=app.config["SETTINGS"].base_url)


@pytest.mark.long
def test_over_https_no_other_host_can_set_a_cookie(make: Make, ines: Person, blue: Team) -> None:
    round_ = a_round(ines, blue)
    visit, answer = signed_in(make(**HTTPS))
    assert answer.status_code == 303
    found = cookies_of(answer)
    path = f"/pulses/rounds/{round_.id}"
    words = {"q-enps": "4", "comment": "Better headsets, please"}
    found |= cookies_of(visit.post(path, words, base_url=HTTPS["base_url"]))
    assert {"__Host-cxstaff", "__Host-cxstaff-thanks"} <= set(found)
    for name, cookie in found.items():
        assert name.startswith("__Host-"), name
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert (cookie["path"], cookie["domain"]) == ("/", ""), name
        assert cookie["samesite"] == "Lax", name
    thanked = visit.get("/answers/thanks", base_url=HTTPS["base_url"])
    assert "<code>" in thanked.text
    gone = cookies_of(thanked)["__Host-cxstaff-thanks"]
    assert (gone["max-age"], gone["path"], gone["secure"]) == ("0", "/", True)


def test_an_answer_without_a_comment_forgets_the_code_of_the_one_before(
    make: Make, ines: Person, blue: Team
) -> None:
    path, where = f"/pulses/rounds/{a_round(ines, blue).id}", HTTPS["base_url"]
    visit, _ = signed_in(make(**HTTPS))
    silent, words = {"q-enps": "4"}, {"q-enps": "4", "comment": "Better headsets, please"}
    assert not cookies_of(visit.post(path, silent, base_url=where))
    assert cookies_of(visit.post(path, words, base_url=where))["__Host-cxstaff-thanks"].value
    gone = cookies_of(visit.post(path, silent, base_url=where))["__Host-cxstaff-thanks"]
    assert gone["max-age"] == "0"
    assert "<code>" not in visit.get("/answers/thanks", base_url=where).text


def test_a_cookie_of_the_plain_name_opens_nothing_over_https(make: Make) -> None:
    """As another host of the domain, or http, could set it."""
    app = make(**HTTPS)
    visit, _ = signed_in(app)
    held = visit.client.get_cookie("__Host-cxstaff", domain="pulse.bright.example")
    assert held
    assert visit.get("/profile", base_url=HTTPS["base_url"]).status_code == 200
    other = app.test_client()
    other.set_cookie("cxstaff", held.value, domain="pulse.bright.example")
    assert other.get("/profile", base_url=HTTPS["base_url"]).status_code == 303


def test_without_https_cookies_work_under_their_plain_name(app: Flask, ben: Person) -> None:
    _, answer = signed_in(app)
    assert "cxstaff" in cookies_of(answer)


@pytest.mark.parametrize(
    ("subdomains", "told"),
    [(False, "max-age=31536000"), (True, "max-age=31536000; includeSubDomains")],
)
def test_browsers_are_told_to_use_https(make: Make, subdomains: bool, told: str) -> None:
    browser = make(**HTTPS, hsts_subdomains=subdomains).test_client()
    safe = browser.get("/health", base_url=HTTPS["base_url"])
    assert safe.headers["Strict-Transport-Security"] == told
    assert "Strict-Transport-Security" not in browser.get("/health").headers


@pytest.mark.parametrize("header", FORWARDED)
def test_a_proxy_nobody_told_of_is_reported_once(
    make: Make, caplog: pytest.LogCaptureFixture, header: str
) -> None:
    app = make()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            app.test_client().get("/health", headers={header: "203.0.113.7"})
    assert [each.message for each in caplog.records if "CXSTAFF_PROXIES is 0" in each.message]
    assert caplog.text.count("CXSTAFF_PROXIES is 0") == 1
    assert "through a proxy that the settings do not know of" in concerns(app)


def test_no_proxy_or_one_that_is_known_is_no_concern(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    direct, behind = make(), make(proxies=1)
    direct.test_client().get("/health")
    behind.test_client().get("/health", headers={"X-Forwarded-For": "203.0.113.7"})
    for app in (direct, behind):
        assert "proxy" not in concerns(app)
    assert "CXSTAFF_PROXIES" not in caplog.text


def concerns(app: Flask) -> str:
    with app.app_context():
        told = operations.concerns(app.config["SETTINGS"], NOW)
        db.session.remove()
    return " ".join(each.title for each in told)


UNNEEDED = frozenset("scipy alembic webauthn zxcvbn apscheduler holidays psycopg".split())
BEGIN = """
import sys
from config import Settings
from cxstaff import create_app

env = {"CXSTAFF_ENV": "testing", "CXSTAFF_DATABASE_URL": sys.argv[1]}
app = create_app(Settings.from_environment(env))
print(*sys.modules)
print(*app.test_cli_runner().invoke(args=["--help"]).output.split())
"""


@pytest.mark.long
def test_what_serves_pages_starts_without_what_few_need_and_yet_knows_all_commands(
    app: Flask,
) -> None:
    command = [sys.executable, "-c", BEGIN, app.config["SETTINGS"].database_url]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    loaded, told = (set(line.split()) for line in done.stdout.splitlines())
    assert not loaded & UNNEEDED
    assert told >= {"admin", "customers", "db", "demo", "jobs", "pulses", "restore"}
