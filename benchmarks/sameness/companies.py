"""The companies that are looked at, made into a folder: `… companies NAME FOLDER`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from flask_migrate import upgrade
from sqlalchemy import select

from benchmarks.databases import settings_for
from cxstaff import clock, create_app
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records.loading import load
from cxstaff.db import db
from cxstaff.demo.making import make
from cxstaff.incentives.actions import start_plan
from cxstaff.measures.actions import define_measure, define_outcome_measure, set_target
from cxstaff.measures.models import Reading
from cxstaff.people.models import (
    Company,
    Leadership,
    Membership,
    Person,
    Role,
    RoleGrant,
    Team,
)
from cxstaff.pulses import jobs as pulse_jobs
from cxstaff.pulses.models import Invitation, Pulse, PulseRound, RoundHalf, RoundResult

NOW = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)
DEMO_CONTACTS, DEMO_TEAMS = 30_000, 24
SEED, ZONE, AT_ONCE = 41, "Europe/Berlin", 5_000
SUBJECTS = ("index", "enps", "teei", "driver:voice", "driver:tools", "driver:growth")
CHANNELS, SEGMENTS, REASONS = ("Phone", "Chat", "E-mail"), ("Home", "Firms"), ("Bill", "Fault")
ROLES = {"hr": Role.HR, "cx": Role.CX, "lead": None}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a generated company is made of; a month has `contacts` of each team.

    `link` is how far satisfaction moves for a point of engagement a month before. Where numbers
    are `flat`, nothing varies, teams come and go, and some have one of the two numbers alone.
    """

    teams: int
    months: int
    answers: int
    contacts: int
    link: float
    flat: bool = False


SHAPES = {
    "small": Shape(teams=4, months=6, answers=7, contacts=40, link=0.0),
    "medium": Shape(teams=26, months=14, answers=16, contacts=70, link=0.05),
    "odd": Shape(teams=12, months=9, answers=5, contacts=12, link=0.0, flat=True),
}
ODD_NAMES = ("„Süd“ & <West>", "=1+1", "Müller; Söhne", "東京", "a" * 60)


def make_company(name: str, folder: Path) -> None:
    """Make a company in `folder`: a database, and the files beside it."""
    unfinished = folder.with_suffix(".unfinished")
    os.makedirs(unfinished)
    app = create_app(settings_for(f"sqlite:///{unfinished / 'company.db'}", unfinished))
    with app.app_context(), clock.frozen(NOW):
        upgrade()
        _demonstrate() if name == "demonstration" else _generate(SHAPES[name])
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    unfinished.rename(folder)


def _demonstrate() -> None:
    for step in make(DEMO_TEAMS, DEMO_CONTACTS, NOW):
        db.session.commit()
        if step.ended is not None:
            pulse_jobs.close_rounds([step.ended.id], now=step.ended.closes_at)


def _generate(shape: Shape) -> None:
    dice = np.random.default_rng(SEED)
    db.session.add(Company(id=1, name="Generated", zone=ZONE, created_at=NOW))
    people = {key: _person(key, role) for key, role in ROLES.items()}
    teams = [_team(shape, number) for number in range(shape.teams)]
    db.session.add_all([*people.values(), *teams])
    db.session.flush()
    db.session.add(Leadership(team=teams[0], person=people["lead"], since=date(2024, 1, 1)))
    first = _month(-shape.months)
    swing = dice.normal(0, 8, (shape.teams, shape.months))
    _ask(shape, teams, 62 + 5 * dice.normal(size=(shape.teams, 1)) + swing, dice)
    contacts = _contacts(shape, teams, swing, dice)
    while some := [each for _, each in zip(range(AT_ONCE), contacts, strict=False)]:
        load("Generated", some, now=NOW)
    _give_levers(teams, people["hr"], first, dice)


def _person(key: str, role: Role | None) -> Person:
    grants = [RoleGrant(role=role.value)] if role else []
    return Person(name=key.upper(), email=f"{key}@generated.example", grants=grants)


def _team(shape: Shape, number: int) -> Team:
    odd = shape.flat and number < len(ODD_NAMES)
    team = Team(name=ODD_NAMES[number] if odd else f"Team {number + 1:02}")
    for place in range(shape.answers + 2):
        person = Person(name=f"Handler {number}-{place}")
        person.memberships.append(Membership(team=team, since=date(2024, 1, 1)))
        db.session.add(person)
    return team


def _members(team: Team) -> list[int]:
    query = select(Membership.person_id).where(Membership.team_id == team.id)
    return list(db.session.scalars(query.order_by(Membership.person_id)))


def _ask(
    shape: Shape,
    teams: list[Team],
    scores: np.ndarray,
    dice: np.random.Generator,
) -> None:
    """Publish a round of each month: every subject strays from the index by a little."""
    pulse = Pulse(name="How is work?", every_weeks=4, open_days=7, opens_hour=9)
    for place in range(shape.months):
        opens = datetime.combine(_month(place - shape.months), datetime.min.time(), UTC)
        over = opens + timedelta(days=9)
        times = {"opens_at": opens + timedelta(days=2), "closes_at": over, "closed_at": over}
        own = {"pulse": pulse, "number": place, "public_key": b"", "opened_box_at": over}
        round_ = PulseRound(**times, **own)
        db.session.add(round_)
        db.session.flush()
        for row, team in enumerate(teams):
            if shape.flat and (row == 1 or (row + place) % 5 == 0):
                continue  # no score: a month was skipped, or nobody is ever asked
            for person_id in _members(team):
                asked = {"person_id": person_id, "team_id": team.id, "group_id": team.id}
                window = {"opens_at": opens, "has_answered": True}
                db.session.add(Invitation(round_id=round_.id, **asked, **window))
            mean = 50.0 if shape.flat else float(np.clip(scores[row, place], 5, 95))
            for subject in SUBJECTS:
                _publish(shape, round_, team, subject, mean, dice)


def _publish(
    shape: Shape,
    round_: PulseRound,
    team: Team,
    subject: str,
    mean: float,
    dice: np.random.Generator,
) -> None:
    mean = mean if shape.flat else float(np.clip(mean + 3 * dice.normal(), 1, 99))
    mean = 2 * mean - 100 if subject == "enps" else mean
    own = {"round_id": round_.id, "team_id": team.id, "subject": subject}
    spread = {"variance": 0.0 if shape.flat else 300.0, "favourable": 0.5}
    result = RoundResult(
        **own, **spread, invited=shape.answers + 2, n=shape.answers, mean=round(mean, 2)
    )
    coded = subject == "enps" and mean > 60
    result.coded_low, result.coded_high = (60.0, 100.0) if coded else (None, None)
    db.session.add(result)
    if shape.answers >= 10:
        half = shape.answers // 2
        apart = float(4 * dice.normal())
        means = {"first_mean": mean + apart, "second_mean": mean - apart}
        db.session.add(RoundHalf(**own, **means, first_n=half, second_n=half))


def _contacts(
    shape: Shape, teams: list[Team], swing: np.ndarray, dice: np.random.Generator
) -> Iterator[Contact]:
    stable = 0.15 * dice.normal(size=shape.teams)
    handlers = [_members(team) for team in teams]
    for place in range(shape.months):
        for row in range(shape.teams):
            if shape.flat and row == 2:
                continue  # this team has scores, and no customers
            before = swing[row, place - 1] if place else 0.0
            level = 3.9 + stable[row] + shape.link * before
            for number in range(shape.contacts):
                reference = f"c{place}-{row}-{number}"
                handler = handlers[row][number % len(handlers[row])]
                yield _contact(shape, reference, place, handler, level, dice)


def _contact(
    shape: Shape,
    reference: str,
    place: int,
    handler: int,
    level: float,
    dice: np.random.Generator,
) -> Contact:
    first = datetime.combine(_month(place - shape.months), datetime.min.time(), UTC)
    moment = first + timedelta(minutes=int(dice.integers(60, 27 * 1440)))
    score = 5 if shape.flat else int(np.clip(round(level + 1.2 * dice.normal()), 1, 5))
    is_said = bool(dice.random() < 0.7)
    seconds = 300 if shape.flat else int(dice.integers(60, 1500))
    return Contact(
        reference,
        moment,
        clock.local_day(moment, ZONE),
        handler,
        CHANNELS[int(dice.integers(3))],
        segment=SEGMENTS[int(dice.integers(2))],
        reason=REASONS[int(dice.integers(2))],
        responded_at=moment + timedelta(seconds=seconds // 2),
        handling_seconds=seconds,
        is_resolved=bool(score > 2),
        csat=score if is_said else None,
        nps=min(10, 2 * score) if is_said else None,
        ces=min(7, score + 1) if is_said else None,
    )


def _give_levers(teams: list[Team], hr: Person, first: date, dice: np.random.Generator) -> None:
    """Measure and pay teams, some from the first day on and some from the middle of the year."""
    handling = define_outcome_measure("Handling time", hr, outcome="handling", now=NOW)
    told = define_outcome_measure("Satisfaction", hr, outcome="csat", now=NOW)
    own = define_measure(
        "Calls an hour", hr, unit="calls", direction="up", voice="internal", guard=told, now=NOW
    )
    middle = first + (NOW.date() - first) / 2
    for row, team in enumerate(teams):
        since = first if row % 2 else middle
        measure = (handling, told, own)[row % 3]
        set_target(team, measure, hr, level=4.0, since=since, now=NOW)
        if row % 4 == 0:
            start_plan(team, own, hr, name="Quick", pays="1 € a call", since=middle, now=NOW)
        monday = first - timedelta(days=first.weekday())
        for week in range((NOW.date() - monday).days // 7):
            value = round(float(9 + dice.normal() + (3 if week % 4 == 3 else 0)), 2)
            starts_on = monday + timedelta(weeks=week)
            db.session.add(
                Reading(measure_id=own.id, team_id=team.id, starts_on=starts_on, value=value)
            )


def _month(place: int) -> date:
    """Return the first day of a month, counted from the one in which the clock stands."""
    year, number = divmod(NOW.year * 12 + NOW.month - 1 + place, 12)
    return date(year, number + 1, 1)


if __name__ == "__main__":
    make_company(sys.argv[1], Path(sys.argv[2]))
