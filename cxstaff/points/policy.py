"""Whose account somebody may read, and which transfers can be taken back from its page."""

from __future__ import annotations

from cxstaff.errors import Refused
from cxstaff.points.models import AccountKind, LedgerAccount, Transfer, TransferKind

COMPANYS = (AccountKind.BUDGET, AccountKind.TEAM, AccountKind.ISSUING, AccountKind.PAID_OUT)
"""Accounts that HR, CX and admins read. What a person has, and from whom, is that person's."""


def is_companys(account: LedgerAccount) -> bool:
    """Say whether those who keep budgets may read the account."""
    return account.kind in COMPANYS


_KEPT_ELSEWHERE = set[str]()


def keep_elsewhere(beginning: str) -> None:
    """Leave transfers whose keys begin so to the feature above that makes and ends them."""
    _KEPT_ELSEWHERE.add(beginning)


def is_kept_here(transfer: Transfer) -> bool:
    """Say whether a transfer may be ended or taken back from the ledger's own pages."""
    return not transfer.key.startswith(tuple(_KEPT_ELSEWHERE))


def refuse_kept_elsewhere(transfer: Transfer) -> None:
    """Refuse to end or take back what a plan has set aside or paid: its statements would lie."""
    if not is_kept_here(transfer):
        raise Refused("A plan set this aside or paid it. Use the page of what plans owe.")


def may_be_taken_back(transfer: Transfer, *, is_reversed: bool) -> bool:
    """Say whether a transfer can be taken back from the page of an account."""
    moves = transfer.kind in {TransferKind.TRANSFER, TransferKind.POSTING}
    is_whole = transfer.reverses_id is None and not is_reversed
    is_closing = transfer.credit.may_overdraw and transfer.debit.closed_at is not None
    return moves and is_whole and not is_closing and is_kept_here(transfer)
