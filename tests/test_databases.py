"""Every test finds the database as it was founded, whatever the test before it did."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect, text

from cxstaff.customers.models import Channel
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from tests.told import Stories


def test_rows_and_counters_are_put_back(app: Flask, database: Any, ben: Person) -> None:
    before, first = rows(), a_team()
    ben.name = "Somebody else"
    db.session.execute(text("DELETE FROM leadership"))
    db.session.commit()
    assert rows() != before

    renew(database)

    assert rows() == before
    assert a_team() == first


def test_a_counter_alone_is_put_back(app: Flask, database: Any) -> None:
    first = a_team()
    renew(database)
    db.session.add(Team(name="Taken back"))
    db.session.flush()
    db.session.rollback()
    renew(database)
    assert a_team() == first


def test_columns_of_any_result_are_known_by_name(app: Flask) -> None:
    """Those of statements that are made once, too, and of results without a row."""
    for _ in range(2):
        read = db.session.execute(text("SELECT 7 AS number, 'a' AS letter")).mappings().one()
        assert dict(read) == {"number": 7, "letter": "a"}
    plain = db.session.connection().exec_driver_sql("SELECT 7 AS number, 'a' AS letter")
    assert [column[0] for column in plain.cursor.description[:2]] == ["number", "letter"]
    assert len(plain.cursor.description) == 2
    none = db.session.connection().exec_driver_sql("SELECT 7 AS number WHERE 1 = 0")
    assert list(none.keys()) == ["number"]
    assert none.all() == []


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE team ADD COLUMN colour TEXT",
        "ALTER TABLE customer DROP COLUMN search_text",
        "DROP TABLE job_beat",
    ],
)
def test_tables_are_put_back(app: Flask, database: Any, change: str) -> None:
    before = columns()
    db.session.execute(text(change))
    db.session.commit()

    renew(database)

    assert columns() == before


def test_a_session_left_open_is_no_obstacle(app: Flask, database: Any) -> None:
    with db.engine.connect() as left:
        left.execute(text("UPDATE team SET name = 'Held' WHERE name = 'Blue'"))
        renew(database)
        left.invalidate()
    assert "Blue" in str(rows())


def test_a_story_is_told_once_and_found_as_it_ended(
    app: Flask, database: Any, stories: Stories, ben: Person
) -> None:
    told, file = list[int](), stories.data / "told.txt"

    def story() -> int:
        told.append(ben.id)
        ben.name = "Somebody else"
        db.session.add(Channel(name="Told"))  # of a table that was empty, with its counter
        file.write_text("told")
        return a_team()

    first = stories.tell("of a test", story)
    ended = rows()
    file.unlink()
    renew(database)
    assert rows() != ended

    assert stories.tell("of a test", story) == first
    assert rows() == ended
    assert file.read_text() == "told"
    assert a_team("Next") == first + 1
    db.session.add(Channel(name="Next"))
    db.session.commit()
    assert len(told) == 1


def test_a_story_may_change_tables(app: Flask, database: Any, stories: Stories) -> None:
    def story() -> None:
        db.session.execute(text("ALTER TABLE team ADD COLUMN colour TEXT"))

    stories.tell("of tables", story)
    changed = columns()
    renew(database)
    assert columns() != changed
    stories.tell("of tables", story)
    assert columns() == changed


def renew(database: Any) -> None:
    db.session.remove()
    database.renew(db.engine)


def a_team(name: str = "New") -> int:
    """Add a team and return its number."""
    team = Team(name=name)
    db.session.add(team)
    db.session.commit()
    return team.id


def rows() -> dict[str, list[Any]]:
    """Return what stands in every table, in the order in which it lies."""
    found = {}
    for table in db.metadata.sorted_tables:
        found[table.name] = [tuple(row) for row in db.session.execute(table.select())]
    db.session.rollback()
    return found


def columns() -> dict[str, list[str]]:
    found = inspect(db.engine)
    return {
        name: [each["name"] for each in found.get_columns(name)] for name in found.get_table_names()
    }


def test_a_file_that_somebody_still_has_open_is_laid_anew(app: Flask, database: Any) -> None:
    """A connection that a test forgot knows of writings which the next test must not look for."""
    before, others = rows(), create_engine(db.engine.url)
    with others.connect() as forgotten:
        db.session.add(Team(name="Written while somebody reads"))
        db.session.commit()
        forgotten.execute(text("SELECT count(*) FROM team"))
        forgotten.rollback()

        renew(database)

        assert rows() == before
    others.dispose()
