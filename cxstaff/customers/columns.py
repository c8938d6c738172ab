"""What every team's customers said, period by period, from running totals alone, as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cxstaff import packed
from cxstaff.customers.models import SUMS, Grain, Total, totals_of

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Columns:
    """Running sums by team and period; arrays of length m, one row for each pair.

    `team` are ids; `starts_on` first days as numpy's days; `sums` whole numbers by name.
    """

    team: npt.NDArray[Any]
    starts_on: npt.NDArray[Any]
    sums: Mapping[str, npt.NDArray[Any]]


def columns(
    grain: Grain, until: date, since: date | None = None, names: Sequence[str] = SUMS
) -> Columns:
    """Return every team's sums in each day, week or month that starts in [since, until).

    Rows come in any order. Two queries, whatever the number of teams.
    """
    team, starts_on, found = packed.read_parts(totals(grain), names, (since, until))
    return Columns(team, starts_on, found)


def totals(grain: Grain) -> packed.Dataset:
    """Return what the totals of teams are packed by: the days, weeks or months they start on."""
    query = select(Total).where(Total.grain == grain.value)
    columns = {name: getattr(Total, name) for name in SUMS}
    return packed.Dataset(totals_of(grain), query, Total.team_id, Total.starts_on, columns)
