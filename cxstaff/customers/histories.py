"""What every team's customers said, period by period, from running totals alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from cxstaff.customers.models import SUMS, Grain, Total
from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.db import db


@dataclass(slots=True)
class Sums:
    """The running sums of one team in one period, added up from the totals that lie in it."""

    team_id: int
    starts_on: date
    parts: list[tuple[int, ...]] = field(default_factory=list)

    def __getattr__(self, name: str) -> int:
        """Give one running sum by its name, as a total has it."""
        if name not in PLACES:
            raise AttributeError(name)
        return sum(part[PLACES[name]] for part in self.parts)

    def estimates(self) -> dict[str, Estimate]:
        """Compute every outcome there is something to compute from."""
        found = {key: outcome.value(self) for key, outcome in OUTCOMES.items()}
        return {key: estimate for key, estimate in found.items() if estimate is not None}


PLACES = {name: place for place, name in enumerate(SUMS)}


def histories(grain: Grain, begins: Callable[[date], date], until: date) -> list[Sums]:
    """Return every team's sums in each period before `until`, oldest first.

    `begins` gives the first day of the period that a total (a week or a month) counts in: months
    add up to quarters. One query, whatever the number of teams.
    """
    columns = [getattr(Total, name) for name in SUMS]
    query = select(Total.team_id, Total.starts_on, *columns).where(
        Total.grain == grain.value, Total.starts_on < until
    )
    found = defaultdict[tuple[date, int], list[tuple[int, ...]]](list)
    for team_id, starts_on, *numbers in db.session.execute(query):
        found[begins(starts_on), team_id].append(tuple(numbers))
    return [Sums(team_id, day, parts) for (day, team_id), parts in sorted(found.items())]
