"""What every team's customers said, period by period, from running totals alone, as arrays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select

from cxstaff import packed
from cxstaff.customers.models import (
    CHANNELS_OF_TEAMS,
    SUMS,
    Cell,
    Grain,
    Total,
    totals_of,
)

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class SumColumns:
    """Running sums by team and period; arrays of length m, one row for each pair.

    `team` are ids; `starts_on` first days as numpy's days; `sums` whole numbers by name.
    """

    team: npt.NDArray[Any]
    starts_on: npt.NDArray[Any]
    sums: Mapping[str, npt.NDArray[Any]]


def columns(
    grain: Grain, until: date, since: date | None = None, names: Sequence[str] = SUMS
) -> SumColumns:
    """Return every team's sums in each day, week or month that starts in [since, until).

    Rows come in any order. Two queries, whatever the number of teams.
    """
    team, starts_on, found = packed.read_parts(totals(grain), names, (since, until))
    return SumColumns(team, starts_on, found)


def columns_of_teams(
    grain: Grain, until: date, team_ids: Collection[int], names: Sequence[str]
) -> SumColumns:
    """Return the same of a few teams. One query."""
    return SumColumns(*packed.read_keys(totals(grain), names, team_ids, until))


def totals(grain: Grain) -> packed.Dataset:
    """Return what the totals of teams are packed by: the days, weeks or months they start on."""
    query = select(Total).where(Total.grain == grain.value)
    columns = {name: getattr(Total, name) for name in SUMS}
    key, part, parts = Total.team_id, Total.starts_on, _starts(grain)
    return packed.Dataset(totals_of(grain), query, key, part, columns, parts)


def _starts(grain: Grain) -> Select[Any]:
    """Find the days on which totals of a grain start, each by one look at the index.

    Neither database skips from one value to the next by itself: both would read every team's.
    """
    earliest = select(func.min(Total.starts_on).label("day")).where(Total.grain == grain.value)
    found = earliest.cte("starts", recursive=True)
    later = earliest.where(Total.starts_on > found.c.day).scalar_subquery()
    found = found.union_all(select(later).where(found.c.day.is_not(None)))
    return select(found.c.day).where(found.c.day.is_not(None))


def channels_of_teams() -> packed.Dataset:
    """Return what the interactions of teams by month and channel are packed by: the months.

    Months are listed from the totals, of which there are far fewer than cells.
    """
    number = func.sum(Cell.interactions).label("number")
    keys = Cell.team_id, Cell.starts_on, Cell.channel_id
    month = Grain.MONTH.value
    rows = select(*keys, number).where(Cell.grain == month).group_by(*keys).subquery()
    key, part = rows.c.team_id, rows.c.starts_on
    columns = {"channel": rows.c.channel_id, "interactions": rows.c.number}
    months = select(Total.starts_on).where(Total.grain == month).distinct()
    return packed.Dataset(CHANNELS_OF_TEAMS, select(rows), key, part, columns, months, True)
