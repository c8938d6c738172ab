"""People and teams that somebody can thank."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Date, Integer, and_, bindparam, case, or_, select

from cxstaff import engine
from cxstaff.db import Page, db, page_of
from cxstaff.engine import Prepared, holding
from cxstaff.people.models import Membership, Person, Team
from cxstaff.people.queries import held_on, is_here
from cxstaff.recognition.models import Hearing, ThanksChoice

_PERSON, _MEMBERSHIP = engine.table_of(Person).c, engine.table_of(Membership).c


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who is about to be thanked, as of a day: the team they are in, None without one.

    `hears` is how they chose to hear of it, None where they did not.
    """

    id: int
    name: str
    email: str | None
    left_on: date | None
    team_id: int | None
    hears: str | None = None

    @property
    def hears_at_once(self) -> bool:
        """Say whether they want a letter for each thanks: who chose nothing does."""
        return self.hears in {None, Hearing.AT_ONCE}

    def works_here(self, today: date) -> bool:
        """Say whether they have not left."""
        return self.left_on is None or today < self.left_on


def colleagues(ids: Sequence[int], today: date) -> list[Colleague]:
    """Return people by id, in the order of their ids as given; who is not there is left out."""
    if not ids:
        return []
    told = {f"id_{place}": each for place, each in enumerate(ids)}
    rows = _by_id(len(ids)).rows(db.session.connection(), told | {"today": today})
    found = {row[0]: Colleague(*row) for row in rows}
    return [found[each] for each in ids if each in found]


def colleagues_in(team_ids: Collection[int], today: date) -> list[Colleague]:
    """Return who is in one of some teams, by name."""
    columns: tuple[Any, ...] = (
        *(Person.id, Person.name, Person.email, Person.left_on),
        *(Membership.team_id, ThanksChoice.hears),
    )
    query = (
        select(*columns)
        .join(Membership)
        .outerjoin(ThanksChoice, ThanksChoice.person_id == Person.id)
        .where(Membership.team_id.in_(team_ids), held_on(Membership, today), is_here(today))
        .order_by(Person.name, Person.id)
    )
    return [Colleague(*row) for row in db.session.execute(query)]


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
            held_on(Membership, today),
            is_here(today),
            Person.id != person_id,
        )
    )
    if words:
        query = query.where(*holding(words, Person.name, Person.email))
    return page_of(query.order_by(near, Person.name, Person.id), number)


def teams_page(words: str, near: Collection[int], number: int) -> Page[Team]:
    """Return page `number` of the teams whose name holds `words`; without any, of those `near`."""
    asked = holding(words, Team.name) if words else [Team.id.in_(near)]
    return page_of(select(Team).where(*asked).order_by(Team.name, Team.id), number)


@lru_cache(maxsize=64)
def _by_id(number: int) -> Prepared:
    """Make the statement that reads so many people with their teams: a thanks begins with it."""
    day = bindparam("today", type_=Date)
    ids = [bindparam(f"id_{place}", type_=Integer) for place in range(number)]
    held = (_MEMBERSHIP.since <= day) & or_(_MEMBERSHIP.until.is_(None), _MEMBERSHIP.until > day)
    person, membership = engine.table_of(Person), engine.table_of(Membership)
    choice = engine.table_of(ThanksChoice)
    theirs = person.outerjoin(membership, and_(_MEMBERSHIP.person_id == _PERSON.id, held))
    theirs = theirs.outerjoin(choice, choice.c.person_id == _PERSON.id)
    columns = (
        *(_PERSON.id, _PERSON.name, _PERSON.email, _PERSON.left_on),
        *(_MEMBERSHIP.team_id, choice.c.hears),
    )
    return Prepared(select(*columns).select_from(theirs).where(_PERSON.id.in_(ids)))
