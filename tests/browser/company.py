"""A company that has worked with the product for a while, made through the features' actions."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from cxstaff import clock
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records import loading
from cxstaff.db import db
from cxstaff.people.models import Membership, Person, Team
from cxstaff.pulses import actions as pulses
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import Pulse, PulseRound
from tests.cast import NOW, ZONE
from tests.pulses.rounds import KEYS, everybody, hire

Work = Callable[..., None]
MONTHS = [
    datetime(year, month, 4, 10, tzinfo=UTC)
    for year, month in ((2025, 11), (2025, 12), (2026, 1), (2026, 2))
]
MORE_TEAMS = ("Gold", "Green", "Grey", "Rose", "Sand")
SAID = [None, None, "Solved at once, thank you!", "I had to ring three times.", "Very kind."]
COMMENTS = [None, "More time for hard cases, please.", "<b>Better</b> headsets."]


def asked_and_answered(actor: Person, audience: Team, work: Work) -> Pulse:
    """Ask a department four times, four weeks apart; all but one person answer each time."""
    dice = random.Random(7)
    plan = pulses.AskingPlan("How is work?", [audience], KEYS, 0, 7, 11, MONTHS[0])
    pulse = pulses.plan(plan, actor)
    team_ids = db.select(Team.id).where(Team.parent_id == audience.id)
    teams = db.session.scalars(db.select(Team).where(Team.id.in_(team_ids))).all()
    asked = [person for team in teams for person in everybody(team)]
    for opens_at in MONTHS:
        round_ = _open(pulse, opens_at)
        for person in asked[1:]:
            numbers = {key: dice.randint(3, 7) for key in KEYS if key != "comment"}
            asked_now = hold_respondent(round_.id, person.id)
            pulses.answer(asked_now, numbers, dice.choice(COMMENTS), now=opens_at)
        work("pulses.close_ended", opens_at + timedelta(days=7, hours=1))
        db.session.expire_all()
    return pulse


def grow(service: Team) -> None:
    """Add five teams of six to a department, enough for a comparison to be drawn."""
    for name in MORE_TEAMS:
        team = Team(name=name, parent=service)
        db.session.add(team)
        hire(team, 6)


def heard(number: int = 600) -> None:
    """Bring in what customers said since November, about everybody who handles contacts."""
    dice = random.Random(8)
    query = db.select(Person.id).join(Membership).join(Team).where(Team.parent_id.is_not(None))
    handlers = list(db.session.scalars(query.order_by(Person.id)))
    loading.load("desk", [_contact(f"c{n}", handlers, dice) for n in range(number)], now=NOW)
    db.session.commit()


def _open(pulse: Pulse, now: datetime) -> PulseRound:
    with clock.frozen(now):
        return pulses.open_round(pulse, now=now)


def _contact(reference: str, handlers: list[int], dice: random.Random) -> Contact:
    moment = NOW - timedelta(hours=dice.randint(1, 24 * 140))
    csat = dice.choice([None, 1, 3, 4, 5, 5])
    return Contact(
        reference,
        moment,
        clock.local_day(moment, ZONE),
        handler=dice.choice(handlers),
        channel=dice.choice(["Phone", "Chat", "E-mail"]),
        reason=dice.choice(["Delivery", "Invoice"]),
        handling_seconds=dice.randint(60, 900),
        is_resolved=dice.random() < 0.8,
        csat=csat,
        nps=dice.randint(0, 10) if csat else None,
        remark=dice.choice(SAID) if csat else None,
    )
