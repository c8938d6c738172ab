"""People with second factors, and sites that want one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from cxstaff.db import db
from cxstaff.factors import actions, totp
from cxstaff.factors.sealing import Keyring
from cxstaff.people.models import Person
from cxstaff.security_log.models import SecurityEvent, WaitingEvent
from tests.cast import NOW, PASSWORD, TODAY
from tests.conftest import Visit

SECRET = b"12345678901234567890"
SITE = "https://pulse.example.com"


@pytest.fixture(autouse=True)
def site(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand at an address that passkeys are made for."""
    settings = replace(app.config["SETTINGS"], base_url=SITE)
    monkeypatch.setitem(app.config, "SETTINGS", settings)


@pytest.fixture
def ruled(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Say who must have a second factor: `ruled("privileged")`."""

    def rule(name: str) -> None:
        settings = replace(app.config["SETTINGS"], second_factor=name)
        monkeypatch.setitem(app.config, "SETTINGS", settings)

    return rule


@pytest.fixture
def keyring(app: Flask) -> Keyring:
    return Keyring(app.config["SETTINGS"].secret_key)


@pytest.fixture
def with_app(keyring: Keyring) -> Callable[[Person], list[str]]:
    """Give somebody an authenticator app, set up an hour ago; return their recovery codes."""

    def give(person: Person) -> list[str]:
        then = datetime.fromtimestamp(NOW.timestamp() - 3600, NOW.tzinfo)
        actions.add_app(person, SECRET, code_at(then), keyring, today=TODAY, now=then)
        codes = actions.draw_codes(person, now=then)
        db.session.commit()
        return codes

    return give


@pytest.fixture
def work(command: Callable[..., Any]) -> Callable[[str], None]:
    """Run a job once, as an operator may."""

    def run(job: str) -> None:
        result = command("jobs", "run", job)
        assert result.exit_code == 0, result.output

    return run


def code_at(moment: datetime = NOW) -> str:
    """Return what the app shows at a moment."""
    return totp.code_of(SECRET, totp.step_at(moment))


def password_of(person: Person, password: str = PASSWORD) -> dict[str, Any]:
    return {"email": person.email, "password": password}


def with_password(as_: Callable[..., Visit], person: Person, next_: str = "") -> Visit:
    """Give a browser in which somebody's password was typed rightly."""
    visit = as_(None)
    answer = visit.post(f"/sign-in?next={next_}" if next_ else "/sign-in", password_of(person))
    assert answer.status_code == 303
    return visit


def is_in(visit: Visit) -> bool:
    """Say whether a browser is signed in."""
    return visit.get("/thanks").status_code == 200


def logged() -> list[str]:
    """Return the acts in the security log, as far as they are told at once or wait for midnight."""
    told = db.session.scalars(db.select(SecurityEvent.act).order_by(SecurityEvent.position)).all()
    return [*told, *db.session.scalars(db.select(WaitingEvent.act))]
