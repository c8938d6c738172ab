"""Interactions are found by customer, part of a reference and handler, as people type them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cxstaff.customers import finding, newest
from cxstaff.customers.models import Customer, Interaction
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records import loading, queries
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.search import folded
from tests.cast import NOW

PATH = "/customers/interactions"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CUSTOMERS = {
    "HD-1001": ("c1", "Élodie Müller", "elodie@home.example"),
    "HD-1002": ("c2", "김가람", None),
    "HD-2003": ("c3", "Борис Иванов", "boris@home.example"),
    "HD-2004": ("AC_77%x", None, None),
    "HD-2005": (None, None, None),
    "ÄX-9": ("c3", None, None),
}
ALL = ["ÄX-9", "HD-2005", "HD-2004", "HD-2003", "HD-1002", "HD-1001"]
FOUND: dict[str, list[str]] = {
    "": ALL,
    "elodie": ["HD-1001"],
    "MULLER": ["HD-1001"],
    "müller élodie": ["HD-1001"],
    "가람": ["HD-1002"],
    "ИВАНОВ": ["ÄX-9", "HD-2003"],
    "home.example": ["ÄX-9", "HD-2003", "HD-1001"],
    "2003": ["HD-2003"],
    "hd-100": ["HD-1002", "HD-1001"],
    "ÄX": ["ÄX-9"],
    "äx-9": ["ÄX-9"],
    "ac_77%": ["HD-2004"],
    "_": ["HD-2004"],
    "berg 2003": ["HD-2003"],
    "cleo clay": ["HD-2004", "HD-1001"],
    "ben@bright.example boris 200": ["HD-2003"],
    "клей": [],
    "c1 c2": [],
}


@pytest.fixture
def known(contact: Callable[..., Contact], app: Any) -> None:
    told = [
        contact(reference, AT + timedelta(hours=n), customer=customer, customer_name=name,
                customer_address=address, handler="Cleo Clay" if n in (0, 3) else "Ben Berg")
        for n, (reference, (customer, name, address)) in enumerate(CUSTOMERS.items())
    ]  # fmt: skip
    loading.load("desk", told, now=NOW)
    loading.load("other", [contact("OT-1", AT, customer="c9", handler="Cleo Clay")], now=NOW)
    db.session.execute(db.delete(Interaction).where(Interaction.reference == "OT-1"))
    db.session.commit()


@pytest.mark.parametrize(
    ("many", "looked_at", "rare", "most"),
    [
        (finding.MANY, (newest.FIRST, newest.SECOND), newest.RARE, 1000),
        (2, (newest.FIRST, newest.SECOND), newest.RARE, 1000),
        (2, (3, 5), 0, 2),
        (2, (1, 6), 2, 2),
        (1, (3, 3), 9, 1),
        (9, (1, 2), 9, 5),
    ],
)
def test_each_word_is_found_wherever_it_stands(
    known: None,
    many: int,
    looked_at: tuple[int, int],
    rare: int,
    most: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where many hold every word, or few, or one look at the newest does not tell enough."""
    monkeypatch.setattr(finding, "MANY", many)
    monkeypatch.setattr(newest, "FIRST", looked_at[0])
    monkeypatch.setattr(newest, "SECOND", looked_at[1])
    monkeypatch.setattr(newest, "RARE", rare)
    monkeypatch.setattr(queries, "MOST_LISTED", most)
    for words, wanted in FOUND.items():
        found = [each.reference for each in queries.interactions(1, words).items]
        assert found == wanted[:most], words


@pytest.mark.both
def test_cx_sees_whose_they_are_in_pages_of_few_questions(
    known: None, as_: Callable[..., Any], cyrus: Person, ana: Person, counting: Any
) -> None:
    visit = as_(cyrus)
    page = visit.get(f"{PATH}?words=boris").text
    assert "Борис Иванов" in page
    assert "HD-2003" in page
    assert "HD-1001" not in page
    with counting() as sent:
        visit.get(f"{PATH}?words=example")
    assert len(sent) <= 9
    assert as_(ana).get(f"{PATH}?words=boris").status_code == 403


def test_what_is_told_anew_or_taken_out_is_what_is_found(
    known: None, contact: Callable[..., Contact]
) -> None:
    again = contact("HD-1001", AT, customer="c1", customer_name="Eloise Meyer", handler="Ben Berg")
    loading.load("desk", [again], now=NOW)
    db.session.commit()
    assert [each.reference for each in queries.interactions(1, "eloise elodie@").items] == [
        "HD-1001"
    ]
    assert queries.interactions(1, "muller").items == []
    assert {one.search_text for one in db.session.scalars(db.select(Customer))} == {
        "eloise meyer elodie@home.example", folded("김가람 "), "борис иванов boris@home.example",
    }  # fmt: skip


@pytest.mark.only("sqlite")
def test_interactions_of_customers_are_looked_up_by_their_index(known: None) -> None:
    """Not by the index of references, which holds a whole source."""
    asked = db.select(Interaction.id).where(finding._of_those(db.session(), [("desk", "c1")]))
    compiled = asked.compile(db.engine)
    values = tuple(compiled.params[name] for name in compiled.positiontup or ())
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)
    assert any("ix_interaction_customer (customer=?)" in row[-1] for row in plan)
