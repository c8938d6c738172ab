"""What transactions are begun for: jobs and commands that only look wait for nobody."""

import contextvars
import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from cxstaff import clock
from cxstaff.customers.imports import jobs as customers
from cxstaff.db import db, reading
from cxstaff.engine import alive
from cxstaff.linkage import jobs as linkage
from cxstaff.oversight import jobs as oversight
from cxstaff.people import jobs as people
from cxstaff.people.models import Person, Team
from cxstaff.pulses import jobs as pulses
from cxstaff.pulses.answering import links
from tests.cast import NOW
from tests.pulses.rounds import a_round

LOOKING = {
    "imports": customers.import_queued,
    "rounds to open": pulses.open_due,
    "rounds to close": pulses.close_ended,
    "letters": pulses.invite,
    "studies": linkage.run_studies,
    "accounts": people.send_letters,
    "chain": oversight.check_chain,
}


@pytest.fixture
def somebody_writes(app: Flask, database: Any) -> Iterator[None]:
    """Let another process write to SQLite at length; whoever waits for it waits in vain."""
    db.session.remove()
    with closing(sqlite3.connect(database.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.parametrize("what", LOOKING)
@pytest.mark.only("sqlite")
def test_a_job_with_nothing_to_do_waits_for_nobody(somebody_writes: None, what: str) -> None:
    with clock.frozen(NOW + timedelta(days=1)):
        LOOKING[what]()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("linkage compare --engagement nonsense", "--engagement is one of"),
        ("jobs list", "What it is for"),
        ("pulses stuck", "has its key"),
        ("pulses close", "No round is waiting"),
        ("pulses give-up 999", "There is no round 999"),
        ("security-log verify", "each as it was written"),
        ("digests show nobody@bright.example", "Nobody on the roster"),
    ],
)
@pytest.mark.only("sqlite")
def test_a_command_that_only_looks_waits_for_nobody(
    somebody_writes: None, command: Any, words: str, said: str
) -> None:
    assert said in command(*words.split()).output


def test_somebody_who_is_asked_keeps_nobody_waiting(
    app: Flask, as_: Any, command: Any, ines: Person, ben: Person, blue: Team
) -> None:
    """While a command waits for an answer, pages are posted."""
    round_id = str(a_round(ines, blue).id)
    db.session.commit()
    posted = list[int]()

    class Thinking(io.RawIOBase):
        """A keyboard at which somebody posts a page before they answer no."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            form = {"name": "Benno", "email": "ben@bright.example"}
            answer = contextvars.Context().run(browser.client.post, "/profile", data=form)
            posted.append(answer.status_code)
            buffer[:2] = b"n\n"
            return 2

    browser = as_(ben)
    result = command("pulses", "give-up", round_id, input=Thinking())
    assert "Is its key gone for good?" in result.output
    assert posted[:1] == [303]


def test_who_only_reads_cannot_write(app: Flask, blue: Team) -> None:
    db.session.commit()
    with pytest.raises(DBAPIError, match=r"readonly database|read-only transaction"), reading():
        db.session.execute(text("UPDATE team SET name = 'Written'"))
    assert blue.name == "Blue"
    blue.name = "Written"
    db.session.commit()
    assert blue.name == "Written"


def test_looking_inside_a_transaction_keeps_what_was_written(app: Flask, ben: Person) -> None:
    ben.name = "Benno"
    db.session.flush()
    with reading():
        assert db.session.scalar(db.select(Person.name).where(Person.id == ben.id)) == "Benno"
    db.session.commit()
    assert ben.name == "Benno"


@pytest.mark.only("postgresql")
def test_a_connection_that_the_server_has_ended_is_replaced_and_a_quiet_one_is_asked(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.session.rollback()
    db.engine.dispose()  # tests before this one may have left more connections than two
    of_mine = text("SELECT pg_backend_pid()")
    ends = text("SELECT pg_terminate_backend(:pid, 10000)")
    with db.engine.connect() as one, db.engine.connect() as other:
        ended = {each.scalar(of_mine) for each in (one, other)}
    with create_engine(db.engine.url, poolclass=NullPool).connect() as server:
        for pid in ended:
            assert server.scalar(ends, {"pid": pid})
        with db.engine.connect() as one, db.engine.connect() as other:
            now = {each.scalar(of_mine) for each in (one, other)}
        assert not now & ended

        for quiet, was_asked in ((alive.QUIET_SECONDS, False), (-1, True)):
            monkeypatch.setattr(alive, "QUIET_SECONDS", quiet)
            with db.engine.connect() as one:
                one.exec_driver_sql("/* the last */ SELECT 1")
            with db.engine.connect() as one:  # its transaction begins with the first statement
                raw: Any = one.connection.driver_connection
                told = text("SELECT query FROM pg_stat_activity WHERE pid = :pid")
                last = server.scalar(told, {"pid": raw.info.backend_pid})
            server.rollback()
            assert (last in ("ROLLBACK", "COMMIT") or "the last" in str(last)) is not was_asked, (
                last
            )


@pytest.mark.parametrize("page", ["/profile", "/customers/imports"])
@pytest.mark.only("sqlite")
def test_who_sends_slowly_keeps_nobody_from_writing(
    as_: Any, cyrus: Person, database: Any, page: str
) -> None:
    written = []

    class Slow(io.BytesIO):
        def readinto(self, buffer: Any) -> int:
            with closing(sqlite3.connect(database.file, 0, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                other.execute("ROLLBACK")
            written.append(page)
            return super().readinto(buffer)

    sent = b"--x\r\nContent-Disposition: form-data; name=name\r\n\r\nCyrus\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    with as_(cyrus).client as client:
        client.post(page, input_stream=Slow(sent), content_type=kind, content_length=len(sent))
    assert written


@pytest.fixture
def sent(app: Flask, tmp_path: Path) -> Callable[[Callable[[], Any]], list[str]]:
    """Return what tells which statements the one connection sends, by their first words."""

    def told(do: Callable[[], Any]) -> list[str]:
        db.session.remove()
        db.engine.dispose()
        with db.engine.connect() as one:
            raw: Any = one.connection.driver_connection
        with (tmp_path / "sent").open("w+") as file:
            raw.pgconn.trace(file.fileno())
            do()
            raw.pgconn.untrace()
            file.seek(0)
            lines = file.read()
        statement = r'\tF\t\d+\t(?:Query|Parse)\t *(?:"[^"]*" )?"\s*(\w+)([^"]*)'
        said = re.findall(statement, lines)
        return [first + " READ ONLY" * ("READ ONLY" in rest) for first, rest in said]

    return told


@pytest.mark.only("postgresql")
def test_a_form_is_one_message_to_postgresql_and_an_answer_a_transaction(
    sent: Any, app: Flask, as_: Any, ines: Person, ben: Person, blue: Team
) -> None:
    round_ = a_round(ines, blue)
    signed_in = f"/pulses/rounds/{round_.id}"
    link = f"/answers/{links.write(round_.id, ben, app.config['SETTINGS'].secret_key)}"
    for browser, address in ((as_(ben), signed_in), (as_(None), link)):
        form, answer = partial(browser.get, address), partial(browser.post, address)
        assert sent(form) == ["SELECT"]
        assert sent(lambda ask=form: [ask(), ask()]) == ["SELECT"]  # planned once, known by name
        assert sent(partial(answer, {"q-enps": "9"})) == ["BEGIN", "SELECT", "UPDATE", "COMMIT"]
    said = sent(partial(as_(ben).get, "/pulses"))
    assert (said[0], said[-1]) == ("BEGIN", "ROLLBACK")


@pytest.mark.only("postgresql")
def test_a_connection_forgets_what_its_last_transaction_was_for(
    sent: Any, app: Flask, as_: Any, ines: Person, ben: Person, blue: Team
) -> None:
    """It only read, or there was none: whoever has the connection next writes, or takes it back."""
    form, browser = f"/pulses/rounds/{a_round(ines, blue).id}", as_(ben)
    rename = text("UPDATE team SET name = name || '!'")

    def read_and_write() -> None:
        with reading():
            db.session.scalar(text("SELECT 1"))
        browser.get(form)
        db.session.execute(rename)
        db.session.rollback()

    said = ["BEGIN READ ONLY", "SELECT", "ROLLBACK", "SELECT", "BEGIN", "UPDATE", "ROLLBACK"]
    assert sent(read_and_write) == [*said, "DEALLOCATE"]  # the form's statement, as drivers do


@pytest.mark.only("postgresql")
def test_pages_that_are_asked_for_again_are_planned_no_more(
    sent: Any, as_: Any, ben: Person
) -> None:
    """What is prepared outlives a page, but not what went wrong."""
    page = partial(as_(ben).get, "/pulses")
    said = sent(lambda: [page() for _ in range(8)])
    assert "DEALLOCATE" not in said
    assert said[-2:] == ["BEGIN", "ROLLBACK"]  # what is in between is known by name

    def fail() -> None:
        for _ in range(6):
            with reading():
                db.session.execute(text("SELECT 1"))
        with pytest.raises(DBAPIError), reading():
            db.session.execute(text("SELECT 1 / 0"))

    assert sent(fail)[-2:] == ["ROLLBACK", "DEALLOCATE"]
