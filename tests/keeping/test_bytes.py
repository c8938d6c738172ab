"""After an erasure no byte on disk tells who it was; weaker erasures are found out."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from cxstaff import clock, engine
from cxstaff.db import db
from cxstaff.engine import residue
from cxstaff.keeping import actions, erasing, jobs
from cxstaff.keeping.models import Cause, Stage
from cxstaff.keeping.queries import find_erasure
from cxstaff.people.models import Person, Team
from tests.cast import TODAY
from tests.conftest import person_named
from tests.keeping.bytes import places_holding
from tests.keeping.story import EMAIL, FORMER, LATER, NAME, NUMBER, THEIRS, ZONE, everything, tell

SECRETS = (
    NAME,
    "Zacharias",
    EMAIL,
    FORMER,
    NUMBER,
    *THEIRS,
    "quoll",
    "Koala",
    "marsupial",
    ZONE,
    "secret-of-theirs",
)


@pytest.fixture
def fresh(app: Flask, database: Any) -> Iterator[Person]:
    """The person with all their traces, in a database whose files nobody used before."""
    db.session.remove()
    database.copy(db.engine.dispose)
    teams = {team.name: team for team in db.session.scalars(db.select(Team))}
    people = {"ines": person_named("Ines"), "ben": person_named("Ben")}
    told = tell(app, teams["Blue"], teams["Service"], people)
    if db.engine.dialect.name == "postgresql":  # as autovacuum does: common values are noted
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    with clock.frozen(LATER):
        yield told.person


def test_nothing_is_left_on_disk_nor_in_a_new_backup(
    app: Flask, fresh: Person, tmp_path: Path
) -> None:
    person_id = fresh.id
    before = places_holding(app, SECRETS, tmp_path / "before")
    assert {word for held in before.values() for word in held} == set(SECRETS)

    assert _erased(person_id) == Stage.DONE

    assert places_holding(app, SECRETS, tmp_path / "after") == {}
    assert "backup database" in places_holding(app, ["Ben Berg"], tmp_path / "others")


WEAK: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "deleted rows stay where they were": lambda patch: patch.setattr(
        jobs, "compact", lambda *_: True
    ),
    "texts are not searched": lambda patch: patch.setattr(erasing, "FEATURES", ()),
    "files are left": lambda patch: patch.setattr(erasing, "remove_files", lambda *_: None),
}


@pytest.mark.parametrize("how", WEAK)
def test_a_weaker_erasure_is_found_out(
    app: Flask, fresh: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    WEAK[how](monkeypatch)
    if db.engine.dialect.name == "sqlite" and how.startswith("deleted"):
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA secure_delete = OFF")

    _erased(fresh.id)

    assert places_holding(app, SECRETS, tmp_path / "after") != {}


@pytest.mark.only("postgresql")
def test_notes_that_the_server_took_of_values_are_found_out(
    app: Flask, fresh: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _half_compacted(monkeypatch)
    _erased(fresh.id)
    assert places_holding(app, SECRETS, tmp_path / "after") != {}


def test_older_rows_that_somebody_reads_are_waited_for(
    app: Flask, fresh: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup is being made meanwhile: it needs the rows as they were when it began."""
    person_id = fresh.id
    db.session.commit()
    patient = [each.replace("15000", "300") for each in engine.SQLITE_SETTINGS]
    monkeypatch.setattr(engine, "SQLITE_SETTINGS", patient)  # milliseconds: nobody lets go here
    db.engine.dispose()
    with _reading():
        assert _erased(person_id) == Stage.DISK
    jobs.erase_people()
    db.session.rollback()
    erasure = find_erasure(person_id)
    assert erasure is not None
    assert erasure.stage == Stage.DONE
    assert places_holding(app, SECRETS, tmp_path / "after") == {}


def test_old_records_leave_no_bytes_either(app: Flask, fresh: Person, tmp_path: Path) -> None:
    actions.ensure_start(TODAY)
    db.session.commit()
    with clock.frozen(LATER.replace(year=LATER.year + 12)):
        jobs.forget_old()
        jobs.erase_people()
    words = [*THEIRS, "bilby", "marsupial", "All is well"]
    assert places_holding(app, words, tmp_path / "after") == {}
    assert len(everything()["thanks"]) == 3


def _erased(person_id: int) -> str:
    person = db.session.get_one(Person, person_id)
    actions.ask(person, None, Cause.ASKED, today=TODAY, now=LATER)
    db.session.commit()
    jobs.erase_people()
    db.session.rollback()
    erasure = find_erasure(person_id)
    assert erasure is not None
    return erasure.stage


def _half_compacted(patch: pytest.MonkeyPatch) -> None:
    """Rewrite the tables, and forget what the database keeps beside them."""

    def rewrite(connection: Any, tables: list[str]) -> bool:
        for name in tables:
            connection.execute(text(f'VACUUM (FULL) "{name}"'))
        return True

    patch.setattr(residue, "_rewrite", rewrite)


class _reading:  # noqa: N801 – reads as what it does
    """Somebody reads the database as it is now, over a connection of their own."""

    def __enter__(self) -> None:
        db.engine.dispose()
        if db.engine.dialect.name == "sqlite":
            self.held: Any = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
            self.held.execute("BEGIN")
            self.held.execute("SELECT count(*) FROM person").fetchall()
            return
        self.held = db.engine.connect().execution_options(isolation_level="REPEATABLE READ")
        self.held.execute(text("SELECT count(*) FROM company"))

    def __exit__(self, *_: object) -> None:
        self.held.close()
