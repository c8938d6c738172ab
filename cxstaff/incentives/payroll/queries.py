"""Questions for payroll: what people were paid within some days, and what was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all

from cxstaff.db import Page, db, page_of
from cxstaff.incentives.models import IncentivePlan, PlanTerms, Settlement, Statement
from cxstaff.people.models import Person, Team

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class PayrollLine:
    """One payment, or one that was taken back (then `amount` is below 0), in the smallest unit."""

    at: datetime
    employee_number: str | None
    name: str
    team: str
    plan: str
    since: date
    until: date
    unit: str
    amount: int
    statement_id: int


def payroll_page(since: datetime, until: datetime, number: int) -> Page[PayrollLine]:
    """Return page `number` of what was paid or taken back in [since, until), by name."""
    page = page_of(_moves(since, until), number)
    return page.showing([_line(each) for each in page.items])


def payroll(since: datetime, until: datetime) -> Iterator[PayrollLine]:
    """Go through all that was paid or taken back in [since, until), by name."""
    rows = db.session.execute(_moves(since, until).execution_options(yield_per=CHUNK))
    yield from map(_line, rows)


def first_payment() -> datetime | None:
    """Return when something was paid for the first time; None where nothing ever was."""
    return db.session.scalar(select(func.min(Statement.paid_at)))


def _moves(since: datetime, until: datetime) -> Select[Any]:
    paid = _within(Statement.paid_at, 1, since, until)
    taken_back = _within(Statement.reversed_at, -1, since, until)
    moves = union_all(paid, taken_back).subquery()
    return select(moves).order_by(moves.c.name, moves.c.id, moves.c.sign.desc())


def _within(moment: Any, sign: int, since: datetime, until: datetime) -> Select[Any]:
    return (
        select(
            moment.label("at"),
            Person.employee_number,
            Person.name,
            Team.name.label("team"),
            IncentivePlan.name.label("plan"),
            Settlement.since,
            Settlement.until,
            PlanTerms.unit,
            Statement.amount,
            Statement.id,
            literal(sign).label("sign"),
        )
        .join(Settlement, Settlement.id == Statement.settlement_id)
        .join(IncentivePlan, IncentivePlan.id == Settlement.plan_id)
        .join(PlanTerms, PlanTerms.id == IncentivePlan.terms_id)
        .join(Team, Team.id == IncentivePlan.team_id)
        .outerjoin(Person, Person.id == Statement.person_id)
        .where(moment >= since, moment < until, Statement.amount > 0)
    )


def _line(row: Any) -> PayrollLine:
    return PayrollLine(
        at=row.at,
        employee_number=row.employee_number,
        name=row.name or row.team,
        team=row.team,
        plan=row.plan,
        since=row.since,
        until=row.until,
        unit=row.unit,
        amount=row.sign * row.amount,
        statement_id=row.id,
    )
