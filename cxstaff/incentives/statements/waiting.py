"""Periods of plans that are over and cannot be settled: their measure has no number yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.incentives.models import IncentivePlan, Settlement
from cxstaff.incentives.periods import paid_periods

LOOKED_BACK = timedelta(days=200)
"""How far back lists look: two quarters. A plan's own page tells of all its periods."""
BEING_DRAFTED = timedelta(days=3)
"""How long after a period nobody is told, since it is not yet to be drafted."""


@dataclass(frozen=True, slots=True)
class WaitingPeriod:
    """A period of a plan that is over and not settled."""

    plan: IncentivePlan
    period: DateRange


def waiting_periods(today: date, team_ids: Collection[int] | None) -> list[WaitingPeriod]:
    """Return what waits of the last two quarters for some teams (None: all), the newest first."""
    since = today - LOOKED_BACK
    query = (
        select(IncentivePlan)
        .options(
            joinedload(IncentivePlan.terms),
            joinedload(IncentivePlan.measure),
            joinedload(IncentivePlan.team),
        )
        .where(
            IncentivePlan.terms_id.is_not(None),
            or_(IncentivePlan.until.is_(None), IncentivePlan.until > since),
        )
    )
    if team_ids is not None:
        query = query.where(IncentivePlan.team_id.in_(team_ids))
    found = _unsettled(db.session.scalars(query).all(), today, since)
    return sorted(found, key=lambda each: (each.period.since, each.plan.id), reverse=True)


def waiting_periods_of(plan: IncentivePlan, today: date) -> list[WaitingPeriod]:
    """Return what waits of one plan, the oldest first."""
    return _unsettled([plan], today, plan.since)


def _unsettled(plans: Iterable[IncentivePlan], today: date, since: date) -> list[WaitingPeriod]:
    known = {each.id: each for each in plans}
    settled = select(Settlement.plan_id, Settlement.since).where(
        Settlement.plan_id.in_(known), Settlement.since >= since
    )
    done = {(plan_id, first) for plan_id, first in db.session.execute(settled)}
    return [
        WaitingPeriod(plan, period)
        for plan in known.values()
        if plan.terms is not None
        for period in paid_periods(plan.span, plan.terms.every, today - BEING_DRAFTED)
        if period.since >= since and (plan.id, period.since) not in done
    ]
