"""Questions about the ledger: accounts, what they hold, their statements, and who has points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from cxstaff.db import Page, db, page_of
from cxstaff.people.queries import find_facts
from cxstaff.points import policy
from cxstaff.points.models import (
    AccountKind,
    BudgetChange,
    LedgerAccount,
    Transfer,
    TransferKind,
    TransferLink,
)
from cxstaff.points.units import POINTS

CHUNK = 1000
MOVES = (TransferKind.TRANSFER, TransferKind.POSTING)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A transfer as one account sees it: `change` is signed, `balance` what it held afterwards."""

    transfer: Transfer
    other: LedgerAccount
    change: int
    balance: int
    is_reversed: bool


def is_on() -> bool:
    """Say whether the company has points switched on."""
    facts = find_facts()
    return facts is not None and facts.has_points


def find_account(account_id: int) -> LedgerAccount | None:
    """Return one of the company's accounts (see `policy.COMPANYS`), None for a person's."""
    account = db.session.get(LedgerAccount, account_id)
    return account if account is not None and policy.is_companys(account) else None


def find_budget_called(name: str) -> LedgerAccount | None:
    """Return the budget of this name, in any spelling of its case."""
    wanted = func.lower(LedgerAccount.name) == func.lower(name)
    return db.session.scalar(select(LedgerAccount).where(wanted))


def budgets_page(number: int) -> Page[LedgerAccount]:
    """Return page `number` of the budgets, by name, those that are closed after the others."""
    query = select(LedgerAccount).where(LedgerAccount.kind == AccountKind.BUDGET)
    return page_of(query.order_by(LedgerAccount.closed_at.is_not(None), LedgerAccount.name), number)


def open_budgets() -> Sequence[LedgerAccount]:
    """Return every budget that is not closed, by name."""
    query = select(LedgerAccount).where(
        LedgerAccount.kind == AccountKind.BUDGET, LedgerAccount.closed_at.is_(None)
    )
    return db.session.scalars(query.order_by(LedgerAccount.name)).all()


def changes_of(account_id: int) -> Sequence[BudgetChange]:
    """Return how a budget was renamed or closed, the newest first."""
    query = select(BudgetChange).where(BudgetChange.account_id == account_id)
    query = query.options(joinedload(BudgetChange.changed_by))
    return db.session.scalars(query.order_by(BudgetChange.id.desc())).all()


def closed_with_rest(after: int) -> Sequence[int]:
    """Return ids beyond `after` of closed budgets on which something is free again."""
    query = select(LedgerAccount.id).where(
        LedgerAccount.kind == AccountKind.BUDGET,
        LedgerAccount.closed_at.is_not(None),
        LedgerAccount.balance - LedgerAccount.held > 0,
        LedgerAccount.id > after,
    )
    return db.session.scalars(query.order_by(LedgerAccount.id).limit(CHUNK)).all()


def companys_accounts() -> Sequence[LedgerAccount]:
    """Return the accounts that everything comes from and that what is paid goes to, by unit."""
    kinds = (AccountKind.ISSUING, AccountKind.PAID_OUT)
    query = select(LedgerAccount).where(LedgerAccount.kind.in_(kinds))
    return db.session.scalars(query.order_by(LedgerAccount.unit, LedgerAccount.kind)).all()


def every_account() -> Iterator[LedgerAccount]:
    """Go through all accounts, by number."""
    query = select(LedgerAccount).order_by(LedgerAccount.id)
    yield from db.session.scalars(query.execution_options(yield_per=CHUNK))


def accounts_of(person_id: int) -> Sequence[LedgerAccount]:
    """Return what a person has, one account a unit, points first."""
    query = select(LedgerAccount).where(
        LedgerAccount.person_id == person_id, LedgerAccount.kind == AccountKind.PERSON
    )
    order = (LedgerAccount.unit != "points", LedgerAccount.unit)
    return db.session.scalars(query.order_by(*order)).all()


def find_allowance(person_id: int, today: date, unit: str = POINTS) -> LedgerAccount | None:
    """Return the allowance that a person may give from today."""
    query = select(LedgerAccount).where(
        LedgerAccount.person_id == person_id,
        LedgerAccount.kind == AccountKind.ALLOWANCE,
        LedgerAccount.unit == unit,
        LedgerAccount.since <= today,
        LedgerAccount.until > today,
    )
    return db.session.scalar(query)


def statement_page(account: LedgerAccount, number: int) -> Page[StatementLine]:
    """Return page `number` of what moved on an account, newest first, with running balances.

    The balance after the newest line is the account's; that of a later page is the account's less
    all that is newer.
    """
    found = page_of(_moves_on(account.id).order_by(Transfer.id.desc()), number)
    if not found.items:
        return found.showing([])
    newer = select(func.sum(_change_on(account.id))).where(
        _touches(account.id), Transfer.id > found.items[0].id
    )
    balance = account.balance - int(db.session.scalar(newer) or 0)
    return found.showing(list(_lines(account.id, found.items, balance)))


def statement_of(account: LedgerAccount) -> Iterator[StatementLine]:
    """Go through all that moved on an account, newest first, a chunk at a time."""
    account_id, balance, last = account.id, account.balance, None
    query = _moves_on(account_id).order_by(Transfer.id.desc()).limit(CHUNK)
    while rows := db.session.scalars(_before(query, last)).all():
        for line in _lines(account_id, rows, balance):
            yield line
            balance = line.balance - line.change
        last = rows[-1].id


def open_holds(account_id: int) -> Sequence[Transfer]:
    """Return what is set aside on an account, what ends first before the others."""
    query = select(Transfer).where(
        Transfer.debit_id == account_id, Transfer.kind == TransferKind.HOLD, ~_is_settled()
    )
    query = query.options(joinedload(Transfer.note)).order_by(Transfer.expires_at, Transfer.id)
    return db.session.scalars(query).all()


def find_open_hold(hold_id: int) -> Transfer | None:
    """Return what is set aside on one of the company's accounts; None once it has ended."""
    held = find_transfer(hold_id)
    is_hold = held is not None and held.kind == TransferKind.HOLD
    return held if is_hold and not is_settled(hold_id) else None


def find_transfer(transfer_id: int) -> Transfer | None:
    """Return a transfer that touches one of the company's accounts."""
    found = db.session.get(Transfer, transfer_id)
    sides = (found.debit, found.credit) if found else ()
    return found if any(map(policy.is_companys, sides)) else None


def is_settled(hold_id: int) -> bool:
    """Say whether a hold was posted or voided."""
    query = select(Transfer.id).where(Transfer.settles_id == hold_id)
    return db.session.scalar(query) is not None


def key_of_reversal(transfer_id: int) -> str | None:
    """Return the key under which a transfer was taken back, None where it was not."""
    return db.session.scalar(select(Transfer.key).where(Transfer.reverses_id == transfer_id))


def over_holds(now: datetime) -> Sequence[int]:
    """Return ids of holds whose time is over and that have not ended."""
    query = select(Transfer.id).where(
        Transfer.kind == TransferKind.HOLD, Transfer.expires_at <= now, ~_is_settled()
    )
    return db.session.scalars(query.order_by(Transfer.id).limit(CHUNK)).all()


def head() -> TransferLink | None:
    """Return the newest link of the chain."""
    return db.session.scalar(select(TransferLink).order_by(TransferLink.position.desc()).limit(1))


def count_of_transfers() -> int:
    """Return how many transfers, holds and endings of holds there are."""
    return db.session.scalar(select(func.count()).select_from(Transfer)) or 0


def newest_on(account_id: int) -> int:
    """Return the id of the newest transfer, hold or ending that touches an account, 0 if none."""
    sides = (Transfer.debit_id, Transfer.credit_id)
    each = (select(func.max(Transfer.id)).where(side == account_id) for side in sides)
    return max(db.session.scalar(query) or 0 for query in each)


def _before(query: Select[Transfer], last: int | None) -> Select[Transfer]:
    return query if last is None else query.where(Transfer.id < last)


def _lines(account_id: int, rows: Sequence[Transfer], balance: int) -> Iterator[StatementLine]:
    ids = [each.id for each in rows]
    reversed_ = set(
        db.session.scalars(select(Transfer.reverses_id).where(Transfer.reverses_id.in_(ids)))
    )
    for each in rows:
        is_debit = each.debit_id == account_id
        change = -each.amount if is_debit else each.amount
        other = each.credit if is_debit else each.debit
        yield StatementLine(each, other, change, balance, each.id in reversed_)
        balance -= change


def _moves_on(account_id: int) -> Select[Transfer]:
    people = (
        selectinload(Transfer.debit).joinedload(LedgerAccount.person),
        selectinload(Transfer.credit).joinedload(LedgerAccount.person),
    )
    query = select(Transfer).where(_touches(account_id))
    return query.options(selectinload(Transfer.note), *people)


def _touches(account_id: int) -> ColumnElement[bool]:
    mine = or_(Transfer.debit_id == account_id, Transfer.credit_id == account_id)
    return mine & Transfer.kind.in_(MOVES)


def _change_on(account_id: int) -> ColumnElement[int]:
    return case((Transfer.debit_id == account_id, -Transfer.amount), else_=Transfer.amount)


def _is_settled() -> ColumnElement[bool]:
    ending = aliased(Transfer)
    return exists(select(ending.id).where(ending.settles_id == Transfer.id))
