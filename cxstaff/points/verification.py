"""Whether the ledger is as it was written: balances counted anew, pairs that belong, the chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from cxstaff import engine
from cxstaff.db import db
from cxstaff.points.chain import LinkedTransfer
from cxstaff.points.models import (
    LedgerAccount,
    Transfer,
    TransferKind,
    TransferLink,
    TransferNote,
)
from cxstaff.security_log import hash_chain as chain

CHUNK = 1000
MOST_NAMED = 20
"""How many accounts or transfers of one kind of fault are named."""

CLOCKS_DIFFER = timedelta(minutes=5)
"""How far the clocks of two machines may be apart that write in the same moment."""

_ACCOUNT = engine.table_of(LedgerAccount)
_LINK = engine.table_of(TransferLink)
_NOTE = engine.table_of(TransferNote)
_TRANSFER = engine.table_of(Transfer)
_VALUES = [each.name for each in fields(LinkedTransfer) if each.name != "position"]


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """What counting the ledger anew showed: how many there are of each, and what differs."""

    accounts: int
    linked: int
    waiting: int  # transfers that the job has not linked yet
    without_words: int  # linked transfers whose words were removed
    faults: list[str]

    @property
    def is_whole(self) -> bool:
        """Say whether nothing differs."""
        return not self.faults


def report(given: Mapping[int, bytes]) -> LedgerReport:
    """Count every balance anew, and hold every transfer against the chain and heads `given`.

    `given` are digests by position, as they were exported. Reads in chunks, in flat memory.
    """
    faults = [
        *_wrong_balances(),
        *_units_that_do_not_add_up(),
        *_wrong_endings(),
        *_filled_closed(),
    ]
    linked, without_words, broken = _held_against(given)
    waiting = _count(select(_TRANSFER.c.id).where(~_is_linked()))
    return LedgerReport(
        _count(select(_ACCOUNT.c.id)), linked, waiting, without_words, faults + broken
    )


def transfers() -> Select[Any]:
    """Select every transfer with the owners of its accounts, as links tell of them."""
    debit, credit = _ACCOUNT.alias("debit"), _ACCOUNT.alias("credit")
    columns = {
        **{name: _TRANSFER.c[name] for name in _VALUES if name in _TRANSFER.c},
        "transfer_id": _TRANSFER.c.id,
        "debit_owner": debit.c.owner,
        "credit_owner": credit.c.owner,
    }
    query = select(*(column.label(name) for name, column in columns.items()))
    query = query.join_from(_TRANSFER, debit, debit.c.id == _TRANSFER.c.debit_id)
    return query.join(credit, credit.c.id == _TRANSFER.c.credit_id)


def link_of(row: Row[Any], position: int) -> LinkedTransfer:
    """Return what a link says of a row of `transfers` at a position."""
    return LinkedTransfer(position, **{name: getattr(row, name) for name in _VALUES})


def _wrong_balances() -> list[str]:
    """Name accounts whose kept numbers are not the sums of their transfers, in one statement."""
    moved = _TRANSFER.c.kind.in_([TransferKind.TRANSFER, TransferKind.POSTING])
    ended = _TRANSFER.alias("ended")
    is_open = ~select(ended.c.id).where(ended.c.settles_id == _TRANSFER.c.id).exists()
    nothing = literal(0)
    out = select(_TRANSFER.c.debit_id.label("id"), (-_TRANSFER.c.amount).label("n"), nothing)
    into = select(_TRANSFER.c.credit_id, _TRANSFER.c.amount, nothing)
    held = select(_TRANSFER.c.debit_id, nothing, _TRANSFER.c.amount)
    is_hold = _TRANSFER.c.kind == TransferKind.HOLD
    changes = union_all(
        out.where(moved), into.where(moved), held.where(is_hold, is_open)
    ).subquery()
    place, moved_by, held_by = changes.c
    sums = select(place, func.sum(moved_by).label("moved"), func.sum(held_by).label("held"))
    found = sums.group_by(place).subquery()
    balance, set_aside = (func.coalesce(each, 0) for each in (found.c.moved, found.c.held))
    query = select(_ACCOUNT, balance.label("counted"), set_aside.label("counted_held"))
    query = query.outerjoin(found, found.c.id == _ACCOUNT.c.id).where(
        or_(
            _ACCOUNT.c.balance != balance,
            _ACCOUNT.c.held != set_aside,
            and_(~_ACCOUNT.c.may_overdraw, _ACCOUNT.c.balance < _ACCOUNT.c.held),
        )
    )
    return [
        f"Account {row.id} ({row.owner}) says {row.balance} with {row.held} set aside; its "
        f"transfers make {row.counted} with {row.counted_held}."
        for row in db.session.execute(query.order_by(_ACCOUNT.c.id).limit(MOST_NAMED))
    ]


def _units_that_do_not_add_up() -> list[str]:
    query = select(_ACCOUNT.c.unit, func.sum(_ACCOUNT.c.balance)).group_by(_ACCOUNT.c.unit)
    return [
        f"All accounts in {unit} add up to {total}, which should be 0."
        for unit, total in db.session.execute(query)
        if total
    ]


def _wrong_endings() -> list[str]:
    """Name endings of holds and reversals that do not fit what they end or take back."""
    return [
        *_pairs("settles_id", "Transfer %s ends a hold that it does not fit.", _fits_hold),
        *_pairs("reverses_id", "Transfer %s takes back what it does not fit.", _fits_reversed),
    ]


def _filled_closed() -> list[str]:
    """Name what the company issued into a budget after it was closed."""
    budget, issuing = _ACCOUNT.alias("budget"), _ACCOUNT.alias("issuing")
    query = select(_TRANSFER.c.id, budget.c.id, _TRANSFER.c.recorded_at, budget.c.closed_at)
    query = query.join(budget, budget.c.id == _TRANSFER.c.credit_id)
    query = query.join(issuing, issuing.c.id == _TRANSFER.c.debit_id)
    query = query.where(issuing.c.may_overdraw, _TRANSFER.c.recorded_at > budget.c.closed_at)
    return [
        f"Transfer {made} puts something into budget {account}, which was closed by then."
        for made, account, at, closed_at in db.session.execute(query.order_by(_TRANSFER.c.id))
        if at - closed_at > CLOCKS_DIFFER
    ][:MOST_NAMED]


def _pairs(column: str, complaint: str, fits: Any) -> list[str]:
    mine, other = aliased(_TRANSFER), aliased(_TRANSFER)
    query = select(mine.c.id).join(other, other.c.id == mine.c[column])
    query = query.where(~fits(mine.c, other.c)).order_by(mine.c.id).limit(MOST_NAMED)
    return [complaint % number for number in db.session.scalars(query)]


def _fits_hold(mine: Any, held: Any) -> ColumnElement[bool]:
    same = and_(mine.debit_id == held.debit_id, mine.credit_id == held.credit_id)
    is_whole = or_(mine.kind == TransferKind.POSTING, mine.amount == held.amount)
    return and_(held.kind == TransferKind.HOLD, same, is_whole, mine.amount <= held.amount)


def _fits_reversed(mine: Any, original: Any) -> ColumnElement[bool]:
    turned = and_(mine.debit_id == original.credit_id, mine.credit_id == original.debit_id)
    moved = original.kind.in_([TransferKind.TRANSFER, TransferKind.POSTING])
    return and_(turned, moved, mine.amount == original.amount)


def _held_against(given: Mapping[int, bytes]) -> tuple[int, int, list[str]]:
    """Return how many transfers are linked, how many of them lost their words, and faults."""
    faults, found = list[str](), dict[int, bytes]()
    previous, last, without_words = chain.FIRST, 0, 0
    for row in _in_order():
        faults += _faults_of(row, previous, last)
        previous, last = row.digest, row.position
        without_words += row.note_digest is not None and row.salt is None
        if row.position in given:
            found[row.position] = row.digest
    for position, digest in sorted(given.items()):
        if found.get(position) != digest:
            faults.append(f"Link {position} is not the one that a head given tells of.")
    return last, without_words, faults


def _faults_of(row: Row[Any], previous: bytes, last: int) -> list[str]:
    """Say what is wrong with a link that should follow link `last` and its digest."""
    faults = []
    if row.position != last + 1:
        faults.append(f"Links {last + 1} to {row.position - 1} are missing.")
    if row.transfer_id is None:
        return [*faults, f"The transfer of link {row.position} is gone."]
    if chain.digest_of(link_of(row, row.position), previous) != row.digest:
        faults.append(f"Transfer {row.transfer_id} is not the one that was linked.")
    is_noted = row.salt is not None
    if is_noted and chain.note_digest_of(row.salt, row.words) != row.note_digest:
        faults.append(f"The words of transfer {row.transfer_id} are not those that were written.")
    return faults


def _in_order() -> Iterator[Row[Any]]:
    """Go through the chain with its transfers and notes, a chunk at a time."""
    told = transfers().subquery()
    query = select(_LINK.c.position, _LINK.c.digest, told, _NOTE.c.salt, _NOTE.c.words)
    query = query.outerjoin_from(_LINK, told, told.c.transfer_id == _LINK.c.transfer_id)
    query = query.outerjoin(_NOTE, _NOTE.c.transfer_id == told.c.transfer_id)
    query, last = query.order_by(_LINK.c.position).limit(CHUNK), 0
    while rows := db.session.execute(query.where(_LINK.c.position > last)).all():
        yield from rows
        last = rows[-1].position


def _is_linked() -> ColumnElement[bool]:
    return select(_LINK.c.position).where(_LINK.c.transfer_id == _TRANSFER.c.id).exists()


def _count(query: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
