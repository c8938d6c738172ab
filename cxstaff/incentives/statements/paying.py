"""Payments of statements in the ledger: set aside on the budget, moved once, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from cxstaff.db import db
from cxstaff.incentives.models import IncentivePlan, Pays, Settlement, State, Statement
from cxstaff.people.models import Person
from cxstaff.points.actions import accounts, holds, transfers
from cxstaff.points.actions.orders import TransferOrder
from cxstaff.points.models import LARGEST_AMOUNT, LedgerAccount, Transfer
from cxstaff.points.policy import keep_elsewhere
from cxstaff.points.queries import is_settled
from cxstaff.points.units import POINTS

SET_ASIDE = timedelta(days=2 * 365)
keep_elsewhere("settlement ")
keep_elsewhere("statement ")
UNPAID = (State.DRAFTED, State.DISPUTED, State.APPROVED)


def free_on_budget(plan: IncentivePlan) -> int:
    """Return what may still be spent of a plan's budget, in the smallest unit."""
    return _budget(plan).free


def most_to_set_aside(plan: IncentivePlan) -> int:
    """Return what may be set aside of a plan's budget for one settlement."""
    return min(free_on_budget(plan), LARGEST_AMOUNT)


def set_aside(settlement: Settlement, *, now: datetime) -> None:
    """Set what a settlement has not paid yet aside on the budget, where anything is.

    Raises `Refused` where the budget does not reach for it.
    """
    wanted = unpaid(settlement.id)
    budget = _budget(settlement.plan)
    settlement.rounds += 1
    settlement.hold_id = None
    if wanted:
        target = accounts.paid_out_account(budget.unit, now=now)
        key = f"settlement {settlement.id} set aside {settlement.rounds}"
        order = TransferOrder(key, budget.id, target.id, wanted, _words(settlement))
        settlement.hold_id = holds.hold(order, None, expires_at=now + SET_ASIDE, now=now)
    settlement.budget_left = free_on_budget(settlement.plan)
    db.session.flush()


def release(settlement: Settlement, *, now: datetime) -> None:
    """Let what a settlement had set aside be free again, unless that has ended."""
    if settlement.hold_id is None or is_settled(settlement.hold_id):
        return
    held = db.session.get_one(Transfer, settlement.hold_id)
    holds.void(held, None, key=f"settlement {settlement.id} free {settlement.rounds}", now=now)


def pay(
    settlement: Settlement, statements: Sequence[Statement], actor: Person, *, now: datetime
) -> list[int | None]:
    """Move the amounts of statements, and return the transfers' ids; None for nothing to move.

    All or none: raises `Refused` where the budget does not reach. A second call moves nothing.
    """
    budget = _budget(settlement.plan)
    due = [each for each in statements if each.amount]
    orders = [
        TransferOrder(
            f"statement {each.id}",
            budget.id,
            _receiver(each, now).id,
            each.amount,
            _words(settlement),
        )
        for each in due
    ]
    moved = transfers.transfer_together(orders, actor, now=now) if orders else []
    paid = {each.id: transfer for each, transfer in zip(due, moved, strict=True)}
    return [paid.get(each.id) for each in statements]


def take_back(statement: Statement, actor: Person, *, now: datetime) -> int | None:
    """Move a paid amount back to the budget; return the reversal's id, None where nothing moved."""
    if statement.transfer_id is None:
        return None
    original = db.session.get_one(Transfer, statement.transfer_id)
    return transfers.reverse(original, actor, key=f"statement {statement.id} reversed", now=now)


def _receiver(statement: Statement, now: datetime) -> LedgerAccount:
    """Return where an amount goes: points to who earned them, money to payroll."""
    terms = statement.settlement.plan.terms
    assert terms is not None  # noqa: S101 – what is paid has terms
    if terms.unit != POINTS:
        return accounts.paid_out_account(terms.unit, now=now)
    if terms.pays == Pays.TEAM or statement.person is None:
        return accounts.account_of_team(statement.team, terms.unit, now=now)
    return accounts.account_of(statement.person, terms.unit, now=now)


def _words(settlement: Settlement) -> str:
    """Say what for: the plan and the days."""
    return f"{settlement.plan.name}: {settlement.since} – {settlement.period.last_day}"


def unpaid(settlement_id: int) -> int:
    """Return what a settlement has not paid yet."""
    query = select(func.coalesce(func.sum(Statement.amount), 0)).where(
        Statement.settlement_id == settlement_id, Statement.state.in_(UNPAID)
    )
    return int(db.session.scalar(query) or 0)


def _budget(plan: IncentivePlan) -> LedgerAccount:
    assert plan.terms is not None  # noqa: S101 – what is paid has terms
    budget = plan.terms.budget
    db.session.refresh(budget, ["balance", "held"])
    return budget
