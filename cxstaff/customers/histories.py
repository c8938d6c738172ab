"""What every team's customers said, period by period, from running totals alone."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from datetime import date
from operator import add
from typing import Any, NamedTuple

from sqlalchemy import select

from cxstaff.customers.models import SUMS, Grain, Total
from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.db import db

_named: Any = namedtuple  # its names are those of the columns, which mypy would see written out
Sums = _named("Sums", SUMS)
"""The running sums of a total, or of several added up."""


class History(NamedTuple):
    """The running sums of one team in one period."""

    team_id: int
    starts_on: date
    sums: Any

    def estimates(self) -> dict[str, Estimate]:
        """Compute every outcome there is something to compute from."""
        found = {key: outcome.value(self.sums) for key, outcome in OUTCOMES.items()}
        return {key: estimate for key, estimate in found.items() if estimate is not None}


def histories(grain: Grain, begins: Callable[[date], date], until: date) -> list[History]:
    """Return every team's sums in each period before `until`, oldest first.

    `begins` gives the first day of the period that a total (a week or a month) counts in: months
    add up to quarters. One query, whatever the number of teams.
    """
    columns = [getattr(Total, name) for name in SUMS]
    query = select(Total.team_id, Total.starts_on, *columns).where(
        Total.grain == grain.value, Total.starts_on < until
    )
    found = dict[tuple[date, int], Any]()
    for team_id, starts_on, *numbers in db.session.execute(query):
        place = begins(starts_on), team_id
        known = found.get(place)
        found[place] = Sums(*(map(add, known, numbers) if known else numbers))
    return [History(team_id, day, found[day, team_id]) for day, team_id in sorted(found)]
