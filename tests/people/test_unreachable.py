"""Addresses that the mail server refuses: told to who can mend them, and nothing about answers."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.letters import outbox
from cxstaff.people.letters.outbox import AccountLetters
from cxstaff.people.models import Person, RefusedAddress, Team, WaitingLetter
from cxstaff.pulses.letters import queue
from cxstaff.work.schedule import JOBS
from tests.cast import NOW
from tests.conftest import Visit
from tests.mailserver import Received, mail_server
from tests.pulses.rounds import a_round, answer
from tests.pulses.test_reminders import MONDAY

As = Callable[[Person | None], Visit]
PAGE = "/people/unreachable"


@pytest.fixture
def server(app: Flask) -> Iterator[Received]:
    """A mail server that letters go to."""
    before = app.config["SETTINGS"]
    with mail_server() as running:
        address = f"smtp://127.0.0.1:{running.port}?tls=never"
        app.config["SETTINGS"] = replace(before, mail_url=address)
        yield running
    app.config["SETTINGS"] = before


def invite(moment: Any = NOW) -> None:
    with clock.frozen(moment):
        JOBS["pulses.invite"].run()
    db.session.expire_all()


def noted() -> list[int]:
    db.session.expire_all()
    return list(db.session.scalars(db.select(RefusedAddress.person_id)))


@pytest.mark.long
def test_a_refused_invitation_is_told_to_hr_and_admins_alone(
    as_: As, server: Received, ines: Person, ada: Person, ana: Person, ben: Person, blue: Team
) -> None:
    server.refuses.add(ben.email)
    round_ = a_round(ines, blue)
    invite()
    assert len(server.letters) == 5, "one that is refused holds up no other"
    for visit in (as_(ines), as_(ada)):
        assert "1 person gets no letters" in visit.get("/").text
        page = visit.get(PAGE).text
        assert "Ben Berg" in page
        assert "550 no such mailbox" in page
        assert "do not arrive" in visit.get(f"/people/{ben.id}").text
    assert "gets no letters" not in as_(ana).get("/").text
    assert as_(ana).get(PAGE).status_code == 403
    for path in (f"/pulses/rounds/{round_.id}/results", "/pulses", f"/pulses/{round_.pulse_id}"):
        assert "no such mailbox" not in as_(ines).get(path).text


@pytest.mark.both
def test_a_mended_address_gets_its_letter_and_another_day_tries_the_old_one(
    as_: As, server: Received, ines: Person, ben: Person, cleo: Person, blue: Team
) -> None:
    server.refuses |= {"ben@bright.example", "bea@bright.example"}
    a_round(ines, blue)
    invite()
    invite(NOW + timedelta(minutes=11))
    assert len(server.letters) == 4, "neither is tried again within the day"
    form = {"name": "Ben Berg", "email": "berg@bright.example", "employee_number": ""}
    assert as_(ines).post(f"/people/{ben.id}", form).status_code == 303
    assert "Ben Berg" not in as_(ines).get(PAGE).text
    invite(NOW + timedelta(minutes=22))
    assert server.recipients[4:] == ["berg@bright.example"]
    server.refuses.clear()
    invite(NOW + timedelta(days=1))
    assert server.recipients[5:] == ["bea@bright.example"]


def test_a_refused_reminder_tells_nobody_who_has_not_answered(
    as_: As, server: Received, ines: Person, ben: Person, bea: Person, blue: Team
) -> None:
    """Else HR could give two people dead addresses and see which of them is written to."""
    round_ = a_round(ines, blue)
    invite()
    answer(round_, [bea])
    server.refuses |= {ben.email, bea.email}
    invite(MONDAY)
    assert len(server.letters) == 6 + 4
    assert noted() == []
    for person in (ben, bea):
        assert "do not arrive" not in as_(ines).get(f"/people/{person.id}").text


def test_if_it_were_noted_hr_would_see_who_has_not(
    server: Received, ines: Person, ben: Person, bea: Person, blue: Team,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The same attack on the product weakened so that refused reminders are noted too."""
    monkeypatch.setattr(queue, "is_to_everybody", lambda _letter, now: True)
    round_ = a_round(ines, blue)
    invite()
    answer(round_, [bea])
    server.refuses |= {ben.email, bea.email}
    invite(MONDAY)
    assert noted() == [ben.id]


def test_a_reminder_that_arrives_mends_nothing_either(
    server: Received, ines: Person, ben: Person, bea: Person, blue: Team
) -> None:
    server.refuses |= {ben.email, bea.email}
    round_ = a_round(ines, blue)
    invite()
    server.refuses.clear()
    answer(round_, [bea])
    late = NOW + timedelta(days=1, minutes=1)  # the invitation is for who has not answered, now
    invite(late)
    assert server.recipients[4:] == [ben.email]
    assert sorted(noted()) == sorted([ben.id, bea.id])


def test_who_has_answered_is_invited_and_noted_like_everybody(
    server: Received, ines: Person, ben: Person, bea: Person, blue: Team
) -> None:
    server.refuses |= {ben.email, bea.email}
    answer(a_round(ines, blue), [bea])
    invite()
    assert sorted(noted()) == sorted([ben.id, bea.id])


def test_many_refused_in_a_row_do_not_stop_the_others(
    server: Received, ines: Person, ana: Person, ben: Person, bea: Person, blue: Team
) -> None:
    server.refuses |= {ana.email, ben.email, bea.email}
    a_round(ines, blue)
    invite()
    assert len(server.letters) == 3


def test_a_letter_about_an_account_is_given_up_where_the_address_is_refused(
    server: Received, ben: Person
) -> None:
    server.refuses |= {"ben@bright.example", "former@bright.example"}
    words = {"deed": "password", "by_id": None}
    for address in ("ben@bright.example", "former@bright.example"):
        outbox.keep(ben, address, "account", now=NOW, **words)
    db.session.commit()
    JOBS["people.send_letters"].run()
    assert not db.session.scalars(db.select(WaitingLetter)).all()
    (refusal,) = db.session.scalars(db.select(RefusedAddress))
    assert refusal.address == "ben@bright.example", "the former one needs no mending"
    outbox.keep(ben, "ben@bright.example", "account", now=NOW, **words)
    db.session.commit()
    server.refuses.clear()
    JOBS["people.send_letters"].run()
    assert noted() == []


@pytest.mark.both
def test_an_invitation_to_an_account_says_at_once_that_it_is_refused(
    as_: As, server: Received, ines: Person, ben: Person
) -> None:
    server.refuses.add(ben.email)
    visit = as_(ines)
    visit.post(f"/people/{ben.id}/invitations")
    page = visit.get(f"/people/{ben.id}").text
    assert "refuses ben@bright.example" in page
    assert noted() == [ben.id]
    server.refuses.clear()
    visit.post(f"/people/{ben.id}/invitations")
    assert noted() == []


def test_what_is_mended_is_forgotten(server: Received, ben: Person, cleo: Person) -> None:
    for person in (ben, cleo):
        refusal = {"address": person.email, "said": "550", "refused_at": NOW}
        db.session.add(RefusedAddress(person_id=person.id, **refusal))
    ben.email = None
    db.session.commit()
    JOBS["people.forget_account_notices"].run()
    assert noted() == [cleo.id]


def test_two_workers_are_given_each_letter_once(app: Flask, ben: Person) -> None:
    for _ in range(3):
        outbox.keep(ben, "ben@bright.example", "account", now=NOW, deed="password", by_id=None)
    db.session.commit()
    due = AccountLetters().due(NOW)
    first = AccountLetters().claim(due[:2], NOW)
    db.session.commit()
    assert AccountLetters().claim(due, NOW) == [due[2]]
    AccountLetters().release(first, NOW)
    assert AccountLetters().claim(due, NOW) == first
