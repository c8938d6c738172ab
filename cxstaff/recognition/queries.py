"""Questions about thanks, company values and celebrations."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from cxstaff.customers.models import Feedback, Interaction
from cxstaff.db import Page, db, page_of
from cxstaff.engine import holding
from cxstaff.measures.models import Measure
from cxstaff.measures.queries import levers_of
from cxstaff.people.models import Membership, Person, Team
from cxstaff.recognition.models import Celebration, CompanyValue, Thanks


class Wall(StrEnum):
    """Which thanks a person wants to see."""

    ALL = "all"
    TEAMS = "teams"
    RECEIVED = "received"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Others:
    """Thanks to other people: the newest public ones, and how many there are of each kind."""

    listed: list[Thanks]
    total: int
    private: int


@dataclass(frozen=True, slots=True)
class ThanksCount:
    """How many thanks are for a measure, a company value (by its name) or both.

    `remarks` of them stand on what a customer said.
    """

    measure_id: int | None
    value: str | None
    count: int
    remarks: int


def celebrations_of(team_id: int, on: date) -> list[Celebration]:
    """Return what a team celebrates on the day `on`, by name of the measure."""
    return levers_of(Celebration, team_id, on)


def values() -> list[CompanyValue]:
    """Return what the company holds dear, by name."""
    return list(db.session.scalars(select(CompanyValue).order_by(CompanyValue.name)))


def values_page(number: int) -> Page[CompanyValue]:
    """Return page `number` of the company's values, by name."""
    return page_of(select(CompanyValue).order_by(CompanyValue.name), number)


def find_value(value_id: int) -> CompanyValue | None:
    """Return a company value, or None where there is none."""
    return db.session.get(CompanyValue, value_id)


def find_value_called(name: str) -> CompanyValue | None:
    """Return the value of this name, in any spelling of its case."""
    return db.session.scalar(
        select(CompanyValue).where(func.lower(CompanyValue.name) == name.lower())
    )


def thanks_page(
    person_id: int,
    team_ids: Collection[int],
    number: int,
    wall: Wall = Wall.ALL,
    team_id: int | None = None,
) -> Page[Thanks]:
    """Return page `number` of the thanks a person may see, the newest first.

    Those are the public ones to people who were in `team_ids`, and all they gave or received.
    """
    public = and_(Thanks.is_private.is_(False), Thanks.team_id.in_(team_ids))
    received, given = Thanks.receiver_id == person_id, Thanks.giver_id == person_id
    shown: dict[Wall, ColumnElement[bool]] = {
        Wall.ALL: or_(public, received, given),
        Wall.TEAMS: public,
        Wall.RECEIVED: received,
        Wall.GIVEN: given,
    }
    query = _thanks().where(shown[wall])
    if team_id is not None:
        query = query.where(Thanks.team_id == team_id)
    return page_of(query, number)


def colleagues_page(
    person_id: int, team_ids: Collection[int], number: int, words: str, today: date
) -> Page[tuple[Person, str]]:
    """Return page `number` of the others who work here, with the name of their team.

    People of `team_ids` come first; with `words`, only those whose name or e-mail holds them.
    """
    near = case((Membership.team_id.in_(team_ids), 0), else_=1)
    columns: tuple[Any, ...] = (Person, Team.name)
    query = (
        select(*columns)
        .join(Membership, Membership.person_id == Person.id)
        .join(Team, Team.id == Membership.team_id)
        .where(
            Membership.since <= today,
            or_(Membership.until.is_(None), Membership.until > today),
            or_(Person.left_on.is_(None), Person.left_on > today),
            Person.id != person_id,
        )
    )
    if words:
        query = query.where(*holding(words, Person.name, Person.email))
    return page_of(query.order_by(near, Person.name, Person.id), number)


def find_thanks_for(person_id: int, team_ids: Collection[int], thanks_id: int) -> Thanks | None:
    """Return a thanks if the person may see it, else None."""
    public = and_(Thanks.is_private.is_(False), Thanks.team_id.in_(team_ids))
    mine = or_(Thanks.receiver_id == person_id, Thanks.giver_id == person_id)
    return db.session.scalar(_thanks().where(Thanks.id == thanks_id, or_(public, mine)))


def find_same_thanks(
    giver_id: int, receiver_id: int, message: str, since: datetime
) -> Thanks | None:
    """Return a thanks from one person to another in these very words since a moment, or None."""
    query = _thanks().where(
        Thanks.giver_id == giver_id,
        Thanks.receiver_id == receiver_id,
        Thanks.message == message,
        Thanks.given_at > since,
    )
    return db.session.scalar(query.limit(1))


def thanks_by_key(request_key: str) -> Thanks:
    """Return the thanks that a form with this key gave; raises NoResultFound without one."""
    return db.session.scalars(_thanks().where(Thanks.request_key == request_key)).one()


def thanks_received(person_id: int, since: datetime, until: datetime) -> list[Thanks]:
    """Return what a person was thanked for in [since, until), private ones too, newest first."""
    query = _between(since, until).where(Thanks.receiver_id == person_id)
    return list(db.session.scalars(query))


def team_thanks(
    team_id: int, since: datetime, until: datetime, most: int | None = None
) -> list[Thanks]:
    """Return up to `most` public thanks to people of a team in [since, until), newest first."""
    query = _between(since, until).where(Thanks.team_id == team_id, Thanks.is_private.is_(False))
    return list(db.session.scalars(query.limit(most)))


def public_thanks(
    team_ids: Collection[int] | None, since: datetime, until: datetime
) -> list[ThanksCount]:
    """Count the public thanks of [since, until) to people of teams by what they are for.

    None: of all teams. What most are for comes first. Private ones stay between two people.
    """
    named: tuple[Any, ...] = (Thanks.measure_id, CompanyValue.name)
    count: Any = func.count()
    columns: tuple[Any, ...] = (*named, count, func.count(Feedback.remark))
    query = (
        select(*columns)
        .outerjoin(CompanyValue, CompanyValue.id == Thanks.value_id)
        .outerjoin(Feedback, Feedback.interaction_id == Thanks.interaction_id)
        .where(Thanks.is_private.is_(False), Thanks.given_at >= since, Thanks.given_at < until)
        .group_by(*named)
        .order_by(count.desc(), *named)
    )
    if team_ids is not None:
        query = query.where(Thanks.team_id.in_(team_ids))
    return [ThanksCount(*row) for row in db.session.execute(query)]


def public_thanks_by_team(
    since: datetime, until: datetime, team_ids: Collection[int] | None = None
) -> dict[int, dict[int, int]]:
    """Count the same by the team and the measure they name; of every team where none are named."""
    query = (
        select(Thanks.team_id, Measure.id, func.count())
        .join(Measure)
        .where(
            Thanks.is_private.is_(False),
            Thanks.given_at >= since,
            Thanks.given_at < until,
        )
    )
    if team_ids is not None:
        query = query.where(Thanks.team_id.in_(team_ids))
    found = dict[int, dict[int, int]]()
    for team_id, measure_id, count in db.session.execute(
        query.group_by(Thanks.team_id, Measure.id)
    ):
        found.setdefault(team_id, {})[measure_id] = count
    return found


def thanks_to_others(
    team_ids: Collection[int], besides: int, since: datetime, until: datetime, most: int
) -> Others:
    """Return what others than the person `besides` were thanked for in some teams.

    Of private thanks only the total is told, without those that this person gave.
    """
    there = (
        Thanks.team_id.in_(team_ids),
        Thanks.receiver_id != besides,
        Thanks.given_at >= since,
        Thanks.given_at < until,
    )
    public, private = (
        Thanks.is_private.is_(False),
        and_(Thanks.is_private, Thanks.giver_id != besides),
    )
    counted = select(func.count()).select_from(Thanks).where(*there)
    total = db.session.scalar(counted.where(public)) or 0
    listed = list(db.session.scalars(_thanks().where(*there, public).limit(most))) if total else []
    return Others(listed, total, db.session.scalar(counted.where(private)) or 0)


def _between(since: datetime, until: datetime) -> Select[Thanks]:
    return _thanks().where(Thanks.given_at >= since, Thanks.given_at < until)


def _thanks() -> Select[Thanks]:
    """Select thanks with all that a page says of one, newest first."""
    return (
        select(Thanks)
        .options(
            joinedload(Thanks.giver),
            joinedload(Thanks.receiver),
            joinedload(Thanks.team),
            joinedload(Thanks.measure),
            joinedload(Thanks.value),
            joinedload(Thanks.interaction).joinedload(Interaction.feedback),
            joinedload(Thanks.interaction).joinedload(Interaction.channel),
        )
        .order_by(Thanks.given_at.desc(), Thanks.id.desc())
    )
