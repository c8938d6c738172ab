"""Allowances: what a person may give to others in a month, by which rule, and its end."""

from __future__ import annotations

from datetime import date, datetime

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.points import allowing
from cxstaff.points.actions import accounts, ledger
from cxstaff.points.actions.orders import TransferOrder
from cxstaff.points.models import AllowanceRule, LedgerAccount
from cxstaff.points.units import POINTS


def allow(
    person: Person,
    month: date,
    amount: int,
    actor: Person | None,
    *,
    unit: str = POINTS,
    source: LedgerAccount | None = None,
    now: datetime,
) -> LedgerAccount:
    """Give a person an allowance for the month that `month` is in, once; return its account.

    It comes from `source`, such as a budget; from what the company issues where that is None.
    Raises `Refused` where the source has too little or is closed, or another amount was given for
    that month.
    """
    if source is not None and source.closed_at is not None:
        raise Refused("The budget %(name)s is closed. Choose another one.", name=source.name)
    allowance = accounts.allowance_account(person, month, unit, now=now)
    source = source or accounts.issuing_account(unit, now=now)
    key, today = allowing.key_of(allowance.owner, unit), clock.local_day(now, get_company().zone)
    ahead = allowance.since if allowance.since and allowance.since > today else None
    order = TransferOrder(key, source.id, allowance.id, amount, effective_on=ahead)
    ledger.write([order], actor.id if actor else None, now=now)
    return allowance


def allow_by(rule: AllowanceRule, person: Person, *, now: datetime) -> bool:
    """Give a person what a rule says for this month, unless they have it; say whether it did.

    Who joined after the day on which it is given gets the part for the days left. Raises `Refused`
    where the rule's budget does not reach or is closed.
    """
    today = clock.local_day(now, get_company().zone)
    if rule.ended_at is not None or not allowing.is_due(rule, person.id, today):
        return False
    amount = allowing.part_of(rule, person.id, today)
    allow(person, today, amount, None, unit=rule.unit, source=rule.source, now=now)
    return True


def expire(allowance_id: int, *, now: datetime) -> bool:
    """Take what is left of an allowance that is over away; say whether anything went.

    It goes to this month's where the rule lets it stay and the person works here, else back to
    where it came from. What is set aside stays until that has ended; a later day takes it.
    """
    allowance = db.session.get_one(LedgerAccount, allowance_id, populate_existing=True)
    today = clock.local_day(now, get_company().zone)
    if not _is_over(allowance, today) or allowance.free <= 0:
        return False
    key = f"end of {allowing.key_of(allowance.owner, allowance.unit)} on {today.isoformat()}"
    target_id = _kept_for(allowance, today, now) or allowing.source_of(allowance_id)
    if target_id is None or ledger.find_by_key(key) is not None:
        return False
    order = TransferOrder(key, allowance_id, target_id, allowance.free, effective_on=today)
    ledger.write([order], None, now=now)
    return True


def _is_over(allowance: LedgerAccount, today: date) -> bool:
    """Say whether an allowance's month is over, or the person who has it has left."""
    if allowance.until is None or allowance.person is None:
        return False
    return today >= allowance.until or not allowance.person.works_here(today)


def _kept_for(allowance: LedgerAccount, today: date, now: datetime) -> int | None:
    """Return the id of this month's allowance where what is left is added to it."""
    person = allowance.person
    rule = allowing.find_rule_for(person.id, allowance.unit, today) if person else None
    if person is None or rule is None or rule.lapses:
        return None
    return accounts.allowance_account(person, today, allowance.unit, now=now).id
