"""Drafting of what plans owe: for the first time, anew, and after a payment was taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from cxstaff import security_log
from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.incentives.models import IncentivePlan, Settlement, State, Statement
from cxstaff.incentives.payout.formula import Rule, Working
from cxstaff.incentives.payout.terms import Shape
from cxstaff.incentives.statements import letters, paying, queries
from cxstaff.incentives.statements.closing import lock_plan
from cxstaff.incentives.statements.waiting import find_closed
from cxstaff.incentives.statements.working import TEAM, AmountDue, Owed, cut_to, owed
from cxstaff.people.models import Person
from cxstaff.security_log import Act

NOTHING_DUE = AmountDue(0, (Working(Rule.NOT_THERE, 0),))


def draft(plan: IncentivePlan, period: DateRange, *, now: datetime) -> Settlement | None:
    """Write down what a plan owes for a period, and set that aside on its budget.

    Where the budget does not reach, everybody's amount is cut alike. None where it was written
    down or closed before, and while the measure has no number for the period.
    """
    lock_plan(plan.id)
    if queries.find_settlement_of(plan.id, period) or find_closed(plan.id, period.since):
        return None
    found = owed(plan, period)
    if found is None:
        return None
    found = cut_to(paying.most_to_set_aside(plan), found)
    settlement = Settlement(plan=plan, since=period.since, until=period.until, drafted_at=now)
    _take_numbers(settlement, found)
    settlement.budget_left = 0
    db.session.add(settlement)
    db.session.flush()
    writer = queries.writer_of(plan.id)
    rows = [_values(settlement, who, due, writer) for who, due in found.due.items()]
    if rows:
        db.session.execute(insert(Statement), rows)
    paying.set_aside(settlement, now=now)
    letters.tell_drafted(settlement, now=now)
    note(settlement, None, "drafted", now)
    return settlement


def draft_anew(settlement: Settlement, actor: Person, *, now: datetime) -> int:
    """Work out what is not approved yet from the numbers and people as they are now.

    Return how many statements changed. What was approved or paid stays: it is reversed instead.
    Raises `Refused` while there is no number.
    """
    take(settlement)
    found = owed(settlement.plan, settlement.period)
    if found is None:
        raise Refused("There is no number for this period. Enter it first.")
    paying.release(settlement, now=now)
    current = queries.newest_by_recipient(settlement.id)
    kept = sum(each.amount for each in current.values() if each.state == State.APPROVED)
    taken = kept + sum(each.amount for each in current.values() if each.state == State.PAID)
    left = _left_of_pool(settlement, found, taken, _still_open(found, current))
    found = cut_to(paying.most_to_set_aside(settlement.plan) - kept, left)
    changed = _put_anew(settlement, found, current)
    _take_numbers(settlement, found)
    paying.set_aside(settlement, now=now)
    note(settlement, actor, "drafted anew", now)
    return changed


def draft_following(statement: Statement) -> Statement:
    """Return the edition that follows a statement, from the numbers and people as they are now."""
    settlement = statement.settlement
    plan, found = settlement.plan, owed(settlement.plan, settlement.period)
    who = TEAM if statement.is_teams else statement.person_id
    due = found.due.get(who) if found else None
    if found is None or due is None:
        due = NOTHING_DUE
    else:
        taken = sum(each.amount for each in _others(statement))
        alone = _left_of_pool(settlement, found, taken, found.for_some({who: due}))
        left = paying.most_to_set_aside(plan) - paying.unpaid(settlement.id)
        due = cut_to(left, alone).due[who]
    following = _statement(settlement, who, due, queries.writer_of(plan.id))
    following.edition = statement.edition + 1
    return following


def _others(statement: Statement) -> list[Statement]:
    """Return what stands for the other recipients of its settlement."""
    current = queries.newest_by_recipient(statement.settlement_id)
    return [each for who, each in current.items() if who != statement.person_id]


def _left_of_pool(settlement: Settlement, whole: Owed, taken: int, open_: Owed) -> Owed:
    """Return what is open of a pool, cut to what others of it have left; of no pool as it is."""
    terms = settlement.plan.terms
    if terms is None or terms.shape != Shape.POOL:
        return open_
    return cut_to(whole.full[-1].amount - taken, open_, Rule.POOL_LEFT)


def _still_open(found: Owed, current: Mapping[int | None, Statement]) -> Owed:
    """Return what is owed to those whose statement is not approved, paid or reversed yet."""
    open_states = {State.DRAFTED, State.DISPUTED}
    return found.for_some(
        {
            who: due
            for who, due in found.due.items()
            if who not in current or current[who].state in open_states
        }
    )


def _put_anew(settlement: Settlement, found: Owed, current: Mapping[int | None, Statement]) -> int:
    changed, writer = 0, queries.writer_of(settlement.plan_id)
    for who, due in found.due.items():
        known = current.get(who)
        if known is None:
            db.session.add(_statement(settlement, who, due, writer))
        elif known.working != due.stored or known.days != due.days:
            known.days, known.amount, known.working = due.days, due.amount, due.stored
        else:
            continue
        changed += 1
    for who, known in current.items():
        if who not in found.due and known.state in {State.DRAFTED, State.DISPUTED}:
            known.days = known.amount = 0
            known.working = NOTHING_DUE.stored
            changed += 1
    db.session.flush()
    return changed


def _statement(
    settlement: Settlement, who: int | None, due: AmountDue, writer: int | None
) -> Statement:
    return Statement(**_values(settlement, who, due, writer))


def _values(
    settlement: Settlement, who: int | None, due: AmountDue, writer: int | None
) -> dict[str, Any]:
    return {
        "settlement_id": settlement.id,
        "person_id": who,
        "is_teams": who is TEAM,
        "edition": 1,
        "days": due.days,
        "amount": due.amount,
        "working": due.stored,
        "state": State.DRAFTED,
        "plan_written_by_id": writer,
    }


def _take_numbers(settlement: Settlement, found: Owed) -> None:
    number = found.number
    settlement.value, settlement.low, settlement.high = number.value, number.low, number.high
    settlement.n, settlement.guard = number.n, found.guard.value if found.guard else None


def take(settlement: Settlement) -> None:
    """Lock what a plan owes, and read the settlement as whoever had the lock before left it."""
    lock_plan(settlement.plan_id)
    db.session.refresh(settlement)


def note(
    settlement: Settlement, actor: Person | None, deed: str, now: datetime, **more: Any
) -> None:
    """Write into the security log what was done to a settlement."""
    told: dict[str, Any] = {"settlement": settlement.id, "deed": deed, **more}
    team_id = settlement.plan.team_id
    security_log.record(Act.STATEMENTS_CHANGED, by=actor, now=now, team_id=team_id, **told)
