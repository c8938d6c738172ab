"""Questions about the roster: who is in which team when, who leads whom, who may see what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import selectinload

from cxstaff import clock
from cxstaff.db import Page, db, page_of
from cxstaff.engine import holding
from cxstaff.people.account import Account
from cxstaff.people.company import find_company as find_company
from cxstaff.people.company import find_facts as find_facts
from cxstaff.people.company import get_company as get_company
from cxstaff.people.models import (
    Leadership,
    Leave,
    Membership,
    Person,
    Role,
    RoleGrant,
    Team,
)
from cxstaff.text import one_line


class Zoned(Protocol):
    """Somebody who lives in a zone of their own, or in the company's."""

    @property
    def zone(self) -> str | None:
        """Return their own zone."""


def zone_of(person: Zoned) -> str:
    """Return the IANA zone a person lives in: their own, else the company's."""
    return person.zone or get_company().zone


def known_of(person: Person) -> tuple[str | None, ...]:
    """Return what colleagues know of a person, which makes a poor password."""
    return person.name, person.email, person.employee_number, get_company().name


def roles_of(person: Account | Person, today: date) -> frozenset[Role]:
    """Return everything a person is trusted with on `today`."""
    granted = select(RoleGrant.role).where(RoleGrant.person_id == person.id)
    roles = {Role.EMPLOYEE} | {Role(role) for role in db.session.scalars(granted)}
    if led_team_ids(person, today):
        roles.add(Role.LEAD)
    return frozenset(roles)


def led_team_ids(person: Account | Person, today: date) -> list[int]:
    """Return the teams a person leads on `today`, without the teams below them."""
    query = select(Leadership.team_id).where(
        Leadership.person_id == person.id, held_on(Leadership, today)
    )
    return list(db.session.scalars(query))


def teams_led_by(person: Account | Person, today: date) -> set[int]:
    """Return the teams a person leads on `today`, directly or from above."""
    led = led_team_ids(person, today)
    return team_ids_below(led) if led else set()


def team_id_of(person: Person, today: date) -> int | None:
    """Return the team a person is in on `today`."""
    query = select(Membership.team_id).where(
        Membership.person_id == person.id, held_on(Membership, today)
    )
    return db.session.scalar(query)


def team_ids_of(person_ids: Collection[int], today: date) -> dict[int, int]:
    """Return the team that each of some people is in on `today`, of those who are in one."""
    query = select(Membership.person_id, Membership.team_id).where(
        Membership.person_id.in_(person_ids), held_on(Membership, today)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def team_ids_below(tops: Iterable[int]) -> set[int]:
    """Return `tops` and every team below them."""
    children = defaultdict(list)
    for team_id, parent_id in db.session.execute(select(Team.id, Team.parent_id)):
        children[parent_id].append(team_id)
    found, waiting = set[int](), list(tops)
    while waiting:
        team_id = waiting.pop()
        if team_id not in found:
            found.add(team_id)
            waiting.extend(children[team_id])
    return found


def sees_every_team(roles: frozenset[Role]) -> bool:
    """Say whether these roles open the pages of all teams."""
    return bool(roles & {Role.HR, Role.CX, Role.ADMIN})


def visible_team_ids(person: Person, roles: frozenset[Role], today: date) -> set[int]:
    """Return the teams whose pages a person may open: all of them, those they lead, their own."""
    if sees_every_team(roles):
        return set(db.session.scalars(select(Team.id)))
    own = team_id_of(person, today)
    return teams_led_by(person, today) | ({own} if own is not None else set())


def find_team_for(person: Person, roles: frozenset[Role], team_id: int, today: date) -> Team | None:
    """Return a team if the person may open its page, else None."""
    if not sees_every_team(roles) and team_id not in visible_team_ids(person, roles, today):
        return None
    return db.session.get(Team, team_id)


def leads(person: Person, team_id: int, today: date) -> bool:
    """Say whether a person leads a team on `today`, directly or from above."""
    return team_id in teams_led_by(person, today)


def members_of(team_ids: Iterable[int], today: date) -> Select[Person]:
    """Select the people who are in one of the teams on `today`, by name."""
    return (
        select(Person)
        .join(Membership)
        .where(Membership.team_id.in_(list(team_ids)), held_on(Membership, today), is_here(today))
        .order_by(Person.name, Person.id)
    )


def held_on(kind: type[Membership | Leadership | Leave], day: date) -> ColumnElement[bool]:
    """Say of a selected row of `kind` that it holds on `day`."""
    return (kind.since <= day) & or_(kind.until.is_(None), kind.until > day)


def is_present(day: date) -> ColumnElement[bool]:
    """Say of a selected `Person` that they are not on leave on `day`."""
    away = select(Leave.id).where(Leave.person_id == Person.id, held_on(Leave, day))
    return ~away.exists()


def is_here(day: date) -> ColumnElement[bool]:
    """Say of a person in a query that they have not left on a day."""
    return or_(Person.left_on.is_(None), Person.left_on > day)


def leads_of(team_id: int, today: date) -> list[Person]:
    """Return the people who lead a team on `today`, by name."""
    query = (
        select(Person)
        .join(Leadership)
        .where(Leadership.team_id == team_id, held_on(Leadership, today), is_here(today))
        .order_by(Person.name)
    )
    return list(db.session.scalars(query))


def find_by_email(email: str) -> Person | None:
    """Return the person with this e-mail address, in any spelling of its case."""
    return db.session.scalar(select(Person).where(Person.email == one_line(email).lower()))


def find_by_number(number: str) -> Person | None:
    """Return the person with this employee number."""
    return db.session.scalar(select(Person).where(Person.employee_number == number))


def find_team_named(name: str) -> Team | None:
    """Return the team called `name`, in any spelling of its case."""
    return db.session.scalar(
        select(Team).where(func.lower(Team.name) == func.lower(one_line(name)))
    )


def find_person(person_id: int) -> Person | None:
    """Return a person with their memberships, teams led and roles; None for who is erased."""
    query = select(Person).where(Person.id == person_id, Person.erased_on.is_(None))
    return db.session.scalar(query.options(*_ENTRY))


def today() -> date:
    """Return the calendar day where the company is."""
    return clock.local_day(clock.now(), get_company().zone)


def all_teams() -> list[Team]:
    """Return every team, by name."""
    return list(db.session.scalars(select(Team).order_by(Team.name)))


def team_names() -> dict[int, str]:
    """Return every team's name, by id, in the order of names."""
    return names_of(all_teams())


def names_of(teams: Iterable[Team]) -> dict[int, str]:
    """Return the names of teams, by id, in their order."""
    return {team.id: team.name for team in teams}


def upper_among(teams: Sequence[Team]) -> list[Team]:
    """Return those of all teams that have teams below them."""
    upper = {team.parent_id for team in teams}
    return [team for team in teams if team.id in upper]


def leads_by_team(team_ids: Iterable[int], today: date) -> dict[int, list[Person]]:
    """Return who leads each of the teams on `today`, by name; teams without a lead are absent."""
    query = (
        select(Leadership.team_id, Person)
        .join(Person)
        .where(Leadership.team_id.in_(list(team_ids)), held_on(Leadership, today), is_here(today))
        .order_by(Person.name)
    )
    found = defaultdict(list)
    for team_id, person in db.session.execute(query):
        found[team_id].append(person)
    return dict(found)


def count_of_members(today: date) -> dict[int, int]:
    """Return how many people are in each team on `today`, by team id; empty teams are absent."""
    query = (
        select(Membership.team_id, func.count())
        .join(Person)
        .where(held_on(Membership, today), is_here(today))
        .group_by(Membership.team_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def roster_page(
    number: int, words: str, today: date, *, team_id: int | None = None, has_left: bool = False
) -> Page[Person]:
    """Return page `number` of the people who work here (or have left), by name.

    `words` are looked for in name, e-mail and employee number; `team_id` keeps one team's people.
    """
    query = select(Person).where(
        ~is_here(today) if has_left else is_here(today),
        *_named(words),
    )
    query = query.where(Person.erased_on.is_(None))
    if team_id is not None:
        inside = select(Membership.person_id).where(
            Membership.team_id == team_id, held_on(Membership, today)
        )
        query = query.where(Person.id.in_(inside))
    return page_of(query.order_by(Person.name, Person.id).options(*_ENTRY), number)


def matching(words: str) -> Select[int]:
    """Select the ids of everybody, here or gone, whose name, e-mail or number has all words."""
    return select(Person.id).where(*_named(words))


def ids_matching(words: str) -> list[int]:
    """Return the ids of everybody, here or gone, whose name, e-mail or number has all words."""
    return list(db.session.scalars(matching(words)))


def names_of_people(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of people by id."""
    query = select(Person.id, Person.name).where(Person.id.in_(list(ids)))
    return {row[0]: row[1] for row in db.session.execute(query)}


def memberships_by_person() -> dict[int, list[tuple[date, date | None, int]]]:
    """Return every person's memberships as (since, until, team id), oldest first."""
    found = defaultdict(list)
    query = select(
        Membership.person_id, Membership.since, Membership.until, Membership.team_id
    ).order_by(Membership.since)
    for person_id, since, until, team_id in db.session.execute(query):
        found[person_id].append((since, until, team_id))
    return dict(found)


def _named(words: str) -> list[ColumnElement[bool]]:
    """Look for every word in name, e-mail or employee number."""
    return holding(words, Person.name, Person.email, Person.employee_number)


_ENTRY = (
    selectinload(Person.memberships).joinedload(Membership.team),
    selectinload(Person.leaderships).joinedload(Leadership.team),
    selectinload(Person.grants),
    selectinload(Person.leaves),
)
