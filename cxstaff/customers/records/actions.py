"""What people do to interactions by hand: correct, move, leave out and count again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from cxstaff import engine, security_log
from cxstaff.customers.models import ChangeCause
from cxstaff.customers.reading.details import DETAILS, too_old
from cxstaff.customers.records import history
from cxstaff.customers.records.known import KnownRecord, records_of
from cxstaff.customers.records.merging import with_values
from cxstaff.customers.records.rewriting import Rewritten, rewrite
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.retention import queries as retention
from cxstaff.retention.models import RecordKind
from cxstaff.security_log import Act
from cxstaff.text import N_, one_line

LONGEST_REASON = 500
NO_REASON = N_("Say why: whoever reads the history will want to know.")
TOO_OLD = N_("What customers wrote is not kept any more of an interaction this old: leave it out.")
FOLLOWED = N_("A move was told late.")
NOTHING_CHANGED = N_("Nothing was changed: everything is as it was.")


def correct(
    interaction_id: int, values: Mapping[str, Any], actor: Person, reason: str, *, now: datetime
) -> None:
    """Correct what an interaction tells; `values` are by the names of a contact's fields.

    No import changes these fields again. Raises `Refused` without a reason, or where nothing is
    told otherwise than before, or who the customer is and what they wrote is no longer kept.
    """
    first_kept = retention.first_kept(RecordKind.CUSTOMER_DETAILS, now=now)

    def corrected(record: KnownRecord) -> KnownRecord:
        told = {
            name
            for name in DETAILS
            if values.get(name) not in (None, getattr(record.contact, name))
        }
        if told and too_old(record.contact.happened_at, first_kept):
            raise Refused(TOO_OLD)
        return replace(record, contact=with_values(record.contact, values))

    _change([interaction_id], corrected, ChangeCause.CORRECTED, actor, reason, now=now)


def move(
    interaction_ids: Sequence[int],
    person_id: int | None,
    team_id: int,
    actor: Person,
    reason: str,
    *,
    now: datetime,
) -> int:
    """Say who handled interactions (None: nobody in particular), and which team they count for.

    Returns how many changed. Raises `Refused` without a reason, or where none changes.
    """

    def moved(record: KnownRecord) -> KnownRecord:
        return replace(record, person_id=person_id, team_id=team_id)

    return _change(interaction_ids, moved, ChangeCause.MOVED, actor, reason, now=now)


def follow_roster(teams: Mapping[int, int], actor: Person | None, *, now: datetime) -> int:
    """Let interactions count for other teams (by id), of their handler by the roster of today.

    Not a decision about the interactions: a later change of the roster may move them again.
    Returns how many changed.
    """

    def moved(record: KnownRecord) -> KnownRecord:
        return replace(record, team_id=teams[record.id])

    return _change(list(teams), moved, ChangeCause.FOLLOWED, actor, FOLLOWED, now=now)


def leave_out(interaction_id: int, actor: Person, reason: str, *, now: datetime) -> None:
    """Let an interaction count in no result; it stays readable, and can be counted again."""

    def left_out(record: KnownRecord) -> KnownRecord:
        return replace(record, is_left_out=True)

    _change([interaction_id], left_out, ChangeCause.LEFT_OUT, actor, reason, now=now)


def count_again(interaction_id: int, actor: Person, reason: str, *, now: datetime) -> None:
    """Let an interaction that was left out count in results again."""

    def counted(record: KnownRecord) -> KnownRecord:
        return replace(record, is_left_out=False)

    _change([interaction_id], counted, ChangeCause.COUNTED_AGAIN, actor, reason, now=now)


def _change(
    ids: Sequence[int],
    change: Callable[[KnownRecord], KnownRecord],
    cause: ChangeCause,
    actor: Person | None,
    reason: str,
    *,
    now: datetime,
) -> int:
    """Change interactions, their sums and their history; return how many are something else now."""
    why = one_line(reason)[:LONGEST_REASON]
    if not why:
        raise Refused(NO_REASON)
    session = db.session()
    engine.lock(session, "customers.load")
    pairs = [Rewritten(record, change(record)) for record in records_of(session, ids)]
    befores = {pair.was.id: history.before(pair.was, pair.now) for pair in pairs}
    changed = [pair for pair in pairs if befores[pair.was.id]]
    if not changed:
        raise Refused(NOTHING_CHANGED)
    rewrite(session, changed)
    kept = [(pair.was.id, befores[pair.was.id]) for pair in changed]
    history.keep(session, kept, cause, now=now, by_id=actor.id if actor else None, reason=why)
    security_log.record(
        Act.INTERACTIONS_CHANGED, by=actor, now=now, what=cause.value, interactions=len(changed)
    )
    session.expire_all()
    return len(changed)
