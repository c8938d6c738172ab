"""Moves told late, followed: begun, claimed by one worker, batch by batch, stopped, gone on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select

from cxstaff import engine
from cxstaff.customers.imports.actions import nothing_is_taken_back
from cxstaff.customers.models import ImportState, LateMovePass
from cxstaff.customers.moves import queries
from cxstaff.customers.records.actions import follow_roster
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.earlier.retellings import forget_retellings, retellings
from cxstaff.people.models import Person
from cxstaff.work.leases import Lease

BY_THE_OLD_ROSTER = timedelta(hours=1)
"""For less than that an import holds records against a roster that it has read."""

LEASE = Lease(
    LateMovePass,
    waits=ImportState.QUEUED,
    runs=ImportState.RUNNING,
    fails=ImportState.FAILED,
    unless=nothing_is_taken_back,
)
"""Passes to be done: while an import is being taken back, none is begun."""


class Which(NamedTuple):
    """Whose interactions are moved, from which team to which."""

    person_id: int
    from_id: int
    to_id: int


def begin(actor: Person | None, *, now: datetime, which: Which | None = None) -> LateMovePass:
    """Queue interactions to count for the team that the roster says: all, or one person's.

    Raises `Refused` where none would move, or others are being moved.
    """
    engine.lock(db.session(), "customers.load")
    last = queries.last_pass()
    if last is not None and last.is_moving:
        raise Refused("Interactions are being moved already. Wait until that is done, or stop it.")
    parts = which._asdict() if which else {}
    one = LateMovePass(**parts, by_id=actor.id if actor else None, created_at=now)
    one.total = queries.number_left(one)
    if not one.total:
        raise Refused("Every one of these interactions counts for the team the roster says.")
    db.session.execute(delete(LateMovePass))
    db.session.add(one)
    db.session.flush()
    return one


def stop(one: LateMovePass) -> None:
    """Stop a pass after the batch at hand; what was moved stays."""
    if not one.is_moving:
        raise Refused("Nothing is under way here any more.")
    one.state = ImportState.STOPPED


def resume(one: LateMovePass) -> None:
    """Go on with a pass where it ended."""
    if one.state not in (ImportState.STOPPED, ImportState.FAILED):
        raise Refused("This is not stopped.")
    LEASE.queue(one)


def settle(most: int, from_id: int, *, now: datetime) -> int | None:
    """Forget of some people that their teams were told anew, where everything counts for these.

    Looks at up to `most` people from an id on; returns the next id, None at the end. What was told
    just now is kept: an import may still go by the roster from before.
    """
    engine.lock(db.session(), "customers.load")
    told = retellings(from_id, most, now - BY_THE_OLD_ROSTER)
    if not told:
        return None
    displaced = queries.displaced_people(queries.told_anew(told))
    forget_retellings([one.id for one in told if one.person_id not in displaced])
    return told[-1].person_id + 1


def advance(pass_id: int, worker: str, most: int, *, now: datetime) -> int | None:
    """Move the next batch, in one transaction with its sums and history; return how many those are.

    None where nothing is left, or it was stopped or taken over.
    """
    engine.lock(db.session(), "customers.load")
    mine = LEASE.mine(select(LateMovePass), pass_id, worker)
    query = mine.with_for_update().execution_options(populate_existing=True)
    one = db.session.scalar(query)
    if one is None:
        return None
    batch = queries.next_of(one, most)
    if not batch:
        one.state, one.finished_at = ImportState.FINISHED, now
        return None
    teams = {interaction_id: team_id for interaction_id, team_id, _ in batch}
    actor = db.session.get(Person, one.by_id) if one.by_id else None
    handler = batch[-1].handler_id
    moved = follow_roster(teams, actor, now=now)
    one.moved += moved
    one.handler_done, one.heard_at = handler, now
    return moved
