"""Everybody who has no password yet is invited at once: each once, and told when mail fails."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people import actions
from cxstaff.people.invitations import actions as inviting
from cxstaff.people.invitations.queries import InvitationCounts, standing
from cxstaff.people.models import AccountNotice, Person, Team, WaitingLetter
from cxstaff.security_log.models import SecurityEvent
from cxstaff.work.schedule import run_once
from tests.cast import NOW, TODAY
from tests.conftest import Visit, person_named
from tests.mailserver import Received, mail_server

PAGE = "/people/invitations"
As = Callable[[Person | None], Visit]


@pytest.fixture
def server(app: Flask) -> Iterator[Received]:
    """A mail server that letters go to."""
    before = app.config["SETTINGS"]
    with mail_server() as running:
        address = f"smtp://127.0.0.1:{running.port}?tls=never"
        app.config["SETTINGS"] = replace(before, mail_url=address)
        yield running
    app.config["SETTINGS"] = before


@pytest.fixture
def newcomers(blue: Team) -> list[Person]:
    """Five people without a password: three to invite, one without an address, one who left."""
    made = []
    for number in range(5):
        email = f"new{number}@bright.example" if number != 3 else None
        options: Any = {"since": date(2026, 1, 5), "actor": None, "now": NOW}
        made.append(actions.add_person(f"New {number}", email, None, blue, **options))
    made[4].left_on = date(2026, 2, 1)
    db.session.commit()
    return made


def send(moment: Any = NOW) -> bool:
    with clock.frozen(moment):
        went = run_once("people.send_letters")
    db.session.expire_all()
    return went


def counted(moment: Any = NOW) -> tuple[int, ...]:
    found = standing(clock.local_day(moment, "Europe/Berlin"), moment)
    return (found.to_invite, found.waiting, found.sent, found.refused, found.without_address)


def test_one_button_invites_everybody_once(
    as_: As, server: Received, newcomers: list[Person], ines: Person
) -> None:
    visit = as_(ines)
    page = visit.get(PAGE).text
    assert "Invite 3 people" in page
    assert "Without an address" in page
    for _ in range(2):  # pressing twice sends nothing twice
        assert visit.post(PAGE).status_code == 303
        assert counted() == (0, 3, 0, 0, 1)
    assert 'hx-get="/people/invitations/progress"' in visit.get(PAGE).text
    assert send()
    assert counted() == (0, 0, 3, 0, 1)
    visit.post(PAGE)
    send(NOW + timedelta(hours=1))
    assert sorted(server.recipients) == [f"new{number}@bright.example" for number in range(3)]
    assert "3 of 3" in visit.get(f"{PAGE}/progress").text
    acts = [e.on_id for e in db.session.scalars(db.select(SecurityEvent)) if e.act == "invited"]
    assert sorted(acts) == [person_named(f"New{n}").id for n in range(3)], (
        "each has a line in the log"
    )
    notices = db.session.scalars(db.select(AccountNotice.person_id)).all()
    assert sorted(notices) == sorted(acts), "each is told who asked"

    later = NOW + timedelta(days=8)
    assert counted(later) == (3, 0, 0, 0, 1), (
        "a link that no longer works can be followed by another"
    )


@pytest.mark.both
def test_a_letter_holds_a_link_that_lets_its_reader_choose_a_password(
    as_: As, server: Received, newcomers: list[Person], ines: Person
) -> None:
    as_(ines).post(PAGE)
    send(NOW + timedelta(days=1))
    text = server.letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Ines Ingo invites you" in text
    link = next(word for word in text.split() if word.startswith("http"))
    path = "/" + link.split("/", 3)[3]
    with clock.frozen(NOW + timedelta(days=7)):
        page = as_(None).get(path)
    assert "password" in page.text.lower()
    assert page.status_code == 200


def test_what_is_no_longer_wanted_is_not_sent(
    as_: As, server: Received, newcomers: list[Person], ines: Person
) -> None:
    as_(ines).post(PAGE)
    chose, moved, left = newcomers[:3]
    chose.password_hash = "x"
    actions.set_email(moved, "moved@bright.example", actor=ines, now=NOW + timedelta(minutes=1))
    left.left_on = TODAY
    db.session.commit()
    send(NOW + timedelta(minutes=2))
    assert [each for each in server.letters if "invites you" in each["Subject"]] == []
    assert counted(NOW + timedelta(minutes=2)) == (1, 0, 0, 0, 1), "a new address is invited anew"


def test_an_address_that_is_refused_is_told_and_waits_for_another(
    as_: As, server: Received, newcomers: list[Person], ines: Person
) -> None:
    server.refuses.add("new1@bright.example")
    visit = as_(ines)
    visit.post(PAGE)
    assert send()
    assert counted() == (0, 0, 2, 1, 1)
    assert "Address refused" in visit.get(PAGE).text
    later = NOW + timedelta(days=1)
    actions.set_email(person_named("New1"), "right@bright.example", actor=ines, now=later)
    db.session.commit()
    assert counted(later) == (1, 0, 2, 0, 1)


@pytest.mark.both
def test_a_mail_server_that_is_down_is_told_and_nothing_is_lost(
    app: Flask, as_: As, newcomers: list[Person], ines: Person, command: Any
) -> None:
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, mail_url="smtp://127.0.0.1:1?tls=never")
    visit = as_(ines)
    visit.post(PAGE)
    assert not send()
    assert "The mail server takes no letters" in visit.get(PAGE).text
    assert counted() == (0, 3, 0, 0, 1)
    with clock.frozen(NOW + timedelta(minutes=20)):
        told = command("people", "invite-all")
    assert told.exit_code == 1
    assert "3 invitations wait" in " ".join(told.output.split())
    with mail_server() as running:
        url = f"smtp://127.0.0.1:{running.port}?tls=never"
        app.config["SETTINGS"] = replace(before, mail_url=url)
        assert send(NOW + timedelta(minutes=40))
        assert len(running.letters) == 3
    app.config["SETTINGS"] = before


def test_a_command_invites_and_sends(
    command: Any, server: Received, newcomers: list[Person]
) -> None:
    dry = command("people", "invite-all", "--dry-run").output
    assert "3 people would be invited." in dry
    assert db.session.scalars(db.select(WaitingLetter)).all() == []
    told = command("people", "invite-all").output
    assert "3 people are invited." in told
    assert "1 people have no address" in told
    assert len(server.letters) == 3
    assert "0 people are invited." in command("people", "invite-all").output
    assert len(server.letters) == 3


def test_many_are_invited_in_batches(
    as_: As, newcomers: list[Person], ines: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "BATCH", 2)
    counts = []
    while some := inviting.invite_some(ines, today=TODAY, now=NOW):
        counts.append(some)
    assert counts == [2, 1]
    assert standing(TODAY, NOW) == InvitationCounts(0, 3, 0, 0, 1)


def test_invitations_are_for_who_keeps_the_roster(as_: As, ben: Person, cyrus: Person) -> None:
    for person in (ben, cyrus):
        visit = as_(person)
        assert visit.get(PAGE).status_code == 403
        assert visit.get(f"{PAGE}/progress").status_code == 403
        assert visit.post(PAGE).status_code == 403
    assert as_(person_named("Ada")).get(PAGE).status_code == 200
