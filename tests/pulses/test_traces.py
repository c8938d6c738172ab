"""A closed round tells who answered, never when or in which order; one letter holds up no other."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses import jobs
from cxstaff.pulses.models import PulseLetter
from cxstaff.work.schedule import run_once
from tests.cast import NOW, PASSWORD
from tests.people.test_forgotten_passwords import letters
from tests.pulses.rounds import a_round, answer, close, everybody


def test_the_order_of_answering_is_gone_with_the_round(ines: Person, blue: Team) -> None:
    made = a_round(ines, blue)
    people = sorted(everybody(blue), key=lambda person: person.id)
    for person in reversed(people):
        answer(made, [person])
    close(made)

    on_postgresql = db.engine.dialect.name == "postgresql"
    place = "ctid" if on_postgresql else "rowid"
    by_place = db.session.execute(
        text(f"SELECT person_id, has_answered FROM invitation ORDER BY {place}")
    ).all()
    assert [tuple(row) for row in by_place] == [(person.id, True) for person in people]
    if on_postgresql:
        writers = db.session.scalars(text("SELECT DISTINCT xmin::text FROM invitation")).all()
        assert len(writers) == 1


def test_who_answered_before_their_letter_went_is_gone_with_the_round(
    ines: Person, blue: Team, mailbox: Path
) -> None:
    made = a_round(ines, blue)
    answer(made, everybody(blue)[:1])
    jobs.invite()
    assert len(list(mailbox.glob("*.eml"))) == 6
    answer(made, everybody(blue)[1:])
    close(made)
    assert db.session.scalars(db.select(PulseLetter)).all() == []


@pytest.mark.long
def test_of_those_asked_no_table_keeps_the_moment_at_which_they_came(
    as_: Any, app: Flask, ines: Person, ben: Person, blue: Team, mailbox: Path
) -> None:
    """Ben is new: he chooses a password by letter, signs in again, looks around and answers."""
    ben.password_hash = None
    made = a_round(ines, blue)
    moment = NOW + timedelta(hours=3, minutes=17, seconds=23)
    new = {"password": "as good as any other", "again": "as good as any other"}
    with clock.frozen(moment):
        visit = as_(None)
        visit.post("/forgotten-password", {"email": ben.email})
        assert visit.post(links_in(mailbox)[-1], new).status_code == 303
        elsewhere = as_(None)
        signed = {"email": ben.email, "password": new["password"]}
        assert elsewhere.post("/sign-in", signed).status_code == 303
        for path in ("/", "/pulses", f"/pulses/rounds/{made.id}"):
            assert elsewhere.get(path).status_code == 200
        assert elsewhere.post(f"/pulses/rounds/{made.id}", {"q-enps": "7"}).status_code == 303
    assert moments_kept(moment) == []


@pytest.mark.both
@pytest.mark.parametrize("table", ["sign_in_session", "security_waiting"])
def test_of_those_asked_the_order_of_coming_is_gone_within_the_hour(
    as_: Any, ines: Person, blue: Team, table: str
) -> None:
    a_round(ines, blue)
    for person in reversed(everybody(blue)):
        signed = {"email": person.email, "password": PASSWORD}
        assert as_(None).post("/sign-in", signed).status_code == 303
    assert run_once("pulses.lay_boxes_anew")
    on_postgresql = db.engine.dialect.name == "postgresql"
    place, version = ("ctid", "xmin::text") if on_postgresql else ("rowid", "1")
    lines = db.session.execute(text(f"SELECT id, {version} FROM {table} ORDER BY {place}")).all()
    ids = [row[0] for row in lines]
    assert len(ids) >= 6
    assert ids == sorted(ids), "they lie in the order of random ids"
    assert len({row[1] for row in lines}) == 1


def links_in(mailbox: Path) -> list[str]:
    """Return the links to choose a password in letters, oldest first."""
    text = "".join(body for _, body in letters(mailbox))
    return re.findall(r"http://127\.0\.0\.1:8000(/passwords/\S+)", text)


def moments_kept(moment: datetime) -> list[str]:
    """Return the columns of any table that hold a moment to the minute.

    Tries at signing in stand under digests that nobody makes without the secret key.
    """
    return [
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        if table.name != "sign_in_failure"
        for column in table.columns
        for value in db.session.scalars(db.select(column))
        if isinstance(value, datetime) and abs(value - moment) < timedelta(minutes=1)
    ]


def test_a_name_from_elsewhere_holds_up_no_letter(ines: Person, blue: Team, mailbox: Path) -> None:
    a_round(ines, blue, name="Monthly\x7fpulse\x85")
    jobs.invite()
    assert len(list(mailbox.glob("*.eml"))) == 6


def test_an_address_nobody_can_write_to_holds_up_no_other_letter(
    ines: Person, ana: Person, blue: Team, mailbox: Path
) -> None:
    ana.email = "ana\x7f@bright.example"
    a_round(ines, blue)
    jobs.invite()
    assert len(list(mailbox.glob("*.eml"))) == 5
    letters = db.session.scalars(db.select(PulseLetter)).all()
    assert [bool(letter.complaint) for letter in letters].count(True) == 1
