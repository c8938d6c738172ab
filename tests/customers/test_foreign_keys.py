"""Foreign keys hold while many rows are loaded, though not each of them is looked up."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from cxstaff import engine, transactions
from cxstaff.customers.models import TOTAL_KEYS, Feedback, Interaction, Total
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records import loading
from cxstaff.customers.records.handlers import Roster
from cxstaff.db import db
from cxstaff.people.models import Membership, Person, Team
from tests.cast import NOW
from tests.customers.conftest import stored

pytestmark = pytest.mark.only("sqlite")
"""PostgreSQL looks each of them up anyway."""

Make = Callable[..., Contact]
Write = Callable[[int], None]
GONE = 999


def to_a_handler_who_is_gone(known: int) -> None:
    table = engine.table_of(Interaction)
    engine.update_columns(db.session(), table, {"id": [known], "handler_id": [GONE]})


def of_an_interaction_that_is_gone(known: int) -> None:
    told = {"interaction_id": [known, GONE], "csat": [5, 5]}
    engine.put_columns(db.session(), engine.table_of(Feedback), ("interaction_id",), told)


def of_interactions_to_come(known: int) -> None:
    told = {"interaction_id": [known + 1, known + 2], "csat": [5, 5]}
    engine.insert_columns(db.session(), engine.table_of(Feedback), told)


def for_a_team_that_is_gone(_known: int) -> None:
    told = {"grain": ["day"], "team_id": [GONE], "starts_on": [date(2026, 3, 2)], "csat_n": [1]}
    engine.add_up(db.session(), engine.table_of(Total), TOTAL_KEYS, told)


@pytest.mark.parametrize(
    "write",
    [
        to_a_handler_who_is_gone,
        of_an_interaction_that_is_gone,
        of_interactions_to_come,
        for_a_team_that_is_gone,
    ],
)
def test_no_row_that_refers_to_nothing_is_loaded(write: Write, contact: Make, ben: Person) -> None:
    loading.load("desk", [contact("a")], now=NOW)
    db.session.commit()
    before, known = stored(), db.session.scalars(db.select(Interaction.id)).one()
    db.session.commit()
    with transactions.loading(), pytest.raises(IntegrityError):
        write(known)
    db.session.rollback()
    assert stored() == before
    assert db.session.scalar(db.select(Interaction.handler_id)) == ben.id
    assert db.session.scalar(db.select(Feedback)) is None


def test_a_team_that_went_after_the_roster_was_read_gets_no_interactions(
    contact: Make, app: Any
) -> None:
    gil = Person(name="Gil Gone", memberships=[Membership(team=Team(name="Gone"), since=date.min)])
    db.session.add(gil)
    db.session.commit()
    roster, (served,) = Roster(), gil.memberships
    db.session.delete(served)
    db.session.delete(served.team)
    db.session.commit()
    with transactions.loading(), pytest.raises(IntegrityError):
        loading.load("desk", [contact("a", handler="Gil Gone")], roster, now=NOW)
    db.session.rollback()
    assert db.session.scalar(db.select(Interaction)) is None


@pytest.mark.parametrize("fails", [False, True])
def test_each_row_is_looked_up_again_once_they_are_loaded(
    fails: bool, contact: Make, ben: Person
) -> None:
    db.session.commit()
    with transactions.loading():
        loading.load("desk", [contact("a")], now=NOW)
        if fails:
            db.session.rollback()
        db.session.commit()
    with pytest.raises(IntegrityError):
        db.session.execute(db.insert(Feedback), {"interaction_id": GONE, "csat": 5})
    db.session.rollback()
