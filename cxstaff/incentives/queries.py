"""Questions about what teams are incented on."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import joinedload

from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.queries import levers_of, recent_levers, recent_levers_of


def plans_of(team_id: int, on: date) -> list[IncentivePlan]:
    """Return what a team is incented on, on the day `on`, by name of the measure."""
    return levers_of(IncentivePlan, team_id, on)


def recent_plans_of(team_id: int, day: date) -> list[IncentivePlan]:
    """Return a team's plans with their terms, save those that ended before a day."""
    return recent_levers_of(IncentivePlan, team_id, day, joinedload(IncentivePlan.terms))


def recent_plans(day: date) -> dict[int, list[IncentivePlan]]:
    """Return the same of every team, by team."""
    return recent_levers(IncentivePlan, day, joinedload(IncentivePlan.terms))
