"""Questions about moves told late: which interactions count for another team than the roster says.

What somebody moved by hand stays where it is, and is none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Date, Integer, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from cxstaff import clock, engine
from cxstaff.customers.models import Cause, Change, Interaction, LateMovePass
from cxstaff.db import Moment, db
from cxstaff.people.models import Membership, Person, Team
from cxstaff.people.roster.checking.retold import Retold
from cxstaff.people.roster.late_moves import Displaced, counts_late_moves


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


class ToMove(NamedTuple):
    """An interaction that is to be moved, the team it shall count for, and who handled it."""

    interaction_id: int
    team_id: int
    handler_id: int


def late_moves() -> list[LateMove]:
    """Return moves told late, by name of the person."""
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
    return [LateMove(*row) for row in db.session.execute(query)]


@counts_late_moves
def displaced_by(days: Sequence[Retold]) -> list[Displaced]:
    """Return which interactions would count for another team once these days are told anew.

    Only interactions of those days are read, however many there are besides.
    """
    told = engine.listed(db.session(), OF_DAYS, _columns(days))
    query = (
        select(
            *(told.c.place, Team.name, func.count(Interaction.id)),
            *(func.min(Interaction.day), func.max(Interaction.day)),
        )
        .select_from(told)
        .join(Interaction, _on_days(told))
        .join(Team, Team.id == Interaction.team_id)
        .where(Interaction.team_id != told.c.team_id, ~_by_hand())
        .group_by(told.c.place, Team.name)
        .order_by(told.c.place, Team.name)
    )
    found: Any = db.session.execute(query)
    return [
        Displaced(days[place].person_id, days[place].person, team, days[place].team, *counted)
        for place, team, *counted in found
    ]


def last_pass() -> LateMovePass | None:
    """Return the last pass over moves told late."""
    return db.session.scalar(select(LateMovePass).order_by(LateMovePass.id.desc()).limit(1))


def number_left(one: LateMovePass) -> int:
    """Return how many interactions a pass is about."""
    query = _of_pass(select(func.count(Interaction.id)).select_from(Interaction), one)
    return db.session.scalar(query) or 0


def next_of(one: LateMovePass, most: int) -> list[ToMove]:
    """Return the next interactions that a pass is to move, handler by handler."""
    told = select(Interaction.id, Membership.team_id, Interaction.handler_id)
    query = _of_pass(told.select_from(Interaction), one)
    query = query.where(Interaction.handler_id >= one.handler_done)
    query = query.order_by(Interaction.handler_id, Interaction.happened_at).limit(most)
    return [ToMove(*row) for row in db.session.execute(query)]


def _of_pass(query: Any, one: LateMovePass) -> Any:
    """Narrow a query to the interactions that a pass is about."""
    query = _displaced(query)
    for column, wanted in (
        (Interaction.handler_id, one.person_id),
        (Interaction.team_id, one.from_id),
        (Membership.team_id, one.to_id),
    ):
        query = query if wanted is None else query.where(column == wanted)
    return query


def _displaced(query: Any) -> Any:
    """Narrow a query to interactions whose handler was in another team on that day."""
    then = and_(
        Membership.person_id == Interaction.handler_id,
        Membership.since <= Interaction.day,
        or_(Membership.until.is_(None), Interaction.day < Membership.until),
        Membership.team_id != Interaction.team_id,
    )
    return query.join(Membership, then).where(~_by_hand())


def _by_hand() -> Any:
    """Say in a query that somebody decided for which team an interaction counts."""
    return exists().where(Change.interaction_id == Interaction.id, Change.cause == Cause.MOVED)


OF_DAYS: dict[str, Any] = {
    "place": Integer(), "person_id": Integer(), "team_id": Integer(),
    "since": Date(), "until": Date(), "begins": Moment(), "ends": Moment(),
}  # fmt: skip
"""What a query is told of days: where they stand in the list, whose, which team; 0 is a new one."""


def _columns(days: Sequence[Retold]) -> dict[str, Sequence[Any]]:
    """Return days as columns, with moments between which they lie in any zone, for the index."""
    ids = {str(name): number for name, number in db.session.execute(select(Team.name, Team.id))}
    margin = timedelta(days=1)
    firsts = [max(each.since, date.min + margin) - margin for each in days]
    return {
        "place": range(len(days)),
        "person_id": [each.person_id for each in days],
        "team_id": [ids[each.known_as] if each.known_as else 0 for each in days],
        "since": [each.since for each in days],
        "until": [each.until for each in days],
        "begins": [clock.start_of(first, "UTC") for first in firsts],
        "ends": [clock.start_of(each.until + margin, "UTC") for each in days],
    }


def _on_days(told: Any) -> Any:
    """Say in a query that an interaction happened on days that are told anew, to their person."""
    return and_(
        Interaction.handler_id == told.c.person_id,
        Interaction.happened_at >= told.c.begins,
        Interaction.happened_at < told.c.ends,
        Interaction.day >= told.c.since,
        Interaction.day < told.c.until,
    )
