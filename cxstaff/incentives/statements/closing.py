"""Closing of periods whose number never comes: nothing is paid for them, and it is said why."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from cxstaff import clock, security_log
from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.engine import lock
from cxstaff.errors import Refused
from cxstaff.incentives.models import ClosedPeriod, IncentivePlan
from cxstaff.incentives.statements.waiting import find_waiting
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.security_log import Act


def lock_plan(plan_id: int) -> None:
    """Let nobody else draft or close what a plan owes until the transaction ends."""
    lock(db.session(), f"settlements {plan_id}")


def close_period(
    plan: IncentivePlan, since: date, reason: str, actor: Person, *, now: datetime
) -> ClosedPeriod:
    """Close the period of a plan that begins on a day: it waits for no number any more.

    Raises `Refused` where it does not wait, or has not waited for long.
    """
    lock_plan(plan.id)
    waiting = find_waiting(plan, since, clock.local_day(now, get_company().zone))
    if waiting is None:
        raise Refused("This period does not wait for a number any more.")
    if not waiting.is_long:
        raise Refused("Its number may still come. A period can be closed a month after it ended.")
    found = ClosedPeriod(
        plan=plan,
        since=waiting.period.since,
        until=waiting.period.until,
        reason=reason,
        closed_by=actor,
        closed_at=now,
    )
    db.session.add(found)
    db.session.flush()
    _note(plan, waiting.period, actor, "period closed", now)
    return found


def open_again(closed: ClosedPeriod, actor: Person, *, now: datetime) -> None:
    """Let a period that was closed wait for its number again."""
    lock_plan(closed.plan_id)
    _note(closed.plan, DateRange(closed.since, closed.until), actor, "period opened again", now)
    db.session.delete(closed)
    db.session.flush()


def _note(plan: IncentivePlan, period: DateRange, actor: Person, deed: str, now: datetime) -> None:
    told: dict[str, Any] = {"plan": plan.id, "deed": deed, "since": period.since.isoformat()}
    security_log.record(Act.STATEMENTS_CHANGED, by=actor, now=now, team_id=plan.team_id, **told)
