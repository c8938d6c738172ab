"""What happens to statements: drafted, disputed, answered, approved, paid once, put right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from cxstaff import security_log
from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.engine import lock
from cxstaff.errors import Refused
from cxstaff.incentives.models import (
    IncentivePlan,
    RemarkKind,
    Settlement,
    State,
    Statement,
    StatementRemark,
)
from cxstaff.incentives.payout.formula import Rule, Working
from cxstaff.incentives.statements import paying, queries
from cxstaff.incentives.statements.working import TEAM, AmountDue, Owed, cut_to, owed
from cxstaff.people.models import Person
from cxstaff.security_log import Act

READINGS_MAY_COME = timedelta(days=3)
"""How long after a period its numbers may still come in before it is settled."""

NOTHING_DUE = AmountDue(0, (Working(Rule.NOT_THERE, 0),))


def draft(plan: IncentivePlan, period: DateRange, *, now: datetime) -> Settlement | None:
    """Write down what a plan owes for a period, and set that aside on its budget.

    Where the budget does not reach, everybody's amount is cut alike. None where it was written
    down before, and while the measure has no number for the period.
    """
    _lock(plan.id)
    if queries.find_settlement_of(plan.id, period) is not None:
        return None
    found = owed(plan, period)
    if found is None:
        return None
    found = cut_to(paying.free_on_budget(plan), found)
    settlement = Settlement(plan=plan, since=period.since, until=period.until, drafted_at=now)
    _take_numbers(settlement, found)
    settlement.budget_left = 0
    db.session.add(settlement)
    db.session.flush()
    rows = [_values(settlement, who, due) for who, due in found.due.items()]
    if rows:
        db.session.execute(insert(Statement), rows)
    paying.set_aside(settlement, now=now)
    _note(settlement, None, "drafted", now)
    return settlement


def draft_anew(settlement: Settlement, actor: Person, *, now: datetime) -> int:
    """Work out what is not approved yet from the numbers and people as they are now.

    Return how many statements changed. What was approved or paid stays: it is reversed instead.
    Raises `Refused` while there is no number.
    """
    _take(settlement)
    found = owed(settlement.plan, settlement.period)
    if found is None:
        raise Refused("There is no number for this period. Enter it first.")
    paying.release(settlement, now=now)
    current = queries.newest_by_recipient(settlement.id)
    kept = sum(each.amount for each in current.values() if each.state == State.APPROVED)
    found = cut_to(paying.free_on_budget(settlement.plan) - kept, _still_open(found, current))
    changed = _put_anew(settlement, found, current)
    _take_numbers(settlement, found)
    paying.set_aside(settlement, now=now)
    _note(settlement, actor, "drafted anew", now)
    return changed


def dispute(statement: Statement, person: Person, words: str, *, now: datetime) -> None:
    """Say what is wrong with one's own statement: it is not approved or paid until answered."""
    _take(statement.settlement)
    db.session.refresh(statement)
    if statement.person_id != person.id:
        raise Refused("Only the person whose statement it is can dispute it.")
    if not statement.is_unpaid:
        raise Refused("It has been paid. Speak with HR: it can still be put right.")
    statement.state = State.DISPUTED
    statement.approved_by_id = statement.approved_at = None
    _remark(statement, person, RemarkKind.DISPUTE, words, now)


def answer(statement: Statement, actor: Person, words: str, *, now: datetime) -> None:
    """Answer a dispute: the statement can be approved again. Raises `Refused` for one's own."""
    _take(statement.settlement)
    db.session.refresh(statement)
    if statement.state != State.DISPUTED:
        raise Refused("Nothing is disputed here any more.")
    if statement.person_id == actor.id:
        raise Refused("Somebody else has to answer what you disputed.")
    statement.state = State.DRAFTED
    _remark(statement, actor, RemarkKind.ANSWER, words, now)


def approve(settlement: Settlement, actor: Person, *, now: datetime) -> int:
    """Approve what is drafted, but for disputed statements and one's own; return how many.

    Raises `Refused` for who wrote the plan, and where nothing can be approved.
    """
    _take(settlement)
    if queries.writer_of(settlement.plan_id) == actor.id:
        raise Refused("You wrote this plan. Somebody else has to approve what it pays.")
    drafted = queries.statements_in(settlement.id, State.DRAFTED)
    approved = [each for each in drafted if each.person_id != actor.id]
    if not approved:
        raise Refused("Nothing here waits for your approval.")
    for each in approved:
        each.state, each.approved_by_id, each.approved_at = State.APPROVED, actor.id, now
    db.session.flush()
    _note(settlement, actor, "approved", now, statements=len(approved))
    return len(approved)


def pay(settlement: Settlement, actor: Person, *, now: datetime) -> int:
    """Pay what is approved from the budget, each once; return how many statements were paid.

    Raises `Refused` where nothing is approved, or the budget does not reach.
    """
    _take(settlement)
    approved = queries.statements_in(settlement.id, State.APPROVED)
    if not approved:
        raise Refused("Nothing is approved. Approve statements first.")
    paying.release(settlement, now=now)
    for each, transfer_id in zip(
        approved, paying.pay(settlement, approved, actor, now=now), strict=True
    ):
        each.state, each.paid_at, each.transfer_id = State.PAID, now, transfer_id
    db.session.flush()
    paying.set_aside(settlement, now=now)
    _note(settlement, actor, "paid", now, statements=len(approved))
    return len(approved)


def reverse(statement: Statement, actor: Person, *, now: datetime) -> Statement:
    """Take a payment back and draft the statement anew from the numbers as they are now.

    Raises `Refused` where it was not paid, where who was paid has too little left, and for one's
    own statement.
    """
    settlement = statement.settlement
    _take(settlement)
    db.session.refresh(statement)
    if statement.state != State.PAID:
        raise Refused("It has not been paid, or was taken back before.")
    if statement.person_id == actor.id:
        raise Refused("Somebody else has to put your own statement right.")
    paying.release(settlement, now=now)
    statement.reversal_id = paying.take_back(statement, actor, now=now)
    statement.state, statement.reversed_at = State.REVERSED, now
    db.session.flush()
    following = _following(statement)
    db.session.add(following)
    db.session.flush()
    paying.set_aside(settlement, now=now)
    _note(settlement, actor, "reversed", now, statement=statement.id)
    return following


def _following(statement: Statement) -> Statement:
    settlement = statement.settlement
    found = owed(settlement.plan, settlement.period)
    who = TEAM if statement.is_teams else statement.person_id
    due = found.due.get(who) if found else None
    if found is None or due is None:
        due = NOTHING_DUE
    else:
        alone = found.for_some({who: due})
        left = paying.free_on_budget(settlement.plan) - paying.unpaid(settlement.id)
        due = cut_to(left, alone).due[who]
    following = _statement(settlement, who, due)
    following.edition = statement.edition + 1
    return following


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
    changed = 0
    for who, due in found.due.items():
        known = current.get(who)
        if known is None:
            db.session.add(_statement(settlement, who, due))
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


def _statement(settlement: Settlement, who: int | None, due: AmountDue) -> Statement:
    return Statement(**_values(settlement, who, due))


def _values(settlement: Settlement, who: int | None, due: AmountDue) -> dict[str, Any]:
    return {
        "settlement_id": settlement.id,
        "person_id": who,
        "is_teams": who is TEAM,
        "edition": 1,
        "days": due.days,
        "amount": due.amount,
        "working": due.stored,
        "state": State.DRAFTED,
    }


def _take_numbers(settlement: Settlement, found: Owed) -> None:
    number = found.number
    settlement.value, settlement.low, settlement.high = number.value, number.low, number.high
    settlement.n, settlement.guard = number.n, found.guard.value if found.guard else None


def _remark(
    statement: Statement, person: Person, kind: RemarkKind, words: str, now: datetime
) -> None:
    remark = StatementRemark(
        statement_id=statement.id, kind=kind, words=words, person_id=person.id, written_at=now
    )
    db.session.add(remark)
    db.session.flush()


def _take(settlement: Settlement) -> None:
    """Lock what a plan owes, and read the settlement as whoever had the lock before left it."""
    _lock(settlement.plan_id)
    db.session.refresh(settlement)


def _lock(plan_id: int) -> None:
    lock(db.session(), f"settlements {plan_id}")


def _note(
    settlement: Settlement, actor: Person | None, deed: str, now: datetime, **more: Any
) -> None:
    told: dict[str, Any] = {"settlement": settlement.id, "deed": deed, **more}
    team_id = settlement.plan.team_id
    security_log.record(Act.STATEMENTS_CHANGED, by=actor, now=now, team_id=team_id, **told)
