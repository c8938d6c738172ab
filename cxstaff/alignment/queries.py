"""Questions about teams across features: their tree, their levers over time, their pulse."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import literal, select

from cxstaff.alignment.sides import Sides
from cxstaff.alignment.tree import PlacedTeam, TeamTree, in_order
from cxstaff.db import Page, db, page_in
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.models import Lever
from cxstaff.measures.queries import (
    all_levers_of,
    levers_now_and_later,
    targets_ever,
    targets_now_and_later,
)
from cxstaff.people import queries as people
from cxstaff.people.models import Team
from cxstaff.pulses import queries as pulses
from cxstaff.pulses.queries import SeriesPoint
from cxstaff.pulses.results.queries import coverage
from cxstaff.pulses.scoring.scoring import Interval, interval
from cxstaff.recognition.models import Celebration

DEEPEST = 50
"""How many teams can stand above one another: more would be a ring."""


@dataclass(frozen=True, slots=True)
class ListedTeam:
    """A team in a list: the teams above it, its leads, its people and those below it too."""

    team: PlacedTeam
    above: Sequence[str]
    leads: Sequence[str]
    people: int
    people_below: int


@dataclass(frozen=True, slots=True)
class PulseResult:
    """The latest published result of a team and its pulse; without one, whether it is protected."""

    point: SeriesPoint | None
    interval: Interval | None
    is_hidden: bool
    pulse: str = ""


def team_tree() -> TeamTree:
    """Return every team, as it stands, in one statement."""
    rows = db.session.execute(select(Team.id, Team.name, Team.parent_id, Team.closed_on))
    return TeamTree(PlacedTeam(*row) for row in rows)


def teams_below(team: Team, today: date, number: int) -> Page[ListedTeam]:
    """Return page `number` of the open teams right below a team, by name."""
    tree = team_tree()
    below = [each for each in tree.children.get(team.id, []) if each.closed_on is None]
    below.sort(key=in_order)
    return _lines(tree, below, number, today)


def names_above(team: Team) -> list[tuple[int, str]]:
    """Return the teams above a team, the topmost first, as id and name."""
    columns = Team.id, Team.name, Team.parent_id
    path = select(*columns, literal(0).label("steps")).where(Team.id == team.parent_id)
    found = path.cte("above", recursive=True)
    up = select(*columns, found.c.steps + 1).join(found, Team.id == found.c.parent_id)
    rows = found.union_all(up.where(found.c.steps < DEEPEST))
    query = select(rows.c.id, rows.c.name).order_by(rows.c.steps.desc())
    return [(row.id, row.name) for row in db.session.execute(query)]


def sides_of(team_id: int, on: date) -> tuple[Sides, Sides]:
    """Return what a team is measured, incented and celebrated on, on the day `on` and later."""
    now, later = targets_now_and_later(team_id, on)
    plans, plans_later = levers_now_and_later(IncentivePlan, team_id, on)
    celebrated, celebrated_later = levers_now_and_later(Celebration, team_id, on)
    return Sides(now, plans, celebrated), Sides(later, plans_later, celebrated_later)


def history_of(team_id: int, number: int) -> Page[Lever]:
    """Return page `number` of every lever a team has or had, the newest first."""
    every: list[Lever] = [
        *targets_ever(team_id),
        *all_levers_of(IncentivePlan, team_id),
        *all_levers_of(Celebration, team_id),
    ]
    every.sort(key=lambda lever: (lever.since, lever.measure.name), reverse=True)
    return page_in(every, number)


def pulse_of(team_id: int) -> PulseResult:
    """Return a team's latest engagement index with its interval, or why there is none."""
    point = pulses.latest_of_team(team_id)
    if point is None:
        return PulseResult(None, None, pulses.was_asked(team_id))
    reach = interval(point.mean, point.variance, point.n, point.invited)
    return PulseResult(point, reach, False, coverage.names_of([point.round_id])[point.round_id])


def leads_of_teams(team_ids: Collection[int], today: date) -> dict[int, list[str]]:
    """Return the names of those who lead teams today, by team."""
    found = people.leads_by_team(team_ids, today)
    return {team_id: [each.name for each in leads] for team_id, leads in found.items()}


def _lines(
    tree: TeamTree, listed: Sequence[PlacedTeam], number: int, today: date
) -> Page[ListedTeam]:
    page = page_in(listed, number)
    counts = people.count_of_members(today)
    leads = leads_of_teams([each.id for each in page.items], today)
    lines = [
        ListedTeam(
            team,
            tree.above(team),
            leads.get(team.id, []),
            counts.get(team.id, 0),
            sum(counts.get(each, 0) for each in tree.below([team.id])),
        )
        for team in page.items
    ]
    return page.showing(lines)
