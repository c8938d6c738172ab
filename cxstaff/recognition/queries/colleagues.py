"""People and teams that somebody can thank."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import case, select

from cxstaff.db import Page, page_of
from cxstaff.engine import holding
from cxstaff.people.models import Membership, Person, Team
from cxstaff.people.queries import held_on, is_here


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
