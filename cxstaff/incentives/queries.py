"""Questions about what teams are incented on."""

from __future__ import annotations

from datetime import date

from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.queries import levers_of


def plans_of(team_id: int, on: date) -> list[IncentivePlan]:
    """Return what a team is incented on, on the day `on`, by name of the measure."""
    return levers_of(IncentivePlan, team_id, on)
