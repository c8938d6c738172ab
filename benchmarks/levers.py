"""A made-up company of any size with levers, and five years of numbers behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

import numpy as np
from sqlalchemy import func, insert, select

from cxstaff.clock import monday_of
from cxstaff.customers.models import SUMS, Channel, ChannelTotal, Total
from cxstaff.db import Model, db
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.actions.totals import recount_all
from cxstaff.measures.models import Measure, Reading, Target
from cxstaff.people.models import Company, Leadership, Membership, Person, Role, RoleGrant, Team
from cxstaff.pulses.models import Invitation, Pulse, PulseRound, RoundQuestion, RoundResult
from cxstaff.recognition.models import Celebration, Thanks
from cxstaff.versions import count_changes

YEARS, WEEKS, MONTHS, DAYS = 5, 260, 60, 60
CHANNELS = 5
DEPARTMENT, PEOPLE, THANKED = 10, 2, 4
"""Teams of a department, it included; people and public thanks of each team."""
SEED, AT_ONCE = 2026, 20_000
ZONE, HR_EMAIL = "Europe/Berlin", "hr@measured.example"
ENTERED = (("Minutes", "week"), ("Solved", "week"), ("Waiting", "month"), ("Checked", "month"))
"""What is entered, and how often."""


def found(teams: int, today: date, tell: Callable[[str], None]) -> int:
    """Make a company of so many teams; return the id of its HR."""
    dice = np.random.default_rng(SEED)
    now = datetime(today.year, today.month, today.day, tzinfo=UTC)
    db.session.add(Company(id=1, name="Measured", zone=ZONE, created_at=now))
    hr = Person(name="Ines", email=HR_EMAIL, grants=[RoleGrant(role=Role.HR.value)])
    db.session.add(hr)
    tell("teams and their levers")
    ids, tops = _teams(teams)
    people = _people(ids, today)
    measures = _measures()
    _levers(ids, tops, measures, today)
    tell("readings, sums and results of five years")
    _write(Reading, _readings(ids, measures, today, dice))
    recount_all()
    _write(Total, _totals(ids, today, dice))
    _channels()
    _write(Thanks, _thanks(ids, people, measures, now))
    _rounds(ids, people, now, dice)
    count_changes(db.session(), ["customers.sums", "measures.readings", "pulses.results"])
    db.session.commit()
    return hr.id


def _teams(count: int) -> tuple[list[int], list[int]]:
    """Insert teams, each tenth a department of the nine after it; return all ids and those."""
    tops = list[Team]()
    every = list[Team]()
    for number in range(count):
        is_top = number % DEPARTMENT == 0
        parent = None if is_top else tops[-1]
        team = Team(name=f"Team {number + 1:05}", parent=parent)
        every.append(team)
        if is_top:
            tops.append(team)
    db.session.add_all(every)
    db.session.flush()
    return [each.id for each in every], [each.id for each in tops]


def _people(teams: list[int], today: date) -> list[int]:
    """Insert a lead and somebody else of each team; return their ids, a team after the other."""
    every = [Person(name=f"Person {number}") for number in range(PEOPLE * len(teams))]
    db.session.add_all(every)
    db.session.flush()
    since = today - timedelta(days=365 * YEARS)
    place = [(each.id, teams[number // PEOPLE]) for number, each in enumerate(every)]
    _write(
        Membership,
        ({"person_id": who, "team_id": team, "since": since} for who, team in place),
    )
    _write(
        Leadership,
        ({"person_id": who, "team_id": t, "since": since} for who, t in place[::PEOPLE]),
    )
    return [who for who, _team in place]


def _measures() -> dict[str, Measure]:
    told = {"unit": "/ 5", "direction": "up", "voice": "customer", "source": "outcome"}
    heard = Measure(name="Satisfaction", outcome="csat", **told)
    mood = Measure(
        name="Mood", unit="points", direction="up", voice="employee", source="pulse",
        subject="index", frequency="month",
    )  # fmt: skip
    entered = [
        Measure(
            name=name, unit="", direction="up", voice="internal", source="readings",
            frequency=often, guard=heard,
        )
        for name, often in ENTERED
    ]  # fmt: skip
    db.session.add_all([heard, mood, *entered])
    db.session.flush()
    return {each.name: each for each in (heard, mood, *entered)}


def _levers(teams: list[int], tops: list[int], known: dict[str, Measure], today: date) -> None:
    """Insert targets of departments, and of each team a target, a plan and a celebration."""
    since = today - timedelta(days=200)
    heard, solved, minutes = (known[name].id for name in ("Satisfaction", "Solved", "Minutes"))
    asked = [(team, measure) for team in tops for measure in (heard, known["Mood"].id)]
    asked += [(team, solved) for team in teams]
    _write(
        Target,
        ({"team_id": t, "measure_id": m, "level": 4.0, "since": since} for t, m in asked),
    )
    paid = {"measure_id": minutes, "since": since, "name": "Bonus", "pays": "2 € a call"}
    _write(IncentivePlan, ({"team_id": each, **paid} for each in teams[::2]))
    cake = {"measure_id": heard, "since": since, "name": "Cake", "occasion": "Each Friday"}
    _write(Celebration, ({"team_id": each, **cake} for each in teams))


def _readings(
    teams: list[int], known: dict[str, Measure], today: date, dice: np.random.Generator
) -> Iterator[dict[str, Any]]:
    weeks, months = _starts(today)
    for name, often in ENTERED:
        days = weeks if often == "week" else months
        for team in teams:
            for day, value in zip(days, dice.normal(50, 5, len(days)).tolist(), strict=True):
                yield {
                    "measure_id": known[name].id,
                    "team_id": team,
                    "starts_on": day,
                    "value": value,
                }


def _totals(teams: list[int], today: date, dice: np.random.Generator) -> Iterator[dict[str, Any]]:
    weeks, months = _starts(today)
    days = [today - timedelta(days=back) for back in range(DAYS)]
    for grain, starts, times in (("day", days, 1), ("week", weeks, 7), ("month", months, 30)):
        for team in teams:
            for day, good in zip(starts, dice.integers(4, 9, len(starts)).tolist(), strict=True):
                yield {
                    "grain": grain,
                    "team_id": team,
                    "starts_on": day,
                    "interactions": 20 * times,
                    "csat_n": 10 * times,
                    "csat_sum": (30 + 2 * good) * times,
                    "csat_squares": (90 + 16 * good) * times,
                }


def _channels() -> None:
    """Add the totals of all teams up by channel: all came by the first, as many rows for each."""
    known = [Channel(name=f"Channel {number}") for number in range(CHANNELS)]
    db.session.add_all(known)
    db.session.flush()
    for number, each in enumerate(known):
        sums = [(0 if number else 1) * func.sum(getattr(Total, name)) for name in SUMS]
        query = select(Total.grain, each.id, Total.starts_on, *sums)
        query = query.group_by(Total.grain, Total.starts_on)
        names = ("grain", "channel_id", "starts_on", *SUMS)
        db.session.execute(insert(ChannelTotal).from_select(names, query))


def _thanks(
    teams: list[int], people: list[int], known: dict[str, Measure], now: datetime
) -> Iterator[dict[str, Any]]:
    for number, team in enumerate(teams):
        giver, receiver = people[PEOPLE * number : PEOPLE * (number + 1)]
        for day in range(THANKED):
            yield {
                "giver_id": giver,
                "receiver_id": receiver,
                "team_id": team,
                "measure_id": known["Solved"].id,
                "message": f"Well done {day}",
                "given_at": now - timedelta(days=20 * day + 1),
            }


def _rounds(teams: list[int], people: list[int], now: datetime, dice: np.random.Generator) -> None:
    """Publish a round of each month; the roster of the newest alone is kept."""
    pulse = Pulse(name="Measured", every_weeks=4, open_days=7, opens_hour=9)
    for number in range(1, MONTHS + 1):
        opens_at = now - timedelta(days=30 * (MONTHS - number) + 12)
        over = opens_at + timedelta(days=7)
        question = RoundQuestion(
            position=1, key="teei-mission", wording="I understand the mission.", scale="agree-7",
            driver="engagement", instrument="teei", source="Temkin",
        )  # fmt: skip
        round_ = PulseRound(
            pulse=pulse, number=number, opens_at=opens_at, closes_at=over, public_key=b"",
            opened_box_at=over, closed_at=over, questions=[question],
        )  # fmt: skip
        db.session.add(round_)
        db.session.flush()
        told = {"round_id": round_.id, "subject": "index", "invited": 12, "n": 9}
        told |= {"variance": 200.0, "favourable": 0.6}
        means = dice.normal(65, 5, len(teams)).tolist()
        _write(
            RoundResult,
            ({"team_id": t, "mean": m, **told} for t, m in zip(teams, means, strict=True)),
        )
    _write(
        Invitation,
        (
            {
                "round_id": round_.id,
                "person_id": who,
                "team_id": teams[place // PEOPLE],
                "group_id": teams[place // PEOPLE],
                "turn": 0,
                "opens_at": opens_at,
                "has_answered": True,
            }
            for place, who in enumerate(people)
        ),
    )


def _starts(today: date) -> tuple[list[date], list[date]]:
    """Return the first days of the weeks and months of five years, the newest first."""
    monday, number = monday_of(today), 12 * today.year + today.month - 1
    weeks = [monday - timedelta(weeks=back) for back in range(WEEKS)]
    months = [date((number - b) // 12, (number - b) % 12 + 1, 1) for b in range(MONTHS)]
    return weeks, months


def _write(model: type[Model], rows: Iterator[dict[str, Any]]) -> None:
    while some := list(islice(rows, AT_ONCE)):
        db.session.execute(insert(model), some)
