"""A year of made-up pulses: planned, opened, answered and closed the way real ones are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import numpy as np
from sqlalchemy import bindparam, select, update

from cxstaff import clock, engine
from cxstaff.db import db
from cxstaff.demo import calibration, names, words
from cxstaff.demo.roster import DemoRoster
from cxstaff.demo.world import SEED, World
from cxstaff.people.models import Person
from cxstaff.pulses import actions
from cxstaff.pulses.models import (
    Driver,
    Invitation,
    Pulse,
    PulseRound,
    RoundQuestion,
    Scale,
    SealedAnswer,
)
from cxstaff.pulses.sealing import box
from cxstaff.pulses.threads import codes

OPENS_HOUR = 9
OPENED_DAYS_AGO = 2
ANSWERED_SO_FAR = 0.35
QUESTION_SPREAD = 9.0  # index points by which one answer of a person differs from another
DRIVER_SPREAD = 7.0  # index points by which a team's view of a driver differs from its engagement
KEEPS_CODE = 0.4  # of those who write a comment
ITEM_SHIFTS = {"teei-mission": 6.0, "enps": 12.0}
DRIVER_SHIFTS = {"recognition": -8.0, "belonging": 7.0, "workload": -6.0, "manager": 5.0}


@dataclass(frozen=True, slots=True)
class Asking:
    """A pulse of the demonstration: how often it was asked, and what."""

    name: str
    every_weeks: int
    open_days: int
    rounds: int
    keys: tuple[str, ...]


MONTHLY = Asking(
    "How is work going?",
    every_weeks=4,
    open_days=7,
    rounds=13,
    keys=(
        "teei-mission",
        "teei-asked",
        "teei-tools",
        *("recognition-noticed", "clarity-expected", "tools-work", "growth-learnt"),
        *("voice-safe", "workload-carry", "manager-helps", "belonging-team"),
        *("recognition-fair", "clarity-why", "tools-answers", "growth-ahead"),
        *("voice-change", "workload-rest", "manager-fair", "belonging-self"),
        "comment",
    ),
)
QUARTERLY = Asking(
    "Would you recommend us?", every_weeks=13, open_days=10, rounds=4, keys=("enps",)
)


@dataclass(frozen=True, slots=True)
class Mood:
    """How each person feels: `own` in index points about their team, by person id.

    `drivers` hold by how much each team's view of each driver differs from its engagement.
    """

    own: dict[int, float]
    team: dict[int, int]
    drivers: dict[tuple[int | None, str], float]


def plan(asking: Asking, keys: Sequence[str], world: World, roster: DemoRoster) -> Pulse:
    """Plan a pulse that is due to open so many rounds ago; the last is open now."""
    weeks = asking.every_weeks * (asking.rounds - 1)
    first = world.today - timedelta(days=OPENED_DAYS_AGO + 7 * weeks)
    what = actions.AskingPlan(
        name=asking.name,
        audience=(),
        keys=keys,
        every_weeks=asking.every_weeks,
        open_days=asking.open_days,
        opens_hour=OPENS_HOUR,
        first_opens_at=clock.at(first, time(OPENS_HOUR), names.ZONE),
    )
    return actions.plan(what, roster.hr)


def openings(pulse: Pulse, now: datetime) -> Iterator[datetime]:
    """Yield the moments at which rounds open until `now`; the plan moves on with each."""
    while pulse.next_opens_at is not None and pulse.next_opens_at <= now:
        yield pulse.next_opens_at


def moods(roster: DemoRoster) -> Mood:
    """Give every person on a team a lasting mood of their own."""
    dice = np.random.default_rng(SEED + 3)
    team: dict[int, int] = {}
    own: dict[int, float] = {}
    for number, (lead, members) in enumerate(zip(roster.leads, roster.members, strict=True)):
        for person in [lead, *members]:
            team[person.id] = number
            own[person.id] = float(dice.normal(0, calibration.ENGAGEMENT_PERSON_SPREAD))
    drivers: dict[tuple[int | None, str], float] = {
        (number, driver.value): float(dice.normal(0, DRIVER_SPREAD))
        for number in range(len(roster.teams))
        for driver in Driver
        if driver is not Driver.ENGAGEMENT
    }
    return Mood(own, team, drivers)


def fill(round_: PulseRound, world: World, mood: Mood, *, is_last: bool) -> None:
    """Seal the answers of those who answer; the last round is still open, so fewer have."""
    dice = np.random.default_rng([SEED, 4, round_.opens_at.toordinal(), round_.pulse_id])
    month = world.month_of(clock.local_day(round_.opens_at, names.ZONE))
    share = ANSWERED_SO_FAR if is_last else calibration.ANSWERS_SHARE
    asked = db.session.execute(
        select(Invitation.person_id, Invitation.turn)
        .join(Person)
        .where(Invitation.round_id == round_.id, Person.password_hash.is_(None))
        .order_by(Invitation.person_id)
    ).all()
    answering = [(person, turn) for person, turn in asked if dice.random() < share]
    rows = [
        (
            round_.id,
            person,
            box.seal(
                _sheet(_Writer(person, turn, month), round_, world, mood, dice),
                round_.public_key,
                round_.id,
            ),
        )
        for person, turn in answering
    ]
    _put(round_, rows)


@dataclass(frozen=True, slots=True)
class _Writer:
    person: int
    turn: int
    month: int


def _sheet(
    who: _Writer, round_: PulseRound, world: World, mood: Mood, dice: np.random.Generator
) -> box.Submission:
    team = mood.team.get(who.person)
    level = calibration.ENGAGEMENT_MEAN if team is None else world.engagement[team, who.month]
    feeling = level + mood.own.get(who.person, 0.0)
    seen = [question for question in round_.questions if question.is_for(who.turn)]
    numbers = {
        question.key: _answer(
            question,
            feeling
            + float(dice.normal(0, QUESTION_SPREAD))
            + ITEM_SHIFTS.get(question.key, 0.0)
            + DRIVER_SHIFTS.get(question.driver or "", 0.0)
            + mood.drivers.get((team, question.driver or ""), 0.0),
        )
        for question in seen
        if question.numbers
    }
    asks_words = any(question.scale == Scale.TEXT for question in seen)
    says = asks_words and dice.random() < calibration.COMMENT_SHARE
    if not says:
        return box.Submission(numbers, None)
    keeps_code = dice.random() < KEEPS_CODE
    thread = codes.digest_of(codes.new_code()).hex() if keeps_code else None
    return box.Submission(numbers, str(dice.choice(words.PULSE_COMMENTS)), thread)


def _answer(question: RoundQuestion, feeling: float) -> int:
    """Put a feeling of 0–100 among the answers of a question."""
    lowest, highest = question.numbers[0], question.numbers[-1]
    width = highest - lowest
    return lowest + min(width, max(0, round(width * feeling / 100)))


def _put(round_: PulseRound, rows: list[tuple[int, int, bytes]]) -> None:
    """Put envelopes where those lie that say nothing."""
    table = engine.table_of(SealedAnswer)
    place = (table.c.round_id == bindparam("of_round"), table.c.person_id == bindparam("by_person"))
    put = update(table).where(*place).values(has_answered=True, envelope=bindparam("sealed"))
    names = "of_round", "by_person", "sealed"
    if rows:
        db.session.execute(put, [dict(zip(names, row, strict=True)) for row in rows])
