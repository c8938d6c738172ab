"""A made-up contact centre: forty teams of thirty, and a year of contacts in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import insert, select

from cxstaff.customers.reading.contact import Contact
from cxstaff.db import db
from cxstaff.people.models import Company, Membership, Person, Role, RoleGrant, Team
from cxstaff.pulses.models import Invitation, Pulse, PulseRound, RoundHalf, RoundResult

TEAMS, TEAM_SIZE = 40, 30
SEED = 2025
FIRST, DAYS = datetime(2025, 1, 1, tzinfo=UTC), 365
AT_ONCE = 10_000
MONTHS, SUBJECTS = 12, ("index", "enps", "teei", "driver:voice", "driver:tools")
ZONE, HR_EMAIL = "Europe/Berlin", "hr@measured.example"
CHANNELS = {"Phone": 0.79, "Call back": 0.17, "E-mail": 0.04}
REASONS = {
    "Return": 0.50,
    "Order status": 0.27,
    "Refund": 0.06,
    "Product question": 0.05,
    "Payment": 0.04,
    "Cancellation": 0.03,
    "Account": 0.04,
    "Something else": 0.01,
}
SCORES = {1: 0.130, 2: 0.013, 3: 0.029, 4: 0.133, 5: 0.695}
REMARKS = (
    *[None] * 6,
    "Quick and friendly, thank you",
    "I had to explain everything twice, and the parcel still has not come",
    "Good",
)


def found() -> None:
    """Make the company: every handler a year in one team, and somebody from HR."""
    db.session.add(Company(id=1, name="Measured", zone=ZONE, created_at=FIRST))
    hr = Person(name="Ines", email=HR_EMAIL, grants=[RoleGrant(role=Role.HR.value)])
    db.session.add(hr)
    for number in range(TEAMS):
        team = Team(name=f"Team {number + 1}")
        for place in range(TEAM_SIZE):
            person = Person(name=handler_named(number * TEAM_SIZE + place))
            person.memberships.append(Membership(team=team, since=date(2024, 1, 1)))
            db.session.add(person)
    db.session.commit()


def handler_named(number: int) -> str:
    """Return the name of a handler, counted from 0."""
    return f"Handler {number + 1}"


def contacts(count: int) -> Iterator[list[Contact]]:
    """Yield `count` contacts, ten thousand at a time; every one left a score, a third a remark."""
    dice = np.random.default_rng(SEED)
    moments = np.sort(dice.integers(0, DAYS * 86_400 - 7_200, count))
    for start in range(0, count, AT_ONCE):
        yield _some(start, moments[start : start + AT_ONCE].tolist(), dice)


def hr() -> Person:
    """Return who opens the comparison."""
    return db.session.scalars(select(Person).where(Person.email == HR_EMAIL)).one()


def publish_rounds() -> None:
    """Publish a round of every month, in which two thirds of each team answered."""
    pulse = Pulse(name="Measured", every_weeks=4, open_days=7, opens_hour=9)
    rounds = [_round(pulse, month) for month in range(1, MONTHS + 1)]
    db.session.add_all(rounds)
    db.session.flush()
    dice = np.random.default_rng(SEED)
    teams = list(db.session.scalars(select(Team.id)))
    members = db.session.execute(select(Membership.person_id, Membership.team_id)).all()
    for model, rows in (
        (Invitation, [_invited(each, *one) for each in rounds for one in members]),
        (RoundHalf, [_halves(each, team, dice) for each in rounds for team in teams]),
        (
            RoundResult,
            [
                _result(each, team, subject, dice)
                for each in rounds
                for team in teams
                for subject in SUBJECTS
            ],
        ),
    ):
        db.session.execute(insert(model), rows)
    db.session.commit()


def _round(pulse: Pulse, month: int) -> PulseRound:
    opens_at = datetime(FIRST.year, month, 6, 8, tzinfo=UTC)
    over = opens_at + timedelta(days=7)
    return PulseRound(
        pulse=pulse,
        number=month,
        opens_at=opens_at,
        closes_at=over,
        public_key=b"",
        opened_box_at=over,
        closed_at=over,
    )


def _invited(round_: PulseRound, person: int, team: int) -> dict[str, Any]:
    return {
        "round_id": round_.id,
        "person_id": person,
        "team_id": team,
        "group_id": team,
        "turn": 0,
        "opens_at": round_.opens_at,
        "has_answered": person % 3 > 0,
    }


def _halves(round_: PulseRound, team: int, dice: np.random.Generator) -> dict[str, Any]:
    means = dice.normal(66, 6, 2).tolist()
    return {
        "round_id": round_.id,
        "team_id": team,
        "subject": "index",
        "first_n": TEAM_SIZE // 3,
        "first_mean": means[0],
        "second_n": TEAM_SIZE // 3,
        "second_mean": means[1],
    }


def _result(
    round_: PulseRound, team: int, subject: str, dice: np.random.Generator
) -> dict[str, Any]:
    return {
        "round_id": round_.id,
        "team_id": team,
        "subject": subject,
        "invited": TEAM_SIZE,
        "n": 2 * TEAM_SIZE // 3,
        "mean": float(dice.normal(66, 6)),
        "variance": 225.0,
        "favourable": 0.6,
    }


def _some(start: int, moments: list[int], dice: np.random.Generator) -> list[Contact]:
    count = len(moments)
    drawn = zip(
        moments,
        dice.integers(0, TEAMS * TEAM_SIZE, count).tolist(),
        _picked(CHANNELS, count, dice),
        _picked(REASONS, count, dice),
        dice.integers(30, 7_200, count).tolist(),
        _picked(SCORES, count, dice),
        dice.integers(0, len(REMARKS), count).tolist(),
        strict=True,
    )
    return [
        _contact(f"{SEED:04x}-{number:08x}-{number * 2_654_435_761 % 2**32:08x}", *one)
        for number, one in enumerate(drawn, start)
    ]


def _contact(
    reference: str,
    second: int,
    handler: int,
    channel: str,
    reason: str,
    wait: int,
    csat: int,
    remark: int,
) -> Contact:
    happened_at = FIRST + timedelta(seconds=second)
    return Contact(
        reference=reference,
        happened_at=happened_at,
        day=happened_at.date(),
        handler=handler_named(handler),
        channel=channel,
        reason=reason,
        responded_at=happened_at + timedelta(seconds=wait),
        given_at=happened_at + timedelta(hours=2),
        csat=csat,
        remark=REMARKS[remark],
    )


def _picked(shares: dict, count: int, dice: np.random.Generator) -> list:  # type: ignore[type-arg]
    values, weights = list(shares), np.array(list(shares.values()))
    return [values[place] for place in dice.choice(len(values), count, p=weights / weights.sum())]
