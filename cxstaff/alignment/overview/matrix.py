"""On which days of a year each kind of lever held for teams, by measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cxstaff.alignment.tree import PlacedTeam, TeamTree
from cxstaff.date_range import DateRange
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures import queries as catalogue
from cxstaff.measures.models import LeverKind, Measure
from cxstaff.recognition.models import Celebration

HeldOn = tuple[int, Measure, LeverKind]
"""A team, a measure and a kind of lever."""


@dataclass(frozen=True, slots=True)
class LeverMatrix:
    """When each kind of lever held for some teams on each measure, in a window of days.

    The spans of `days` do not touch each other, the first comes first.
    """

    teams: Sequence[PlacedTeam]
    measures: Sequence[Measure]
    window: DateRange
    days: Mapping[HeldOn, Sequence[DateRange]]


def lever_matrix(
    teams: Sequence[PlacedTeam], tree: TeamTree, since: date, until: date
) -> LeverMatrix:
    """Return when levers held for teams on the days of [since, until), in three statements."""
    window, found = DateRange(since, until), dict[HeldOn, list[DateRange]]()
    for key, span in _spans(teams, tree, window):
        if span.meets(window):
            cut = DateRange(max(span.since, since), min(span.until or until, until))
            found.setdefault(key, []).append(cut)
    days = {key: joined_spans(spans) for key, spans in found.items()}
    measures = {measure for _, measure, _ in days}
    named = sorted(measures, key=lambda each: each.name.casefold())
    return LeverMatrix(teams, named, window, days)


def joined_spans(spans: Sequence[DateRange]) -> list[DateRange]:
    """Join spans with an end that touch or overlap: two levers on one day are one day."""
    found = list[DateRange]()
    for each in sorted(spans, key=lambda one: one.since):
        last = found[-1].until if found else None
        if last is not None and each.since <= last:
            each = DateRange(found.pop().since, max(last, each.until or last))
        found.append(each)
    return found


def _spans(
    teams: Sequence[PlacedTeam], tree: TeamTree, window: DateRange
) -> Iterator[tuple[HeldOn, DateRange]]:
    ids = {each.id for each in teams}
    closed = {each.id: each.closed_on for each in teams if each.closed_on is not None}
    for each in catalogue.target_spells_of_teams(ids, tree.parents, closed):
        yield (each.team_id, each.target.measure, LeverKind.MEASURED), each.span
    for plan in catalogue.levers_of_teams_since(IncentivePlan, ids, window.since):
        yield (plan.team_id or 0, plan.measure, LeverKind.INCENTED), plan.span
    for habit in catalogue.levers_of_teams_since(Celebration, ids, window.since):
        yield (habit.team_id or 0, habit.measure, LeverKind.CELEBRATED), habit.span
