"""Who holds an import: a slow worker keeps it, a dead one loses it, and a late one is not heard."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from cxstaff.customers.imports import actions, jobs
from cxstaff.customers.imports.chunks import Chunk
from cxstaff.customers.models import ImportState
from cxstaff.customers.records.handlers import Roster
from cxstaff.db import db, reading
from cxstaff.work import leases, schedule
from cxstaff.work.leases import Pace
from tests.cast import NOW
from tests.customers.conftest import recount, stored
from tests.customers.files import Write, claim, get, lines, queue

MINUTE = timedelta(minutes=1)


def chunks_of(run_id: int, most: int = 20) -> list[Chunk]:
    run = get(run_id)
    layout, reader = actions.layout_of(run), actions.reader_of(run, NOW)
    return list(jobs.chunks_of(Path(run.stored_as), layout, reader, pace=Pace(most)))


def test_chunks_of_three_minutes_each_are_all_taken_in_by_who_began(app: Any, file: Write) -> None:
    run_id, now = queue(file(*lines(100))), NOW
    claim(run_id, "slow")
    for chunk in chunks_of(run_id):
        assert actions.take_in(get(run_id), "slow", chunk, Roster(), now=NOW)
        now += 3 * MINUTE
        actions.note_alive(get(run_id), now=now)
        db.session.commit()
        assert actions.LEASE.claim("other", now=now + MINUTE) is None
        db.session.rollback()
    assert actions.finish(get(run_id), "slow", now=now)
    db.session.commit()
    assert (get(run_id).records, stored()) == (100, recount())


@pytest.mark.only("postgresql")
def test_a_worker_at_a_chunk_keeps_its_run_until_it_dies(
    app: Flask, file: Write, database: Any
) -> None:
    """On PostgreSQL, where others can write meanwhile, the run's row is the sign of life."""
    run_id = queue(file(*lines(40)))
    claim(run_id, "slow")
    first, *_ = chunks_of(run_id)
    later = NOW + 30 * MINUTE
    with at_a_chunk(app, run_id):
        assert actions.LEASE.free(later) == [run_id]  # it has been silent for long
        assert actions.LEASE.claim("other", now=later) is None  # and is not dead
        db.session.rollback()
    assert actions.LEASE.claim("other", now=later) == run_id
    db.session.commit()
    assert not actions.take_in(get(run_id), "slow", first, Roster(), now=NOW)
    db.session.rollback()
    assert get(run_id).records == 0


def test_a_worker_taken_over_between_two_chunks_commits_nothing_more(app: Any, file: Write) -> None:
    run_id = queue(file(*lines(60)))
    claim(run_id, "frozen")
    first, second, third = chunks_of(run_id)
    assert actions.take_in(get(run_id), "frozen", first, Roster(), now=NOW)
    actions.note_alive(get(run_id), now=NOW)
    db.session.commit()
    assert actions.LEASE.claim("other", now=NOW + 3 * MINUTE) == run_id
    db.session.commit()
    for late in (first, second):
        assert not actions.take_in(get(run_id), "frozen", late, Roster(), now=NOW)
        db.session.rollback()
    for chunk in (second, third):
        assert actions.take_in(get(run_id), "other", chunk, Roster(), now=NOW)
    assert not actions.finish(get(run_id), "frozen", now=NOW)
    assert actions.finish(get(run_id), "other", now=NOW)
    assert (get(run_id).records, stored()) == (60, recount())


@pytest.mark.both
def test_others_write_between_two_chunks(app: Flask, file: Write, as_: Any, ben: Any) -> None:
    run_id = queue(file(*lines(90)))
    claim(run_id)
    between, posted = threading.Barrier(2), threading.Barrier(2)
    failures = list[BaseException]()

    def let_others(_run: Any) -> None:
        between.wait(60)
        posted.wait(60)

    def work() -> None:
        with app.app_context():
            try:
                jobs.bring_in(run_id, "w", let_others, most=30)
            except BaseException as error:
                failures.append(error)
            finally:
                db.session.remove()

    worker = threading.Thread(target=work)
    worker.start()
    for number in range(3):
        between.wait(60)
        name = f"Ben {number}"
        answer = as_(ben).post("/profile", {"name": name, "email": str(ben.email)})
        assert (answer.status_code, ben.name) == (303, name)
        assert get(run_id).state == ImportState.RUNNING
        db.session.rollback()
        posted.wait(60)
    worker.join(60)
    assert failures == []
    assert (get(run_id).state, get(run_id).records) == (ImportState.FINISHED, 90)


@pytest.mark.parametrize("per_second", [50, 500, 5_000, 50_000, 500_000])
@pytest.mark.parametrize("fixed", [0.0, 0.05, 0.3])
def test_chunks_grow_and_shrink_to_what_others_can_wait_for(per_second: int, fixed: float) -> None:
    pace, waits = Pace(), list[float]()
    for _ in range(30):
        waits.append(fixed + pace.records / per_second)
        pace.took(waits[-1], pace.records)
    assert max(waits[8:]) < max(1.0, fixed + leases.FEWEST_RECORDS / per_second + 1e-9)
    assert pace.records == leases.MOST_RECORDS or waits[-1] > leases.AIM_SECONDS / 3


def test_a_machine_that_slows_down_is_noticed_at_once() -> None:
    pace = Pace()
    for _ in range(10):
        pace.took(0.1, pace.records)
    assert pace.records == leases.MOST_RECORDS
    pace.took(20.0, pace.records)
    assert pace.records == leases.MOST_RECORDS * leases.AIM_SECONDS / 20


def test_looking_for_imports_waits_for_nobody(app: Flask, file: Write) -> None:
    run_id = queue(file(*lines(5)))
    claim(run_id, "slow")
    with at_a_chunk(app, run_id), reading():
        assert actions.LEASE.free(NOW + 3 * MINUTE) == [run_id]


def test_a_worker_told_to_stop_gives_its_import_back(
    app: Any, file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = queue(file(*lines(90)))
    claim(run_id)
    with monkeypatch.context() as told:
        told.setattr(schedule, "_stop", threading.Event())
        schedule._stop.set()
        jobs.bring_in(run_id, "w", most=30)
        jobs.import_queued()  # begins nothing any more
    assert (get(run_id).state, get(run_id).records) == (ImportState.QUEUED, 30)
    jobs.import_queued()  # another goes on at once, long before it would take the first for dead
    assert (get(run_id).state, get(run_id).records) == (ImportState.FINISHED, 90)
    assert stored() == recount()


class Killed(Exception):
    """The worker dies here."""


@contextmanager
def at_a_chunk(app: Flask, run_id: int) -> Iterator[None]:
    """Let another worker be in the middle of its first chunk, and die at the end."""
    first, *_ = chunks_of(run_id)
    db.session.commit()
    begun, dead = threading.Event(), threading.Event()

    class Endless(Roster):
        """A roster in which somebody takes for ever to be found."""

        def find(self, handler: str | int, day: date, team: str = "") -> Any:
            begun.set()
            dead.wait(60)
            raise Killed

    def work() -> None:
        with app.app_context(), suppress(Killed):
            try:
                actions.take_in(get(run_id), "slow", first, Endless(), now=NOW)
            finally:
                db.session.remove()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        assert begun.wait(60)
        yield
    finally:
        dead.set()
        worker.join(60)
