"""Questions about what teams are incented on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from cxstaff.db import db
from cxstaff.incentives.models import IncentivePlan, PlanTerms
from cxstaff.measures.queries import recent_levers, recent_levers_of


def recent_plans_of(team_id: int, day: date) -> list[IncentivePlan]:
    """Return a team's plans with their terms, save those that ended before a day."""
    return recent_levers_of(IncentivePlan, team_id, day, joinedload(IncentivePlan.terms))


def recent_plans(day: date) -> dict[int, list[IncentivePlan]]:
    """Return the same of every team, by team."""
    return recent_levers(IncentivePlan, day, joinedload(IncentivePlan.terms))


def find_plan_guarded_by(measure_id: int, day: date) -> IncentivePlan | None:
    """Return a plan that holds on a day or later and pays only while a measure holds, or None."""
    query = (
        select(IncentivePlan)
        .join(IncentivePlan.terms)
        .options(joinedload(IncentivePlan.team))
        .where(
            PlanTerms.guard_id == measure_id,
            or_(IncentivePlan.until.is_(None), IncentivePlan.until > day),
        )
        .order_by(IncentivePlan.since, IncentivePlan.id)
        .limit(1)
    )
    return db.session.scalar(query)


def plans_paying(team_id: int, measure_id: int, day: date) -> list[IncentivePlan]:
    """Return a team's plans that pay for a measure on a day or later."""
    query = select(IncentivePlan).where(
        IncentivePlan.team_id == team_id,
        IncentivePlan.measure_id == measure_id,
        IncentivePlan.terms_id.is_not(None),
        or_(IncentivePlan.until.is_(None), IncentivePlan.until > day),
    )
    return list(db.session.scalars(query.order_by(IncentivePlan.since, IncentivePlan.id)))
