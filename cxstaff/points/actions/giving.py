"""Points that one person gives to others out of what they may give this month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import String, bindparam, select

from cxstaff import clock, engine
from cxstaff.db import db
from cxstaff.engine import Prepared
from cxstaff.errors import Refused
from cxstaff.people.queries import get_company
from cxstaff.points import units
from cxstaff.points.actions import accounts, ledger
from cxstaff.points.actions.orders import Actor, TransferOrder
from cxstaff.points.models import LARGEST_AMOUNT, LedgerAccount
from cxstaff.points.units import POINTS

_ACCOUNT = engine.table_of(LedgerAccount)


def give_to_each(
    receivers: Sequence[Actor], giver: Actor, each: int, *, key: str, now: datetime
) -> dict[int, int]:
    """Give `each` points to everyone, out of the giver's allowance of this month; all or nothing.

    Returns the ids of the transfers by person. `key` and a person's id make up the key of one.
    Raises `Refused` where the giver has no allowance or too little of it left.
    """
    if not 1 <= each <= LARGEST_AMOUNT:
        most = units.written(LARGEST_AMOUNT, POINTS)
        raise Refused("Choose an amount above nothing and up to %(most)s.", most=most)
    today = clock.local_day(now, get_company().zone)
    mine = accounts.owner_of_allowance(giver.id, today)
    theirs = {accounts.owner_of(person.id): person for person in receivers}
    known = _accounts_of([mine, *theirs])
    allowance_id, free = known.get(mine, (0, 0))
    if free < each * len(receivers):
        raise _too_few(free, each, len(receivers))
    orders = [
        TransferOrder(
            f"{key} {person.id}", allowance_id, _account_id(known, owner, person, now), each
        )
        for owner, person in theirs.items()
    ]
    ids = ledger.write(orders, giver.id, now=now)
    return {person.id: each_id for person, each_id in zip(receivers, ids, strict=True)}


def _account_id(known: dict[str, tuple[int, int]], owner: str, person: Actor, now: datetime) -> int:
    return known[owner][0] if owner in known else accounts.account_of(person, now=now).id


def _accounts_of(owners: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return the id of each account of points that there is, and what may be spent, by owner."""
    told = {f"owner_{place}": owner for place, owner in enumerate(owners)}
    rows = _standing(len(owners)).rows(db.session.connection(), told)
    return {owner: (account_id, free) for owner, account_id, free in rows}


@lru_cache(maxsize=64)
def _standing(number: int) -> Prepared:
    """Make the statement that reads so many accounts."""
    owners = [bindparam(f"owner_{place}", type_=String) for place in range(number)]
    columns = (_ACCOUNT.c.owner, _ACCOUNT.c.id, _ACCOUNT.c.balance - _ACCOUNT.c.held)
    mine = _ACCOUNT.c.owner.in_(owners), _ACCOUNT.c.unit == POINTS
    return Prepared(select(*columns).where(*mine))


def _too_few(free: int, each: int, people: int) -> Refused:
    if free <= 0:
        return Refused("You have no points left to give this month. Send your thanks without any.")
    told = {"free": units.written(free, POINTS), "amount": units.written(each * people, POINTS)}
    if people == 1:
        return Refused("You have %(free)s left this month, and this takes %(amount)s.", **told)
    return Refused(
        "You have %(free)s left this month, and this takes %(amount)s: %(each)s for each of "
        "%(people)d people.",
        each=units.written(each, POINTS),
        people=people,
        **told,
    )
