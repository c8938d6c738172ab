"""Allowances: what a person may give to others in a month, and its end."""

from __future__ import annotations

from datetime import date, datetime

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.points import queries
from cxstaff.points.actions import accounts, ledger
from cxstaff.points.actions.ledger import TransferOrder
from cxstaff.points.models import LedgerAccount


def allow(
    person: Person,
    month: date,
    amount: int,
    actor: Person | None,
    *,
    source: LedgerAccount | None = None,
    now: datetime,
) -> LedgerAccount:
    """Give a person an allowance for the month that `month` is in, once; return its account.

    It comes from `source`, such as a budget; from what the company issues where that is None.
    Raises `Refused` where the source has too little, or another amount was given for that month.
    """
    allowance = accounts.allowance_account(person, month, now=now)
    source = source or accounts.issuing_account(allowance.unit, now=now)
    order = TransferOrder(
        allowance.owner, source.id, allowance.id, amount, effective_on=allowance.since
    )
    ledger.write([order], actor.id if actor else None, now=now)
    return allowance


def expire(allowance_id: int, *, now: datetime) -> bool:
    """Return what is left of an allowance whose month is over to where it came from.

    What is set aside stays until that has ended; a later day takes it. Say whether anything went.
    """
    allowance = db.session.get_one(LedgerAccount, allowance_id, populate_existing=True)
    today = clock.local_day(now, get_company().zone)
    source_id = queries.source_of(allowance_id)
    if allowance.until is None or today < allowance.until or source_id is None:
        return False
    if allowance.free <= 0:
        return False
    key = f"end of {allowance.owner} on {today.isoformat()}"
    if ledger.find_by_key(key) is not None:
        return False
    order = TransferOrder(key, allowance_id, source_id, allowance.free, effective_on=today)
    ledger.write([order], None, now=now)
    return True
