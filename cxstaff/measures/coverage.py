"""Which teams have a number of a measure at all in some periods: without working any number out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from cxstaff.clock import local_day, start_of
from cxstaff.customers import sums_over_time
from cxstaff.customers.models import Grain
from cxstaff.customers.sums_over_time import Summed
from cxstaff.db import db
from cxstaff.measures.inheritance import Parents, path_up
from cxstaff.measures.models import Measure, Reading, Source
from cxstaff.measures.values import GRAINS
from cxstaff.people.queries import get_company
from cxstaff.periods import CalendarPeriod, period_of
from cxstaff.pulses.results.queries import over_time

Periods = Mapping[Measure, Sequence[CalendarPeriod]]
"""Consecutive periods of each measure, the oldest first."""


def numbered_teams(asked: Periods, parents: Parents) -> dict[int, set[int]]:
    """Return the teams that have a number of a measure in any of its periods, by measure id.

    With the teams below them; one that is hidden to protect people is a number too. However many
    teams and measures there are, the database is asked the same few times.
    """
    above = {each: [t for t in path_up(each, parents) if t is not None] for each in parents}
    found = defaultdict[int, set[int]](set)
    for measure_id, team_id in (*_counted(asked, above), *_entered(asked), *_asked(asked, parents)):
        found[measure_id].update(above.get(team_id, ()))
    return found


def _counted(asked: Periods, above: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Give measures that are customer outcomes with the teams that have one, those above too."""
    wanted = {each: periods for each, periods in asked.items() if each.outcome}
    by_grain = defaultdict[Grain, list[Measure]](list)
    for each in wanted:
        by_grain[GRAINS[each.read_by]].append(each)
    for grain, measures in by_grain.items():
        keys = {each.outcome for each in measures if each.outcome}
        span = _span(wanted[each] for each in measures)
        sums = sums_over_time.by_team_and_start(grain, *span, keys)
        for each in measures:
            for team_id in _by_period(each, wanted[each], sums, above):
                yield each.id, team_id


def _by_period(
    measure: Measure,
    periods: Sequence[CalendarPeriod],
    sums: Mapping[tuple[int, date], Summed],
    above: Mapping[int, Sequence[int]],
) -> Iterator[int]:
    """Give the teams of which the sums of one period, with those below, make a number."""
    together = defaultdict[tuple[int, int], list[Summed]](list)
    for (team_id, day), each in sums.items():
        place = period_of(day, measure.read_by).number - periods[0].number
        if 0 <= place < len(periods):
            for team in above.get(team_id, ()):
                together[team, place].append(each)
    known = set[int]()
    for (team_id, _), several in together.items():
        if team_id not in known and sums_over_time.together(several).outcome(measure.outcome or ""):
            known.add(team_id)
            yield team_id


def _entered(asked: Periods) -> Iterator[tuple[int, int]]:
    """Give measures that are entered with the teams that have a reading of one of the periods."""
    days = {
        each.id: {period.first_day for period in periods}
        for each, periods in asked.items()
        if each.is_entered
    }
    if not days:
        return
    query = select(Reading.measure_id, Reading.team_id, Reading.starts_on).where(
        Reading.measure_id.in_(days),
        Reading.starts_on >= min(day for own in days.values() for day in own),
    )
    for measure_id, team_id, day in db.session.execute(query):
        if day in days[measure_id]:
            yield measure_id, team_id


def _asked(asked: Periods, teams: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give measures that pulses tell with the teams that were asked in one of the periods."""
    wanted = {each: periods for each, periods in asked.items() if each.source == Source.PULSE}
    if not wanted:
        return
    zone, (since, until) = get_company().zone, _span(wanted.values())
    moments = start_of(since, zone), start_of(until, zone)
    subjects = {each.subject or "" for each in wanted}
    for subject, team_id, opens_at in over_time.asked(subjects, list(teams), *moments):
        day = local_day(opens_at, zone)
        for each, periods in wanted.items():
            is_then = each.subject == subject and any(p.days.holds(day) for p in periods)
            if is_then and team_id is not None:
                yield each.id, team_id


def _span(every: Iterable[Sequence[CalendarPeriod]]) -> tuple[date, date]:
    ends = [(periods[0].first_day, periods[-1].until) for periods in every]
    return min(each[0] for each in ends), max(each[1] for each in ends)
