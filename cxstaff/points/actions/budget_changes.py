"""Budgets are renamed and closed; what they were called, and what went back, stays to be read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from cxstaff import security_log
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.points import queries, units
from cxstaff.points.actions import accounts, ledger
from cxstaff.points.actions.budgets import TAKEN, name_of_budget
from cxstaff.points.actions.orders import TransferOrder
from cxstaff.points.models import BudgetChange, LedgerAccount
from cxstaff.security_log import Act


def rename(budget: LedgerAccount, name: str, actor: Person | None, *, now: datetime) -> None:
    """Give a budget another name; what it was called is kept.

    Raises `Refused` for a name that another one has, and for a closed budget.
    """
    name = name_of_budget(name)
    _lock_open(budget)
    known = queries.find_budget_called(name)
    if known is not None and known.id != budget.id:
        raise Refused(TAKEN, name=known.name)
    was = budget.name or ""
    if was == name:
        return
    budget.name = name
    _note(budget, was, actor, now)
    try:
        db.session.flush()
    except IntegrityError:  # somebody else took it in this moment
        raise Refused(TAKEN, name=name) from None
    security_log.record(Act.BUDGET_RENAMED, by=actor, now=now, budget=was, to=name)


def close(budget: LedgerAccount, actor: Person | None, *, now: datetime) -> BudgetChange:
    """Close a budget: what is free goes back to where it came from, what is held stays so.

    What is set aside can still be paid out. Whatever becomes free later goes back, too (see
    `return_rest`). Raises `Refused` where it is closed.
    """
    _lock_open(budget)
    returned = _return(budget, f"closing of {budget.owner}", actor, now)
    budget.closed_at = now
    change = _note(budget, budget.name or "", actor, now)
    change.returned, change.held = returned, budget.held
    db.session.flush()
    told: dict[str, Any] = {"returned": units.plain(returned, budget.unit), "unit": budget.unit}
    security_log.record(Act.BUDGET_CLOSED, by=actor, now=now, budget=budget.name, **told)
    return change


def return_rest(budget_id: int, *, now: datetime) -> bool:
    """Return what has become free on a closed budget; say whether anything went."""
    budget = db.session.get_one(
        LedgerAccount, budget_id, populate_existing=True, with_for_update=True
    )
    if budget.closed_at is None or budget.free <= 0:
        return False
    newest = queries.newest_on(budget_id)
    return _return(budget, f"rest of {budget.owner} after {newest}", None, now) > 0


def _lock_open(budget: LedgerAccount) -> None:
    db.session.refresh(budget, with_for_update=True)
    if budget.closed_at is not None:
        raise Refused("This budget was closed before.")


def _return(budget: LedgerAccount, key: str, actor: Person | None, now: datetime) -> int:
    """Let the company have what is free on a budget; return how much that is."""
    free = budget.free
    if free > 0:
        target = accounts.issuing_account(budget.unit, now=now)
        order = TransferOrder(key, budget.id, target.id, free)
        ledger.write([order], actor.id if actor else None, now=now)
    return free


def _note(budget: LedgerAccount, was: str, actor: Person | None, now: datetime) -> BudgetChange:
    change = BudgetChange(
        account_id=budget.id,
        was=was,
        changed_at=now,
        changed_by_id=actor.id if actor else None,
    )
    db.session.add(change)
    return change
