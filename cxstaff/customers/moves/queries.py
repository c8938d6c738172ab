"""Questions about moves told late: which interactions count for another team than the roster says.

Only interactions of people whose teams were told anew are read. What somebody moved by hand stays
where it is, and is none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Date, FromClause, Integer, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from cxstaff import clock, engine
from cxstaff.customers.models import Cause, Change, Interaction, LateMovePass
from cxstaff.db import Moment, db
from cxstaff.people.earlier.retellings import Retelling, retellings
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
    days = told_anew(retellings())
    if not days:
        return []
    was, is_now = aliased(Team), aliased(Team)
    query: Any = _displaced(
        select(
            *(Person.id, Person.name, was.id, was.name, is_now.id, is_now.name),
            *(func.count(Interaction.id), func.min(Interaction.day), func.max(Interaction.day)),
        ),
        days,
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
    days = told_anew(retellings(*_from(one)))
    query = _of_pass(select(func.count(Interaction.id)), one, days)
    return (db.session.scalar(query) or 0) if days else 0


def next_of(one: LateMovePass, most: int) -> list[ToMove]:
    """Return the next interactions that a pass is to move, handler by handler.

    However many people were told anew, a statement reads interactions of few of them.
    """
    found = list[ToMove]()
    for days in _few_people(one):
        for person_id in sorted(displaced_people(days)):
            told = select(Interaction.id, Membership.team_id, Interaction.handler_id)
            query = _of_pass(told, one, {person_id: days[person_id]})
            query = query.order_by(Interaction.happened_at).limit(most - len(found))
            found += [ToMove(*row) for row in db.session.execute(query)]
            if len(found) == most:
                return found
    return found


def displaced_people(days: Mapping[int, date]) -> set[int]:
    """Return whose interactions count for another team than the roster says, since these days."""
    told = _listed(days)
    theirs = select(Interaction.id).join(Membership, _in_another_team())
    theirs = theirs.where(_since(told), ~_by_hand())
    return set(db.session.scalars(select(told.c.person_id).where(theirs.correlate(told).exists())))


def told_anew(told: Sequence[Retelling]) -> dict[int, date]:
    """Return since when people (by id) may have been in other teams than was known."""
    latest_first = sorted(told, key=lambda each: each.since, reverse=True)
    return {each.person_id: each.since for each in latest_first}


def _few_people(one: LateMovePass) -> Iterator[dict[int, date]]:
    """Give whom a pass is still about and since when, few people at a time, in order of id."""
    from_id, most = _from(one)
    while days := told_anew(retellings(from_id, most or FEW)):
        yield days
        if most:
            return
        from_id = max(days) + 1


def _from(one: LateMovePass) -> tuple[int, int | None]:
    """Return from which person on a pass goes, and of how many: of one, or of all."""
    return (one.handler_done or 0, None) if one.person_id is None else (one.person_id, 1)


def _of_pass(query: Any, one: LateMovePass, days: Mapping[int, date]) -> Any:
    """Narrow a query to the interactions that a pass is about, of people told anew."""
    query = _displaced(query, days)
    for column, wanted in (
        (Interaction.handler_id, one.person_id),
        (Interaction.team_id, one.from_id),
        (Membership.team_id, one.to_id),
    ):
        query = query if wanted is None else query.where(column == wanted)
    return query


def _displaced(query: Any, days: Mapping[int, date]) -> Any:
    """Narrow a query to interactions since these days whose handler was in another team."""
    told = _listed(days)
    query = query.select_from(told).join(Interaction, _since(told))
    return query.join(Membership, _in_another_team()).where(~_by_hand())


def _since(told: FromClause) -> Any:
    """Say in a query that an interaction happened since its person's teams were told anew."""
    return and_(
        Interaction.handler_id == told.c.person_id,
        Interaction.happened_at >= told.c.begins,
        Interaction.day >= told.c.since,
    )


def _in_another_team() -> Any:
    """Say in a query that a membership is that of the handler on that day, in another team."""
    return and_(
        Membership.person_id == Interaction.handler_id,
        Membership.since <= Interaction.day,
        or_(Membership.until.is_(None), Interaction.day < Membership.until),
        Membership.team_id != Interaction.team_id,
    )


def _by_hand() -> Any:
    """Say in a query that somebody decided for which team an interaction counts."""
    return exists().where(Change.interaction_id == Interaction.id, Change.cause == Cause.MOVED)


FEW = 10
"""People whose interactions are looked through by one statement of a pass."""

OF_PEOPLE: dict[str, Any] = {"person_id": Integer(), "since": Date(), "begins": Moment()}
"""What a query is told of people told anew: since when, and a moment before that in any zone."""


def _listed(days: Mapping[int, date]) -> FromClause:
    begins = [clock.start_of(_day_before(since), "UTC") for since in days.values()]
    told: dict[str, Sequence[Any]] = {
        "person_id": list(days),
        "since": list(days.values()),
        "begins": begins,
    }
    return engine.listed(db.session(), OF_PEOPLE, told)


OF_DAYS: dict[str, Any] = {
    "place": Integer(), "person_id": Integer(), "team_id": Integer(),
    "since": Date(), "until": Date(), "begins": Moment(), "ends": Moment(),
}  # fmt: skip
"""What a query is told of days: where they stand in the list, whose, which team; 0 is a new one."""


def _columns(days: Sequence[Retold]) -> dict[str, Sequence[Any]]:
    """Return days as columns, with moments between which they lie in any zone, for the index."""
    ids = {str(name): number for name, number in db.session.execute(select(Team.name, Team.id))}
    return {
        "place": range(len(days)),
        "person_id": [each.person_id for each in days],
        "team_id": [ids[each.known_as] if each.known_as else 0 for each in days],
        "since": [each.since for each in days],
        "until": [each.until for each in days],
        "begins": [clock.start_of(_day_before(each.since), "UTC") for each in days],
        "ends": [clock.start_of(each.until + timedelta(days=1), "UTC") for each in days],
    }


def _day_before(day: date) -> date:
    return max(day, date.min + timedelta(days=1)) - timedelta(days=1)


def _on_days(told: Any) -> Any:
    """Say in a query that an interaction happened on days that are told anew, to their person."""
    return and_(
        Interaction.handler_id == told.c.person_id,
        Interaction.happened_at >= told.c.begins,
        Interaction.happened_at < told.c.ends,
        Interaction.day >= told.c.since,
        Interaction.day < told.c.until,
    )
