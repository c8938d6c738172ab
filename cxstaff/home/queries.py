"""What waits for a person: the parts of the home page, each for those it concerns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from cxstaff.customers import queries as customers
from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.customers.praise import Praised, newest_praise
from cxstaff.customers.queries import Remark, Wanted
from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.people.models import Person, Team
from cxstaff.pulses import queries as pulses
from cxstaff.pulses.answering.queries.mine import given_up_for
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.queries import Participation, SeriesPoint, Waiting
from cxstaff.pulses.results.queries import coverage
from cxstaff.pulses.results.queries.comparison import Compared, indexes_since
from cxstaff.pulses.scoring.scoring import Interval, interval
from cxstaff.recognition import queries as recognition
from cxstaff.recognition.lately.page import LatelyCard
from cxstaff.recognition.lately.queries import Asked, not_lately
from cxstaff.recognition.models import Thanks
from cxstaff.recognition.rules.queries import Chosen

WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)
LISTED, REMARKS, TEAMS, ROUNDS_COMPARED = 3, 3, 6, 2
UNHAPPY = (1, 2)
SOME_WORDS, MOST_LOOKED_AT = 5, 25
SHOWN_OUTCOMES = ("csat", "nps", "resolved", "waiting")


@dataclass(frozen=True, slots=True)
class TeamCard:
    """A person's own team: how many are on it and who leads it."""

    team: Team
    size: int
    leads: Sequence[str]


@dataclass(frozen=True, slots=True)
class Mine:
    """What concerns everybody: open rounds, thanks, the own team, words of its customers.

    `given_up` are rounds they were asked in that lately turned out to have no result.

    `hears_all` says that the words are those of all teams' customers; leads hear their teams'.
    """

    waiting: Sequence[Waiting]
    thanks: Sequence[Thanks]
    thanks_total: int
    team: TeamCard | None
    remarks: Sequence[Remark]
    hears_all: bool
    given_up: Sequence[PulseRound] = ()

    @property
    def next_round(self) -> Waiting | None:
        """Return the open round to answer first."""
        return next((each for each in self.waiting if not each.has_answered), None)

    @property
    def has_more_thanks(self) -> bool:
        """Say whether they were thanked more often than is listed."""
        return self.thanks_total > len(self.thanks)


@dataclass(frozen=True, slots=True)
class Feeling:
    """A team's last published engagement and its pulse; `is_hidden` where too few answered.

    `since` is how it moved since the round before that put the same questions, None without one.
    """

    team: Team
    point: SeriesPoint | None
    is_hidden: bool
    pulse: str = ""
    since: Compared | None = None

    @property
    def interval(self) -> Interval | None:
        """Return where the mean of everybody asked lies, None where nobody can tell."""
        told = self.point
        return interval(told.mean, told.variance, told.n, told.invited) if told else None

    @property
    def is_everybody(self) -> bool:
        """Say whether everybody asked has answered, which leaves nothing open."""
        return self.point is not None and self.point.n >= self.point.invited


@dataclass(frozen=True, slots=True)
class Led:
    """What concerns a lead: each team's last pulse, somebody to thank for a happy customer, others.

    `team_ids` are the teams they lead and all below.
    """

    feelings: Sequence[Feeling]
    more_teams: int
    praise: Remark | None
    lately: LatelyCard
    team_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Month:
    """One outcome in a month and in the month before, each with its interval."""

    key: str
    label: Any
    unit: str
    decimals: int
    now: Estimate
    before: Estimate | None


@dataclass(frozen=True, slots=True)
class Customers:
    """What concerns CX: imports under way or in need of care, and how the month compares."""

    running: int
    quarantined: int
    starts_on: date | None
    outcomes: Sequence[Month]


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that needs an operator: what it is, what to do, and the page where to do it.

    `place` are the numbers that the page's address holds.
    """

    tone: str
    title: str
    cure: str
    endpoint: str | None = None
    place: dict[str, int] = field(default_factory=dict)


def mine(
    person: Person, now: datetime, today: date, led_ids: Collection[int], *, hears_all: bool
) -> Mine:
    """Return what concerns a person as one of all; some hear the customers of every team.

    `led_ids` are the teams they lead and all below.
    """
    thanks = recognition.thanks_received(person.id, now - WEEK, now + timedelta(seconds=1))
    team_id = people.team_id_of(person, today)
    own = [team_id] if team_id is not None else []
    near = {*led_ids, *(own if set(own) <= set(led_ids) else people.team_ids_below(own))}
    heard = None if hears_all else near
    remarks = customers.remarks_for(heard, 1, size=REMARKS).items if hears_all or near else []
    team = _card(own[0], today) if own else None
    waiting = pulses.open_rounds_for(person, now)
    given_up = given_up_for(person, now - FORTNIGHT)
    return Mine(waiting, thanks[:LISTED], len(thanks), team, remarks, hears_all, given_up)


def led(person: Person, now: datetime, today: date, rules: Chosen) -> Led:
    """Return what concerns a lead: the teams they lead, then those below; of many the first few."""
    ids = people.led_team_ids(person, today)
    below = people.team_ids_below(ids)
    own_first = (Team.id.in_(ids).desc(), Team.name)
    open_ = select(Team).where(Team.id.in_(below), Team.closed_on.is_(None))
    query = open_.order_by(*own_first).limit(TEAMS)
    teams = list(db.session.scalars(query))
    more = len(below) - len(teams)
    asked = Asked(below, person.id, rules.lately, now, today)
    lately = LatelyCard(not_lately(asked, LISTED), rules.lately_weeks)
    return Led(_feelings(teams), more, _praise(person, below, now), lately, frozenset(below))


def rounds(now: datetime) -> list[tuple[PulseRound, Participation | None]]:
    """Return the open rounds and how many have taken part so far."""
    found = pulses.open_rounds(now)
    taken = pulses.participation_in([each.id for each in found], now)
    return [(each, taken.get(each.id)) for each in found[:TEAMS]]


def unhappy(today: date) -> Sequence[Remark]:
    """Return the newest remarks of unhappy customers of the last seven days, for CX."""
    wanted = Wanted(csat=UNHAPPY, since=today - WEEK)
    return customers.remarks_for(None, 1, wanted, size=REMARKS).items


def customers_now(today: date) -> Customers:
    """Return what concerns CX; the month is the last one with interactions."""
    running = select(func.count()).where(
        ImportRun.state.in_([ImportState.QUEUED, ImportState.RUNNING, ImportState.TAKING_BACK])
    )
    quarantined = select(func.coalesce(func.sum(ImportRun.quarantined), 0)).where(
        ImportRun.state != ImportState.TAKEN_BACK
    )
    newest = customers.last_day()
    return Customers(
        running=db.session.scalar(running) or 0,
        quarantined=db.session.scalar(quarantined) or 0,
        starts_on=newest.replace(day=1) if newest else None,
        outcomes=_months(min(newest, today).replace(day=1)) if newest else [],
    )


def _feelings(teams: Sequence[Team]) -> list[Feeling]:
    points = [(team, pulses.latest_of_team(team.id)) for team in teams]
    round_ids = {point.round_id for _, point in points if point}
    names = coverage.names_of(round_ids) if round_ids else {}
    since = _since([point for _, point in points if point])
    return [
        Feeling(team, point, False, names[point.round_id], since.get((point.round_id, team.id)))
        if point
        else Feeling(team, None, pulses.was_asked(team.id))
        for team, point in points
    ]


def _since(points: Sequence[SeriesPoint]) -> dict[tuple[int, int | None], Compared]:
    """Return how teams moved in the newest rounds among their last, by round and team."""
    newest = sorted({(each.closes_at, each.round_id) for each in points}, reverse=True)
    found: dict[tuple[int, int | None], Compared] = {}
    for _at, round_id in newest[:ROUNDS_COMPARED]:
        ids = [each.team_id for each in points if each.round_id == round_id]
        compared = indexes_since(db.session.get_one(PulseRound, round_id), ids)
        found |= {(round_id, team_id): each for team_id, each in compared.items()}
    return found


def _praise(person: Person, team_ids: Collection[int], now: datetime) -> Remark | None:
    """Return the newest happy remark of some length about somebody else, or else the newest."""
    whose = Praised(team_ids=team_ids)
    newest = newest_praise(whose, now - FORTNIGHT, now, MOST_LOOKED_AT)
    happy = [each for each in newest if each.handler_id != person.id]
    told = (each for each in happy if len(each.text.split()) >= SOME_WORDS)
    return next(told, happy[0] if happy else None)


def _months(starts_on: date) -> list[Month]:
    before = (starts_on - timedelta(days=1)).replace(day=1)
    after = (starts_on + timedelta(days=31)).replace(day=1)
    this = customers.outcomes_of(None, starts_on, after)
    last = customers.outcomes_of(None, before, starts_on)
    return [
        Month(
            key, OUTCOMES[key].label, OUTCOMES[key].unit, OUTCOMES[key].decimals, found, last[key]
        )
        for key in SHOWN_OUTCOMES
        if (found := this[key]) is not None
    ]


def _card(team_id: int, today: date) -> TeamCard:
    members = people.members_of([team_id], today).order_by(None).subquery()
    size = db.session.scalar(select(func.count()).select_from(members)) or 0
    leads = [lead.name for lead in people.leads_of(team_id, today)]
    return TeamCard(db.session.get_one(Team, team_id), size, leads)
