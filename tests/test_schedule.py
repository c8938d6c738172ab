"""Jobs run by themselves, one failing job stops no other, and an operator sees what happened."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.work import schedule
from cxstaff.work.schedule import JOBS, Job, one_by_one
from tests.cast import NOW

Register = Callable[[str, Callable[[], None]], None]


@pytest.fixture
def register(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Register:
    """Have only the jobs of this test."""
    monkeypatch.setattr(schedule, "JOBS", {})

    def add(name: str, run: Callable[[], None]) -> None:
        schedule.JOBS[name] = Job(name, timedelta(minutes=1), run)

    return add


def flood() -> None:
    """Add a team, then break."""
    db.session.add(Team(name="Half done"))
    db.session.flush()
    raise RuntimeError("the roof leaks")


def tidy() -> None:
    """Add a team."""
    db.session.add(Team(name="Wholly done"))
    db.session.commit()


def teams() -> set[str]:
    return set(db.session.scalars(db.select(Team.name)))


def test_a_failing_job_undoes_its_half_and_stops_no_other(
    register: Register, caplog: pytest.LogCaptureFixture
) -> None:
    register("test.flood", flood)
    register("test.tidy", tidy)

    assert [schedule.run_once(name) for name in ("test.flood", "test.tidy")] == [False, True]

    assert "Half done" not in teams()
    assert "Wholly done" in teams()
    flooded, tidied = (schedule.beats()[name] for name in ("test.flood", "test.tidy"))
    assert (flooded.failed_at, flooded.complaint) == (NOW, "RuntimeError: the roof leaks")
    assert flooded.finished_at is None
    assert (tidied.finished_at, tidied.complaint) == (NOW, None)
    assert "test.flood failed" in caplog.text


def test_a_job_that_went_well_again_has_no_complaint(register: Register) -> None:
    register("test.work", flood)
    schedule.run_once("test.work")
    register("test.work", tidy)
    with clock.frozen(NOW + timedelta(minutes=1)):
        schedule.run_once("test.work")
    beat = schedule.beats()["test.work"]
    assert beat.complaint is None
    assert beat.finished_at == NOW + timedelta(minutes=1)


def test_a_worker_counts_as_alive_for_five_minutes(register: Register) -> None:
    assert not schedule.is_worker_alive(NOW)
    register("test.tidy", tidy)
    schedule.run_once("test.tidy")
    assert schedule.is_worker_alive(NOW + timedelta(minutes=4))
    assert not schedule.is_worker_alive(NOW + timedelta(minutes=5))


def test_an_operator_lists_and_runs_jobs(register: Register, command: Any) -> None:
    register("test.flood", flood)
    register("test.tidy", tidy)
    assert command("jobs", "run", "test.tidy").exit_code == 0

    failed = command("jobs", "run", "test.flood")
    assert failed.exit_code == 1
    assert "failed" in failed.output
    listed = command("jobs", "list", env={"COLUMNS": "200"}).output
    assert "Add a team, then break." in listed
    assert "2026-03-18 10:00 UTC" in listed
    assert "never" in listed
    assert "the roof leaks" in listed
    assert "There is no job" in command("jobs", "run", "test.nothing").output


def test_a_failing_job_shows_on_the_operations_page(
    register: Register, ada: Person, ben: Person, as_: Any, command: Any
) -> None:
    register("test.flood", flood)
    page = as_(ada).get("/operations").text
    assert "No job worker" in page
    command("jobs", "run", "test.flood")
    page = as_(ada).get("/operations").text
    assert "No job worker" not in page
    assert "The job test.flood failed: RuntimeError: the roof leaks" in page
    assert as_(ben).get("/operations").status_code == 403


def test_items_are_done_one_by_one_until_the_worker_is_told_to_stop(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "_stop", threading.Event())

    def add(name: str) -> None:
        db.session.add(Team(name=name))
        db.session.flush()
        if name == "Bad":
            raise RuntimeError
        if name == "Last":
            schedule._stop.set()
        db.session.commit()

    assert one_by_one(["Good", "Bad", "Last", "Late"], add, "No team %s") == ["Bad"]
    assert set(db.session.scalars(db.select(Team.name))) >= {"Good", "Last"}
    assert not {"Bad", "Late"} & set(db.session.scalars(db.select(Team.name)))


def test_every_job_says_what_it_is_for(app: Flask) -> None:
    assert JOBS
    for job in JOBS.values():
        assert job.purpose.endswith("."), job.name
        assert job.every >= timedelta(seconds=1)


@pytest.mark.long
@pytest.mark.only("postgresql")  # of which a worker keeps connections
def test_a_worker_stops_when_told_to(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    worker = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"],
        cwd=Path(__file__).resolve().parent.parent,
        env=os.environ
        | {
            "CXSTAFF_ENV": "testing",
            "CXSTAFF_DATABASE_URL": settings.database_url,
            "CXSTAFF_DATA_DIR": str(settings.key_dir.parent),
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout is not None
        assert "jobs are at work" in worker.stdout.readline()
        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=30)
        assert worker.returncode == 0
    finally:
        worker.kill()
        worker.communicate()
