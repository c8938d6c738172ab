"""What accounts and transfers are called on screen."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.points import units
from cxstaff.points.models import AccountKind, Audience, LedgerAccount, Transfer
from cxstaff.points.units import POINTS

AUDIENCES: dict[Audience, Any] = {
    Audience.EVERYBODY: _l("Everybody who works here"),
    Audience.LEADS: _l("Everybody who leads a team"),
}

GIVEN_MONTHLY, LEFT_OVER = _l("Monthly allowance"), _l("What was left of a month")
USUAL: dict[tuple[str, str], Any] = {
    (AccountKind.ISSUING, AccountKind.BUDGET): _l("Put into the budget"),
    (AccountKind.BUDGET, AccountKind.ISSUING): _l("Taken out of the budget"),
}
"""What transfers between two kinds of accounts are for, where nothing was written with them."""


_CALLED = dict[str, Any]()


def call_transfers(beginning: str, label: Any) -> None:
    """Let transfers whose keys begin so be called something where no words stand beside them."""
    _CALLED[beginning] = label


def name_of(account: LedgerAccount) -> str:
    """Return what an account is called: a budget's name, a person's, or what it is for."""
    if account.kind == AccountKind.BUDGET:
        return account.name or ""
    if account.kind == AccountKind.TEAM:
        return account.team.name if account.team else ""
    if account.kind == AccountKind.ISSUING:
        return str(_("Issued by the company"))
    if account.kind == AccountKind.PAID_OUT:
        return str(_("Paid out"))
    name = account.person.name if account.person else ""
    if account.kind == AccountKind.ALLOWANCE:
        return str(_("Monthly allowance of %(name)s", name=name))
    return name


def unit_name(unit: str) -> str:
    """Return what a unit is called: "points", or the code of a currency."""
    return str(_("points")) if unit == POINTS else unit


def signed(amount: int, unit: str) -> str:
    """Return a change with its sign: "+120 points", "−€12.50"."""
    sign = "−" if amount < 0 else "+"
    return f"{sign}{units.written(abs(amount), unit)}"


def told_of(transfer: Transfer) -> str:
    """Return what a transfer was for: the words that were written with it, or what it is."""
    if transfer.note is not None:
        return transfer.note.words
    if transfer.note_digest is not None:
        return str(_("[words removed]"))
    if transfer.reverses_id:
        return str(_("Taken back"))
    labels = (label for beginning, label in _CALLED.items() if transfer.key.startswith(beginning))
    return str(next(labels, None) or _usual(transfer))


def _usual(transfer: Transfer) -> str:
    """Say what a transfer was for by what it went from and to; "" where that leaves it open."""
    known = USUAL.get((transfer.debit.kind, transfer.credit.kind))
    if known is None and transfer.debit.kind == AccountKind.ALLOWANCE:
        known = LEFT_OVER if transfer.credit.kind != AccountKind.PERSON else None
    if known is None and transfer.credit.kind == AccountKind.ALLOWANCE:
        known = GIVEN_MONTHLY
    return str(known or "")
