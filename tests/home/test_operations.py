"""What an operator is told, and what only developers see."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from cxstaff import mail, security_log
from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.db import db
from cxstaff.digests.models import Edition, EditionState
from cxstaff.home import operations
from cxstaff.mail import Letter
from cxstaff.people.models import Person
from cxstaff.security_log import Act
from cxstaff.work import schedule
from tests.cast import NOW, TODAY
from tests.rounds import built_round

As = Callable[[Person | None], Any]


@pytest.fixture
def calm(app: Flask) -> None:
    """Have a worker that gives signs of life, and a key folder of our own."""
    db.session.add(schedule.JobBeat(name="digests.send_due", started_at=NOW, finished_at=NOW))
    db.session.commit()
    os.chmod(app.config["SETTINGS"].key_dir, 0o700)


@pytest.fixture
def development(app: Flask) -> Iterator[None]:
    """Be a developer's machine for this test."""
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, environment="development")
    yield
    app.config["SETTINGS"] = before


def told(app: Flask) -> list[str]:
    return [each.title for each in operations.concerns(app.config["SETTINGS"], NOW)]


def unless_old(titles: list[str]) -> list[str]:
    """Leave out what depends on the machine the tests run on."""
    return [title for title in titles if "can damage its log" not in title]


@pytest.mark.usefixtures("calm")
def test_all_is_well(app: Flask, ada: Person, as_: As) -> None:
    assert unless_old(told(app)) == []
    page = as_(ada).get("/operations")
    assert page.status_code == 200
    assert "SQLite" in page.text or "PostgreSQL" in page.text


def test_operators_see_when_the_last_backup_was_made(app: Flask, ada: Person, as_: As) -> None:
    assert re.search(r"Last backup.*?never", as_(ada).get("/operations").text, re.S)
    for hours in (30, 3):
        security_log.record(Act.BACKED_UP, by=None, now=NOW - timedelta(hours=hours))
        db.session.commit()
    assert re.search(r"Last backup.*?18 Mar 2026, 08:00", as_(ada).get("/operations").text, re.S)


@pytest.mark.usefixtures("calm")
def test_what_went_wrong_is_told_with_the_cure(
    app: Flask, ada: Person, ben: Person, as_: As
) -> None:
    db.session.add(built_round(NOW - timedelta(days=9), 7, complaint="the key is gone"))
    db.session.add(
        Edition(
            person_id=ben.id,
            ends_on=TODAY,
            since=NOW - timedelta(days=7),
            until=NOW,
            state=EditionState.FAILED,
            complaint="550",
            message_id="<x@y>",
            claimed_at=NOW,
        )
    )
    run = {"file_name": "a.csv", "stored_as": "a", "created_at": NOW}
    db.session.add(ImportRun(state=ImportState.FAILED, **run))
    db.session.commit()

    page = as_(ada).get("/operations").text
    assert "A round of “Weekly pulse” cannot close: the key is gone" in page
    assert "Digests that could not be delivered: 1" in page
    assert "/digests/deliveries" in page
    assert "Imports that failed in the last two weeks: 1" in page
    assert "cannot close" in as_(ada).get("/").text, "the admin's home says so too"
    assert "cannot close" not in as_(ben).get("/").text


@pytest.mark.usefixtures("calm")
def test_a_key_folder_that_others_can_read_is_reported(app: Flask) -> None:
    folder = app.config["SETTINGS"].key_dir
    os.chmod(folder, 0o755)
    assert any("can look into the key folder" in title for title in told(app))
    folder.rmdir()
    assert any("cannot be used" in title for title in told(app))


@pytest.mark.usefixtures("calm")
def test_production_mail_in_a_folder_is_reported(app: Flask) -> None:
    settings = replace(app.config["SETTINGS"], environment="production")
    titles = [each.title for each in operations.concerns(settings, NOW)]
    assert "Mail is kept in a folder and reaches nobody" in titles


def test_only_admins_operate(
    ben: Person, ana: Person, ines: Person, cyrus: Person, as_: As
) -> None:
    for person in (ben, ana, ines, cyrus):
        assert as_(person).get("/operations").status_code == 403
    assert as_(None).get("/operations").status_code == 303


def test_only_a_developers_machine_has_a_mailbox_and_patterns(ada: Person, as_: As) -> None:
    _keep_a_letter()
    name = mail.kept_letters(1).items[0].name
    for path in ("/mailbox", f"/mailbox/{name}", f"/mailbox/{name}/body", "/patterns"):
        assert as_(ada).get(path).status_code == 404


@pytest.mark.usefixtures("development")
def test_a_developer_reads_letters_shut_in_a_frame(ben: Person, as_: As) -> None:
    assert "No mail yet" in as_(ben).get("/mailbox").text
    _keep_a_letter()
    name = mail.kept_letters(1).items[0].name

    assert "Hello Ben" in as_(ben).get("/mailbox").text
    page = as_(ben).get(f"/mailbox/{name}")
    body = as_(ben).get(f"/mailbox/{name}/body")

    assert 'href="http://127.0.0.1:8000/passwords/abc"' in page.text
    assert 'href="http://elsewhere' not in page.text
    assert "<script>" not in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    policy = body.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'unsafe-inline'")
    assert "<script>alert(1)</script>" in body.text, "given as it is: the policy shuts it in"
    assert as_(ben).get("/mailbox/nothing").status_code == 404
    assert as_(None).get("/mailbox").status_code == 303


@pytest.mark.usefixtures("development")
def test_a_developer_sees_every_pattern(ben: Person, as_: As) -> None:
    page = as_(ben).get("/patterns")
    assert page.status_code == 200
    assert "Patterns" in page.text


def _keep_a_letter() -> None:
    mail.send(
        Letter(
            to="ben@bright.example",
            subject="Hello Ben",
            text="Choose: http://127.0.0.1:8000/passwords/abc\nNot ours: http://elsewhere.example,",
            html="<p>Choose</p><script>alert(1)</script>",
        )
    )
