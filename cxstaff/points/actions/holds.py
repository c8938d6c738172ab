"""Holds: an amount set aside until it is posted, as a whole or in part, or voided."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.points import queries
from cxstaff.points.actions import ledger
from cxstaff.points.actions.orders import Actor, TransferOrder
from cxstaff.points.models import Transfer, TransferKind

LONGEST_HOLD = timedelta(days=3 * 366)


def hold(order: TransferOrder, actor: Actor | None, *, expires_at: datetime, now: datetime) -> int:
    """Set an order's amount aside on its debit account until `expires_at`; return the hold's id.

    It cannot be spent meanwhile, and stays in the balance. Raises `Refused` where too little is
    free, or `expires_at` is not between now and three years on.
    """
    if not now < expires_at <= now + LONGEST_HOLD:
        raise Refused("Choose a day after today, within three years.")
    held = replace(order, kind=TransferKind.HOLD, expires_at=expires_at)
    return ledger.write([held], actor.id if actor else None, now=now)[0]


def post(
    held: Transfer,
    actor: Actor | None,
    *,
    key: str,
    amount: int | None = None,
    words: str = "",
    now: datetime,
) -> int:
    """Move what a hold had set aside, or `amount` of it; the rest is free again. Return its id.

    Raises `Refused` where the hold has ended or timed out, or for more than it holds.
    """
    _check_is_hold(held)
    wanted = held.amount if amount is None else amount
    if wanted > held.amount:
        raise Refused("That is more than was set aside.")
    if held.expires_at and now >= held.expires_at and ledger.find_by_key(key) is None:
        raise Refused("The time for this is over: what was set aside is released.")
    order = _end(held, TransferKind.POSTING, key, wanted, words)
    return ledger.write([order], actor.id if actor else None, now=now)[0]


def void(held: Transfer, actor: Actor | None, *, key: str, words: str = "", now: datetime) -> int:
    """Let what a hold had set aside be free again; return the voiding's id.

    Raises `Refused` where the hold has ended.
    """
    _check_is_hold(held)
    order = _end(held, TransferKind.VOIDING, key, held.amount, words)
    return ledger.write([order], actor.id if actor else None, now=now)[0]


def void_if_over(hold_id: int, *, now: datetime) -> bool:
    """Void a hold whose time is over, unless it has ended; say whether this call did it."""
    held = db.session.get_one(Transfer, hold_id)
    if held.expires_at is None or held.expires_at > now or queries.is_settled(hold_id):
        return False
    void(held, None, key=f"time-out {hold_id}", now=now)
    return True


def _check_is_hold(held: Transfer) -> None:
    if held.kind != TransferKind.HOLD:
        raise Refused("Nothing was set aside by this.")


def _end(held: Transfer, kind: TransferKind, key: str, amount: int, words: str) -> TransferOrder:
    return TransferOrder(
        key=key,
        debit_id=held.debit_id,
        credit_id=held.credit_id,
        amount=amount,
        words=words,
        kind=kind,
        settles_id=held.id,
        released=held.amount,
    )
