"""Drafting what plans owe, against bare inserts of as many rows as durably."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert

from benchmarks.databases import Database, settings_for
from benchmarks.watched import peak_of
from cxstaff import create_app, engine
from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.incentives.models import IncentivePlan, PlanTerms, Settlement, Statement
from cxstaff.incentives.statements import actions, queries
from cxstaff.incentives.statements.working import has_changed
from cxstaff.measures import actions as measures
from cxstaff.people.models import Company, Membership, Person, Team
from cxstaff.points.actions import budgets

ROWS, ON_A_TEAM = 10_000, 5_000
APRIL = DateRange(date(2026, 4, 1), date(2026, 5, 1))
NOW = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)
LONGEST, MOST_MEMORY = 60, 200
STEPS = [["reached", 5000, 6.0, None, None], ["days", 4333, None, 26, 30]]


@dataclass(frozen=True, slots=True)
class Drafted:
    """Seconds of the processor to draft, to look for changes and to pay; peak memory in MB."""

    drafting: float
    looking: float
    paying: float
    peak: float


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return one line: seconds of the processor for `rows` statements, their floor, and memory.

    Teams of up to 5,000 people have a plan each, that pays by days; what it owes for a month is
    drafted in a commit for each plan, in a process of its own.
    """
    with database.fresh("statements") as url:
        tell("hiring people")
        _found(url, folder, rows)
        tell("drafting")
        found = _apart(_draft, url, folder)
        count = _count(url, folder)
    with database.fresh("bare_statements") as url:
        tell("inserting as many rows")
        plans = _found(url, folder, rows)
        bare = _apart(_insert, url, folder, plans)
    if count != rows:
        raise RuntimeError(f"{count:,} of {rows:,} statements were drafted")
    return (
        f"statements, {database.name}: {rows:,} drafted in {found.drafting:.1f} s of the processor "
        f"(aim ≤ {LONGEST}) against {bare:.2f} s to insert as many rows, ratio "
        f"{found.drafting / bare:.2f}; peak memory {found.peak:.0f} MB (aim ≤ {MOST_MEMORY}); "
        f"looking for changes {found.looking:.2f} s a plan, paying all {found.paying:.1f} s"
    )


def _found(url: str, folder: Path, rows: int) -> list[int]:
    """Make a company of `rows` people on teams with a plan and a number; return the plans."""
    app = create_app(settings_for(url, folder))
    with app.app_context():
        db.create_all()
        db.session.add(Company(id=1, name="Bright", zone="UTC", created_at=NOW))
        writer = Person(name="Hugo Head")
        db.session.add(writer)
        db.session.flush()
        measure = measures.define_measure(
            "Handle time", writer, unit="min", direction="down", voice="internal", now=NOW
        )
        budget = budgets.make_budget("Bonus", "EUR", writer, amount=10**11, key="b", now=NOW)
        made = list[IncentivePlan]()
        for number, first in enumerate(range(0, rows, ON_A_TEAM)):
            team = Team(name=f"Team {number}")
            _hire(team, range(first, min(rows, first + ON_A_TEAM)))
            terms = PlanTerms(
                shape="threshold",
                unit="EUR",
                steps=[[6.0, 5000]],
                every="month",
                pays="members",
                budget=budget,
            )
            words = {"name": "Quick", "pays": "50 €", "since": APRIL.since}
            made.append(IncentivePlan(team=team, measure=measure, terms=terms, **words))
            db.session.add(made[-1])
            db.session.flush()
            values = {team.id: 5.5}
            measures.enter_readings(
                measure, writer, starts_on=date(2026, 4, 13), values=values, now=NOW
            )
        db.session.commit()
        found = [each.id for each in made]
        db.engine.dispose()
    return found


def _hire(team: Team, numbers: range) -> None:
    """Let people be on a team, each fourth of them from a day within the month on."""
    for number in numbers:
        since = date(2026, 4, 5) if number % 4 == 0 else date(2025, 1, 6)
        person = Person(name=f"Person {number}")
        person.memberships.append(Membership(team=team, since=since))
        db.session.add(person)
    db.session.flush()


def _apart(act: Any, *arguments: Any) -> Any:
    """Do something in a process of its own, and return what it found."""
    context = multiprocessing.get_context("spawn")
    found = context.Queue()
    process = context.Process(target=act, args=(*arguments, found))
    process.start()
    told = found.get()
    process.join()
    return told


def _draft(url: str, folder: Path, found: Any) -> None:
    app = create_app(settings_for(url, folder))
    with app.app_context():
        began = time.process_time()
        for plan_id in db.session.scalars(db.select(IncentivePlan.id)).all():
            actions.draft(db.session.get_one(IncentivePlan, plan_id), APRIL, now=NOW)
            db.session.commit()
        drafting = time.process_time() - began
        peak = peak_of(os.getpid())
        began = time.process_time()
        first = db.session.scalars(db.select(Settlement)).all()[0]
        has_changed(first, queries.workings_of(first.id))
        looking = time.process_time() - began
        began = time.process_time()
        writer = db.session.scalars(db.select(Person).order_by(Person.id)).all()[0]
        for settlement in db.session.scalars(db.select(Settlement)).all():
            actions.approve(settlement, writer, now=NOW)
            actions.pay(settlement, writer, now=NOW)
            db.session.commit()
        found.put(Drafted(drafting, looking, time.process_time() - began, peak))
        db.engine.dispose()


def _insert(url: str, folder: Path, plans: list[int], found: Any) -> None:
    """Insert as many rows as were drafted, a transaction for each plan, over one connection."""
    made = create_engine(url, **engine.options_for(url))
    with made.connect() as connection:
        people = list(connection.scalars(db.select(Membership.person_id)))
        settlements = list[int]()
        for plan_id in plans:
            row = {"plan_id": plan_id, "since": APRIL.since, "until": APRIL.until, "value": 5.5}
            row |= {"n": 1, "budget_left": 0, "drafted_at": NOW, "rounds": 0}
            key = connection.execute(insert(Settlement), row).inserted_primary_key
            settlements.append(int(key[0]) if key else 0)
        connection.commit()
        began = time.process_time()
        for place, settlement_id in enumerate(settlements):
            own = people[place * ON_A_TEAM : (place + 1) * ON_A_TEAM]
            row = {"settlement_id": settlement_id, "is_teams": False, "edition": 1, "days": 26}
            row |= {"amount": 4333, "working": STEPS, "state": "drafted"}
            connection.execute(insert(Statement), [row | {"person_id": each} for each in own])
            connection.commit()
        found.put(time.process_time() - began)
    made.dispose()


def _count(url: str, folder: Path) -> int:
    app = create_app(settings_for(url, folder))
    with app.app_context():
        count = db.session.query(Statement).count()
        db.engine.dispose()
    return count
