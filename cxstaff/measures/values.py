"""The one way to ask for the number of a measure: of a team with those below it, over a period.

A customer outcome comes from running sums with its own interval, a pulse from what was published
alone, entered numbers from readings. What cannot be told says why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import sqrt

from cxstaff.clock import local_day, start_of
from cxstaff.customers import sums_over_time
from cxstaff.customers.models import Grain
from cxstaff.customers.outcomes import Estimate, share
from cxstaff.customers.sums_over_time import Summed
from cxstaff.date_range import DateRange
from cxstaff.measures import queries
from cxstaff.measures.inheritance import Parents
from cxstaff.measures.judging import Absence, Number, mean_of_sums
from cxstaff.measures.models import SHARE, Measure, Source
from cxstaff.measures.queries.readings import NOTHING, ReadingSums
from cxstaff.people.queries import get_company
from cxstaff.periods import CalendarPeriod, Frequency
from cxstaff.pulses.results.queries import over_time
from cxstaff.pulses.results.queries.over_time import PublishedResult

Value = Number | Absence
GRAINS = {
    Frequency.DAY: Grain.DAY,
    Frequency.WEEK: Grain.WEEK,
    Frequency.MONTH: Grain.MONTH,
    Frequency.QUARTER: Grain.MONTH,
}


def value_of(measure: Measure, team_id: int | None, days: DateRange) -> Value:
    """Return the number of a measure for a team with those below it (None: for the company).

    `days` needs an end. Readings count whose period starts within them: of one period they are
    counted in full, of several they make a mean with its t interval; shares with cases are one
    sample (Wilson). Of pulses it is the newest round that opened within them, as published.
    """
    if team_id is None:
        return _of_company(measure, days)
    return values_of(measure, [team_id], days)[team_id]


def find_number(measure: Measure, team_id: int | None, days: DateRange) -> Number | None:
    """Return the same where there is a number; None where it is absent, for whatever reason."""
    found = value_of(measure, team_id, days)
    return found if isinstance(found, Number) else None


def values_of(measure: Measure, team_ids: Collection[int], days: DateRange) -> dict[int, Value]:
    """Return the same for each of several teams, in as many statements as for one."""
    children = queries.parents_to_children()
    below = {each: _below(each, children) for each in team_ids}
    every = {each for group in below.values() for each in group}
    since, until = _ends(days)
    if measure.outcome is not None:
        sums = sums_over_time.by_team(every, since, until)
        return {
            team_id: _of_estimate(_outcome(measure, [sums[t] for t in group if t in sums]))
            for team_id, group in below.items()
        }
    if measure.source == Source.READINGS:
        found = queries.sums_by_team(measure.id, every, since, until)
        by_team = defaultdict[int, dict[date, ReadingSums]](dict)
        for (team_id, starts_on), each in found.items():
            by_team[team_id][starts_on] = each
        return {
            team_id: _of_readings(measure, _merged(by_team[t] for t in group))
            for team_id, group in below.items()
        }
    return _of_pulses(measure, below, every, days)


def series_of(
    wanted: Mapping[Measure, Sequence[CalendarPeriod]],
    team_id: int | None,
    parents: Parents | None = None,
) -> dict[int, list[Value]]:
    """Return the numbers of measures in consecutive periods of their own, by measure id.

    For a team with those below it, or (None) for the company; `parents` are the teams above each,
    where they are known. However many measures there are, the database is asked the same few times.
    """
    below = None
    if team_id is not None:
        tree = queries.parents() if parents is None else parents
        below = _below(team_id, queries.children_of(tree))
    found = _outcomes(wanted, below)
    found |= _entered(wanted, below) | _pulsed(wanted, team_id, below)
    return {each.id: found[each.id] for each in wanted}


def _of_company(measure: Measure, days: DateRange) -> Value:
    since, until = _ends(days)
    if measure.outcome is not None:
        sums = sums_over_time.by_start(None, Grain.DAY, since, until)
        return _of_estimate(_outcome(measure, sums.values()))
    if measure.source == Source.READINGS:
        found = queries.sums_by_period([measure.id], None, since, until)
        return _of_readings(measure, {day: each for (_, day), each in found.items()})
    return _pulse_values([measure], None, None, {measure.id: [days]})[measure.id][0]


def _below(team_id: int, children: Mapping[int, Sequence[int]]) -> list[int]:
    found = [team_id]
    for each in found:
        found.extend(child for child in children.get(each, ()) if child not in found)
    return found


def _ends(days: DateRange) -> tuple[date, date]:
    if days.until is None:
        raise ValueError("a period has an end")
    return days.since, days.until


def _outcomes(
    wanted: Mapping[Measure, Sequence[CalendarPeriod]], below: Collection[int] | None
) -> dict[int, list[Value]]:
    asked = {each: periods for each, periods in wanted.items() if each.outcome is not None}
    by_grain = defaultdict[Grain, list[CalendarPeriod]](list)
    for each, periods in asked.items():
        by_grain[GRAINS[each.read_by]] += periods
    keys = {each.outcome for each in asked if each.outcome is not None}
    sums = {
        grain: sums_over_time.by_start(below, grain, *_span(periods), keys)
        for grain, periods in by_grain.items()
    }
    return {
        each.id: [
            _of_estimate(_outcome(each, _within(sums[GRAINS[each.read_by]], period)))
            for period in periods
        ]
        for each, periods in asked.items()
    }


def _entered(
    wanted: Mapping[Measure, Sequence[CalendarPeriod]], below: Collection[int] | None
) -> dict[int, list[Value]]:
    asked = {each: periods for each, periods in wanted.items() if each.is_entered}
    by_frequency = defaultdict[Frequency, list[Measure]](list)
    for each in asked:
        by_frequency[each.read_by].append(each)
    sums = dict[tuple[int, date], ReadingSums]()
    for same in by_frequency.values():
        span = _span([period for each in same for period in asked[each]])
        sums |= queries.sums_by_period([each.id for each in same], below, *span)
    return {
        each.id: [
            _of_readings(each, {p.first_day: sums.get((each.id, p.first_day), NOTHING)})
            for p in periods
        ]
        for each, periods in asked.items()
    }


def _pulsed(
    wanted: Mapping[Measure, Sequence[CalendarPeriod]],
    team_id: int | None,
    below: Collection[int] | None,
) -> dict[int, list[Value]]:
    asked = {each: periods for each, periods in wanted.items() if each.source == Source.PULSE}
    spans = {each.id: [period.days for period in periods] for each, periods in asked.items()}
    return _pulse_values(list(asked), team_id, below, spans) if asked else {}


def _of_pulses(
    measure: Measure, below: Mapping[int, list[int]], every: Collection[int], days: DateRange
) -> dict[int, Value]:
    zone, subjects = get_company().zone, [measure.subject or ""]
    moments = [start_of(each, zone) for each in _ends(days)]
    told = {each.team_id: each for each in over_time.published(subjects, list(below), *moments)}
    asked = {row[1] for row in over_time.asked(subjects, every, *moments)}
    return {
        team_id: _of_published(told.get(team_id), is_asked=not asked.isdisjoint(group))
        for team_id, group in below.items()
    }


def _pulse_values(
    measures: Sequence[Measure],
    team_id: int | None,
    below: Collection[int] | None,
    spans: Mapping[int, Sequence[DateRange]],
) -> dict[int, list[Value]]:
    zone = get_company().zone
    subjects = {each.subject or "" for each in measures}
    every = [span for own in spans.values() for span in own]
    first, last = min(each.since for each in every), max(_ends(each)[1] for each in every)
    moments = start_of(first, zone), start_of(last, zone)
    teams = None if team_id is None else [team_id]
    told = [
        (each.subject, local_day(each.opens_at, zone), each)
        for each in over_time.published(subjects, teams, *moments)
    ]
    asked = [
        (subject, local_day(opens_at, zone))
        for subject, _team, opens_at in over_time.asked(subjects, below, *moments)
    ]
    found = dict[int, list[Value]]()
    for measure in measures:
        own = [(day, each) for subject, day, each in told if subject == measure.subject]
        days = [day for subject, day in asked if subject == measure.subject]
        found[measure.id] = [
            _of_published(
                next((each for day, each in reversed(own) if span.holds(day)), None),
                is_asked=any(map(span.holds, days)),
            )
            for span in spans[measure.id]
        ]
    return found


def _span(periods: Sequence[CalendarPeriod]) -> tuple[date, date]:
    return min(each.first_day for each in periods), max(each.until for each in periods)


def _within(sums: Mapping[date, Summed], period: CalendarPeriod) -> list[Summed]:
    return [each for day, each in sums.items() if period.days.holds(day)]


def _outcome(measure: Measure, sums: Iterable[Summed]) -> Estimate | None:
    return sums_over_time.together(sums).outcome(measure.outcome or "")


def _merged(every: Iterable[Mapping[date, ReadingSums]]) -> dict[date, ReadingSums]:
    found = dict[date, ReadingSums]()
    for each in every:
        for day, sums in each.items():
            found[day] = found.get(day, NOTHING) + sums
    return found


def _of_estimate(found: Estimate | None) -> Value:
    if found is None:
        return Absence.NO_DATA
    error = sqrt(max(found.variance, 0.0) / found.n)
    if error == 0.0:  # all alike: the interval still has a width, and is what is known of the error
        error = (found.high - found.low) / 4
    return Number(found.n, found.value, found.low, found.high, error)


def _of_readings(measure: Measure, by_period: Mapping[date, ReadingSums]) -> Value:
    every = [each for each in by_period.values() if each.count]
    if not every:
        return Absence.NO_DATA
    sums = sum(every, NOTHING)
    if measure.unit == SHARE and sums.counted == sums.count:
        return _sampled(sums)
    if len(every) == 1:
        return Number.counted(sums.count, sums.total / sums.count)
    return mean_of_sums(sums.count, sums.total, sums.squares) or Absence.NO_DATA


def _sampled(sums: ReadingSums) -> Value:
    """Return a share in percent of all cases together with Wilson's interval."""
    hits = min(max(sums.weighted / 100, 0.0), float(sums.cases))
    found = share(sums.cases, round(hits))
    value = sums.weighted / sums.cases
    low, high = min(found.low, value), max(found.high, value)
    error = sqrt(max(value * (100 - value), 0.0) / sums.cases) or (high - low) / 4
    return Number(sums.cases, value, low, high, error)


def _of_published(found: PublishedResult | None, *, is_asked: bool) -> Value:
    if found is None:
        return Absence.HIDDEN if is_asked else Absence.NO_DATA
    told, ends = found.result, found.interval
    variance = told.variance_of_mean
    error = None if variance is None else sqrt(variance)
    low, high = (ends.low, ends.high) if ends else (None, None)
    return Number(told.n, told.mean, low, high, error)


def days_back(count: int, today: date) -> DateRange:
    """Return the last `count` days that were over before `today`."""
    return DateRange(today - timedelta(days=count), today)
