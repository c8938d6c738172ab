"""What happens to statements: drafted, disputed, answered, approved, paid once, put right."""

from __future__ import annotations

from datetime import datetime, timedelta

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.incentives.models import RemarkKind, Settlement, State, Statement, StatementRemark
from cxstaff.incentives.statements import letters, paying, queries
from cxstaff.incentives.statements.approval import Obstacle, is_concerned, obstacle_to
from cxstaff.incentives.statements.drafting import (
    draft,
    draft_anew,
    draft_following,
    note,
    take,
)
from cxstaff.incentives.statements.working import KeptWorking, has_changed_for_some
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.text import N_

__all__ = [
    "answer",
    "approve",
    "dispute",
    "draft",
    "draft_anew",
    "is_concerned",
    "pay",
    "reverse",
]

READINGS_MAY_COME = timedelta(days=3)
"""How long after a period its numbers may still come in before it is settled."""
NOT_APPROVED = {
    Obstacle.NOTHING_WAITS: N_("Nothing here waits for your approval."),
    Obstacle.ONLY_OWN: N_("Nothing here waits for your approval."),
    Obstacle.WROTE_IT: N_("You wrote this plan. Somebody else has to approve what it pays."),
    Obstacle.ON_THE_TEAM: N_(
        "You are on this team or lead it. Somebody else has to approve its pay."
    ),
}


def dispute(statement: Statement, person: Person, words: str, *, now: datetime) -> None:
    """Say what is wrong with one's own statement: it is not approved or paid until answered.

    For that of a team as a whole, who leads it speaks.
    """
    take(statement.settlement)
    db.session.refresh(statement)
    if not is_concerned(statement, person, clock.local_day(now, get_company().zone)):
        raise Refused("Only the person whose statement it is can dispute it.")
    if not statement.is_unpaid:
        raise Refused("It has been paid. Speak with HR: it can still be put right.")
    statement.state = State.DISPUTED
    statement.approved_by_id = statement.approved_at = None
    _remark(statement, person, RemarkKind.DISPUTE, words, now)


def answer(statement: Statement, actor: Person, words: str, *, now: datetime) -> None:
    """Answer a dispute: the statement can be approved again. Raises `Refused` for one's own."""
    take(statement.settlement)
    db.session.refresh(statement)
    if statement.state != State.DISPUTED:
        raise Refused("Nothing is disputed here any more.")
    if is_concerned(statement, actor, clock.local_day(now, get_company().zone)):
        raise Refused("Somebody else has to answer what you disputed.")
    statement.state = State.DRAFTED
    _remark(statement, actor, RemarkKind.ANSWER, words, now)
    letters.tell_answered(statement, now=now)


def approve(
    settlement: Settlement, actor: Person, *, seen: int | None = None, now: datetime
) -> int:
    """Approve what is drafted, but for disputed statements and one's own; return how many.

    A statement of nothing is left as it is: nobody has to approve that nothing is paid.

    `seen` is `rounds` of the settlement as the actor saw it. Raises `Refused` for who wrote the
    plan, for who is paid with the team, where nothing can be approved, where amounts were drafted
    anew since they were seen, and where numbers or people have changed since they were drafted.
    """
    take(settlement)
    if seen is not None and seen != settlement.rounds:
        raise Refused("This has changed since you opened the page. Look at it again.")
    obstacle = obstacle_to(settlement, actor, clock.local_day(now, get_company().zone))
    if obstacle is not None:
        raise Refused(NOT_APPROVED[obstacle])
    drafted = queries.statements_in(settlement.id, State.DRAFTED)
    approved = [each for each in drafted if each.amount and each.person_id != actor.id]
    kept = {each.person_id: KeptWorking(each.days, each.working) for each in approved}
    if has_changed_for_some(settlement, kept):
        raise Refused("Numbers or people have changed since. Draft it anew, then look again.")
    for each in approved:
        each.state, each.approved_by_id, each.approved_at = State.APPROVED, actor.id, now
    db.session.flush()
    note(settlement, actor, "approved", now, statements=len(approved))
    return len(approved)


def pay(settlement: Settlement, actor: Person, *, now: datetime) -> int:
    """Pay what is approved from the budget, each once; return how many statements were paid.

    Raises `Refused` where nothing is approved, or the budget does not reach.
    """
    take(settlement)
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
    note(settlement, actor, "paid", now, statements=len(approved))
    return len(approved)


def reverse(statement: Statement, actor: Person, *, now: datetime) -> Statement:
    """Take a payment back and draft the statement anew from the numbers as they are now.

    Raises `Refused` where it was not paid, where who was paid has too little left, and for one's
    own statement.
    """
    settlement = statement.settlement
    take(settlement)
    db.session.refresh(statement)
    if statement.state != State.PAID:
        raise Refused("It has not been paid, or was taken back before.")
    if statement.person_id == actor.id:
        raise Refused("Somebody else has to put your own statement right.")
    paying.release(settlement, now=now)
    statement.reversal_id = paying.take_back(statement, actor, now=now)
    statement.state, statement.reversed_at = State.REVERSED, now
    db.session.flush()
    following = draft_following(statement)
    db.session.add(following)
    db.session.flush()
    paying.set_aside(settlement, now=now)
    note(settlement, actor, "reversed", now, statement=statement.id)
    return following


def _remark(
    statement: Statement, person: Person, kind: RemarkKind, words: str, now: datetime
) -> None:
    remark = StatementRemark(
        statement_id=statement.id, kind=kind, words=words, person_id=person.id, written_at=now
    )
    db.session.add(remark)
    db.session.flush()
