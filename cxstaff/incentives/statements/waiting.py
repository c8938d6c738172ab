"""Periods of plans that are over and cannot be settled: their measure has no number yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select, union_all
from sqlalchemy.orm import joinedload

from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.incentives.models import ClosedPeriod, IncentivePlan, Settlement
from cxstaff.incentives.periods import paid_periods

LOOKED_BACK = timedelta(days=200)
"""How far back lists look: two quarters. A plan's own page tells of all its periods."""
LONG_WAIT = timedelta(days=30)
"""How long after a period its number may come before somebody may close it."""
BEING_DRAFTED = timedelta(days=3)
"""How long after a period nobody is told, since it is not yet to be drafted."""


@dataclass(frozen=True, slots=True)
class WaitingPeriod:
    """A period of a plan that is over, and neither settled nor closed; `is_long` for a month."""

    plan: IncentivePlan
    period: DateRange
    is_long: bool


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


def find_waiting(plan: IncentivePlan, since: date, today: date) -> WaitingPeriod | None:
    """Return the waiting period of a plan that begins on a day."""
    every = waiting_periods_of(plan, today)
    return next((each for each in every if each.period.since == since), None)


def closed_periods_of(plan_id: int) -> Sequence[ClosedPeriod]:
    """Return the periods of a plan that were closed without a statement, the newest first."""
    query = select(ClosedPeriod).where(ClosedPeriod.plan_id == plan_id)
    query = query.options(joinedload(ClosedPeriod.closed_by))
    return db.session.scalars(query.order_by(ClosedPeriod.since.desc())).all()


def find_closed(plan_id: int, since: date) -> ClosedPeriod | None:
    """Return the closed period of a plan that begins on a day."""
    query = select(ClosedPeriod).where(ClosedPeriod.plan_id == plan_id, ClosedPeriod.since == since)
    return db.session.scalar(query)


def _is_long(period: DateRange, today: date) -> bool:
    return period.until is not None and today >= period.until + LONG_WAIT


def _unsettled(plans: Iterable[IncentivePlan], today: date, since: date) -> list[WaitingPeriod]:
    known = {each.id: each for each in plans}
    settled, closed = (
        select(kind.plan_id, kind.since).where(kind.plan_id.in_(known), kind.since >= since)
        for kind in (Settlement, ClosedPeriod)
    )
    done = {(plan_id, on) for plan_id, on in db.session.execute(union_all(settled, closed))}
    return [
        WaitingPeriod(plan, period, _is_long(period, today))
        for plan in known.values()
        if plan.terms is not None
        for period in paid_periods(plan.span, plan.terms.every, today - BEING_DRAFTED)
        if period.since >= since and (plan.id, period.since) not in done
    ]
