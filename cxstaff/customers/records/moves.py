"""Moves told late: interactions that count for another team than the roster says by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from cxstaff.customers.models import Cause, Change, Interaction
from cxstaff.customers.records.actions import follow_roster
from cxstaff.db import db
from cxstaff.people.models import Membership, Person, Team

MOST_AT_ONCE = 5000
"""Interactions that one request moves; whoever has more presses again."""


@dataclass(frozen=True, slots=True)
class LateMove:
    """Interactions of one person that count for one team, and by the roster for another."""

    person_id: int
    person: str
    from_id: int
    from_team: str
    to_id: int
    to_team: str
    interactions: int
    first_on: date
    last_on: date


def late_moves(person_id: int | None = None) -> list[LateMove]:
    """Return moves told late, of everybody or of one person, by name.

    Only people with several memberships are looked at: nobody else has moved. What somebody moved
    by hand stays where it is.
    """
    was, is_now = aliased(Team), aliased(Team)
    query: Any = _displaced(
        select(
            *(Person.id, Person.name, was.id, was.name, is_now.id, is_now.name),
            *(func.count(Interaction.id), func.min(Interaction.day), func.max(Interaction.day)),
        ).select_from(Interaction)
    )
    query = (
        query.join(Person, Person.id == Interaction.handler_id)
        .join(was, was.id == Interaction.team_id)
        .join(is_now, is_now.id == Membership.team_id)
        .group_by(Person.id, Person.name, was.id, was.name, is_now.id, is_now.name)
        .order_by(Person.name, Person.id, was.name, is_now.name)
    )
    if person_id is not None:
        query = query.where(Interaction.handler_id == person_id)
    return [LateMove(*row) for row in db.session.execute(query)]


def follow(person_id: int, from_id: int, to_id: int, actor: Person | None, *, now: datetime) -> int:
    """Let up to `MOST_AT_ONCE` interactions count for the team that the roster says.

    Returns how many were moved.
    """
    query: Any = _displaced(select(Interaction.id)).where(
        Interaction.handler_id == person_id,
        Interaction.team_id == from_id,
        Membership.team_id == to_id,
    )
    ids = db.session.scalars(query.order_by(Interaction.id).limit(MOST_AT_ONCE)).all()
    return follow_roster(ids, to_id, actor, now=now) if ids else 0


def _displaced(query: Any) -> Any:
    """Narrow a query to interactions whose handler was in another team on that day."""
    several = select(Membership.person_id).group_by(Membership.person_id).having(func.count() > 1)
    then = and_(
        Membership.person_id == Interaction.handler_id,
        Membership.since <= Interaction.day,
        or_(Membership.until.is_(None), Interaction.day < Membership.until),
        Membership.team_id != Interaction.team_id,
    )
    by_hand = exists().where(Change.interaction_id == Interaction.id, Change.cause == Cause.MOVED)
    return query.join(Membership, then).where(Interaction.handler_id.in_(several), ~by_hand)
