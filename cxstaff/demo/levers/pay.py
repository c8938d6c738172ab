"""Plans that pay in the made-up company: paid, stopped by a guard, disputed, proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from cxstaff.clock import start_of
from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.demo import names
from cxstaff.demo.accounts import SHOWN_TEAM
from cxstaff.demo.levers.giving import Levers
from cxstaff.demo.roster import DemoRoster
from cxstaff.incentives.models import IncentivePlan, PlanTerms, Settlement
from cxstaff.incentives.periods import periods_before
from cxstaff.incentives.proposals import actions as proposals
from cxstaff.incentives.statements import actions as statements
from cxstaff.incentives.statements.queries import newest_by_recipient
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Role, RoleGrant, Team
from cxstaff.points.actions import budgets
from cxstaff.points.models import LedgerAccount

MONTHS = 3
BUDGET = 2_000_000
SETTLED_AFTER = timedelta(days=4, hours=9)
IN_WORDS = "Up to 60 € a month: the more contacts are solved, from 60 % to 90 %, the more."
KIND_AND_QUICK = "40 € a month when contacts take 9 minutes at most and customers stay satisfied."
MORE = "100 € a quarter for each of us when customers rate us 4.4 or better."
WRONG = "I was here for the whole month, two weeks of it helping on the late shift."


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who writes, who agrees, and what is paid from."""

    writer: Person
    hr: Person
    cx: Person
    budget: LedgerAccount


def set_up(roster: DemoRoster, levers: Levers, today: date) -> None:
    """Let plans have been agreed to months ago; settle them but for the month that is over last.

    Planted: one that pays by a line, one that its guard stops, one that waits for a decision.
    """
    months = periods_before(today, "month", MONTHS)
    before = start_of(months[0].since, names.ZONE) - timedelta(days=20)
    cx = _with(Role.CX)
    budget = budgets.make_budget(
        "Front-line bonus", "EUR", cx, amount=BUDGET, key="demonstration", now=before
    )
    team, lead = _shown(roster)
    desk = _Desk(lead, roster.hr, cx, budget)
    solved = _line(budget, levers)
    plan = _agreed(desk, team, levers.solved, solved, ("Solved bonus", IN_WORDS), months[0], before)
    quick = _guarded(budget, levers)
    stopped = _agreed(
        desk, team, levers.handling, quick, ("Kind and quick", KIND_AND_QUICK), months[0], before
    )
    for month in months:
        for each in (plan, stopped):
            _settle(each, month, desk, is_last=month == months[-1])
    _propose(desk, team, levers, today)


def _line(budget: LedgerAccount, levers: Levers) -> PlanTerms:
    return PlanTerms(
        shape="line",
        steps=[[60.0, 0], [90.0, 6000]],
        guard=levers.satisfaction,
        guard_level=3.0,
        **_usual(budget),
    )


def _guarded(budget: LedgerAccount, levers: Levers) -> PlanTerms:
    return PlanTerms(
        shape="threshold",
        steps=[[9.0, 4000]],
        guard=levers.satisfaction,
        guard_level=4.8,
        **_usual(budget),
    )


def _usual(budget: LedgerAccount) -> dict[str, Any]:
    return {
        "unit": budget.unit,
        "budget_id": budget.id,
        "every": "month",
        "pays": "members",
        "guard_keeps": 0,
        "least_days": 10,
        "counts_leave": True,
    }


def _agreed(
    desk: _Desk,
    team: Team,
    measure: Measure,
    terms: PlanTerms,
    words: tuple[str, str],
    first: DateRange,
    now: datetime,
) -> IncentivePlan:
    name, pays = words
    draft = proposals.PlanDraft(team, measure, terms, name, pays, DateRange(first.since, None))
    return proposals.approve(proposals.propose(draft, desk.writer, now=now), desk.hr, now=now)


def _settle(plan: IncentivePlan, month: DateRange, desk: _Desk, *, is_last: bool) -> None:
    assert month.until is not None  # noqa: S101 – months end
    then = start_of(month.until, names.ZONE) + SETTLED_AFTER
    settlement = statements.draft(plan, month, now=then)
    if settlement is None:
        return
    if is_last:
        _dispute(settlement, then)
        return
    if not any(each.amount for each in newest_by_recipient(settlement.id).values()):
        return  # of a small company: what pays nothing needs nobody
    statements.approve(settlement, desk.cx, now=then)
    statements.pay(settlement, desk.hr, now=then)


def _dispute(settlement: Settlement, now: datetime) -> None:
    found = newest_by_recipient(settlement.id).values()
    first = min((each for each in found if each.person), key=lambda each: each.person_id or 0)
    if first.person is not None and first.amount:
        statements.dispute(first, first.person, WRONG, now=now)


def _propose(desk: _Desk, team: Team, levers: Levers, today: date) -> None:
    usual = _usual(desk.budget) | {"every": "quarter", "least_days": 30}
    terms = PlanTerms(shape="threshold", steps=[[4.4, 10_000]], **usual)
    begins = (today.replace(day=1) + timedelta(days=40)).replace(day=1)
    draft = proposals.PlanDraft(
        team, levers.satisfaction, terms, "Rated well", MORE, DateRange(begins, None)
    )
    proposals.propose(draft, desk.writer, now=start_of(today, names.ZONE))
    db.session.flush()


def _with(role: Role) -> Person:
    query = select(Person).join(RoleGrant, RoleGrant.person_id == Person.id)
    return db.session.scalars(query.where(RoleGrant.role == role).order_by(Person.id)).all()[0]


def _shown(roster: DemoRoster) -> tuple[Team, Person]:
    place = next((n for n, team in enumerate(roster.teams) if team.name == SHOWN_TEAM), 0)
    return roster.teams[place], roster.leads[place]
