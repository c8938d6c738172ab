"""What people may give each month is set and ended; what held before stays to be read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from cxstaff import security_log
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.points import allowing, units
from cxstaff.points.models import (
    LARGEST_AMOUNT,
    AccountKind,
    AllowanceRule,
    Audience,
    LedgerAccount,
)
from cxstaff.security_log import Act
from cxstaff.text import N_

LAST_DAY = 28
AT_ONCE = N_("Somebody else set this in the same moment. Look at what holds now.")


def set_rule(
    audience: Audience,
    unit: str,
    amount: int,
    actor: Person | None,
    *,
    day: int = 1,
    lapses: bool = True,
    source: LedgerAccount | None = None,
    now: datetime,
) -> AllowanceRule:
    """Set what an audience may give each month in a unit, instead of what held; return the rule.

    What was given this month stays. Raises `Refused` for no such unit, amount or day, and for a
    budget of another unit or that is closed.
    """
    _check(unit, amount, day, source)
    current = allowing.find_rule_of(audience, unit)
    if current is not None:
        current.ended_at, current.ended_by_id = now, actor.id if actor else None
        db.session.flush()
    rule = AllowanceRule(
        audience=audience.value,
        unit=unit,
        amount=amount,
        day=day,
        lapses=lapses,
        source_id=source.id if source else None,
        set_at=now,
        set_by_id=actor.id if actor else None,
    )
    db.session.add(rule)
    try:
        db.session.flush()
    except IntegrityError:
        raise Refused(AT_ONCE) from None
    _record(Act.ALLOWANCE_SET, rule, actor, now)
    return rule


def end_rule(rule: AllowanceRule, actor: Person | None, *, now: datetime) -> None:
    """Let a rule end: nobody is given anything by it any more. Raises `Refused` where it has."""
    db.session.refresh(rule, with_for_update=True)
    if rule.ended_at is not None:
        raise Refused("This was ended before.")
    rule.ended_at, rule.ended_by_id = now, actor.id if actor else None
    db.session.flush()
    _record(Act.ALLOWANCE_ENDED, rule, actor, now)


def _check(unit: str, amount: int, day: int, source: LedgerAccount | None) -> None:
    if not units.is_unit(unit):
        raise Refused("Choose points or a currency that is in use.")
    if not 1 <= amount <= LARGEST_AMOUNT:
        most = units.written(LARGEST_AMOUNT, unit)
        raise Refused("Choose an amount above nothing and up to %(most)s.", most=most)
    if not 1 <= day <= LAST_DAY:
        raise Refused("Choose a day from 1 to 28, which every month has.")
    if source is None:
        return
    if source.kind != AccountKind.BUDGET or source.unit != unit:
        raise Refused("Choose a budget of the same unit.")
    if source.closed_at is not None:
        raise Refused("The budget %(name)s is closed. Choose another one.", name=source.name)


def _record(act: Act, rule: AllowanceRule, actor: Person | None, now: datetime) -> None:
    amount = units.plain(rule.amount, rule.unit)
    told: dict[str, Any] = {"audience": rule.audience, "amount": amount, "unit": rule.unit}
    security_log.record(act, by=actor, now=now, **told)
