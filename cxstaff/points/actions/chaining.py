"""Transfers are linked into the chain by a job, so that no transfer waits for another."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, insert, select

from cxstaff import clock, engine
from cxstaff.db import db
from cxstaff.engine import append_only
from cxstaff.people.queries import get_company
from cxstaff.points import verification
from cxstaff.points.models import Transfer, TransferLink
from cxstaff.security_log import hash_chain as chain

LOCK = "points chain"
AT_ONCE = 1000
WINDOW = 10_000
"""How far below the newest linked one a transfer may be written late and is still looked for each
time. Numbers are given before commits: one that took longer is found by the daily run."""

_LINK = engine.table_of(TransferLink)
_TRANSFER = engine.table_of(Transfer)


def link_some(*, now: datetime, since_id: int | None = None) -> int:
    """Link up to 1,000 transfers that have no place in the chain yet; return how many.

    One transaction at a time. Looks at transfers above `since_id`; where that is None, at those
    around and above the newest linked one.
    """
    append_only.write_first(db.session(), _LINK, LOCK)
    newest = select(_LINK.c.position, _LINK.c.digest).order_by(_LINK.c.position.desc()).limit(1)
    position, previous = db.session.execute(newest).first() or (0, chain.FIRST)
    if since_id is None:
        since_id = (db.session.scalar(select(func.max(_LINK.c.transfer_id))) or 0) - WINDOW
    today, rows = clock.local_day(now, get_company().zone), list[dict[str, Any]]()
    for row in _unlinked(since_id):
        position += 1
        previous = chain.digest_of(verification.link_of(row, position), previous)
        rows.append(_row(position, row, previous, today))
    if rows:
        db.session.execute(insert(_LINK), rows)
    return len(rows)


def _unlinked(since_id: int) -> list[Row[Any]]:
    query = verification.transfers().outerjoin(_LINK, _LINK.c.transfer_id == _TRANSFER.c.id)
    query = query.where(_TRANSFER.c.id > since_id, _LINK.c.position.is_(None))
    return list(db.session.execute(query.order_by(_TRANSFER.c.id).limit(AT_ONCE)))


def _row(position: int, row: Row[Any], digest: bytes, today: date) -> dict[str, Any]:
    return {
        "position": position,
        "transfer_id": row.transfer_id,
        "digest": digest,
        "linked_on": today,
    }
