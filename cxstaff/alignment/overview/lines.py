"""What an overview tells of some teams: levers, numbers and findings, in constant statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cxstaff.alignment.audit.gathering import thanked_within
from cxstaff.alignment.overview import kept
from cxstaff.alignment.overview.kept import TeamMessages
from cxstaff.alignment.queries import PulseResult, leads_of_teams
from cxstaff.alignment.sides import Sides
from cxstaff.alignment.tree import PlacedTeam, TeamTree
from cxstaff.customers import sums_over_time
from cxstaff.customers.outcomes import Estimate
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures import queries as catalogue
from cxstaff.pulses.results.queries.latest import latest_of_teams, teams_ever_asked
from cxstaff.pulses.scoring.scoring import interval
from cxstaff.recognition.models import Celebration
from cxstaff.recognition.queries import public_thanks_by_team

PERIOD = timedelta(days=28)
"""How far back customers are heard, as on the page of a team."""


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One team: its levers of today, thanks by measure, how customers and its people answer.

    Customers are those of the team and of the teams below it; thanks too. `pulse` is None for
    those who may not see it.
    """

    team: PlacedTeam
    above: Sequence[str]
    leads: Sequence[str]
    sides: Sides
    thanks: Mapping[int, int]
    messages: TeamMessages
    heard: Estimate | None
    pulse: PulseResult | None


def overview_of(
    teams: Sequence[PlacedTeam],
    tree: TeamTree,
    outcome: str,
    shown: Collection[int],
    today: date,
) -> list[OverviewLine]:
    """Return what is told of teams, in their order; customers answer by `outcome`.

    `shown` are the teams whose pulses the reader may see.
    """
    ids = [each.id for each in teams]
    below = {each: tree.below([each]) for each in ids}
    sides, leads = sides_of_teams(teams, tree, today), leads_of_teams(ids, today)
    messages, thanks = kept.messages_of(ids, today), _thanks(below, today)
    heard, pulses = _heard(below, outcome, today), _pulses(below, shown)
    return [
        OverviewLine(
            team=each,
            above=tree.above(each),
            leads=leads.get(each.id, []),
            sides=sides[each.id],
            thanks=thanks[each.id],
            messages=messages.get(each.id, kept.NO_MESSAGES),
            heard=heard[each.id],
            pulse=pulses.get(each.id),
        )
        for each in teams
    ]


def sides_of_teams(teams: Sequence[PlacedTeam], tree: TeamTree, today: date) -> dict[int, Sides]:
    """Return what teams are measured, incented and celebrated on today, by team."""
    ids = [each.id for each in teams]
    closed = {each.id for each in teams if each.closed_on is not None and each.closed_on <= today}
    targets = catalogue.targets_of_teams(ids, tree.parents, closed, today)
    plans = catalogue.levers_of_teams(IncentivePlan, ids, today)
    habits = catalogue.levers_of_teams(Celebration, ids, today)
    return {each: Sides(targets[each], plans.get(each, []), habits.get(each, [])) for each in ids}


def _thanks(below: Mapping[int, Sequence[int]], today: date) -> dict[int, Counter[int]]:
    """Count public thanks of 90 days by measure, of each team with those below it."""
    every = {each for group in below.values() for each in group}
    counts = public_thanks_by_team(*thanked_within(today), every)
    found = dict[int, Counter[int]]()
    for team_id, group in below.items():
        found[team_id] = Counter()
        for each in group:
            found[team_id].update(counts.get(each, {}))
    return found


def _heard(
    below: Mapping[int, Sequence[int]], outcome: str, today: date
) -> dict[int, Estimate | None]:
    every = {each for group in below.values() for each in group}
    sums = sums_over_time.by_team_in_pieces(every, today - PERIOD, today, [outcome])
    return {
        team_id: sums_over_time.together(
            piece for each in group for piece in sums.get(each, ())
        ).outcome(outcome)
        for team_id, group in below.items()
    }


def _pulses(below: Mapping[int, Sequence[int]], shown: Collection[int]) -> dict[int, PulseResult]:
    """Return the newest engagement index of each team that may be shown, or why there is none."""
    ids = [each for each in below if each in shown]
    points = latest_of_teams(ids)
    without = {each: below[each] for each in ids if each not in points}
    every = {each for group in without.values() for each in group}
    asked = teams_ever_asked(every) if every else set()
    found = {each: PulseResult(None, None, not asked.isdisjoint(without[each])) for each in without}
    for team_id, point in points.items():
        reach = interval(point.mean, point.variance, point.n, point.invited)
        found[team_id] = PulseResult(point, reach, False)
    return found
