"""Two rounds held side by side, where everybody else answers as before: who changed is worked out.

The attacker has all that is published and stored of both rounds, the roster of each, and who
answered; and believes that whoever answered twice said the same. Linear algebra does the rest.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Membership, Person, Team
from cxstaff.pulses import actions, jobs
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import Answer, Invitation, Pulse, PulseRound, RoundResult
from tests.cast import NOW, SINCE

KEYS = ("teei-mission", "enps")
SIZES = {"Blau": 7, "Rot": 9, "Grün": 6}
Sum = tuple[frozenset[int], float]  # who is in it, and what they said added up
Weakened = Callable[[], AbstractContextManager[Any]]


@dataclass
class Two:
    """Two rounds of the same teams, days apart; `truth` is what everybody thinks, by question."""

    rounds: list[PulseRound]
    truth: dict[tuple[int, str], int]
    changed: list[int]


def play(hr: Person, above: Team, change: str, days: int, weakened: Weakened = nullcontext) -> Two:
    """Ask twice; between the rounds one person joins, leaves, moves or misses the first."""
    people = {name: team_of(above, name, size) for name, size in SIZES.items()}
    everybody = [person for team in people.values() for person in team]
    draw = random.Random(4)
    pulse = _pulse(hr, above)
    newcomer = hire(people["Blau"][0].memberships[0].team, "Newcomer")
    who = newcomer if change == "joins" else people["Blau"][0]
    truth = {(each.id, key): draw.randint(1, 7) for each in [*everybody, newcomer] for key in KEYS}
    if change == "joins":
        newcomer.memberships[0].since = (NOW + timedelta(days=1)).date()
    answering = [each for each in everybody if not (change == "returns" and each is who)]
    with weakened():
        first = _round(pulse, answering, truth, NOW)
        _change(who, people, change)
        here = [*everybody, newcomer] if change == "joins" else everybody
        here = [each for each in here if not (change == "leaves" and each is who)]
        later = NOW + timedelta(days=days)
        second = _round(pulse, here, truth, later)
    return Two([first, second], truth, [who.id])


def told_of_one(found: Two) -> dict[tuple[str, int], float]:
    """Return what is worked out of single people: by question and person, their answer."""
    return {
        (key, person): value
        for key in KEYS
        for person, value in solved([each for r in found.rounds for each in sums(r, key)]).items()
    }


def solved(told: list[Sum]) -> dict[int, float]:
    """Find what combination of all told sums is about one person alone, and what it says."""
    sets, totals = [people for people, _ in told], [total for _, total in told]
    everybody = sorted(set().union(*sets)) if sets else []
    matrix = np.array([[float(who in people) for who in everybody] for people in sets])
    found = {}
    for n, who in enumerate(everybody):
        wanted = np.eye(len(everybody))[n]
        by, *_ = np.linalg.lstsq(matrix.T, wanted, rcond=None)
        if np.allclose(matrix.T @ by, wanted, atol=1e-6):
            found[who] = float(by @ np.array(totals))
    return found


def sums(round_: PulseRound, key: str) -> list[Sum]:
    """Put all published means and stored answers of a question as sums over people."""
    question = next(each for each in round_.questions if each.key == key)
    team_of = dict(
        db.session.execute(
            db.select(Invitation.person_id, Invitation.team_id).where(
                Invitation.round_id == round_.id, Invitation.has_answered
            )
        ).all()
    )
    parents = dict(db.session.execute(db.select(Team.id, Team.parent_id)).all())
    found = []
    kept = defaultdict(list)
    for group, value in db.session.execute(
        db.select(Answer.group_id, Answer.value).where(Answer.question_id == question.id)
    ):
        kept[group].append(value)
    named = {group for group in kept if group is not None}
    for group, values in kept.items():
        people = {who for who, team in team_of.items() if _cell(team, named, parents) == group}
        if len(people) == len(values):
            found.append((frozenset(people), float(sum(values))))
    told = db.session.scalars(
        db.select(RoundResult).where(
            RoundResult.round_id == round_.id, RoundResult.subject == f"question:{key}"
        )
    )
    lowest, width = (0, 10) if key == "enps" else (1, 6)
    for row in told:
        people = {
            who
            for who, team in team_of.items()
            if row.team_id is None or _is_below(team, row.team_id, parents)
        }
        if len(people) == row.n:
            found.append((frozenset(people), row.n * (lowest + row.mean / 100 * width)))
    return found


def _cell(team: int | None, named: set[int], parents: dict[int, int | None]) -> int | None:
    while team is not None and team not in named:
        team = parents[team]
    return team


def _is_below(team: int | None, above: int, parents: dict[int, int | None]) -> bool:
    while team is not None and team != above:
        team = parents[team]
    return team == above


def _round(
    pulse: Pulse, people: list[Person], truth: dict[tuple[int, str], int], at: datetime
) -> PulseRound:
    made = actions.open_round(pulse, now=at)
    db.session.commit()
    for person in people:
        actions.answer(
            hold_respondent(made.id, person.id),
            {k: truth[person.id, k] for k in KEYS},
            None,
            now=at,
        )
    db.session.commit()
    after = made.closes_at + timedelta(minutes=1)
    with clock.frozen(after):
        jobs.close_rounds([made.id], now=after)
    db.session.expire_all()
    return made


def _change(who: Person, people: dict[str, list[Person]], change: str) -> None:
    day = (NOW + timedelta(days=1)).date()
    mine = who.memberships[0]
    if change in {"leaves", "moves"}:
        mine.until = day
    if change == "moves":
        other = people["Rot"][0].memberships[0].team
        who.memberships.append(Membership(team=other, since=day))
    if change == "leaves":
        who.left_on = day
    db.session.commit()


def _pulse(hr: Person, above: Team) -> Pulse:
    plan = actions.AskingPlan("Often", [above], KEYS, 1, 3, 11, NOW)
    made = actions.plan(plan, hr)
    db.session.commit()
    return made


def team_of(above: Team, name: str, size: int) -> list[Person]:
    team = Team(name=name, parent=above)
    db.session.add(team)
    people = [_person(team, f"{name} {n}") for n in range(size)]
    db.session.add_all(people)
    db.session.commit()
    return people


def hire(team: Team, name: str) -> Person:
    person = _person(team, name)
    db.session.add(person)
    db.session.commit()
    return person


def _person(team: Team, name: str) -> Person:
    return Person(
        name=name,
        email=f"{name.replace(' ', '')}@bright.example".lower(),
        memberships=[Membership(team=team, since=SINCE)],
    )
