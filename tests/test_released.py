"""A transaction that lets others go on before it is on disk is waited for by who commits it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from cxstaff import engine
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.points import actions
from cxstaff.points.actions import TransferOrder
from cxstaff.points.models import LedgerAccount
from tests.cast import NOW

pytestmark = pytest.mark.only("postgresql")
OFF = text("SET LOCAL synchronous_commit = off")


@pytest.fixture
def durable(app: Flask) -> Iterator[None]:
    """Let the connection be as durable as in earnest: tests wait for no disk."""
    db.session.rollback()
    db.engine.dispose()  # another connection that an earlier test left would be as it was
    db.session.execute(text("SET synchronous_commit = on"))
    db.session.commit()
    yield
    db.session.rollback()
    db.session.execute(text("RESET synchronous_commit"))
    db.session.commit()


def told(words: str) -> str:
    return str(db.session.scalar(text(f"SELECT {words}")))


def is_on_disk(place: str) -> bool:
    return told(f"pg_current_wal_flush_lsn() > '{place}'") == "True"


def test_what_was_spent_from_a_shared_account_is_on_disk_once_it_is_committed(
    durable: None, ben: Person, bea: Person
) -> None:
    budget = actions.make_budget("Kudos", "points", None, amount=100, key="k", now=NOW)
    mine, hers = (actions.account_of(each, now=NOW).id for each in (ben, bea))
    db.session.commit()
    for debit, credit, is_shared in ((budget.id, mine, True), (mine, hers, False)):
        for number in range(5):
            order = TransferOrder(f"{debit} {number}", debit, credit, 1, "Well done")
            actions.transfer(order, None, now=NOW)
            assert (told("current_setting('synchronous_commit')") == "off") is is_shared
            place = told("pg_current_wal_insert_lsn()")
            db.session.commit()
            assert is_on_disk(place)
            assert told("current_setting('synchronous_commit')") == "on"
    assert db.session.get_one(LedgerAccount, hers).balance == 5


def test_without_being_waited_for_it_would_not_be(durable: None) -> None:
    found = set()
    for number in range(5):
        db.session.execute(OFF)
        db.session.execute(text(f"CREATE TABLE soon_{number} (id INTEGER)"))
        place = told("pg_current_wal_insert_lsn()")
        db.session.commit()
        found.add(is_on_disk(place))
    assert False in found


def test_what_the_commit_refuses_is_not_kept_and_told_as_ever(app: Flask) -> None:
    db.session.execute(text("CREATE TABLE late (id INTEGER UNIQUE DEFERRABLE INITIALLY DEFERRED)"))
    db.session.commit()
    db.session.execute(OFF)
    engine.wait_at_commit(db.session())
    db.session.execute(text("INSERT INTO late VALUES (1), (1)"))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()
    assert told("count(*) FROM late") == "0"


def test_a_connection_that_ends_before_the_commit_is_told(app: Flask) -> None:
    db.session.rollback()
    ends = text("SELECT pg_terminate_backend(:pid, 10000)")
    pid = db.session.scalar(text("SELECT pg_backend_pid()"))
    engine.wait_at_commit(db.session())
    with db.engine.connect() as other:
        other.execute(ends, {"pid": pid})
    with pytest.raises((OperationalError, DBAPIError)) as found:
        db.session.commit()
    assert found.value.connection_invalidated
    db.session.rollback()
    assert told("1") == "1"


def test_what_is_taken_back_waits_for_nothing(app: Flask, ben: Person) -> None:
    engine.wait_at_commit(db.session())
    ben.name = "Ben Other"
    db.session.flush()
    db.session.rollback()
    assert not db.session.connection().info.get("released")
    assert db.session.get_one(Person, ben.id).name != "Ben Other"
