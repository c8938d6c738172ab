"""Questions about teams across features: their tree, their levers over time, their pulse."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from cxstaff.alignment.sides import Sides
from cxstaff.db import PAGE_SIZE, Page, db, page_in
from cxstaff.incentives.models import IncentivePlan
from cxstaff.incentives.queries import plans_of
from cxstaff.measures.inheritance import path_up
from cxstaff.measures.models import Lever
from cxstaff.measures.queries import (
    all_levers_of,
    parents,
    targets_ever,
    targets_now_and_later,
    upcoming_levers_of,
)
from cxstaff.people import queries as people
from cxstaff.people.models import Leadership, Person, Team
from cxstaff.pulses import queries as pulses
from cxstaff.pulses.queries import SeriesPoint
from cxstaff.pulses.results.queries import coverage
from cxstaff.pulses.scoring.scoring import Interval, interval
from cxstaff.recognition.models import Celebration
from cxstaff.recognition.queries import celebrations_of


@dataclass(frozen=True, slots=True)
class ListedTeam:
    """A team in the list: the teams above it, its leads, its people and those below it too."""

    team: Team
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


def teams_page(
    seen: Collection[int], words: str, number: int, today: date, size: int = PAGE_SIZE
) -> Page[ListedTeam]:
    """Return page `number` of the teams in `seen`, each below the one it belongs to.

    With `words`, only those whose name, or a name above them, holds them, closed ones too.
    """
    tree = _Tree(people.all_teams())
    found = (team for team in tree.in_order() if team.id in seen and tree.holds(team, words))
    listed = [team for team in found if words or team.closed_on is None]
    return _lines(tree, listed, number, size, today)


def teams_below(team: Team, today: date, number: int) -> Page[ListedTeam]:
    """Return page `number` of the open teams right below a team, by name."""
    tree = _Tree(people.all_teams())
    below = [each for each in tree.children.get(team.id, []) if each.closed_on is None]
    return _lines(tree, below, number, PAGE_SIZE, today)


def names_above(team: Team) -> list[tuple[int, str]]:
    """Return the teams above a team, the topmost first, as id and name."""
    above = [each for each in path_up(team.id, parents()) if each not in (team.id, None)]
    names = people.names_of(db.session.scalars(select(Team).where(Team.id.in_(above))))
    return [(each, names[each]) for each in reversed(above) if each in names]


def sides_of(team_id: int, on: date) -> tuple[Sides, Sides]:
    """Return what a team is measured, incented and celebrated on, on the day `on` and later."""
    now, later = targets_now_and_later(team_id, on)
    to_come = Sides(
        later,
        upcoming_levers_of(IncentivePlan, team_id, on),
        upcoming_levers_of(Celebration, team_id, on),
    )
    return Sides(now, plans_of(team_id, on), celebrations_of(team_id, on)), to_come


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


def _lines(
    tree: _Tree, listed: Sequence[Team], number: int, size: int, today: date
) -> Page[ListedTeam]:
    page = page_in(listed, number, size)
    counts, leads = people.count_of_members(today), _leads_of([t.id for t in page.items], today)
    lines = [
        ListedTeam(
            team,
            tree.above(team),
            leads.get(team.id, []),
            counts.get(team.id, 0),
            sum(counts.get(each, 0) for each in tree.below(team.id)),
        )
        for team in page.items
    ]
    return page.showing(lines)


def _leads_of(team_ids: Sequence[int], today: date) -> dict[int, list[str]]:
    query = (
        select(Leadership.team_id, Person.name)
        .join(Person)
        .where(
            Leadership.team_id.in_(team_ids),
            Leadership.since <= today,
            or_(Leadership.until.is_(None), Leadership.until > today),
            or_(Person.left_on.is_(None), Person.left_on > today),
        )
        .order_by(Person.name)
    )
    found: dict[int, list[str]] = {}
    for team_id, name in db.session.execute(query):
        found.setdefault(team_id, []).append(name)
    return found


class _Tree:
    """Teams as a tree, for walking up and down without asking the database again."""

    def __init__(self, teams: Sequence[Team]) -> None:
        self.by_id = {team.id: team for team in teams}
        self.children: dict[int | None, list[Team]] = {}
        for team in teams:
            self.children.setdefault(team.parent_id, []).append(team)

    def in_order(self) -> list[Team]:
        """Return every team, each right below the one it belongs to, by name."""
        found, waiting = list[Team](), list(reversed(self.children.get(None, [])))
        while waiting:
            team = waiting.pop()
            found.append(team)
            waiting.extend(reversed(self.children.get(team.id, [])))
        return found

    def path(self, team: Team) -> list[Team]:
        """Return the teams from the topmost down to `team`."""
        found = [team]
        while found[-1].parent_id is not None:
            found.append(self.by_id[found[-1].parent_id])
        return found[::-1]

    def above(self, team: Team) -> list[str]:
        """Return the names of the teams above a team, the topmost first."""
        return [each.name for each in self.path(team)[:-1]]

    def below(self, team_id: int) -> list[int]:
        """Return a team's id and those of all teams below it."""
        found = [team_id]
        for each in found:
            found.extend(child.id for child in self.children.get(each, []))
        return found

    def holds(self, team: Team, words: str) -> bool:
        """Say whether a team's name, or one above it, holds `words`."""
        return any(words.lower() in each.name.lower() for each in self.path(team))
