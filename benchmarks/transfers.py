"""Transfers of the ledger, against a bare transaction that inserts one row as durably."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, text

from benchmarks.databases import Database, settings_for
from cxstaff import clock, create_app, engine
from cxstaff.db import db
from cxstaff.people.models import Company, Person
from cxstaff.points import actions, verification
from cxstaff.points.actions import TransferOrder

ROWS, RUNS = 4_000, 3
CLIENTS = {"SQLite": 1, "PostgreSQL": 8}
PEOPLE, BUDGETS = 200, 20
AIM = 0.25
MAKE = "CREATE TABLE bare (id INTEGER {given} PRIMARY KEY, word VARCHAR NOT NULL)"
GIVEN = {"SQLite": "", "PostgreSQL": "GENERATED ALWAYS AS IDENTITY"}


@dataclass(frozen=True, slots=True)
class Pace:
    """One run: transactions a second, and the clients' processor milliseconds for each."""

    per_second: float
    processor: float


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: transactions a second of both, and their ratio, in time and by processor.

    `rows` transfers are made in each run by one writer on SQLite and eight clients on PostgreSQL,
    each a process, between 20 budgets and 200 people; then so many rows are inserted by as many.
    """
    clients = CLIENTS[database.name]
    with database.fresh("ledger") as url:
        tell("opening accounts")
        pairs = _found(url, folder)
        _make_bare(url, database.name)
        floor, ours = list[Pace](), list[Pace]()
        for run in range(1, RUNS + 1):
            tell(f"run {run} of {RUNS}")
            floor.append(_run(_insert, clients, rows, url, folder, pairs, run))
            ours.append(_run(_transfer, clients, rows, url, folder, pairs, run))
        whole = _is_whole(url, folder, (rows + clients) * RUNS)
    ratios = sorted(a.per_second / b.per_second for a, b in zip(ours, floor, strict=True))
    spent = sorted(b.processor / a.processor for a, b in zip(ours, floor, strict=True))
    pace, bare = _middle(ours), _middle(floor)
    return (
        f"transfers, {database.name}: {rows:,} by {clients} clients, {pace.per_second:,.0f}/s "
        f"against {bare.per_second:,.0f}/s bare, ratio {ratios[RUNS // 2]:.2f} of "
        f"{ratios[0]:.2f}–{ratios[-1]:.2f} (aim ≥ {AIM}), processor {pace.processor:.2f} against "
        f"{bare.processor:.2f} ms of the clients (ratio {spent[RUNS // 2]:.2f}); {whole}"
    )


def _found(url: str, folder: Path) -> list[tuple[int, int]]:
    """Make a company with budgets and people; return pairs of their accounts."""
    app = create_app(settings_for(url, folder))
    now = clock.now()
    with app.app_context():
        db.create_all()
        db.session.add(Company(id=1, name="Bright", zone="UTC", created_at=now))
        people = [Person(name=f"Person {number}") for number in range(PEOPLE)]
        db.session.add_all(people)
        db.session.flush()
        mine = [actions.account_of(each, now=now).id for each in people]
        budgets = [
            actions.make_budget(f"B{n}", "points", None, amount=10**9, key=f"b{n}", now=now).id
            for n in range(BUDGETS)
        ]
        db.session.commit()
        db.engine.dispose()
    return [(budgets[n % BUDGETS], each) for n, each in enumerate(mine)]


def _make_bare(url: str, name: str) -> None:
    made = create_engine(url)
    with made.begin() as connection:
        connection.execute(text(MAKE.format(given=GIVEN[name])))
    made.dispose()


def _run(act: Any, clients: int, rows: int, url: str, folder: Path, pairs: Any, run: int) -> Pace:
    """Let clients, each a process, do `rows` transactions together once all are ready."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.transfers"])  # which every client would load
    ready, spent = context.Barrier(clients + 1), context.Queue()
    each = rows // clients
    workers = [
        context.Process(target=act, args=(url, folder, pairs, run, n, each, ready, spent))
        for n in range(clients)
    ]
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.monotonic()
    processor = sum(spent.get() for _ in workers)
    took = time.monotonic() - began
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("a client failed")
    return Pace(each * clients / took, processor * 1000 / (each * clients))


def _insert(
    url: str, folder: Path, pairs: Any, run: int, number: int, rows: int, ready: Any, spent: Any
) -> None:
    """Insert rows, a transaction each, over one connection."""
    made = create_engine(url, **engine.options_for(url))
    if url.startswith("sqlite"):
        event.listen(made, "connect", _as_durable)
    statement = text("INSERT INTO bare (word) VALUES (:word)")
    with made.connect() as connection:
        connection.execute(statement, {"word": "first"})
        connection.commit()
        ready.wait()
        began = time.process_time()
        for row in range(rows):
            connection.execute(statement, {"word": f"word {row}"})
            connection.commit()
        spent.put(time.process_time() - began)
    made.dispose()


def _transfer(
    url: str, folder: Path, pairs: Any, run: int, number: int, rows: int, ready: Any, spent: Any
) -> None:
    """Make transfers, a transaction each, as the product does."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    app = create_app(settings_for(url, folder))
    with app.app_context():
        now = clock.now()

        def make(row: int) -> None:
            source, target = pairs[(row * 8 + number) % len(pairs)]
            key = f"run {run} client {number} row {row}"
            actions.transfer(TransferOrder(key, source, target, 5, "", now.date()), None, now=now)
            db.session.commit()

        make(-1)  # statements are compiled once in the life of a process
        ready.wait()
        began = time.process_time()
        for row in range(rows):
            make(row)
        spent.put(time.process_time() - began)
        db.engine.dispose()


def _as_durable(connection: Any, _record: Any) -> None:
    for setting in engine.SQLITE_SETTINGS:
        connection.execute(setting)


def _is_whole(url: str, folder: Path, made: int) -> str:
    """Say that all of it is there and adds up; raise RuntimeError where it does not."""
    app = create_app(settings_for(url, folder))
    with app.app_context():
        while actions.link_some(now=clock.now()):
            db.session.commit()
        report = verification.report({})
        db.engine.dispose()
    if not report.is_whole or report.linked != made + BUDGETS:
        raise RuntimeError(f"{report.linked} transfers, {report.faults}")
    return f"{report.linked:,} transfers verified"


def _middle(runs: list[Pace]) -> Pace:
    return sorted(runs, key=lambda run: run.per_second)[(len(runs) - 1) // 2]
