"""Who may approve what a plan pays, and what keeps somebody from it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import func, select

from cxstaff.date_range import DAY, DateRange
from cxstaff.db import db
from cxstaff.incentives.eligibility import staffing
from cxstaff.incentives.models import Pays, Settlement, State, Statement
from cxstaff.incentives.statements.queries import writer_of
from cxstaff.people.models import Person
from cxstaff.people.queries import led_team_ids, team_ids_below


class Obstacle(StrEnum):
    """Why somebody cannot approve anything of a settlement."""

    NOTHING_WAITS = "nothing waits"
    WROTE_IT = "wrote it"
    ON_THE_TEAM = "on the team"
    ONLY_OWN = "only own"


def obstacle_to(settlement: Settlement, person: Person, today: date) -> Obstacle | None:
    """Say what keeps somebody from approving any statement of a settlement; None for nothing.

    Whoever is on a team, was on it since the period began, or leads it, profits with it.
    """
    drafted = (
        Statement.settlement_id == settlement.id,
        Statement.state == State.DRAFTED,
        Statement.amount > 0,
    )
    others = Statement.person_id.is_distinct_from(person.id)
    query = select(func.count(Statement.id), func.count(Statement.id).filter(others))
    waiting, of_others = db.session.execute(query.where(*drafted)).one()
    if not waiting:
        return Obstacle.NOTHING_WAITS
    if writer_of(settlement.plan_id) == person.id:
        return Obstacle.WROTE_IT
    if is_paid_with_team(settlement, person, today):
        return Obstacle.ON_THE_TEAM
    return None if of_others else Obstacle.ONLY_OWN


def is_paid_with_team(settlement: Settlement, person: Person, today: date) -> bool:
    """Say whether a settlement pays a team as a whole that somebody is on, was on or leads."""
    plan = settlement.plan
    if plan.terms is None or plan.terms.pays != Pays.TEAM:
        return False
    since_then = DateRange(settlement.since, max(today, settlement.until) + DAY)
    stays = staffing(team_ids_below([plan.team_id]), since_then).stays
    return person.id in stays or plan.team_id in led_team_ids(person, today)


def is_concerned(statement: Statement, person: Person, today: date) -> bool:
    """Say whether a statement is somebody's own, or that of a team as a whole that they lead."""
    if not statement.is_teams:
        return statement.person_id == person.id
    return statement.settlement.plan.team_id in led_team_ids(person, today)
