"""Whose account somebody may read, and which transfers can be taken back from its page."""

from __future__ import annotations

from cxstaff.points.models import AccountKind, LedgerAccount, Transfer, TransferKind

COMPANYS = (AccountKind.BUDGET, AccountKind.TEAM, AccountKind.ISSUING, AccountKind.PAID_OUT)
"""Accounts that HR, CX and admins read. What a person has, and from whom, is that person's."""


def is_companys(account: LedgerAccount) -> bool:
    """Say whether those who keep budgets may read the account."""
    return account.kind in COMPANYS


def may_be_taken_back(transfer: Transfer, *, is_reversed: bool) -> bool:
    """Say whether a transfer can be taken back from the page of an account."""
    moves = transfer.kind in {TransferKind.TRANSFER, TransferKind.POSTING}
    return moves and transfer.reverses_id is None and not is_reversed
