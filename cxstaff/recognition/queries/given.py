"""Thanks that were given before: by the same form, or in the same words a moment ago."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, bindparam, select

from cxstaff import engine
from cxstaff.db import Moment, db
from cxstaff.engine import Prepared
from cxstaff.recognition.models import Thanks, ThanksReceiver

_THANKS, _RECEIVER = engine.table_of(Thanks).c, engine.table_of(ThanksReceiver).c
_TOLD = (_THANKS.id, _THANKS.message)
_IN_THESE_WORDS = Prepared(
    select(*_TOLD)
    .where(
        _THANKS.giver_id == bindparam("giver"),
        _THANKS.given_at > bindparam("since", type_=Moment()),
        _THANKS.message == bindparam("words", type_=String),
    )
    .order_by(_THANKS.given_at.desc(), _THANKS.id.desc())
)


@dataclass(frozen=True, slots=True)
class ThanksBefore:
    """A thanks that was given before: what it says, to whom, and with how many points for each."""

    id: int
    message: str
    receiver_ids: frozenset[int]
    points: int


def find_same_thanks(
    giver_id: int, receiver_ids: Collection[int], message: str, since: datetime
) -> ThanksBefore | None:
    """Return a thanks to the same people in these very words since a moment, or None."""
    told = {"giver": giver_id, "since": since, "words": message}
    rows = _IN_THESE_WORDS.rows(db.session.connection(), told)
    found = (_before(*row) for row in rows)
    wanted = frozenset(receiver_ids)
    return next((each for each in found if each.receiver_ids == wanted), None)


def thanks_by_key(request_key: str) -> ThanksBefore:
    """Return the thanks that a form with this key gave; raises NoResultFound without one."""
    query = select(Thanks.id, Thanks.message).where(Thanks.request_key == request_key)
    return _before(*db.session.execute(query).one())


def thanks_of_transfers(transfer_ids: Sequence[int]) -> dict[int, int]:
    """Return with which thanks points were given, by the transfer, of those that still stand."""
    query = select(_RECEIVER.transfer_id, _RECEIVER.thanks_id)
    rows = db.session.execute(query.where(_RECEIVER.transfer_id.in_(transfer_ids)))
    return {row[0]: row[1] for row in rows}


def _before(thanks_id: int, message: str) -> ThanksBefore:
    query = select(_RECEIVER.person_id, _RECEIVER.points).where(_RECEIVER.thanks_id == thanks_id)
    rows = db.session.execute(query).all()
    ids = frozenset(row[0] for row in rows)
    return ThanksBefore(thanks_id, message, ids, max((row[1] for row in rows), default=0))
