"""What happens to budgets: made, topped up, drawn from, given from, and set aside in part."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from cxstaff import clock, security_log
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.points import policy, queries, units
from cxstaff.points.actions import accounts, holds, ledger, transfers
from cxstaff.points.actions.orders import TransferOrder
from cxstaff.points.models import AccountKind, LedgerAccount, Transfer
from cxstaff.security_log import Act
from cxstaff.text import N_, one_line

LONGEST_NAME = 80
TAKEN = N_("There is already a budget called %(name)s.")


def make_budget(
    name: str,
    unit: str,
    actor: Person | None,
    *,
    amount: int,
    key: str,
    words: str = "",
    now: datetime,
) -> LedgerAccount:
    """Make a budget with a first amount, which the company issues. One `key`, one budget.

    Raises `Refused` for a name that another one has, and for what is no unit.
    """
    name = name_of_budget(name)
    known = queries.find_budget_called(name)
    if known is not None and known.owner != f"budget {key}":
        raise Refused(TAKEN, name=known.name)
    budget = accounts.budget_account(name, unit, key, now=now)
    told = units.plain(amount, unit)
    top_up(budget, actor, amount=amount, key=f"first of budget {key}", words=words, now=now)
    security_log.record(Act.BUDGET_MADE, by=actor, now=now, budget=name, amount=told, unit=unit)
    return budget


def top_up(
    budget: LedgerAccount,
    actor: Person | None,
    *,
    amount: int,
    key: str,
    words: str = "",
    now: datetime,
) -> int:
    """Issue more into a budget; return the transfer's id. Raises `Refused` for a closed one."""
    _refuse_closed(budget, key)
    source = accounts.issuing_account(budget.unit, now=now)
    return _move(
        source, budget, actor, TransferOrder(key, source.id, budget.id, amount, words), now
    )


def withdraw(
    budget: LedgerAccount,
    actor: Person | None,
    *,
    amount: int,
    key: str,
    words: str = "",
    now: datetime,
) -> int:
    """Take a part of a budget back. Raises `Refused` for more than is free."""
    target = accounts.issuing_account(budget.unit, now=now)
    return _move(
        budget, target, actor, TransferOrder(key, budget.id, target.id, amount, words), now
    )


def give(
    budget: LedgerAccount,
    receiver: Person,
    actor: Person | None,
    *,
    amount: int,
    key: str,
    words: str = "",
    effective_on: date | None = None,
    now: datetime,
) -> int:
    """Give points from a budget to somebody who works here. Raises `Refused`."""
    _refuse_closed(budget, key)
    if not receiver.works_here(clock.local_day(now, get_company().zone)):
        raise Refused("%(name)s no longer works here.", name=receiver.name)
    if actor is not None and actor.id == receiver.id:
        raise Refused("Somebody else has to give you points.")
    target = accounts.account_of(receiver, budget.unit, now=now)
    order = TransferOrder(key, budget.id, target.id, amount, words, effective_on)
    return _move(budget, target, actor, order, now)


def set_aside(
    budget: LedgerAccount,
    actor: Person | None,
    *,
    amount: int,
    key: str,
    words: str,
    expires_at: datetime,
    now: datetime,
) -> int:
    """Set a part of a budget aside, to be paid out before a time is over; return the hold's id."""
    _refuse_closed(budget, key)
    target = accounts.paid_out_account(budget.unit, now=now)
    order = TransferOrder(key, budget.id, target.id, amount, words)
    held = holds.hold(order, actor, expires_at=expires_at, now=now)
    _record(budget, actor, amount, now, "set aside")
    return held


def pay_out(held: Transfer, actor: Person | None, *, amount: int, key: str, now: datetime) -> int:
    """Pay out what was set aside, or a part of it; the rest is free again."""
    policy.refuse_kept_elsewhere(held)
    words = held.note.words if held.note else ""
    posted = holds.post(held, actor, key=key, amount=amount, words=words, now=now)
    _record(held.debit, actor, amount, now, "paid out")
    return posted


def release(held: Transfer, actor: Person | None, *, key: str, now: datetime) -> int:
    """Let what was set aside be free again."""
    policy.refuse_kept_elsewhere(held)
    voided = holds.void(held, actor, key=key, now=now)
    _record(held.debit, actor, held.amount, now, "released")
    return voided


def take_back(original: Transfer, actor: Person | None, *, key: str, now: datetime) -> int:
    """Take a transfer back by one the other way."""
    policy.refuse_kept_elsewhere(original)
    reversal = transfers.reverse(original, actor, key=key, now=now)
    amount, unit = units.plain(original.amount, original.unit), original.unit
    security_log.record(
        Act.TRANSFER_REVERSED, by=actor, now=now, transfer=original.id, amount=amount, unit=unit
    )
    return reversal


def name_of_budget(typed: str) -> str:
    """Return a name as it is kept. Raises `Refused` for an empty or too long one."""
    name = one_line(typed)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refused("Write between 1 and %(most)d characters.", most=LONGEST_NAME)
    return name


def _refuse_closed(budget: LedgerAccount, key: str) -> None:
    """Refuse what is begun with a closed budget; what was done before may be asked for again."""
    if budget.closed_at is not None and ledger.find_by_key(key) is None:
        raise Refused(ledger.CLOSED)


def _move(
    debit: LedgerAccount,
    credit: LedgerAccount,
    actor: Person | None,
    order: TransferOrder,
    now: datetime,
) -> int:
    moved = transfers.transfer(order, actor, now=now)
    budget = debit if debit.kind == AccountKind.BUDGET else credit
    told = "from the budget" if budget is debit else "into the budget"
    _record(budget, actor, order.amount, now, told)
    return moved


def _record(
    budget: LedgerAccount, actor: Person | None, amount: int, now: datetime, told: str
) -> None:
    moved = {"what": told, "amount": units.plain(amount, budget.unit), "unit": budget.unit}
    words: dict[str, Any] = {"budget": budget.name, **moved}
    security_log.record(Act.BUDGET_MOVED, by=actor, now=now, **words)
