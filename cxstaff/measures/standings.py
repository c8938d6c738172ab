"""Questions about where teams stand on what they are measured on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from cxstaff.customers.queries import outcomes_of
from cxstaff.measures import queries
from cxstaff.measures.judging import Number, Verdict, judge, mean_of_readings
from cxstaff.measures.models import Measure, Source, Target
from cxstaff.people.queries import team_ids_below


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a team stands on a target over a period: the number if there is one, the verdict."""

    number: Number | None
    verdict: Verdict


def standing(target: Target, since: date, until: date) -> Standing:
    """Return where a target's team, with the teams below it, stands over [since, until)."""
    team_ids = team_ids_below([target.team_id])
    number = numbers_of(team_ids, [target.measure], since, until)[target.measure_id]
    return Standing(number, judge(number, target.level, target.measure.direction))


def numbers_of(
    team_ids: Collection[int], measures: Iterable[Measure], since: date, until: date
) -> dict[int, Number | None]:
    """Return each measure's number for some teams together over [since, until), by measure id."""
    wanted = list(measures)
    outcomes = outcomes_of(team_ids, since, until) if any(m.outcome for m in wanted) else {}
    by_hand = [m.id for m in wanted if m.source == Source.READINGS]
    readings = queries.readings_between(by_hand, team_ids, since, until) if by_hand else {}
    found: dict[int, Number | None] = {}
    for measure in wanted:
        if measure.outcome is None:
            found[measure.id] = mean_of_readings(readings.get(measure.id, []))
            continue
        estimate = outcomes.get(measure.outcome)
        found[measure.id] = (
            Number(estimate.n, estimate.value, estimate.low, estimate.high) if estimate else None
        )
    return found
