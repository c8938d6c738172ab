"""Questions about readings: one period's numbers, sums of many, and every number by team."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from cxstaff.db import Page, db, page_of
from cxstaff.measures.models import Measure, Reading, ReadingTotal, Source
from cxstaff.people.models import Team
from cxstaff.periods import Frequency
from cxstaff.versions import version_of


@dataclass(frozen=True, slots=True)
class ReadingSums:
    """What readings of a period add up to: how many there are, their sum and sum of squares.

    Of those with cases: how many they are, the cases, and the sum of each value times its cases.
    """

    count: int
    total: float
    squares: float
    counted: int
    cases: int
    weighted: float

    def __add__(self, other: ReadingSums) -> ReadingSums:
        """Return the sums of both together."""
        return ReadingSums(
            self.count + other.count,
            self.total + other.total,
            self.squares + other.squares,
            self.counted + other.counted,
            self.cases + other.cases,
            self.weighted + other.weighted,
        )


NOTHING = ReadingSums(0, 0.0, 0.0, 0, 0, 0.0)
Sums = dict[tuple[int, date], ReadingSums]


def reading_teams_page(team_ids: Collection[int], number: int) -> Page[Team]:
    """Return page `number` of those of these teams that are open, by name."""
    query = select(Team).where(Team.id.in_(team_ids), Team.closed_on.is_(None))
    return page_of(query.order_by(Team.name, Team.id), number)


def readings_in(measure_id: int, starts_on: date, team_ids: Sequence[int]) -> dict[int, Reading]:
    """Return the readings of a measure for the period that starts on a day, by team."""
    query = select(Reading).where(
        Reading.measure_id == measure_id,
        Reading.starts_on == starts_on,
        Reading.team_id.in_(team_ids),
    )
    return {reading.team_id: reading for reading in db.session.scalars(query)}


def readings_from(measure_id: int, since: date, until: date) -> dict[tuple[int, date], Reading]:
    """Return the readings of a measure that start in [since, until), by team and first day."""
    query = select(Reading).where(
        Reading.measure_id == measure_id, Reading.starts_on >= since, Reading.starts_on < until
    )
    return {(each.team_id, each.starts_on): each for each in db.session.scalars(query)}


def readings_between(
    measure_ids: Collection[int], team_ids: Collection[int], since: date, until: date
) -> dict[int, list[float]]:
    """Return the readings of measures in periods that start in `since` (incl.) to `until` (excl.).

    They come by measure, oldest first, the teams' own numbers one after the other.
    """
    query = (
        select(Reading.measure_id, Reading.value)
        .join(Measure)
        .where(
            Measure.source == Source.READINGS,
            Reading.measure_id.in_(measure_ids),
            Reading.team_id.in_(team_ids),
            Reading.starts_on >= since,
            Reading.starts_on < until,
        )
        .order_by(Reading.starts_on, Reading.team_id)
    )
    found: dict[int, list[float]] = {}
    for measure_id, value in db.session.execute(query):
        found.setdefault(measure_id, []).append(value)
    return found


def sums_by_period(
    measure_ids: Collection[int], team_ids: Collection[int] | None, since: date, until: date
) -> Sums:
    """Add up readings that start in [since, until) of teams together (None: of all).

    By measure and the first day of the period. Those of all are kept (see `ReadingTotal`).
    """
    if team_ids is None:
        query = _totals().where(
            ReadingTotal.measure_id.in_(measure_ids),
            ReadingTotal.starts_on >= since,
            ReadingTotal.starts_on < until,
        )
    else:
        # Grouped by the bare column, SQLite reads all teams by (measure, day) to spare a sorting.
        day: Any = func.coalesce(Reading.starts_on, Reading.starts_on)
        query = _within(summed_by(Reading.measure_id, day), measure_ids, team_ids, since, until)
    return _by_key(query)


def company_sums() -> tuple[Sums, Sums]:
    """Return what is kept of all teams' readings together, and the same added up anew."""
    anew = summed_by(Reading.measure_id, Reading.starts_on)
    return _by_key(_totals()), _by_key(anew)


def sums_by_team(
    measure_id: int, team_ids: Collection[int] | None, since: date, until: date
) -> Sums:
    """Add up readings of a measure that start in [since, until), by team and first day."""
    query = summed_by(Reading.team_id, Reading.starts_on)
    return _by_key(_within(query, [measure_id], team_ids, since, until))


def frequent_readings(measure_ids: Collection[int]) -> list[tuple[int, int, date, float]]:
    """Return every reading by the day, week or month: measure id, team id, first day, value.

    Those by the quarter tell nothing of single months.
    """
    query = select(Reading.measure_id, Reading.team_id, Reading.starts_on, Reading.value)
    query = query.join(Measure).where(Measure.frequency != Frequency.QUARTER.value)
    rows = db.session.execute(query.where(Reading.measure_id.in_(measure_ids)))
    return [(measure, team, day, value) for measure, team, day, value in rows]


def readings_version() -> int:
    """Return a number that grows whenever readings are entered or put right."""
    return version_of("measures.readings")


def summed_by(*keys: Any) -> Select[Any]:
    """Select the sums of readings by some keys, in the order of `ReadingSums`."""
    cases = func.coalesce(Reading.n, 0)
    return select(
        *keys,
        func.count(),
        func.sum(Reading.value),
        func.sum(Reading.value * Reading.value),
        func.count(Reading.n),
        func.sum(cases),
        func.sum(case((Reading.n.is_(None), 0.0), else_=Reading.value * cases)),
    ).group_by(*keys)


def _totals() -> Select[Any]:
    columns = [getattr(ReadingTotal, each.name) for each in fields(ReadingSums)]
    return select(ReadingTotal.measure_id, ReadingTotal.starts_on, *columns)


def _by_key(query: Select[Any]) -> Sums:
    rows = db.session.execute(query)
    return {(row[0], row[1]): ReadingSums(*row[2:]) for row in rows}


def _within(
    query: Select[Any],
    measure_ids: Collection[int],
    team_ids: Collection[int] | None,
    since: date,
    until: date,
) -> Select[Any]:
    query = query.where(
        Reading.measure_id.in_(measure_ids), Reading.starts_on >= since, Reading.starts_on < until
    )
    return query if team_ids is None else query.where(Reading.team_id.in_(team_ids))
