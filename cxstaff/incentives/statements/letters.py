"""Letters about statements: to who is concerned, and to who approves what waits.

They hold no amount: mail is read by others, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import force_locale
from sqlalchemy import ColumnElement, exists, select

from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.incentives.models import Pays, Settlement, State, Statement
from cxstaff.incentives.statements.queries import count_waiting, find_statement
from cxstaff.measures.policy import LEVER_KEEPERS
from cxstaff.people.letters import outbox
from cxstaff.people.models import Leadership, Person, RoleGrant, WaitingLetter
from cxstaff.people.queries import get_company, held_on, is_here, zone_of

DRAFTED, ANSWERED, TO_APPROVE = "statement", "statement-answered", "statements-to-approve"
NO_NEWS = timedelta(days=14)
"""After so long a letter that no mail server took says nothing new."""


def tell_drafted(settlement: Settlement, *, now: datetime) -> None:
    """Keep letters about what a plan owes: to who is concerned, and to who approves."""
    today = clock.local_day(now, get_company().zone)
    words = {"settlement": settlement.id}
    outbox.keep_all(_reached(_is_concerned(settlement, now), now), DRAFTED, now=now, **words)
    worth = select(Statement.id).where(
        Statement.settlement_id == settlement.id, Statement.amount > 0
    )
    if db.session.scalar(worth.limit(1)) is not None:
        outbox.keep_all(_reached(_approves(), now), TO_APPROVE, now=now, asked_on=str(today))


def tell_answered(statement: Statement, *, now: datetime) -> None:
    """Keep a letter to who disputed a statement that it was answered."""
    who = statement.person
    if who is not None and who.email and who.works_here(clock.local_day(now, zone_of(who))):
        outbox.keep(who, who.email, ANSWERED, now=now, statement=statement.id)


def is_wanted(letter: WaitingLetter) -> bool:
    """Say whether a letter still says something new to somebody who works here."""
    now, reader = clock.now(), letter.person
    if now - letter.made_at > NO_NEWS:
        return False
    if not reader.works_here(clock.local_day(now, zone_of(reader))):
        return False
    waits = count_waiting(reader.id) if letter.kind == TO_APPROVE else {}
    return letter.kind != TO_APPROVE or bool(waits.get(State.DRAFTED))


def about_drafted(letter: WaitingLetter) -> mail.Letter:
    """Write to somebody that a statement of theirs is there to see."""
    settlement = db.session.get_one(Settlement, letter.words["settlement"])
    plan = settlement.plan
    url = mail.address_of("incentives.own_statements")
    team = plan.team if plan.terms is not None and plan.terms.pays == Pays.TEAM else None
    if team is not None:
        url = mail.address_of("incentives.settlement", settlement_id=settlement.id)
    told = {"plan_name": plan.name, "since": settlement.since, "last": settlement.period.last_day}
    return _written(DRAFTED, letter, url=url, team=team.name if team else "", **told)


def about_answer(letter: WaitingLetter) -> mail.Letter:
    """Write to somebody that what they disputed was answered."""
    found = find_statement(letter.words["statement"])
    assert found is not None  # noqa: S101 – statements are never removed
    url = mail.address_of("incentives.statement", statement_id=found.id)
    return _written(ANSWERED, letter, url=url, plan_name=found.settlement.plan.name)


def about_waiting(letter: WaitingLetter) -> mail.Letter:
    """Write to HR or CX how many statements wait for them."""
    count = count_waiting(letter.person_id).get(State.DRAFTED, 0)
    return _written(TO_APPROVE, letter, url=mail.address_of("incentives.settlements"), count=count)


KINDS = {DRAFTED: about_drafted, ANSWERED: about_answer, TO_APPROVE: about_waiting}
"""What writes each kind of letter."""


def _written(name: str, letter: WaitingLetter, **told: Any) -> mail.Letter:
    reader, company = letter.person, get_company()
    with force_locale(reader.locale or company.locale):
        return mail.compose(
            name,
            letter.address,
            message_id=mail.message_id_for(letter.key),
            reader_name=reader.name,
            company_name=company.name,
            **told,
        )


def _reached(who: ColumnElement[bool], now: datetime) -> Sequence[tuple[int, str]]:
    """Return id and address of those who work here and can be written to."""
    here = is_here(clock.local_day(now, get_company().zone))
    query = select(Person.id, Person.email).where(who, here, Person.email.is_not(None))
    rows = db.session.execute(query.order_by(Person.id))
    return [(person_id, email) for person_id, email in rows if email]


def _is_concerned(settlement: Settlement, now: datetime) -> ColumnElement[bool]:
    """Say that somebody has a statement of a settlement, or leads the team that has it as one."""
    own = (Statement.settlement_id == settlement.id, Statement.person_id == Person.id)
    terms, day = settlement.plan.terms, clock.local_day(now, get_company().zone)
    if terms is None or terms.pays != Pays.TEAM:
        return exists(select(Statement.id).where(*own))
    led = (Leadership.team_id == settlement.plan.team_id, Leadership.person_id == Person.id)
    return exists(select(Leadership.id).where(*led, held_on(Leadership, day)))


def _approves() -> ColumnElement[bool]:
    """Say that somebody is HR or CX, and that no such letter waits for them already."""
    held = (RoleGrant.person_id == Person.id, RoleGrant.role.in_(LEVER_KEEPERS))
    waits = (WaitingLetter.person_id == Person.id, WaitingLetter.kind == TO_APPROVE)
    return exists(select(RoleGrant.person_id).where(*held)) & ~exists(
        select(WaitingLetter.id).where(*waits)
    )
