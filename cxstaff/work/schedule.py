"""Jobs: what runs by itself, how often, and how an operator sees that it did."""

from __future__ import annotations

import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff import clock
from cxstaff.db import Model, db, reading
from cxstaff.engine import insert_if_absent

log = logging.getLogger(__name__)
jobs_cli = AppGroup("jobs", help="What runs by itself.")

Item = TypeVar("Item")

LATE_SECONDS = 3600
HUNDRED = 100
SILENT = timedelta(minutes=5)
STOPPING = (signal.SIGINT, signal.SIGTERM)


class JobBeat(Model):
    """When a job last ran, and what it said when it failed."""

    __tablename__ = "job_beat"

    name: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    complaint: Mapped[str | None]
    done: Mapped[int | None]  # of what it is at now, in full hundreds; None between two runs


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that runs by itself; running it twice at once has to be harmless."""

    name: str
    every: timedelta
    run: Callable[[], None]

    @property
    def purpose(self) -> str:
        """Return the sentence that says what the job is for: the key of its translations."""
        return (self.run.__doc__ or "").strip().splitlines()[0]


JOBS: dict[str, Job] = {}

_stop = threading.Event()
_running = ContextVar[str | None]("running", default=None)


def job(every: timedelta) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function without arguments to run again and again.

    It decides from the data what is due, takes one item at a time, commits each, and may be run
    by any number of workers at once.
    """

    def register(run: Callable[[], None]) -> Callable[[], None]:
        feature = run.__module__.split(".")[1]
        name = f"{feature}.{run.__name__}"
        JOBS[name] = Job(name, every, run)
        return run

    return register


def init_app(app: Flask) -> None:
    """Add `flask jobs …`."""
    app.cli.add_command(jobs_cli)


def beats() -> dict[str, JobBeat]:
    """Return the last beat of every job that ever ran, by name."""
    return {beat.name: beat for beat in db.session.scalars(db.select(JobBeat))}


def is_worker_alive(now: datetime) -> bool:
    """Say whether some job worker gave a sign of life in the last five minutes."""
    last = db.session.scalar(db.select(db.func.max(JobBeat.started_at)))
    return last is not None and now - last < SILENT


def is_left_alone(is_under_way: bool, now: datetime) -> bool:
    """Say whether what is under way waits for a job worker, and none is alive."""
    return is_under_way and not is_worker_alive(now)


def is_stopping() -> bool:
    """Say whether the worker was told to stop: a job that goes on and on ends at the next item."""
    return _stop.is_set()


def one_by_one(items: Iterable[Item], do: Callable[[Item], None], failed: str) -> list[Item]:
    """Do one item after another until the worker is told to stop; return those that failed.

    What fails is rolled back and told to the log as `failed`, which has a place for the item; it
    holds up no other.
    """
    left = list[Item]()
    for item in items:
        if is_stopping():
            break
        try:
            do(item)
        except Exception:
            db.session.rollback()
            log.exception(failed, item)
            left.append(item)
    return left


def note_done(number: int) -> None:
    """Note how far the job that runs here has come; the caller commits.

    Full hundreds are kept, and none once it has ended: whom a small number is about could be
    worked out from the moment.
    """
    name = _running.get()
    if name is not None:
        mine = db.update(JobBeat).where(JobBeat.name == name)
        db.session.execute(mine.values(done=number // HUNDRED * HUNDRED or None))


def run_once(name: str) -> bool:
    """Run the job called `name` here and now, noting its beat; say whether it went well."""
    _note(name, started_at=clock.now())
    before = _running.set(name)
    try:
        JOBS[name].run()
    except Exception as error:
        db.session.rollback()
        log.exception("The job %s failed", name)
        complaint = f"{type(error).__name__}: {error}"[:1000]
        _note(name, failed_at=clock.now(), complaint=complaint, done=None)
        return False
    finally:
        _running.reset(before)
        db.session.remove()
    _note(name, finished_at=clock.now(), complaint=None, done=None)
    return True


def _note(name: str, **what: object) -> None:
    insert_if_absent(db.session(), JobBeat, name=name, started_at=clock.now())
    db.session.execute(db.update(JobBeat).where(JobBeat.name == name).values(**what))
    db.session.commit()


@jobs_cli.command("work")
def work() -> None:
    """Run every job when it is due, until stopped (Ctrl+C or TERM)."""
    from apscheduler.schedulers.background import BackgroundScheduler  # for this worker alone

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    told = _listen_for_stop()
    scheduler = BackgroundScheduler(timezone="UTC")
    for each in JOBS.values():
        scheduler.add_job(
            _in_app,
            "interval",
            args=(app, each.name),
            seconds=each.every.total_seconds(),
            next_run_time=clock.now(),
            misfire_grace_time=LATE_SECONDS,
            coalesce=True,
            max_instances=1,
        )
    scheduler.start()
    Console().print(f"{len(JOBS)} jobs are at work. Ctrl+C stops them.")
    told.recv(1)
    _stop.set()
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)  # told twice, it stops at once
    scheduler.shutdown(wait=True)


@jobs_cli.command("list")
@reading()
def list_() -> None:
    """Show every job, how often it runs and when it last did."""
    table, last = Table("Job", "Every", "Last finished", "What it is for", "Complaint"), beats()
    for each in sorted(JOBS.values(), key=lambda job: job.name):
        beat = last.get(each.name)
        finished = (
            f"{beat.finished_at:%Y-%m-%d %H:%M} UTC" if beat and beat.finished_at else "never"
        )
        complaint = (beat.complaint if beat else None) or ""
        table.add_row(each.name, str(each.every), finished, each.purpose, complaint)
    Console().print(table)


@jobs_cli.command("run")
@click.argument("name")
def run(name: str) -> None:
    """Run one job now."""
    if name not in JOBS:
        raise click.ClickException(f"There is no job “{name}”. “flask jobs list” shows them.")
    if not run_once(name):
        raise click.ClickException(f"“{name}” failed; the log above says why.")


def _in_app(app: Flask, name: str) -> None:
    with app.app_context():
        run_once(name)


def _listen_for_stop() -> socket.socket:
    """Return a socket that holds a byte once the process is told to stop.

    A byte waits until it is read. A thread that waits for an Event can miss a signal that comes
    just before it falls asleep, and then never stops.
    """
    told, teller = socket.socketpair()
    teller.setblocking(False)
    signal.set_wakeup_fd(teller.detach())
    for number in STOPPING:
        signal.signal(number, lambda *_: None)
    return told
