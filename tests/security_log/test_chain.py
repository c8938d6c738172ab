"""The security log: lines that come with their commit, stay, and show when they were rewritten."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cxstaff import security_log
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.security_log import actions, chain, discretion, forgetting, queries
from cxstaff.security_log.acts import Act, Area
from cxstaff.security_log.models import SecurityEvent, SecurityNote, WaitingEvent
from cxstaff.security_log.queries import WantedActs
from tests.cast import NOW, TODAY


def add(act: Act, by: Person | None = None, **more: Any) -> None:
    security_log.record(act, by=by, now=NOW, **more)
    db.session.commit()


def log() -> list[SecurityEvent]:
    return list(db.session.scalars(db.select(SecurityEvent).order_by(SecurityEvent.position)))


def test_every_act_has_its_area_and_sentence() -> None:
    assert all(act.area in Area and str(act.sentence) for act in Act)


def test_a_line_says_who_did_what_to_whom_and_from_where(ines, ben) -> None:
    add(Act.EMAIL_CHANGED, ines, on=ben, round_id=7, old="ben@old.example", new=None)
    (line,) = log()
    assert (line.position, line.at, line.act) == (1, NOW, Act.EMAIL_CHANGED)
    assert (line.by_id, line.on_id, line.round_id) == (ines.id, ben.id, 7)
    assert line.note.words == {"old": "ben@old.example"}
    assert line.note.address == "command line"


def test_nothing_is_written_of_what_did_not_happen(ines) -> None:
    security_log.record(Act.ROLES_CHANGED, by=ines, now=NOW)
    db.session.rollback()
    add(Act.EMAIL_CHANGED, ines)
    assert [line.act for line in log()] == [Act.EMAIL_CHANGED]


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE security_event SET by_id = 1",
        "DELETE FROM security_event WHERE position = 1",
        "UPDATE security_note SET address = ''",
        "UPDATE security_note SET words = '{}'",
        "REPLACE INTO security_event SELECT position, at, is_coarse, act, 9, on_id, round_id, "
        "team_id, note_digest, digest FROM security_event",
        "TRUNCATE security_event CASCADE",
    ],
)
def test_the_database_itself_refuses_to_change_it(app: Flask, ines, deed: str) -> None:
    add(Act.ROLES_CHANGED, ines)
    before = [(line.by_id, line.digest) for line in log()]
    with pytest.raises(DBAPIError):
        db.session.execute(text(deed))
    db.session.rollback()
    assert [(line.by_id, line.digest) for line in log()] == before


def whole(given_: dict[int, bytes] | None = None) -> bool:
    db.session.expire_all()
    return queries.held_against(given_ or {}).is_whole


def without_guards(statement: str, database: Any) -> None:
    """Change rows as the owner of the database can, who takes the guards down first."""
    take_guards_down(database)
    db.session.execute(text(statement))
    db.session.commit()


def take_guards_down(database: Any) -> None:
    """Let rows of the log be changed in this transaction."""
    if database.name == "sqlite":
        for name in ("security_event", "security_note"):
            for deed in ("update", "delete", "insert"):
                db.session.execute(text(f'DROP TRIGGER IF EXISTS "{name}_{deed}_refused"'))
    else:
        db.session.execute(text("SET LOCAL session_replication_role = replica"))


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE security_event SET by_id = 1 WHERE position = 2",
        "UPDATE security_event SET is_coarse = true WHERE position = 5",
        "DELETE FROM security_event WHERE position = 2",
        "DELETE FROM security_event WHERE position = 1",
        "UPDATE security_event SET position = 9 WHERE position = 4",
    ],
)
def test_a_line_rewritten_by_the_owner_of_the_database_shows(
    app: Flask, database: Any, ines, forgery: str
) -> None:
    for _ in range(5):
        add(Act.ROLES_CHANGED, ines, old="hr")
    without_guards("DELETE FROM security_note", database)
    assert whole(), "notes may be forgotten"
    without_guards(forgery, database)
    assert not whole()


def test_an_exchanged_note_shows(app: Flask, database: Any, ines) -> None:
    add(Act.EMAIL_CHANGED, ines, old="a@x.example")
    without_guards("UPDATE security_note SET address = '10.0.0.9'", database)
    assert not whole()


def test_a_log_written_anew_from_a_line_on_shows_against_a_checkpoint(
    app: Flask, database: Any, ines
) -> None:
    for _ in range(3):
        add(Act.ROLES_CHANGED, ines)
    assert actions.take_checkpoint(TODAY)
    assert not actions.take_checkpoint(TODAY), "once a day"
    db.session.commit()
    kept = {3: log()[2].digest}
    assert whole(kept)
    without_guards("DELETE FROM security_checkpoint", database)
    without_guards("DELETE FROM security_note", database)
    without_guards("DELETE FROM security_event", database)
    for _ in range(3):
        add(Act.SIGNED_IN, ines)
    assert whole(), "in itself it is a chain again"
    assert not whole(kept)
    assert not whole({4: kept[3]}), "lines that a checkpoint tells of are gone"


def test_names_can_be_forgotten_and_the_chain_stays_whole(app: Flask, ines, ben, bea) -> None:
    add(Act.EMAIL_CHANGED, ines, on=ben, old="ben@old.example")
    add(Act.EMAIL_CHANGED, ines, on=bea, old="bea@old.example")
    assert actions.forget_notes_about(ben.id) == 1
    db.session.commit()
    assert whole()
    assert [bool(line.note) for line in log()] == [False, True]
    assert forgetting.forget_notes(NOW + timedelta(days=1), 0, 10).removed == 1
    db.session.commit()
    assert whole()
    assert not db.session.scalars(db.select(SecurityNote)).all()


def test_many_at_once_make_one_chain(app: Flask, ines) -> None:
    person_id = ines.id
    db.session.commit()

    def act(number: int) -> None:
        with app.app_context():
            who = db.session.get_one(Person, person_id)
            db.session.commit()
            add(Act.ROLES_CHANGED, who, number=number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(40)))
    assert sorted(line.note.words["number"] for line in log()) == list(range(40))
    assert whole()


@pytest.fixture
def asked(ben) -> Any:
    """Ben is asked something in secret; nobody else is."""
    number = ben.id

    def is_asked(person_id: int, _now: Any) -> bool:
        return person_id == number

    kept = list(discretion._ASKING)
    discretion._ASKING[:] = [is_asked]
    yield
    discretion._ASKING[:] = kept


def test_signing_in_of_somebody_who_is_asked_is_told_by_the_day_alone(
    app: Flask, ben, bea, asked
) -> None:
    add(Act.SIGNED_IN, bea)
    add(Act.SIGNED_IN, ben, on=ben)
    add(Act.SIGN_IN_FAILED, None, on=ben)
    add(Act.ROLES_CHANGED, ben, on=bea)
    assert [line.act for line in log()] == [Act.SIGNED_IN, Act.ROLES_CHANGED]
    assert {each.day for each in db.session.scalars(db.select(WaitingEvent))} == {TODAY}
    assert actions.write_days_before(TODAY) == 0
    assert actions.write_days_before(TODAY + timedelta(days=1)) == 2
    db.session.commit()
    told = [line for line in log() if line.is_coarse]
    assert {line.act for line in told} == {Act.SIGNED_IN, Act.SIGN_IN_FAILED}
    assert {(line.at.hour, line.at.minute, line.at.date()) for line in told} == {(0, 0, TODAY)}
    assert not db.session.scalars(db.select(WaitingEvent)).all()
    assert whole()


def test_what_waits_loses_its_notes_too(app: Flask, ben, asked) -> None:
    add(Act.SIGN_IN_FAILED, None, on=ben, device="Firefox on Linux")
    actions.forget_notes_about(ben.id)
    db.session.commit()
    (waiting,) = db.session.scalars(db.select(WaitingEvent))
    assert (waiting.words, waiting.address) == ({}, "")


def test_lines_are_found_by_whom_they_concern_and_what_they_are_about(
    app: Flask, ines, ben, bea
) -> None:
    add(Act.EMAIL_CHANGED, ines, on=ben)
    add(Act.ROLES_CHANGED, ines, on=bea)
    add(Act.SIGNED_IN, ben)
    assert [line.act for line in queries.lines(WantedActs([ben.id]), 1).items] == [
        Act.SIGNED_IN,
        Act.EMAIL_CHANGED,
    ]
    assert [line.act for line in queries.lines(WantedActs(area=Area.ROLES), 1).items] == [
        Act.ROLES_CHANGED
    ]
    assert queries.lines(WantedActs(since=NOW + timedelta(1)), 1).total == 0
    assert [line.position for line in queries.every_line(WantedActs())] == [3, 2, 1]
    hour = timedelta(hours=1)
    counted = queries.count_between([Act.EMAIL_CHANGED, Act.SIGNED_IN], NOW, NOW + hour)
    assert counted == {Act.EMAIL_CHANGED: 1, Act.SIGNED_IN: 1}
    assert queries.count_between([Act.EMAIL_CHANGED], NOW - hour, NOW) == {}


WORDS = st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers(), max_size=3)


@pytest.mark.long
@given(WORDS, WORDS, st.text(max_size=9), st.text(max_size=9))
def test_two_notes_have_one_digest_only_when_they_are_one(
    first: dict[str, Any], second: dict[str, Any], here: str, there: str
) -> None:
    salt = bytes(16)
    same = chain.note_digest_of(salt, here, first) == chain.note_digest_of(salt, there, second)
    assert same == ((here, first) == (there, second))


def test_a_digest_can_be_worked_out_without_the_program() -> None:
    link = chain.Link(1, NOW, False, "signed in", 3, None, None, None, b"\x01" * 32)
    written = (
        '[1,"2026-03-18T10:00:00.000000+00:00",false,"signed in",3,null,null,null,"'
        + "01" * 32
        + '"]'
    )
    by_hand = hashlib.sha256(bytes(32) + written.encode()).hexdigest()
    assert chain.digest_of(link, chain.FIRST).hex() == by_hand


def test_writing_a_line_costs_few_statements(app: Flask, ines, counting: Callable[[], Any]) -> None:
    add(Act.SIGNED_IN, ines)
    person = ines.id
    with counting() as sent:
        security_log.record(Act.ROLES_CHANGED, by=db.session.get_one(Person, person), now=NOW)
        db.session.commit()
    assert len(sent) <= 5, sent.statements
