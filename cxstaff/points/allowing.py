"""Questions about allowances: the rules in force, who is due by one, who has what of a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from cxstaff.db import Page, db, page_of
from cxstaff.people.models import Leadership, Membership, Person
from cxstaff.people.queries import held_on, is_here
from cxstaff.points.models import AccountKind, AllowanceRule, Audience, LedgerAccount, Transfer
from cxstaff.points.proration import month_of, part_for
from cxstaff.points.units import POINTS

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class RuleStanding:
    """How far a rule is in a month: how many were given theirs, and who is still to be given."""

    rule: AllowanceRule
    given: int
    due: int
    is_day_over: bool  # the day on which it is given has come


def rules() -> Sequence[AllowanceRule]:
    """Return the rules in force, points first, everybody's before those of leads."""
    order = (AllowanceRule.unit != POINTS, AllowanceRule.unit, AllowanceRule.audience)
    query = select(AllowanceRule).where(AllowanceRule.ended_at.is_(None)).order_by(*order)
    query = query.options(joinedload(AllowanceRule.source), joinedload(AllowanceRule.set_by))
    return db.session.scalars(query).all()


def find_rule(rule_id: int) -> AllowanceRule | None:
    """Return a rule that is in force."""
    rule = db.session.get(AllowanceRule, rule_id)
    return rule if rule is not None and rule.ended_at is None else None


def find_rule_of(audience: str, unit: str) -> AllowanceRule | None:
    """Return the rule in force for an audience in a unit."""
    query = select(AllowanceRule).where(
        AllowanceRule.audience == audience,
        AllowanceRule.unit == unit,
        AllowanceRule.ended_at.is_(None),
    )
    return db.session.scalar(query)


def ended_page(number: int) -> Page[AllowanceRule]:
    """Return page `number` of rules that were ended or changed, the newest first."""
    query = select(AllowanceRule).where(AllowanceRule.ended_at.is_not(None))
    query = query.options(
        joinedload(AllowanceRule.source),
        joinedload(AllowanceRule.set_by),
        joinedload(AllowanceRule.ended_by),
    )
    return page_of(query.order_by(AllowanceRule.ended_at.desc(), AllowanceRule.id.desc()), number)


def find_rule_for(person_id: int, unit: str, today: date) -> AllowanceRule | None:
    """Return the rule by which a person is given an allowance; None for who has left."""
    here = select(Person.id).where(Person.id == person_id, is_here(today))
    if db.session.scalar(here) is None:
        return None
    leads = select(Leadership.id).where(
        Leadership.person_id == person_id, held_on(Leadership, today)
    )
    if db.session.scalar(leads.limit(1)) is not None:
        of_leads = find_rule_of(Audience.LEADS, unit)
        if of_leads is not None:
            return of_leads
    return find_rule_of(Audience.EVERYBODY, unit)


def due_by(rule: AllowanceRule, today: date, after: int = 0) -> Sequence[int]:
    """Return ids beyond `after` of up to 1,000 people who are due this month's by a rule."""
    if today.day < rule.day:
        return []
    query = _due(rule, today).where(Person.id > after).order_by(Person.id)
    return db.session.scalars(query.limit(CHUNK)).all()


def is_due(rule: AllowanceRule, person_id: int, today: date) -> bool:
    """Say whether a person is due this month's allowance by a rule."""
    query = _due(rule, today).where(Person.id == person_id)
    return today.day >= rule.day and db.session.scalar(query) is not None


def part_of(rule: AllowanceRule, person_id: int, today: date) -> int:
    """Return what a person is given of a rule's amount this month, by the day they joined."""
    joined = select(func.min(Membership.since)).where(Membership.person_id == person_id)
    given_on = today.replace(day=rule.day)
    return part_for(rule.amount, given_on, db.session.scalar(joined))


def standing_of(rule: AllowanceRule, today: date) -> RuleStanding:
    """Return how many were given this month's by a rule, and how many are to be given it."""
    given = _count(_those_of(rule, today).where(_is_given(rule.unit, today)))
    due = _count(_due(rule, today))
    return RuleStanding(rule, given, due, today.day >= rule.day)


def allowances_of(person_id: int, today: date) -> Sequence[LedgerAccount]:
    """Return what a person may give from today, one account a unit, points first."""
    query = select(LedgerAccount).where(
        LedgerAccount.person_id == person_id,
        LedgerAccount.kind == AccountKind.ALLOWANCE,
        LedgerAccount.since <= today,
        LedgerAccount.until > today,
    )
    order = (LedgerAccount.unit != POINTS, LedgerAccount.unit)
    return db.session.scalars(query.order_by(*order)).all()


def over_allowances(today: date, after: int) -> Sequence[int]:
    """Return ids beyond `after` of allowances with something left that are over.

    Their month is over, or the person they are of has left.
    """
    query = select(LedgerAccount.id).join(Person, Person.id == LedgerAccount.person_id)
    query = query.where(
        LedgerAccount.kind == AccountKind.ALLOWANCE,
        or_(LedgerAccount.until <= today, ~is_here(today)),
        LedgerAccount.balance - LedgerAccount.held > 0,
        LedgerAccount.id > after,
    )
    return db.session.scalars(query.order_by(LedgerAccount.id).limit(CHUNK)).all()


def source_of(account_id: int) -> int | None:
    """Return the id of the account that an allowance was first given from, whatever month's."""
    query = select(Transfer.debit_id, LedgerAccount.kind)
    query = query.join(LedgerAccount, LedgerAccount.id == Transfer.debit_id)
    found = db.session.execute(
        query.where(Transfer.credit_id == account_id).order_by(Transfer.id).limit(1)
    ).first()
    if found is None:
        return None
    source_id, kind = found
    return source_of(source_id) if kind == AccountKind.ALLOWANCE else int(source_id)


def key_of(owner: str, unit: str) -> str:
    """Return the key under which an allowance account is given what it holds, once."""
    return owner if unit == POINTS else f"{owner} {unit}"


def _due(rule: AllowanceRule, today: date) -> Select[Any]:
    return _those_of(rule, today).where(~_is_given(rule.unit, today))


def _those_of(rule: AllowanceRule, today: date) -> Select[Any]:
    """Select the ids of those who a rule is for: who works here by now, by it and no other rule."""
    membership, other = aliased(Membership), aliased(AllowanceRule)
    begun = select(membership.id).where(membership.person_id == Person.id)
    query = select(Person.id).where(
        is_here(today),
        Person.erased_on.is_(None),
        or_(~exists(begun), exists(begun.where(membership.since <= today))),
    )
    leads = exists(
        select(Leadership.id).where(Leadership.person_id == Person.id, held_on(Leadership, today))
    )
    if rule.audience == Audience.LEADS:
        return query.where(leads)
    of_leads = select(other.id).where(
        other.audience == Audience.LEADS, other.unit == rule.unit, other.ended_at.is_(None)
    )
    return query.where(~and_(leads, exists(of_leads)))


def _is_given(unit: str, today: date) -> ColumnElement[bool]:
    """Say of a person in a query that this month's allowance in a unit was given."""
    since, _until = month_of(today)
    key = LedgerAccount.owner if unit == POINTS else LedgerAccount.owner + f" {unit}"
    return exists(
        select(Transfer.id)
        .join(LedgerAccount, Transfer.key == key)
        .where(
            LedgerAccount.person_id == Person.id,
            LedgerAccount.kind == AccountKind.ALLOWANCE,
            LedgerAccount.unit == unit,
            LedgerAccount.since == since,
        )
    )


def _count(query: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
