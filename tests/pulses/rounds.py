"""Rounds to play with: the whole Service department is asked, and people answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Membership, Person, Team
from cxstaff.pulses import actions, jobs
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import Pulse, PulseRound, SealedAnswer
from tests.cast import NOW, SINCE

KEYS = ("teei-mission", "teei-asked", "teei-tools", "enps", "voice-safe", "comment")
OTHER_KEYS = ("recognition-noticed", "comment")  # of a second round for the same people
LATER = NOW + timedelta(days=7, minutes=1)


def a_pulse(actor: Person, audience: Team | None = None, **changes: object) -> Pulse:
    """Plan a pulse whose first round is due now."""
    plan = {
        "name": "Monthly pulse",
        "audience": [audience] if audience else [],
        "keys": KEYS,
        "every_weeks": 4,
        "open_days": 7,
        "opens_hour": 11,
        "first_opens_at": NOW,
    } | changes
    pulse = actions.plan(actions.AskingPlan(**plan), actor)
    db.session.commit()
    return pulse


def a_round(
    actor: Person, audience: Team | None = None, now: datetime = NOW, **changes: object
) -> PulseRound:
    """Open a round now."""
    pulse = a_pulse(actor, audience, **{"first_opens_at": now} | changes)
    round_ = actions.open_round(pulse, now=now)
    db.session.commit()
    return round_


def everybody(team: Team) -> list[Person]:
    """Return the people of one team, by name."""
    query = db.select(Person).join(Membership).where(Membership.team_id == team.id)
    return list(db.session.scalars(query.order_by(Person.name)))


def answer(round_: PulseRound, people: Iterable[Person], value: int = 6, words: str | None = None):
    """Let people answer every question alike, the eNPS with 9."""
    numbers = {"teei-mission": value, "teei-asked": value, "teei-tools": value, "voice-safe": value}
    for person in people:
        actions.answer(
            hold_respondent(round_.id, person.id), {**numbers, "enps": 9}, words, now=NOW
        )
    db.session.commit()


def answer_otherwise(round_: PulseRound, people: Iterable[Person]) -> None:
    """Let people answer a round that asks `OTHER_KEYS`."""
    for person in people:
        actions.answer(
            hold_respondent(round_.id, person.id), {"recognition-noticed": 5}, None, now=NOW
        )
    db.session.commit()


def answers_in_boxes() -> list[SealedAnswer]:
    """Return what was answered to all open rounds, sealed; not the places that say nothing."""
    query = db.select(SealedAnswer).where(SealedAnswer.has_answered)
    return list(db.session.scalars(query.order_by(SealedAnswer.person_id)))


def hire(team: Team, number: int) -> list[Person]:
    """Add people to a team."""
    new = [
        Person(
            name=f"{team.name} {n}",
            email=f"{team.name}{n}@bright.example".lower(),
            memberships=[Membership(team=team, since=SINCE)],
        )
        for n in range(number)
    ]
    db.session.add_all(new)
    db.session.commit()
    return new


def close(round_: PulseRound, now: datetime = LATER) -> None:
    """Close a round a week later."""
    round_id = round_.id
    db.session.commit()
    with clock.frozen(now):
        jobs.close_rounds([round_id], now=now)
    db.session.expire_all()
