"""Questions about moves told late: which interactions count for another team than the roster says.

Only interactions of people whose teams were told anew are read. What somebody moved by hand stays
where it is, and is none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Date, FromClause, Integer, and_, exists, func, select
from sqlalchemy.orm import aliased

from cxstaff import clock, engine
from cxstaff.customers.models import Change, ChangeCause, Interaction, LateMovePass
from cxstaff.db import Instant, db
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
    was, is_now, told = aliased(Team), aliased(Team), _spans(days)
    query: Any = _displaced(
        select(
            *(Person.id, Person.name, was.id, was.name, is_now.id, is_now.name),
            *(func.count(Interaction.id), func.min(Interaction.day), func.max(Interaction.day)),
        ),
        told,
    )
    query = (
        query.join(Person, Person.id == Interaction.handler_id)
        .join(was, was.id == Interaction.team_id)
        .join(is_now, is_now.id == told.c.team_id)
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
    query = _of_pass(select(func.count(Interaction.id)), one, _spans(days))
    return (db.session.scalar(query) or 0) if days else 0


def next_of(one: LateMovePass, most: int) -> list[ToMove]:
    """Return the next interactions that a pass is to move, handler by handler.

    However many people were told anew, a statement reads interactions of few of them.
    """
    found = list[ToMove]()
    for days in _few_people(one):
        for person_id in sorted(displaced_people(days)):
            told = _spans({person_id: days[person_id]})
            query = select(Interaction.id, told.c.team_id, Interaction.handler_id)
            query = (
                _of_pass(query, one, told)
                .order_by(Interaction.happened_at)
                .limit(most - len(found))
            )
            found += [ToMove(*row) for row in db.session.execute(query)]
            if len(found) == most:
                return found
    return found


def displaced_people(days: Mapping[int, date]) -> set[int]:
    """Return whose interactions count for another team than the roster says, since these days."""
    told = _spans(days)
    theirs = select(Interaction.id).where(_on_days(told), _in_another_team(told), ~_by_hand())
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


def _of_pass(query: Any, one: LateMovePass, told: FromClause) -> Any:
    """Narrow a query to the interactions that a pass is about, of people told anew."""
    query = _displaced(query, told)
    for column, wanted in (
        (Interaction.handler_id, one.person_id),
        (Interaction.team_id, one.from_id),
        (told.c.team_id, one.to_id),
    ):
        query = query if wanted is None else query.where(column == wanted)
    return query


def _displaced(query: Any, told: FromClause) -> Any:
    """Narrow a query to interactions on days whose handler was in another team by the roster."""
    query = query.select_from(told).join(Interaction, _on_days(told))
    return query.where(_in_another_team(told), ~_by_hand())


def _in_another_team(told: FromClause) -> Any:
    """Say in a query that an interaction counts for another team than is told of its day."""
    return Interaction.team_id != told.c.team_id


def _by_hand() -> Any:
    """Say in a query that somebody decided for which team an interaction counts."""
    return exists().where(
        Change.interaction_id == Interaction.id, Change.cause == ChangeCause.MOVED
    )


FEW = 10
"""People whose interactions are looked through by one statement of a pass."""

LAST = date(9999, 12, 1)
"""Until then somebody is in a team where the roster tells no end."""

OF_DAYS: dict[str, Any] = {
    "place": Integer(), "person_id": Integer(), "team_id": Integer(),
    "since": Date(), "until": Date(), "begins": Instant(), "ends": Instant(),
}  # fmt: skip
"""What a query is told of days: where they stand in the list, whose, which team; 0 is a new one."""


def _columns(days: Sequence[Retold]) -> dict[str, Sequence[Any]]:
    """Return days as columns, with moments between which they lie in any zone, for the index."""
    ids = {str(name): number for name, number in db.session.execute(select(Team.name, Team.id))}
    spans = [
        (each.person_id, ids[each.known_as] if each.known_as else 0, each.since, each.until)
        for each in days
    ]
    return _with_moments(spans)


def _spans(days: Mapping[int, date]) -> FromClause:
    """Return in which teams people are by the roster, and from when until when, since these days.

    So that an interaction is read once, and by moments between which its day lies in any zone.
    """
    theirs = engine.among(db.session(), Membership.person_id, list(days))
    query = select(Membership.person_id, Membership.team_id, Membership.since, Membership.until)
    spans = [
        (person_id, team_id, max(since, days[person_id]), until or LAST)
        for person_id, team_id, since, until in db.session.execute(query.where(theirs))
        if (until or LAST) > days[person_id]
    ]
    return engine.listed(db.session(), OF_DAYS, _with_moments(spans))


def _with_moments(spans: Sequence[tuple[int, int, date, date]]) -> dict[str, Sequence[Any]]:
    """Return days of people and teams as columns, with moments between which they lie."""
    return {
        "place": range(len(spans)),
        "person_id": [person_id for person_id, *_ in spans],
        "team_id": [team_id for _, team_id, *_ in spans],
        "since": [since for *_, since, _ in spans],
        "until": [until for *_, until in spans],
        "begins": [clock.start_of(_day_before(since), "UTC") for *_, since, _ in spans],
        "ends": [clock.start_of(until + timedelta(days=1), "UTC") for *_, until in spans],
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
