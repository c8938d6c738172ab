"""Accounts are opened when they are first needed: of any number of tries, one of each is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from cxstaff import engine
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Team
from cxstaff.points import units
from cxstaff.points.actions.orders import Actor
from cxstaff.points.models import AccountKind, LedgerAccount
from cxstaff.points.proration import month_of
from cxstaff.points.units import POINTS


def account_of(person: Actor, unit: str = POINTS, *, now: datetime) -> LedgerAccount:
    """Return the account of what a person earned and keeps."""
    return _opened(AccountKind.PERSON, owner_of(person.id), unit, now, person_id=person.id)


def account_of_team(team: Team, unit: str = POINTS, *, now: datetime) -> LedgerAccount:
    """Return the account of a team as a whole."""
    return _opened(AccountKind.TEAM, f"team {team.id}", unit, now, team_id=team.id)


def issuing_account(unit: str = POINTS, *, now: datetime) -> LedgerAccount:
    """Return the company's account that everything comes from: the one that may overdraw."""
    return _opened(AccountKind.ISSUING, "issuing", unit, now, may_overdraw=True)


def paid_out_account(unit: str = POINTS, *, now: datetime) -> LedgerAccount:
    """Return the account that what was paid or redeemed goes to."""
    return _opened(AccountKind.PAID_OUT, "paid out", unit, now)


def allowance_account(
    person: Actor, month: date, unit: str = POINTS, *, now: datetime
) -> LedgerAccount:
    """Return the account of what a person may give to others in the month of a day."""
    since, until = month_of(month)
    days = {"since": since, "until": until, "person_id": person.id}
    return _opened(AccountKind.ALLOWANCE, owner_of_allowance(person.id, since), unit, now, **days)


def budget_account(name: str, unit: str, key: str, *, now: datetime) -> LedgerAccount:
    """Return the budget that was made under a key; it keeps the name it was made with."""
    return _opened(AccountKind.BUDGET, f"budget {key}", unit, now, name=name)


def owner_of(person_id: int) -> str:
    """Return whose a person's own accounts are, as accounts have it."""
    return f"person {person_id}"


def owner_of_allowance(person_id: int, day: date) -> str:
    """Return whose an allowance of the month of a day is, as accounts have it."""
    return f"allowance {person_id} {day:%Y-%m}"


def _opened(kind: AccountKind, owner: str, unit: str, now: datetime, **more: Any) -> LedgerAccount:
    query = select(LedgerAccount).where(LedgerAccount.owner == owner, LedgerAccount.unit == unit)
    found = db.session.scalar(query)
    if found is None:
        _refuse_other_than_units(kind, unit)
        values = {"kind": kind.value, "owner": owner, "unit": unit, "opened_at": now, **more}
        values = {"may_overdraw": False, "balance": 0, "held": 0} | values
        engine.insert_if_absent(db.session(), LedgerAccount, **values)
        found = db.session.scalar(query)
    if found is None:  # somebody made another budget of that name in this moment
        raise Refused("There is already a budget called %(name)s.", name=more.get("name", owner))
    return found


def _refuse_other_than_units(kind: AccountKind, unit: str) -> None:
    """Refuse what is no unit. What a budget holds of a former currency can still be paid out."""
    if units.is_unit(unit):
        return
    held = select(LedgerAccount.id).where(LedgerAccount.unit == unit).limit(1)
    if kind is AccountKind.BUDGET or db.session.scalar(held) is None:
        raise Refused("Choose points or a currency that is in use.")
