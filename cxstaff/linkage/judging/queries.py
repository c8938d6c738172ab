"""What is measured or incented anywhere, and the numbers of it by team and month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from statistics import fmean

from sqlalchemy import or_, select

from cxstaff.customers import queries as customers
from cxstaff.db import db
from cxstaff.incentives.models import IncentivePlan
from cxstaff.linkage.comparison.queries import answer_among
from cxstaff.linkage.estimates.verdict import Verdict
from cxstaff.linkage.judging.judging import (
    MeasureJudgement,
    Series,
    judge_measures,
    would_stand_out,
)
from cxstaff.linkage.leads.family import Allowance
from cxstaff.linkage.leads.queries import Standing, family_of, measures_with_levers
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.cells import NOTHING, Cells, numbers_of, values_of
from cxstaff.linkage.material.changes import breaks_between, changes_state
from cxstaff.linkage.material.gathering import results
from cxstaff.linkage.material.periods import Period, number_of
from cxstaff.linkage.material.question import Place
from cxstaff.measures import queries as measures
from cxstaff.measures.models import Direction, Measure


def teams_with(measure_ids: Sequence[int], on: date) -> dict[int, tuple[int, int]]:
    """Return in how many teams each measure is measured and in how many it is incented."""
    found: dict[int, tuple[set[int], set[int]]] = {each: (set(), set()) for each in measure_ids}
    for each in measures.target_spells():
        if each.span.holds(on) and each.target.measure_id in found:
            found[each.target.measure_id][0].add(each.team_id)
    plan = IncentivePlan
    query = select(plan.measure_id, plan.team_id).where(
        plan.measure_id.in_(measure_ids),
        plan.since <= on,
        or_(plan.until.is_(None), plan.until > on),
    )
    for measure_id, team_id in db.session.execute(query):
        found[measure_id][1].add(team_id)
    return {each: (len(measured), len(incented)) for each, (measured, incented) in found.items()}


def judged(outcome: str, stands: Standing, today: date, zone: str) -> dict[int, MeasureJudgement]:
    """Judge every measure that a team is measured or incented on by an outcome of customers.

    The standing question is asked only where its verdict would make one of a measure too.
    """
    wanted = measures_with_levers(today)
    asked = family_of(stands, judges_measures=bool(wanted))
    allowance = asked.of_measures(outcome)
    found = _judged(outcome, wanted, (today, zone), allowance)
    if outcome != asked.standing.outcome or not would_stand_out(found.values(), allowance):
        return found
    if answer_among(asked, asked.standing, today, zone).judgement.verdict is Verdict.CANNOT_TELL:
        return found
    beside = asked.of_measures_beside_a_verdict(outcome)
    return _judged(outcome, wanted, (today, zone), beside)


def _judged(
    outcome: str, wanted: Sequence[Measure], at: tuple[date, str], allowance: Allowance
) -> dict[int, MeasureJudgement]:
    """Judge anew only when measures, results or the level have changed; `at` is day and zone."""
    today, zone = at
    kinds = tuple((each.id, each.outcome, each.direction) for each in wanted)
    state = (
        number_of(today, Period.MONTH),
        zone,
        customers.version(),
        measures.readings_version(),
        changes_state(),
    )
    made: dict[int, MeasureJudgement] = cache.get(
        ("measures", outcome, allowance, kinds, *state),
        lambda: judged_by(outcome, wanted, today, allowance),
    )
    return made


def judged_by(
    outcome: str, wanted: Sequence[Measure], today: date, allowance: Allowance
) -> dict[int, MeasureJudgement]:
    """Judge measures, by id, by an outcome of customers in the months over before `today`."""
    running = number_of(today, Period.MONTH)
    found, _ = results(Period.MONTH, running)
    by_hand = _by_hand([each.id for each in wanted if each.outcome is None], running)
    series = {
        each.id: Series(
            by_hand.get(each.id, NOTHING)
            if each.outcome is None
            else values_of(found[each.outcome]),
            each.direction == Direction.UP,
            each.outcome,
        )
        for each in wanted
    }
    heard = found[outcome]
    first = int(heard.period.min()) if len(heard) else running
    breaks = breaks_between(Period.MONTH, first, running)
    return judge_measures(series, heard, outcome, allowance, breaks)


def _by_hand(measure_ids: Sequence[int], running: int) -> dict[int, Cells[float]]:
    """Return the mean of the readings in each complete month, by measure."""
    read = defaultdict[tuple[int, Place], list[float]](list)
    for measure_id, team_id, day, value in measures.frequent_readings(measure_ids):
        period = number_of(day, Period.MONTH)
        if period < running:
            read[measure_id, (team_id, period)].append(value)
    found = defaultdict[int, dict[Place, float]](dict)
    for (measure_id, place), values in read.items():
        found[measure_id][place] = fmean(values)
    return {measure_id: numbers_of(each) for measure_id, each in found.items()}
