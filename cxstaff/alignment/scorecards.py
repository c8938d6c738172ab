"""How a team, with those below it, or the company stands on what it is measured on."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cxstaff.linkage.judging.judging import MeasureJudgement
from cxstaff.linkage.judging.queries import judged
from cxstaff.linkage.leads import queries as leads
from cxstaff.linkage.material.cache import Cache
from cxstaff.measures import queries as measures
from cxstaff.measures.inheritance import Parents
from cxstaff.measures.judging import Absence, Movement, Number, TargetVerdict, judge, moved
from cxstaff.measures.models import Measure, Source, Target
from cxstaff.measures.values import Value, series_of
from cxstaff.people.queries import get_company
from cxstaff.periods import CalendarPeriod, last_over, period_of
from cxstaff.versions import versions_of

TREND = 8
"""Over how many periods a trend goes, the last one that is over included."""
LONG = 26
"""Over how many periods the page of one measure goes."""
MOST_KEPT = 100
kept = Cache[dict[int, list[Value]]](MOST_KEPT)
"""The newest numbers of this process, by all that they hang on."""


@dataclass(frozen=True, slots=True)
class PeriodValue:
    """A number of a measure in the last period that is over, or why there is none."""

    period: CalendarPeriod
    value: Value

    @property
    def number(self) -> Number | None:
        """Return the number, None where there is none."""
        return self.value if isinstance(self.value, Number) else None


@dataclass(frozen=True, slots=True)
class GuardMove:
    """Where a measure's guard stands, and how it moved since the period before, if that is told."""

    measure: Measure
    reading: PeriodValue
    difference: Movement | None


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure of a scorecard: its trend, the oldest period first, its target and its guard."""

    measure: Measure
    target: Target | None
    trend: Sequence[PeriodValue]
    guard: GuardMove | None

    @property
    def reading(self) -> PeriodValue:
        """Return the last period that is over."""
        return self.trend[-1]

    @property
    def verdict(self) -> TargetVerdict | None:
        """Say whether the target is met, as far as the number tells; None without a target."""
        if self.target is None:
            return None
        return judge(self.reading.number, self.target.level, self.measure.direction)

    @property
    def tells_something(self) -> bool:
        """Say whether there is a target, or any number."""
        return self.target is not None or any(each.number for each in self.trend)


def scorecard(team_id: int | None, today: date, *, shows_pulses: bool) -> list[MeasureLine]:
    """Return a line for each measure with a target or a number, those with a target first.

    Of a team with those below it, or (None) of the company. Without `shows_pulses` what pulses
    tell is not shown. However many measures there are, the database is asked the same few times.
    """
    targets = {each.measure_id: each for each in measures.targets_of(team_id, today)}
    every = [each for each in measures.all_measures() if not each.retired_on or each.id in targets]
    trends = trends_of(every, team_id, today, TREND, shows_pulses=shows_pulses)
    lines = [
        MeasureLine(each, targets.get(each.id), trends[each.id], _guard(each, trends))
        for each in every
    ]
    told = [line for line in lines if line.tells_something]
    return sorted(told, key=lambda line: line.target is None)


def trends_of(
    every: Sequence[Measure], team_id: int | None, today: date, count: int, *, shows_pulses: bool
) -> dict[int, list[PeriodValue]]:
    """Return the last `count` periods that are over of each measure, the oldest first, by id."""
    asked = {each: _periods(each, today, count) for each in every if shows_pulses or _is_open(each)}
    tree = measures.parents()
    state = _state(asked, team_id, tree)
    found = kept.get(state, lambda: series_of(asked, team_id, tree))
    hidden = [Absence.NOT_SHOWN] * count
    return {
        each.id: [
            PeriodValue(period, value)
            for period, value in zip(
                _periods(each, today, count), found.get(each.id, hidden), strict=True
            )
        ]
        for each in every
    }


def readings_now(
    every: Sequence[Measure], team_id: int | None, today: date, *, shows_pulses: bool
) -> dict[int, PeriodValue]:
    """Return where a team stands on measures in their last periods that are over, by measure id."""
    trends = trends_of(every, team_id, today, 1, shows_pulses=shows_pulses)
    return {key: readings[-1] for key, readings in trends.items()}


def newest_numbers(
    every: Sequence[Measure], team_id: int, today: date, since: date
) -> dict[int, date]:
    """Return the last day of the newest period with a number, by measure id.

    Of those that were over before `today` and not before `since`, the last one in any case; where
    that one has a number, it is as new as can be: its day is yesterday. What is hidden to protect
    people is a number as well.
    """
    asked = {each: periods_since(each, today, since) for each in every}
    if not asked:
        return {}
    tree = measures.parents()
    state = _state(asked, team_id, tree)
    found = kept.get(state, lambda: series_of(asked, team_id, tree))
    newest = dict[int, date]()
    for each, periods in asked.items():
        told = zip(periods, found[each.id], strict=True)
        known = [period for period, value in told if value is not Absence.NO_DATA]
        if known:
            is_last = known[-1] == periods[-1]
            newest[each.id] = today - timedelta(days=1) if is_last else known[-1].last_day
    return newest


def periods_since(measure: Measure, today: date, since: date) -> list[CalendarPeriod]:
    """Return the periods of a measure that were over before `today` and not before `since`.

    The last one in any case, the oldest first.
    """
    oldest = period_of(since, measure.read_by)
    back = last_over(today, measure.read_by).number - oldest.number
    return _periods(measure, today, max(back, 0) + 1)


def said_by_customers(
    stands: leads.Standing, today: date, *, is_needed: bool
) -> Mapping[int, MeasureJudgement]:
    """Return what customers of all teams say of the measures that levers point to."""
    return judged(stands.outcome, stands, today, get_company().zone) if is_needed else {}


def _state(
    asked: Mapping[Measure, Sequence[CalendarPeriod]], team_id: int | None, parents: Parents
) -> Hashable:
    """Return what the numbers of measures in their periods hang on."""
    definitions = tuple(
        (each.id, each.source, each.outcome, each.subject, each.unit, periods[0], periods[-1])
        for each, periods in asked.items()
    )
    tree = None if team_id is None else frozenset(parents.items())
    versions = versions_of(("customers.sums", "measures.readings", "pulses.results"))
    return team_id, get_company().zone, definitions, tree, tuple(sorted(versions.items()))


def _periods(measure: Measure, today: date, count: int) -> list[CalendarPeriod]:
    newest = last_over(today, measure.read_by)
    return [newest.shifted(-back) for back in reversed(range(count))]


def _is_open(measure: Measure) -> bool:
    return measure.source != Source.PULSE


def _guard(measure: Measure, trends: Mapping[int, Sequence[PeriodValue]]) -> GuardMove | None:
    guard = measure.guard
    if guard is None or guard.id not in trends:
        return None
    before, now = trends[guard.id][-2:]
    difference = None
    if before.number is not None and now.number is not None:
        difference = moved(before.number, now.number, guard.direction)
    return GuardMove(guard, now, difference)
