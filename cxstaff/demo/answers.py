"""A year of made-up pulses: planned, opened, answered and closed the way real ones are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Table, select, update

from cxstaff import clock, engine
from cxstaff.db import db
from cxstaff.demo import calibration, names, words
from cxstaff.demo.roster import Roster
from cxstaff.demo.world import SEED, World
from cxstaff.people.models import Person
from cxstaff.pulses import actions, bank, box
from cxstaff.pulses.models import Invitation, Pulse, PulseRound, Scale, SealedAnswer

EVERY_WEEKS, OPEN_DAYS, OPENS_HOUR = 4, 7, 9
ROUNDS = 13
OPENED_DAYS_AGO = 2
ANSWERED_SO_FAR = 0.35
ASKED = (
    "teei-mission",
    "teei-asked",
    "teei-tools",
    "enps",
    "recognition-noticed",
    "comment",
)
QUESTION_SPREAD = 9.0  # index points by which one answer of a person differs from another
ITEM_SHIFTS = {"teei-mission": 6.0, "enps": 12.0, "recognition-noticed": -8.0}


@dataclass(frozen=True, slots=True)
class Mood:
    """How each person feels: `own` in index points about their team, by person id."""

    own: dict[int, float]
    team: dict[int, int]


def plan(world: World, roster: Roster) -> Pulse:
    """Plan the company's pulse, due to open thirteen rounds ago."""
    first = world.today - timedelta(days=OPENED_DAYS_AGO + 7 * EVERY_WEEKS * (ROUNDS - 1))
    what = actions.Plan(
        name="How is work going?",
        audience=(),
        keys=ASKED,
        every_weeks=EVERY_WEEKS,
        open_days=OPEN_DAYS,
        opens_hour=OPENS_HOUR,
        first_opens_at=clock.at(first, time(OPENS_HOUR), names.ZONE),
    )
    return actions.plan(what, roster.hr)


def openings(pulse: Pulse, now: datetime) -> Iterator[datetime]:
    """Yield the moments at which rounds open until `now`; the plan moves on with each."""
    while pulse.next_opens_at is not None and pulse.next_opens_at <= now:
        yield pulse.next_opens_at


def moods(roster: Roster) -> Mood:
    """Give every person on a team a lasting mood of their own."""
    dice = np.random.default_rng(SEED + 3)
    team: dict[int, int] = {}
    own: dict[int, float] = {}
    for number, (lead, members) in enumerate(zip(roster.leads, roster.members, strict=True)):
        for person in [lead, *members]:
            team[person.id] = number
            own[person.id] = float(dice.normal(0, calibration.ENGAGEMENT_PERSON_SPREAD))
    return Mood(own, team)


def fill(round_: PulseRound, world: World, mood: Mood, *, is_last: bool) -> None:
    """Seal the answers of those who answer; the last round is still open, so fewer have."""
    dice = np.random.default_rng([SEED, 4, round_.opens_at.toordinal()])
    month = world.month_of(clock.local_day(round_.opens_at, names.ZONE))
    share = ANSWERED_SO_FAR if is_last else calibration.ANSWERS_SHARE
    asked = db.session.scalars(
        select(Invitation.person_id)
        .join(Person)
        .where(Invitation.round_id == round_.id, Person.password_hash.is_(None))
        .order_by(Invitation.person_id)
    ).all()
    answering = [person for person in asked if dice.random() < share]
    rows = [
        (
            round_.id,
            person,
            box.seal(_sheet(world, mood, person, month, dice), round_.public_key, round_.id),
        )
        for person in answering
    ]
    _put(round_, rows)


def _sheet(
    world: World, mood: Mood, person: int, month: int, dice: np.random.Generator
) -> box.Sheet:
    team = mood.team.get(person)
    level = calibration.ENGAGEMENT_MEAN if team is None else world.engagement[team, month]
    feeling = level + mood.own.get(person, 0.0)
    questions = [q for q in bank.in_order(ASKED) if q.scale is not Scale.TEXT]
    noise: NDArray[np.float64] = dice.normal(0, QUESTION_SPREAD, len(questions))
    numbers = {
        question.key: _answer(
            question.scale, feeling + float(off) + ITEM_SHIFTS.get(question.key, 0.0)
        )
        for question, off in zip(questions, noise, strict=True)
    }
    says = dice.random() < calibration.COMMENT_SHARE
    return box.Sheet(numbers, str(dice.choice(words.PULSE_COMMENTS)) if says else None)


def _answer(scale: Scale, feeling: float) -> int:
    """Put a feeling of 0–100 on a scale."""
    width = scale.highest - scale.lowest
    return scale.lowest + min(width, max(0, round(width * feeling / 100)))


def _put(round_: PulseRound, rows: list[tuple[int, int, bytes]]) -> None:
    table = SealedAnswer.__table__
    assert isinstance(table, Table)  # noqa: S101 – every model of ours is one table
    engine.insert_rows(db.session(), table, ("round_id", "person_id", "envelope"), rows)
    answered = [person for _, person, _ in rows]
    mine = (Invitation.round_id == round_.id, Invitation.person_id.in_(answered))
    db.session.execute(update(Invitation).where(*mine).values(has_answered=True))
