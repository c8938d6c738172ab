"""Questions about settlements and statements."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, String, and_, cast, func, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from cxstaff.date_range import DateRange
from cxstaff.db import Page, db, page_of
from cxstaff.incentives.models import (
    ClosedPeriod,
    IncentivePlan,
    PlanProposal,
    PlanTerms,
    Settlement,
    State,
    Statement,
)
from cxstaff.incentives.payout.formula import Rule, Working
from cxstaff.incentives.periods import paid_periods
from cxstaff.incentives.statements.working import KeptWorking
from cxstaff.people.models import Person


@dataclass(frozen=True, slots=True)
class SettlementLine:
    """A settlement in a list: how many statements stand where, and what they come to.

    Statements of nothing are not among those that wait or are paid; where all are, `stopped` are
    the steps of one.
    """

    settlement: Settlement
    total: int
    count: int
    waiting: int
    disputed: int
    approved: int
    paid: int
    stopped: Sequence[Working]


def unsettled(today: date, wait_days: int) -> list[tuple[int, DateRange]]:
    """Return plan ids and periods over for `wait_days`, not settled nor closed, by day."""
    plans = db.session.execute(
        select(IncentivePlan, PlanTerms.every).join(IncentivePlan.terms).order_by(IncentivePlan.id)
    )
    kinds = (Settlement, ClosedPeriod)
    both = union_all(*(select(each.plan_id, each.since) for each in kinds))
    settled = {(plan_id, since) for plan_id, since in db.session.execute(both)}
    horizon = date.fromordinal(today.toordinal() - wait_days)
    found = [
        (plan.id, period)
        for plan, every in plans
        for period in paid_periods(plan.span, every, horizon)
        if (plan.id, period.since) not in settled
    ]
    return sorted(found, key=lambda each: (each[1].since, each[0]))


def find_settlement_of(plan_id: int, period: DateRange) -> Settlement | None:
    """Return what a plan owes for a period, if it was written down."""
    query = select(Settlement).where(
        Settlement.plan_id == plan_id, Settlement.since == period.since
    )
    return db.session.scalar(query)


def find_settlement(settlement_id: int, team_ids: Collection[int] | None) -> Settlement | None:
    """Return a settlement of one of some teams (None: of any), or None."""
    query = _settlements().where(Settlement.id == settlement_id)
    return db.session.scalar(_of_teams(query, team_ids))


def settlements_page(team_ids: Collection[int] | None, number: int) -> Page[SettlementLine]:
    """Return page `number` of the settlements of some teams (None: of all), the newest first."""
    query = _of_teams(_settlements(), team_ids)
    page = page_of(query.order_by(Settlement.since.desc(), Settlement.id.desc()), number)
    return page.showing(_lines(page.items))


def line_of(settlement: Settlement) -> SettlementLine:
    """Return how many statements of a settlement stand where."""
    return _lines([settlement])[0]


def settlements_of(plan_id: int, number: int) -> Page[SettlementLine]:
    """Return page `number` of what a plan owed, the newest period first."""
    query = _settlements().where(Settlement.plan_id == plan_id)
    page = page_of(query.order_by(Settlement.since.desc()), number)
    return page.showing(_lines(page.items))


def statements_page(settlement_id: int, number: int) -> Page[Statement]:
    """Return page `number` of the statements of a settlement, by name."""
    query = (
        select(Statement)
        .outerjoin(Statement.person)
        .options(contains_eager(Statement.person), selectinload(Statement.remarks))
        .where(Statement.settlement_id == settlement_id)
        .order_by(Person.name, Statement.person_id, Statement.edition.desc())
    )
    return page_of(query, number)


def statements_in(settlement_id: int, state: State) -> Sequence[Statement]:
    """Return the statements of a settlement that stand somewhere, with their people."""
    query = (
        select(Statement)
        .options(joinedload(Statement.person))
        .where(Statement.settlement_id == settlement_id, Statement.state == state)
        .order_by(Statement.id)
    )
    return db.session.scalars(query).all()


def newest_by_recipient(settlement_id: int) -> dict[int | None, Statement]:
    """Return the newest edition of each recipient's statement, by person id (None: the team)."""
    query = select(Statement).where(Statement.settlement_id == settlement_id)
    rows = db.session.scalars(query.order_by(Statement.edition))
    return {each.person_id: each for each in rows}


def workings_of(settlement_id: int) -> dict[int | None, KeptWorking]:
    """Return the working of each recipient's newest statement, by person id, as plain values."""
    query = select(Statement.person_id, Statement.days, Statement.working)
    query = query.where(Statement.settlement_id == settlement_id).order_by(Statement.edition)
    return {who: KeptWorking(days, steps) for who, days, steps in db.session.execute(query)}


def is_cut(settlement_id: int) -> bool:
    """Say whether the budget did not reach for something that is not approved yet."""
    cut = cast(Statement.working, String).like(f'%"{Rule.BUDGET}"%')
    open_ = Statement.state.in_((State.DRAFTED, State.DISPUTED))
    query = select(Statement.id).where(Statement.settlement_id == settlement_id, open_, cut)
    return db.session.scalar(query.limit(1)) is not None


def find_statement(statement_id: int) -> Statement | None:
    """Return a statement with its plan and what was written beside it, or None."""
    query = (
        _statements().options(selectinload(Statement.remarks)).where(Statement.id == statement_id)
    )
    return db.session.scalar(query)


def own_statements_page(person_id: int, number: int) -> Page[Statement]:
    """Return page `number` of a person's own statements, the newest period first."""
    query = _statements().where(Statement.person_id == person_id)
    order = (Settlement.since.desc(), Statement.settlement_id.desc(), Statement.edition.desc())
    return page_of(query.order_by(*order), number)


def count_waiting(person_id: int) -> dict[str, int]:
    """Count the statements that wait for somebody who approves and pays, by their state.

    What is their own, or what a plan pays that they wrote, waits for others to approve or answer.
    What comes to nothing waits for nobody.
    """
    others = Statement.person_id.is_distinct_from(person_id)
    not_written = Statement.plan_written_by_id.is_distinct_from(person_id)
    query = (
        select(Statement.state, func.count(Statement.id))
        .where(
            or_(
                and_(Statement.state == State.DRAFTED, Statement.amount > 0, others, not_written),
                and_(Statement.state == State.DISPUTED, others),
                Statement.state == State.APPROVED,
            )
        )
        .group_by(Statement.state)
    )
    return {state: int(count) for state, count in db.session.execute(query)}


def count_own_since(person_id: int, since: datetime) -> int:
    """Count a person's statements that were drafted since a moment."""
    query = select(func.count(Statement.id)).join(Statement.settlement)
    own = (Statement.person_id == person_id, Settlement.drafted_at >= since)
    return int(db.session.scalar(query.where(*own)) or 0)


def writer_of(plan_id: int) -> int | None:
    """Return the id of who wrote the proposal that a plan came of."""
    query = select(PlanProposal.written_by_id).where(PlanProposal.plan_id == plan_id)
    return db.session.scalar(query)


def _statements() -> Select[Statement]:
    return (
        select(Statement)
        .join(Statement.settlement)
        .join(Settlement.plan)
        .options(
            joinedload(Statement.person),
            joinedload(Statement.approved_by),
            contains_eager(Statement.settlement, Settlement.plan).options(
                joinedload(IncentivePlan.team),
                joinedload(IncentivePlan.measure),
                joinedload(IncentivePlan.terms),
            ),
        )
    )


def _settlements() -> Select[Settlement]:
    return (
        select(Settlement)
        .join(Settlement.plan)
        .options(
            contains_eager(Settlement.plan).options(
                joinedload(IncentivePlan.team),
                joinedload(IncentivePlan.measure),
                joinedload(IncentivePlan.terms).joinedload(PlanTerms.budget),
            )
        )
    )


def _of_teams(query: Select[Settlement], team_ids: Collection[int] | None) -> Select[Settlement]:
    return query if team_ids is None else query.where(IncentivePlan.team_id.in_(team_ids))


def _lines(settlements: Sequence[Settlement]) -> list[SettlementLine]:
    ids = [each.id for each in settlements]
    query = (
        select(
            Statement.settlement_id,
            Statement.state,
            func.count(Statement.id).filter(Statement.amount > 0),
            func.count(Statement.id),
            func.sum(Statement.amount),
        )
        .where(Statement.settlement_id.in_(ids), Statement.state != State.REVERSED)
        .group_by(Statement.settlement_id, Statement.state)
    )
    counts: dict[int, dict[str, int]] = {each: {} for each in ids}
    every, totals = dict.fromkeys(ids, 0), dict.fromkeys(ids, 0)
    for settlement_id, state, of_something, of_all, amount in db.session.execute(query):
        counts_nothing = state in {State.DISPUTED, State.APPROVED}
        counts[settlement_id][state] = int(of_all if counts_nothing else of_something)
        every[settlement_id] += int(of_all)
        totals[settlement_id] += int(amount)
    stopped = _stopped([each for each in ids if every[each] and not totals[each]])
    return [
        SettlementLine(
            each,
            totals[each.id],
            every[each.id],
            counts[each.id].get(State.DRAFTED, 0),
            counts[each.id].get(State.DISPUTED, 0),
            counts[each.id].get(State.APPROVED, 0),
            counts[each.id].get(State.PAID, 0),
            stopped.get(each.id, ()),
        )
        for each in settlements
    ]


def _stopped(settlement_ids: Sequence[int]) -> dict[int, list[Working]]:
    """Return the steps of one statement of each of some settlements that come to nothing."""
    if not settlement_ids:
        return {}
    of_each = select(func.min(Statement.id)).where(Statement.settlement_id.in_(settlement_ids))
    first = of_each.where(Statement.state != State.REVERSED).group_by(Statement.settlement_id)
    query = select(Statement).where(Statement.id.in_(first))
    return {each.settlement_id: each.steps for each in db.session.scalars(query)}
