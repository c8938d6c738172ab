"""Letters go out until none is due, each once, whatever happens to the worker that sends them."""

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses import jobs
from cxstaff.pulses.letters import writing
from cxstaff.pulses.letters.outbox import RoundLetters
from cxstaff.pulses.models import PulseLetter, PulseRound
from cxstaff.work import dispatch, schedule
from cxstaff.work.schedule import run_once
from tests.cast import NOW
from tests.forked import ended_with, fork
from tests.mailserver import Received, mail_server
from tests.pulses.rounds import a_round, answer, everybody, hire

LATER = NOW + timedelta(minutes=11)
PEOPLE = 30


@pytest.fixture
def server(app: Flask) -> Iterator[Received]:
    before = app.config["SETTINGS"]
    with mail_server() as running:
        app.config["SETTINGS"] = replace(before, mail_url=address_of(running))
        yield running
    app.config["SETTINGS"] = before


@pytest.fixture
def round_(ines: Person, blue: Team, monkeypatch: pytest.MonkeyPatch) -> PulseRound:
    """A round that thirty people are asked in, whose letters go in batches of ten."""
    monkeypatch.setattr(dispatch, "BATCH", 10)
    hire(blue, PEOPLE - len(everybody(blue)))
    return a_round(ines, blue)


def address_of(server: Received) -> str:
    return f"smtp://127.0.0.1:{server.port}?tls=never"


def letters() -> list[PulseLetter]:
    db.session.expire_all()
    return list(db.session.scalars(db.select(PulseLetter)))


def send(moment: datetime = NOW) -> dispatch.LetterTally:
    with clock.frozen(moment):
        return dispatch.send_all(RoundLetters())


def on_letter(
    server: Received, number: int, act: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Have something happen when the server has taken so many letters and not said so yet."""
    take = server.handle_DATA

    async def and_act(*given: Any) -> str:
        said = await take(*given)
        if len(server.letters) == number:
            act()
        return said

    monkeypatch.setattr(server, "handle_DATA", and_act)


@pytest.mark.long
def test_one_run_sends_all_that_is_due_by_one_connection(
    server: Received, round_: PulseRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cxstaff.pulses.letters.queue.AT_ONCE", 12)
    assert send().sent == PEOPLE
    assert set(Counter(server.recipients).values()) == {1}
    assert len(set(server.connections)) == 1
    assert send().sent == 0


@pytest.mark.long
def test_a_worker_killed_with_kill_9_leaves_no_letter_out_and_one_twice_at_most(
    app: Flask, server: Received, round_: PulseRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between taking a letter and saying so: nobody can know whether it went."""
    on_letter(server, 14, lambda: os.kill(worker, signal.SIGKILL), monkeypatch)
    worker = fork(app, lambda: run_once("pulses.invite"))
    assert ended_with(worker) == -signal.SIGKILL
    assert len(server.letters) == 14
    assert sum(each.sent_at is not None for each in letters()) == 13
    db.session.commit()
    send()  # what another worker claimed just now is left alone
    assert len(set(server.recipients)) < PEOPLE
    send(LATER)
    counted = Counter(server.recipients)
    assert len(counted) == PEOPLE
    assert sorted(counted.values()) == [1] * (PEOPLE - 1) + [2]
    names = {(letter["To"], letter["Message-ID"]) for letter in server.letters}
    assert len(names) == PEOPLE, "the second copy has the name of the first"
    assert all(each.sent_at is not None for each in letters())


@pytest.mark.long
def test_a_worker_that_is_told_to_stop_ends_after_the_letter_at_hand(
    server: Received, round_: PulseRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = threading.Event()
    monkeypatch.setattr(schedule, "_stop", stop)
    on_letter(server, 13, stop.set, monkeypatch)
    assert send().sent == 13
    assert len(letters()) == 13, "what was claimed and not tried is free"
    stop.clear()
    assert send().sent == PEOPLE - 13
    assert set(Counter(server.recipients).values()) == {1}


def test_no_transaction_is_open_while_a_letter_goes(
    app: Flask, server: Received, round_: PulseRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else writes in the middle of it, and waits for nobody."""

    def write() -> None:
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(db.text("UPDATE company SET name = 'Written meanwhile'"))

    on_letter(server, 5, write, monkeypatch)
    assert send().sent == PEOPLE
    assert db.session.scalar(db.text("SELECT name FROM company")) == "Written meanwhile"


@pytest.mark.long
def test_letters_of_a_batch_are_given_back_when_the_server_is_slow(
    server: Received, round_: PulseRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that who answers meanwhile is not reminded, and no other worker takes a claim for old."""
    monday = datetime.fromisoformat("2026-03-23T10:00:00+00:00")
    send()
    taken, asked = len(server.letters), everybody(round_.pulse.audience[0])
    real, now = mail.send, [monday]

    def slow(letter: mail.Letter) -> None:
        real(letter)
        now[0] += timedelta(seconds=6)
        if len(server.letters) == taken + 3:
            answer(round_, [each for each in asked if each.email not in server.recipients[taken:]])
            db.session.commit()

    monkeypatch.setattr(clock, "now", lambda: now[0])
    monkeypatch.setattr(mail, "send", slow)
    assert dispatch.send_all(RoundLetters()).sent == 3
    reminders = [each for each in letters() if each.occasion != "invitation"]
    assert len(reminders) == 3


def test_a_letter_that_cannot_be_written_holds_up_no_other(
    server: Received, round_: PulseRound, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, wrong = writing._written, ben.id

    def broken(letter: Any, read: Any) -> mail.Letter:
        if letter[1] == wrong:
            raise RuntimeError("the template is torn")
        return real(letter, read)

    monkeypatch.setattr(writing, "_written", broken)
    tally = send()
    assert (tally.sent, tally.failed) == (PEOPLE - 1, 1)


def test_how_far_it_has_come_is_seen_in_hundreds_while_it_runs(
    app: Flask, as_: Any, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small number could be about one person, at an hour at which one is reminded."""
    visit, seen = as_(ada), list[str]()

    def work() -> None:
        """Send letters."""
        for number in (7, 99, 250):
            schedule.note_done(number)
            db.session.commit()
            seen.append(visit.get("/operations").text)

    name = "pulses.invite"
    monkeypatch.setitem(schedule.JOBS, name, schedule.Job(name, timedelta(minutes=1), work))
    assert run_once(name)
    assert ["so far" in page for page in seen] == [False, False, True]
    assert "more than 200 so far" in seen[2]
    assert "so far" not in as_(None).get("/sign-in").text
    assert schedule.beats()[name].done is None


def test_a_server_that_takes_nothing_is_told_without_naming_anybody(
    app: Flask, round_: PulseRound
) -> None:
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, mail_url="smtp://127.0.0.1:9?tls=never")
    try:
        with pytest.raises(dispatch.LettersWait) as why:
            jobs.invite()
    finally:
        app.config["SETTINGS"] = before
    assert "cannot be reached" in str(why.value)
    assert "bright.example" not in str(why.value)
    assert len(letters()) == dispatch.FAILURES_IN_A_ROW


def test_a_server_that_refuses_everybody_is_told_without_naming_anybody(
    server: Received, round_: PulseRound, blue: Team
) -> None:
    server.refuses |= {str(each.email) for each in everybody(blue)}
    server.refusal = "550 5.7.1 relaying denied"
    with pytest.raises(dispatch.LettersWait, match="refused 3 letters in a row"):
        jobs.invite()
