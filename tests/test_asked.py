"""Lines that ask one database alone are found."""

from typing import Any

import pytest
from flask import Flask

from cxstaff.people.models import Person
from tests import asked
from tests.pulses.rounds import a_round


def test_lines_that_never_asked_postgresql_are_named() -> None:
    found = {"sqlite": {"b.py:2 in f", "a.py:1 in f"}, "postgresql": {"a.py:1 in f", "c.py:3 in g"}}
    assert asked.missing(found) == ["b.py:2 in f"]


def test_a_page_is_noted_by_the_lines_that_asked(app: Flask, as_: Any, ana: Person) -> None:
    before = asked.places.pop("sqlite", set())
    as_(ana).get("/thanks")
    places = set(asked.places["sqlite"])
    asked.places["sqlite"] |= before
    assert any(place.startswith("cxstaff/recognition/queries") for place in places)
    assert all(place.startswith("cxstaff/") for place in places)


@pytest.mark.only("postgresql")
def test_rows_that_go_by_copy_are_noted_where_they_are_sent(app: Flask, ines: Person) -> None:
    before = asked.places.pop("postgresql", set())
    a_round(ines)
    places = set(asked.places["postgresql"])
    asked.places["postgresql"] |= before
    assert any(place.endswith(" in _lay_out_box") for place in places)
