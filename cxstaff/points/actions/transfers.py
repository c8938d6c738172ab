"""What callers ask of the ledger: transfers, several together, and taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cxstaff.errors import Refused
from cxstaff.points import queries
from cxstaff.points.actions import ledger
from cxstaff.points.actions.orders import Actor, TransferOrder
from cxstaff.points.models import Transfer, TransferKind


def transfer(order: TransferOrder, actor: Actor | None, *, now: datetime) -> int:
    """Move an amount from one account to another at once; return the transfer's id.

    The same order under the same key is one transfer however often it is asked for. `actor` is
    None for a job or the command line. Raises `Refused` as `ledger.write` does.
    """
    return ledger.write([order], _id_of(actor), now=now)[0]


def transfer_together(
    orders: Sequence[TransferOrder], actor: Actor | None, *, now: datetime
) -> list[int]:
    """Make several transfers, all or none; each sees what those before it left."""
    return ledger.write(orders, _id_of(actor), now=now)


def reverse(
    original: Transfer, actor: Actor | None, *, key: str, words: str = "", now: datetime
) -> int:
    """Take a transfer or posting back by a new transfer the other way, of the same amount, once.

    Raises `Refused` where the receiver has too little left, or it was taken back before.
    """
    if original.kind not in {TransferKind.TRANSFER, TransferKind.POSTING}:
        raise Refused("Nothing was moved by this. Release what is set aside instead.")
    if original.reverses_id is not None:
        raise Refused("This takes something back itself. Make a new transfer instead.")
    if queries.key_of_reversal(original.id) not in {None, key}:
        raise Refused("This was taken back before.")
    back = TransferOrder(
        key=key,
        debit_id=original.credit_id,
        credit_id=original.debit_id,
        amount=original.amount,
        words=words,
        reverses_id=original.id,
    )
    return ledger.write([back], _id_of(actor), now=now)[0]


def _id_of(actor: Actor | None) -> int | None:
    return actor.id if actor else None
