"""What every team's customers said, period by period, from running totals alone, as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cxstaff import packed
from cxstaff.customers.models import SUMS, Grain, Total

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Columns:
    """Running sums by team and period; arrays of length m, one row for each pair.

    `team` are ids, in order; `starts_on` first days as numpy's days; `sums` whole numbers by name.
    """

    team: npt.NDArray[Any]
    starts_on: npt.NDArray[Any]
    sums: Mapping[str, npt.NDArray[Any]]


def columns(
    grain: Grain, until: date, since: date | None = None, names: Sequence[str] = SUMS
) -> Columns:
    """Return every team's sums in each day, week or month that starts in [since, until).

    One query, whatever the number of teams.
    """
    query = select(Total).where(Total.grain == grain.value, Total.starts_on < until)
    if since is not None:
        query = query.where(Total.starts_on >= since)
    days, *sums = (Total.starts_on, *(getattr(Total, name) for name in names))
    team, (starts_on, *found) = packed.read(query, Total.team_id, [days, *sums])
    return Columns(team, starts_on, dict(zip(names, found, strict=True)))
