"""Questions about action plans: what a team does, what it has done, what waits for whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from cxstaff.action_plans.models import Action, ActionNote, ActionStage
from cxstaff.db import Page, db, page_of
from cxstaff.people import queries as people
from cxstaff.people.models import Person, Team

OPEN = (ActionStage.PLANNED.value, ActionStage.UNDER_WAY.value)
FEW = 3
SOON = timedelta(days=7)


def actions_page(team_id: int, number: int) -> Page[Action]:
    """Return page `number` of a team's actions: open ones by due day, then ended, newest first."""
    query = select(Action).where(Action.team_id == team_id).options(joinedload(Action.owner))
    order = (
        Action.ended_on.is_not(None),
        Action.ended_on.desc(),
        Action.due_on,
        Action.id,
    )
    return page_of(query.order_by(*order), number)


def find_action(action_id: int) -> Action | None:
    """Return an action with its team, owner and notes, or None."""
    whole = (
        joinedload(Action.team),
        joinedload(Action.owner),
        selectinload(Action.notes).joinedload(ActionNote.written_by),
    )
    return db.session.get(Action, action_id, options=whole)


def next_actions(team_id: int) -> list[Action]:
    """Return the three open actions of a team that are due first."""
    query = _with_owner().where(Action.team_id == team_id, Action.stage.in_(OPEN))
    return list(db.session.scalars(query.order_by(Action.due_on, Action.id).limit(FEW)))


def done_actions(
    team_ids: Collection[int], since: date | None = None, until: date | None = None
) -> list[Action]:
    """Return the last three actions that teams have done, of those in [since, until) if given."""
    query = _with_owner().where(
        Action.team_id.in_(team_ids), Action.stage == ActionStage.DONE.value
    )
    if since is not None:
        query = query.where(Action.ended_on >= since)
    if until is not None:
        query = query.where(Action.ended_on < until)
    return list(
        db.session.scalars(query.order_by(Action.ended_on.desc(), Action.id.desc()).limit(FEW))
    )


def waiting_for(person: Person, today: date) -> list[Action]:
    """Return the open actions of a person that are due within a week, or overdue."""
    query = _with_owner().where(
        Action.owner_id == person.id, Action.stage.in_(OPEN), Action.due_on <= today + SOON
    )
    return list(db.session.scalars(query.order_by(Action.due_on, Action.id).limit(2 * FEW)))


def waited_for(today: date) -> frozenset[int]:
    """Return the ids of everybody with an open action that is due within a week, or overdue."""
    query = select(Action.owner_id).where(Action.stage.in_(OPEN), Action.due_on <= today + SOON)
    return frozenset(db.session.scalars(query.distinct()))


def team_and_above(team_id: int) -> list[int]:
    """Return a team's id and those of the teams above it, the nearest first."""
    found: list[int] = []
    team = db.session.get(Team, team_id)
    while team is not None:
        found.append(team.id)
        team = team.parent
    return found


def owners_for(team: Team, today: date) -> Sequence[Person]:
    """Return who can own an action of a team: its people, its leads and those of teams above."""
    found = {each.id: each for each in db.session.scalars(people.members_of([team.id], today))}
    for leads in people.leads_by_team(team_and_above(team.id), today).values():
        found |= {each.id: each for each in leads}
    return sorted(found.values(), key=lambda each: (each.name.casefold(), each.id))


def _with_owner() -> Select[Action]:
    return select(Action).options(joinedload(Action.owner), joinedload(Action.team))
