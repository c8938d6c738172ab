"""How transfers are written: accounts are locked in order, then one row each, then the balances.

Nothing is written before everything was found to be right, so that a refusal leaves nothing behind
whatever the caller does next; several orders stand in a savepoint besides. What is simply moved is
one statement on PostgreSQL (`stored`); where that does not go, the long way says why.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from cxstaff import clock, engine
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.queries import get_company
from cxstaff.points import stored, units
from cxstaff.points.actions.orders import LONGEST_KEY, LONGEST_WORDS, TransferOrder
from cxstaff.points.models import (
    LARGEST_AMOUNT,
    LedgerAccount,
    Transfer,
    TransferKind,
    TransferNote,
)
from cxstaff.points.stored import LARGEST_BALANCE
from cxstaff.security_log import hash_chain as chain
from cxstaff.text import N_, several_lines

CLOSED = N_("This budget is closed. Choose another one, or make one.")
_ACCOUNT = engine.table_of(LedgerAccount)
_TRANSFER = engine.table_of(Transfer)
_NOTE = engine.table_of(TransferNote)
_STANDING = select(
    *(_ACCOUNT.c[name] for name in ("id", "unit", "may_overdraw", "balance", "held", "closed_at"))
).order_by(_ACCOUNT.c.id)
_LOCKING = _STANDING.where(_ACCOUNT.c.id.in_(bindparam("ids", expanding=True))).with_for_update(
    key_share=True  # rows that refer to an account may be written meanwhile
)
_KNOWN = select(_TRANSFER, _NOTE.c.words).outerjoin(_NOTE)
_CHANGE = (
    update(_ACCOUNT)
    .where(_ACCOUNT.c.id == bindparam("account_id"))
    .values(
        balance=_ACCOUNT.c.balance + bindparam("moved"),
        held=_ACCOUNT.c.held + bindparam("set_aside"),
    )
)


@dataclass(slots=True)
class _Standing:
    """What an account holds while orders are gone through, and by how much that changes."""

    id: int
    unit: str
    may_overdraw: bool
    balance: int
    held: int
    closed_at: datetime | None
    moved: int = 0
    set_aside: int = 0

    @property
    def free(self) -> int:
        return self.balance + self.moved - self.held - self.set_aside


def write(orders: Sequence[TransferOrder], actor_id: int | None, *, now: datetime) -> list[int]:
    """Write all orders or none, and return the ids of their transfers, in the same order.

    An order whose key is known is the transfer that was written then. Raises `Refused` where an
    account has too little, a key was used for something else, a hold has ended, a transfer was
    taken back already, or part of several orders was written before.
    """
    if len(orders) == 1 and _is_simple(orders[0]):
        moved = _moved_at_once(orders[0], actor_id, now)
        if moved is not None:
            return [moved]
    with db.session.begin_nested() if len(orders) > 1 else nullcontext():
        standings = _locked({each.debit_id for each in orders} | {e.credit_id for e in orders})
        done = [_write_one(each, standings, actor_id, now) for each in orders]
        if len({is_new for _id, is_new in done}) > 1:
            raise Refused("A part of this was recorded before. Nothing was changed.")
        _change(standings.values())
    return [transfer_id for transfer_id, _is_new in done]


def find_by_key(key: str) -> int | None:
    """Return the id of the transfer that was written under a key."""
    return db.session.scalar(select(_TRANSFER.c.id).where(_TRANSFER.c.key == key))


def _is_simple(order: TransferOrder) -> bool:
    """Say whether an order moves an amount at once, and nothing of it is out of the ordinary."""
    is_move = order.kind is TransferKind.TRANSFER and order.debit_id != order.credit_id
    is_short = 1 <= len(order.key) <= LONGEST_KEY and len(order.words) <= LONGEST_WORDS
    return is_move and is_short and 1 <= order.amount <= LARGEST_AMOUNT


def _moved_at_once(order: TransferOrder, actor_id: int | None, now: datetime) -> int | None:
    """Move an amount by one statement; None, with nothing changed, where that does not go."""
    note = _note(order.words)
    values = {
        "its_key": order.key,
        "debit": order.debit_id,
        "credit": order.credit_id,
        "moved": order.amount,
        "counts_on": _day_of(order, now),
        "written_at": now,
        "actor": actor_id,
        "reversed": order.reverses_id,
        "salted": note_digest_of(note["salt"], note["words"]) if note else None,
        "its_salt": note.get("salt"),
        "said": note.get("words"),
    }
    moved: int | None = stored.MOVE.ask(db.session(), values)
    if moved is None:
        return None
    if moved < 0:
        engine.wait_at_commit(db.session())
    _read_anew([order.debit_id, order.credit_id])
    return abs(moved)


def _locked(ids: Iterable[int]) -> dict[int, _Standing]:
    """Return how accounts stand, by id, which nobody else changes until the commit.

    In the order of ids, so that no two transactions wait for each other. SQLite has one writer.
    """
    wanted = sorted(set(ids))
    rows = db.session().connection().execute(_LOCKING, {"ids": wanted})
    found = {row.id: _Standing(*row) for row in rows}
    if len(found) != len(wanted):
        raise LookupError(f"There is no account {set(wanted) - found.keys()}.")
    return found


def _write_one(
    order: TransferOrder, standings: dict[int, _Standing], actor_id: int | None, now: datetime
) -> tuple[int, bool]:
    """Return the id of an order's transfer, and whether it was written now."""
    debit, credit = standings[order.debit_id], standings[order.credit_id]
    _check(order, debit, credit)
    spends = order.kind in {TransferKind.TRANSFER, TransferKind.HOLD}
    if spends and not debit.may_overdraw and debit.free < order.amount:
        return _known(order, actor_id) or _too_little(order, debit)
    values = _values(order, debit.unit, actor_id, now)
    note = _note(order.words)
    if note:
        values["note_digest"] = note_digest_of(note["salt"], note["words"])
    written = _insert(values)
    if written is None:
        return _known(order, actor_id) or _ended(order)
    if note:
        db.session.execute(insert(_NOTE), note | {"transfer_id": written})
    _move(order, debit, credit)
    return written, True


def note_digest_of(salt: bytes, words: str) -> bytes:
    """Return the digest (32 bytes) that ties what was said to its transfer."""
    return chain.note_digest_of(salt, words)


def _check(order: TransferOrder, debit: _Standing, credit: _Standing) -> None:
    if not 1 <= order.amount <= LARGEST_AMOUNT:
        most = units.written(LARGEST_AMOUNT, debit.unit)
        raise Refused("Choose an amount above nothing and up to %(most)s.", most=most)
    if debit.id == credit.id or debit.unit != credit.unit:
        raise Refused("Choose two accounts of the same unit.")
    if debit.may_overdraw and credit.closed_at is not None and find_by_key(order.key) is None:
        raise Refused(CLOSED)
    if not 1 <= len(order.key) <= LONGEST_KEY or len(order.words) > LONGEST_WORDS:
        raise Refused("Keep what it is for under %(most)d characters.", most=LONGEST_WORDS)
    is_far = debit.balance + debit.moved - order.amount < -LARGEST_BALANCE
    if is_far or credit.balance + credit.moved + order.amount > LARGEST_BALANCE:
        raise Refused("That is more than an account can hold.")


def _too_little(order: TransferOrder, debit: _Standing) -> tuple[int, bool]:
    free, amount = units.written(debit.free, debit.unit), units.written(order.amount, debit.unit)
    raise Refused(
        "There is too little: %(free)s can be spent, and this takes %(amount)s.",
        free=free,
        amount=amount,
    )


def _ended(order: TransferOrder) -> tuple[int, bool]:
    """Say why an order that uses no known key could not be written."""
    if order.reverses_id is not None:
        raise Refused("This was taken back before.")
    raise Refused("What was set aside has been paid out or released before.")


def _known(order: TransferOrder, actor_id: int | None) -> tuple[int, bool] | None:
    """Return the transfer that was written under an order's key, None where none was.

    Raises `Refused` where it says something else. Words that were removed are not compared, nor is
    a day that the order leaves open.
    """
    row = db.session.execute(_KNOWN.where(_TRANSFER.c.key == order.key)).first()
    if row is None:
        return None
    same = ("kind", "debit_id", "credit_id", "amount", "settles_id", "reverses_id")
    is_same = all(getattr(row, name) == getattr(order, name) for name in same)
    is_same &= row.actor_id == actor_id
    is_same &= order.effective_on in {None, row.effective_on}
    if row.words is not None or row.note_digest is None:
        is_same &= (row.words or "") == several_lines(order.words)
    if not is_same:
        raise Refused("This was recorded before, and says something else. Nothing was changed.")
    return row.id, False


def _values(order: TransferOrder, unit: str, actor_id: int | None, now: datetime) -> dict[str, Any]:
    return {
        "key": order.key,
        "kind": order.kind.value,
        "unit": unit,
        "debit_id": order.debit_id,
        "credit_id": order.credit_id,
        "amount": order.amount,
        "effective_on": _day_of(order, now),
        "recorded_at": now,
        "actor_id": actor_id,
        "settles_id": order.settles_id,
        "reverses_id": order.reverses_id,
        "expires_at": order.expires_at,
    }


def _day_of(order: TransferOrder, now: datetime) -> date:
    return order.effective_on or clock.local_day(now, get_company().zone)


def _note(words: str) -> dict[str, Any]:
    said = several_lines(words)
    return {"salt": secrets.token_bytes(chain.SALT_BYTES), "words": said} if said else {}


def _insert(values: dict[str, Any]) -> int | None:
    """Insert a transfer, unless its key, its hold or what it reverses is taken; return its id."""
    return engine.insert_for_id(db.session(), Transfer, **values)


def _move(order: TransferOrder, debit: _Standing, credit: _Standing) -> None:
    if order.kind is TransferKind.HOLD:
        debit.set_aside += order.amount
        return
    debit.set_aside -= order.released
    if order.kind is not TransferKind.VOIDING:
        debit.moved -= order.amount
        credit.moved += order.amount


def _change(standings: Iterable[_Standing]) -> None:
    """Change the balances, in the order of ids; what was loaded of them is read anew."""
    changes = [
        {"account_id": each.id, "moved": each.moved, "set_aside": each.set_aside}
        for each in standings
        if each.moved or each.set_aside
    ]
    if not changes:
        return
    db.session().connection().execute(_CHANGE, changes)
    _read_anew(each["account_id"] for each in changes)


def _read_anew(ids: Iterable[int]) -> None:
    """Let what was loaded of the balances of accounts be read again."""
    session = db.session()
    for account_id in ids:
        loaded = session.identity_map.get(session.identity_key(LedgerAccount, account_id))
        if loaded is not None:
            session.expire(loaded, ["balance", "held"])
