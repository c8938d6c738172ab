"""A company that was asked: teams of twelve, an open round, and everybody's answers in the box."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sqlalchemy import insert, select

from cxstaff import clock, engine
from cxstaff.db import db
from cxstaff.people.models import Company, Membership, Person, RoleGrant, Team
from cxstaff.pulses import actions
from cxstaff.pulses.models import PulseRound, SealedAnswer
from cxstaff.pulses.sealing import box

TEAM_SIZE = 12
KEYS = ("teei-mission", "teei-asked", "teei-tools", "enps", "recognition-noticed", "comment")
SEED = 11
DIFFERENT = 2_000  # envelopes that are sealed; they are used again and again
WORDS_SHARE = 0.2


def found(people: int, teams_in_each: int = 10) -> None:
    """Insert `people` in teams of twelve, ten of them below a department; the first is HR."""
    now = clock.now()
    since = (now - timedelta(days=400)).date()
    db.session.add(Company(id=1, name="Measured", zone="Europe/Berlin", created_at=now))
    teams = -(-people // TEAM_SIZE)
    departments = [Team(name=f"Department {n}") for n in range(-(-teams // teams_in_each))]
    db.session.add_all(departments)
    db.session.flush()
    above = [department.id for department in departments]
    first = len(above) + 1
    db.session.execute(
        insert(Team),
        [{"name": f"Team {n}", "parent_id": above[n // teams_in_each]} for n in range(teams)],
    )
    db.session.execute(
        insert(Person),
        [{"name": f"Person {n}", "email": f"p{n}@measured.example"} for n in range(people)],
    )
    everybody = db.session.scalars(select(Person.id).order_by(Person.id)).all()
    db.session.execute(
        insert(Membership),
        [
            {"person_id": each, "team_id": first + n // TEAM_SIZE, "since": since}
            for n, each in enumerate(everybody)
        ],
    )
    db.session.add(RoleGrant(person_id=everybody[0], role="hr"))
    db.session.commit()


def open_round(now: datetime, keys: tuple[str, ...] = KEYS) -> PulseRound:
    """Ask everybody at `now`; return the round, committed."""
    hr = db.session.scalars(select(Person).order_by(Person.id).limit(1)).one()
    plan = actions.AskingPlan("Measured", (), keys, 0, 7, 9, now)
    round_ = actions.open_round(actions.plan(plan, hr), now=now)
    db.session.commit()
    return round_


def fill(round_: PulseRound) -> None:
    """Put an answer of everybody asked into the box, and end the round."""
    dice = random.Random(SEED)
    envelopes = [
        box.seal(_submission(round_, dice), round_.public_key, round_.id) for _ in range(DIFFERENT)
    ]
    table = engine.table_of(SealedAnswer)
    mine = table.c.round_id == round_.id
    asked = db.session.scalars(select(table.c.person_id).where(mine).order_by(table.c.person_id))
    rows = [
        (round_.id, person, True, False, envelopes[n % DIFFERENT])
        for n, person in enumerate(asked.all())
    ]
    db.session.execute(table.delete().where(mine))
    columns = ("round_id", "person_id", "has_answered", "is_disputed", "envelope")
    engine.insert_rows(db.session(), table, columns, rows)
    round_.closes_at = round_.opens_at + timedelta(days=7)
    db.session.commit()


def _submission(round_: PulseRound, dice: random.Random) -> box.Submission:
    numbers = {
        question.key: dice.choice(question.numbers)
        for question in round_.questions
        if question.numbers
    }
    says = dice.random() < WORDS_SHARE
    return box.Submission(numbers, "Better headsets, please." if says else None)
