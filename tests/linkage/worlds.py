"""Invented companies with a year of published scores and customers' answers, link or no link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from cxstaff.customers.models import Total
from cxstaff.db import db
from cxstaff.people.models import Team
from cxstaff.pulses.models import Invitation, Pulse, PulseRound, RoundHalf, RoundResult

ANSWERS, CUSTOMERS = 14, 400
FIRST = (2025, 3)


def month(place: int) -> date:
    """The first day of a month, counted from March 2025; the clock stands in number 12."""
    year, number = divmod(FIRST[1] - 1 + place, 12)
    return date(FIRST[0] + year, number + 1, 1)


@dataclass
class World:
    """What the company is made of; change it, then `build` it."""

    teams: int = 14
    months: int = 12
    link: float = 0.0  # points of csat for a point of engagement a month before
    cause: float = 0.0  # what teams' mood and their customers share, month after month
    swing: float = 8.0
    jump: float = 0.0  # what moves every other team for good at half time, its customers after
    halves: bool = True
    subject: str = "index"
    seed: int = 5
    made: list[Team] = field(default_factory=list)
    rounds: list[PulseRound] = field(default_factory=list)

    def build(self) -> "World":
        dice = np.random.default_rng(self.seed)
        stable, shape = dice.normal(size=self.teams), (self.teams, self.months)
        swing = self.swing * dice.normal(size=shape)
        before = np.concatenate([np.zeros((self.teams, 1)), swing[:, :-1]], axis=1)
        scores = 62 + 8 * self.cause * stable[:, None] + swing
        csat = 3.6 + 0.25 * self.cause * stable[:, None] + self.link * before
        csat += 0.05 * dice.normal(size=shape)
        scores[1::2, self.months // 2 :] += 8 * self.jump
        csat[1::2, self.months // 2 + 1 :] += 0.25 * self.jump
        self.made = [Team(name=f"Team {number:02}") for number in range(1, self.teams + 1)]
        db.session.add_all(self.made)
        self.rounds = rounds(self.months)
        for at, team in enumerate(self.made):
            for place, round_ in enumerate(self.rounds):
                self.score(team, round_, float(scores[at, place]), float(dice.normal()))
                said(team, month(place), float(csat[at, place]))
        db.session.commit()
        return self

    def score(self, team: Team, round_: PulseRound, mean: float, apart: float = 0.5) -> None:
        publish(team, round_, mean, subject=self.subject)
        if self.halves:
            sizes = {"first_n": ANSWERS // 2, "second_n": ANSWERS // 2}
            means = {"first_mean": mean + apart, "second_mean": mean - apart}
            own = {"round_id": round_.id, "team_id": team.id, "subject": self.subject}
            db.session.add(RoundHalf(**own, **sizes, **means))


def rounds(months: int, name: str = "How is work") -> list[PulseRound]:
    """A round in each month, opened on the third, closed and published."""
    pulse = Pulse(name=name, every_weeks=4, open_days=5, opens_hour=9)
    db.session.add(pulse)
    db.session.flush()
    made = [round_on(pulse, month(place), place) for place in range(months)]
    db.session.add_all(made)
    db.session.flush()
    return made


def round_on(pulse: Pulse, first: date, number: int = 0) -> PulseRound:
    opens = datetime(first.year, first.month, 3, 8, tzinfo=UTC)
    closes = opens + timedelta(days=5)
    ends = {"closes_at": closes, "opened_box_at": closes, "closed_at": closes}
    own = {"pulse_id": pulse.id, "number": number, "public_key": b"x"}
    return PulseRound(opens_at=opens, **own, **ends)


def numbered(*things: Team | PulseRound | None) -> None:
    """See to it that everything has its number; one flush for each row takes a third of a test."""
    if any(thing is not None and thing.id is None for thing in things):
        db.session.flush()


def publish(
    team: Team | None, round_: PulseRound, mean: float, *, n: int = ANSWERS, subject: str = "index"
) -> None:
    numbered(team, round_)
    db.session.add(
        RoundResult(
            round_id=round_.id,
            team_id=team.id if team else None,
            subject=subject,
            invited=n + 4,
            n=n,
            mean=mean,
            variance=250.0,
            favourable=0.6,
        )
    )


def ask(team: Team, rounds: Sequence[PulseRound], person_id: int) -> None:
    """Put somebody of a team on the roster of rounds."""
    numbered(team, *rounds)
    for round_ in rounds:
        person = {"person_id": person_id, "team_id": team.id, "group_id": None}
        window = {"opens_at": round_.opens_at, "has_answered": True}
        db.session.add(Invitation(round_id=round_.id, **window, **person))


def said(team: Team, first: date, mean: float, n: int = CUSTOMERS, **sums: Any) -> None:
    """Add a month's running sums in which n customers answered with about this mean."""
    numbered(team)
    total = round(n * mean)
    satisfied = round(n * (mean - 1) / 4)
    answers = {"csat_n": n, "csat_sum": total, "csat_squares": round(total**2 / n + 1.2 * n)}
    sums = answers | {"csat_top2": satisfied, "interactions": 2 * n} | sums
    db.session.add(Total(grain="month", team_id=team.id, starts_on=first, **sums))


Build = Callable[..., World]
