"""Transfers of the ledger, against a bare transaction that inserts one row as durably.

How many wait for each other decides what is measured: an account that is written stays locked until
its transaction is on disk. So eight clients do it three ways: between as many accounts as people
have when they thank each other, out of a few budgets, and all out of one budget.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text

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
WARM = 10
"""Transactions of a client before its clock starts: the driver prepares a statement the sixth."""
MAKE = "CREATE TABLE bare (id INTEGER {given} PRIMARY KEY, word VARCHAR NOT NULL)"
GIVEN = {"SQLite": "", "PostgreSQL": "GENERATED ALWAYS AS IDENTITY"}
WAYS = ("spread", "budgets", "one")
TICKS = os.sysconf("SC_CLK_TCK")
Pairs = list[tuple[int, int]]
Part = tuple[str, str, int]
PLAN = [(kind, way, run) for run in range(RUNS) for way in WAYS for kind in ("bare", "ours")]
"""What all clients do together, one part after the other: each way's floor just before it."""


@dataclass(frozen=True, slots=True)
class Pace:
    """One run: transactions a second, and milliseconds of a processor for each."""

    per_second: float
    clients: float
    server: float

    @property
    def processor(self) -> float:
        """Return what a transaction takes of a processor in all."""
        return self.clients + self.server


Paces = dict[Part, Pace]


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return a line for each way: transactions a second against the bare one, and processor time.

    `rows` transfers are made in each run by one writer on SQLite and eight clients on PostgreSQL,
    each a process; before each run so many rows are inserted by as many, which is its floor.
    """
    clients = CLIENTS[database.name]
    with database.fresh("ledger") as url:
        tell("opening accounts")
        ways = _found(url, folder)
        _make_bare(url, database.name)
        paces = _run(clients, rows // clients, url, folder, ways, database.process, tell)
        whole = _is_whole(url, folder, (rows // clients + WARM) * clients * RUNS * len(WAYS))
    lines = [_line(database.name, way, rows, clients, paces) for way in WAYS]
    return "\n".join([*lines, whole])


def _line(name: str, way: str, rows: int, clients: int, paces: Paces) -> str:
    floor, ours = ([paces[kind, way, run] for run in range(RUNS)] for kind in ("bare", "ours"))
    ratios = sorted(a.per_second / b.per_second for a, b in zip(ours, floor, strict=True))
    spent = sorted(b.processor / a.processor for a, b in zip(ours, floor, strict=True))
    pace, bare, middle = _middle(ours), _middle(floor), (len(ratios) - 1) // 2
    return (
        f"transfers, {name}, {way}: {rows:,} by {clients} clients, {pace.per_second:,.0f}/s "
        f"against {bare.per_second:,.0f}/s bare, ratio {ratios[middle]:.2f} of "
        f"{ratios[0]:.2f}–{ratios[-1]:.2f} (aim ≥ {AIM}); processor {pace.clients:.2f} ms of the "
        f"clients and {pace.server:.2f} of the server against {bare.clients:.2f} and "
        f"{bare.server:.2f} (ratio {spent[middle]:.2f} of {spent[0]:.2f}–{spent[-1]:.2f})"
    )


def _found(url: str, folder: Path) -> dict[str, Pairs]:
    """Make a company with budgets and people; return pairs of their accounts for each way."""
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
        for n, each in enumerate(mine):
            order = TransferOrder(f"first of {n}", budgets[n % BUDGETS], each, 10**6)
            actions.transfer(order, None, now=now)
        db.session.commit()
        db.engine.dispose()
    others = [*mine[1:], mine[0]]
    return {
        "spread": list(zip(mine, others, strict=True)),
        "budgets": [(budgets[n % BUDGETS], each) for n, each in enumerate(mine)],
        "one": [(budgets[0], each) for each in mine],
    }


def _make_bare(url: str, name: str) -> None:
    made = create_engine(url)
    with made.begin() as connection:
        connection.execute(text(MAKE.format(given=GIVEN[name])))
    made.dispose()


def _run(
    clients: int,
    rows: int,
    url: str,
    folder: Path,
    ways: dict[str, Pairs],
    server: int,
    tell: Callable[[str], None],
) -> Paces:
    """Let clients, each a process, go through the plan together, `rows` transactions a part."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.transfers"])  # which every client would load
    meet, spent = context.Barrier(clients + 1), context.Queue()
    workers = [
        context.Process(target=_work, args=(url, folder, ways, number, rows, meet, spent))
        for number in range(clients)
    ]
    for worker in workers:
        worker.start()
    found = Paces()
    for part in PLAN:
        tell(" ".join(map(str, part)))
        meet.wait()  # all are warm
        before = _spent_by(server)
        meet.wait()
        began = time.monotonic()
        processor = sum(spent.get() for _ in workers)
        took, made = time.monotonic() - began, rows * clients
        by_server = _spent_by(server) - before
        found[part] = Pace(made / took, processor * 1000 / made, by_server * 1000 / made)
        meet.wait()
    for worker in workers:
        worker.join()
    return found


def _work(
    url: str,
    folder: Path,
    ways: dict[str, Pairs],
    number: int,
    rows: int,
    meet: Any,
    spent: Any,
) -> None:
    """Go through the plan as one client, over one connection for each kind."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    app, bare = create_app(settings_for(url, folder)), _bare(url)
    with app.app_context(), bare.connect() as connection:
        now = clock.now()
        insert = text("INSERT INTO bare (word) VALUES (:word)")

        def add(_part: Part, row: int) -> None:
            connection.execute(insert, {"word": f"word {row}"})
            connection.commit()

        def move(part: Part, row: int) -> None:
            pairs = ways[part[1]]
            source, target = pairs[(row * 8 + number) % len(pairs)]
            order = TransferOrder(f"{part} {number} {row}", source, target, 5, "", now.date())
            actions.transfer(order, None, now=now)
            db.session.commit()

        for part in PLAN:
            act = add if part[0] == "bare" else move
            for row in range(WARM):
                act(part, -1 - row)
            meet.wait()
            meet.wait()
            began = time.process_time()
            for row in range(rows):
                act(part, row)
            spent.put(time.process_time() - began)
            meet.wait()
        db.engine.dispose()
    bare.dispose()


def _bare(url: str) -> Engine:
    """Return an engine of nothing but what makes a row as durable as ours."""
    made = create_engine(url, **engine.options_for(url))
    if url.startswith("sqlite"):
        event.listen(made, "connect", _as_durable)
    return made


def _spent_by(server: int) -> float:
    """Return the processor seconds of a server and its children so far; 0 where there is none."""
    if not server:
        return 0.0
    found = {
        int(each.name): _stat_of(each) for each in Path("/proc").iterdir() if each.name.isdigit()
    }
    return sum(ticks for pid, (parent, ticks) in found.items() if server in {pid, parent}) / TICKS


def _stat_of(process: Path) -> tuple[int, int]:
    """Return the parent of a process, and its ticks with those of children that have ended."""
    try:
        told = (process / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:  # it has ended meanwhile
        return 0, 0
    return int(told[1]), sum(map(int, told[11:15]))


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
    if not report.is_whole or report.linked != made + BUDGETS + PEOPLE:
        raise RuntimeError(f"{report.linked} transfers, {report.faults}")
    return f"{report.linked:,} transfers verified"


def _middle(runs: list[Pace]) -> Pace:
    return sorted(runs, key=lambda run: run.per_second)[(len(runs) - 1) // 2]
