"""Statements that are handed to the driver as they are: SQLAlchemy's rows and errors."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Integer, bindparam, literal_column, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, MultipleResultsFound

from cxstaff import engine
from cxstaff.db import db
from cxstaff.engine import Prepared
from cxstaff.engine.beginning import asked_once
from cxstaff.people.models import Company, Person, Team
from cxstaff.pulses.models import Invitation, PulseRound, RoundQuestion, SealedAnswer
from cxstaff.transactions import reading
from tests.cast import NOW
from tests.pulses.rounds import a_round

READ = [Company, Person, Team, PulseRound, RoundQuestion, Invitation, SealedAnswer]
FAILS = {"sqlite": "abs(-9223372036854775807 - 1)", "postgresql": "1 / 0"}


def test_rows_are_read_as_sqlalchemy_reads_them(ines: Person, ben: Person, blue: Team) -> None:
    a_round(ines, blue)
    ben.left_on = (NOW + timedelta(days=90)).date()
    db.session.flush()
    for model in READ:
        table = engine.table_of(model)
        keys = [key == bindparam(f"its_{key.name}") for key in table.primary_key.columns]
        wanted = select(*table.c).where(*keys)
        for row in db.session.execute(select(*table.c)).all():
            mine = {f"its_{key.name}": row._mapping[key] for key in table.primary_key.columns}
            found = Prepared(wanted).row(db.session.connection(), mine)
            assert found == tuple(row)
            assert list(map(type, found or ())) == list(map(type, row))


def test_none_and_several_are_told_apart(blue: Team, red: Team) -> None:
    table = engine.table_of(Team)
    named = Prepared(select(table.c.id).where(table.c.name != bindparam("other")))
    one = Prepared(select(table.c.id).where(table.c.id == bindparam("its_id")))
    assert one.row(db.session.connection(), {"its_id": 0}) is None
    with pytest.raises(MultipleResultsFound):
        named.row(db.session.connection(), {"other": "Nobody"})


def test_what_is_changed_is_counted_and_wrong_values_are_refused(blue: Team, red: Team) -> None:
    table = engine.table_of(Team)
    rename = update(table).where(table.c.id == bindparam("its_id"))
    renamed = Prepared(rename.values(name=bindparam("called")))
    connection = db.session.connection()
    assert renamed.number(connection, {"its_id": blue.id, "called": "Blau"}) == 1
    assert renamed.number(connection, {"its_id": 0, "called": "Blau"}) == 0
    with pytest.raises(IntegrityError) as refused:
        renamed.number(connection, {"its_id": blue.id, "called": None})
    assert "Blau" not in str(refused.value)
    db.session.rollback()
    assert db.session.get_one(Team, blue.id).name == "Blue"


def test_an_error_tells_nothing_that_was_sent_and_leaves_the_connection_well(app: Flask) -> None:
    db.session.rollback()
    failing = literal_column(FAILS[db.engine.dialect.name])
    fails = Prepared(select(failing).where(bindparam("mine") != "x"))
    for _ in range(3):
        with reading(), app.test_request_context():
            with pytest.raises(DBAPIError) as told:
                asked_once(db.session(), fails, {"mine": "my answer"})
            assert "my answer" not in str(told.value)
            db.session.rollback()
    assert db.session.scalar(text("SELECT 1")) == 1


@pytest.mark.only("postgresql")
def test_a_connection_that_ends_meanwhile_is_given_up(app: Flask) -> None:
    db.session.rollback()
    ends = text("SELECT pg_terminate_backend(:pid, 10000)")
    pid = Prepared(select(literal_column("pg_backend_pid()")))
    mine: Any = (pid.row(db.session.connection(), {}) or [0])[0]
    with db.engine.connect() as other:
        other.scalar(ends, {"pid": mine})
    with pytest.raises(DBAPIError) as ended:
        pid.row(db.session.connection(), {})
    assert ended.value.connection_invalidated
    db.session.rollback()
    assert (pid.row(db.session.connection(), {}) or [mine])[0] != mine


@pytest.mark.only("postgresql")
def test_asking_alone_leaves_a_connection_as_it_was(app: Flask) -> None:
    """Without a transaction, well or not: what follows on the same connection is one again."""
    db.session.rollback()
    db.engine.dispose()
    divided = Prepared(select(literal_column("1", Integer) // bindparam("by", type_=Integer)))
    with app.test_request_context():
        for by in (1, 0, 1):
            ask = partial(asked_once, db.session(), divided, {"by": by})
            if by:
                assert ask() == (1,)
            else:
                with pytest.raises(DBAPIError):
                    ask()
            db.session.execute(text("CREATE TEMPORARY TABLE made (id int)"))
            db.session.rollback()
            made = text("SELECT to_regclass('pg_temp.made')")
            assert db.session.scalar(made) is None
            db.session.rollback()
