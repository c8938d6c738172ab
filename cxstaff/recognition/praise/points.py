"""Points that go with customers' thanks: given once each, and back when the remark is no praise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from cxstaff.customers.models import Interaction
from cxstaff.customers.praise import praise_that_came
from cxstaff.db import db
from cxstaff.engine import insert_if_absent
from cxstaff.people.models import Person
from cxstaff.people.queries import is_here
from cxstaff.points import actions as ledger
from cxstaff.points.models import Transfer
from cxstaff.recognition.policy import KEYS_OF_CUSTOMERS
from cxstaff.recognition.praise.models import PraisePoints
from cxstaff.recognition.rules.queries import Chosen

LOOKED_BACK = timedelta(days=30)
"""Praise that came earlier gets no points any more, and points given earlier stay."""
MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PraiseWithoutPoints:
    """A praise with which no points went yet: of which contact, and whose."""

    interaction_id: int
    person_id: int


def due(rules: Chosen, now: datetime, today: date) -> list[PraiseWithoutPoints]:
    """Return praise that came since points are on and has none yet, of people who are here."""
    if not rules.customers_points or rules.points_since is None:
        return []
    since = max(rules.points_since, now - LOOKED_BACK)
    given = select(PraisePoints.person_id).where(
        PraisePoints.interaction_id == Interaction.id,
        PraisePoints.person_id == Interaction.handler_id,
    )
    query = (
        praise_that_came(since, now)
        .join(Person, Person.id == Interaction.handler_id)
        .where(is_here(today), ~given.correlate(Interaction).exists())
        .order_by(Interaction.id)
        .limit(MOST_AT_ONCE)
    )
    return [PraiseWithoutPoints(row[0], row[1] or 0) for row in db.session.execute(query)]


def give(each: PraiseWithoutPoints, rules: Chosen, *, now: datetime) -> None:
    """Give points with one praise, once. Raises `Refused` where the budget has too little."""
    person = db.session.get_one(Person, each.person_id)
    account = ledger.account_of(person, now=now)
    order = ledger.TransferOrder(
        key=f"{KEYS_OF_CUSTOMERS}{each.interaction_id} {each.person_id}",
        debit_id=rules.budget_id or 0,
        credit_id=account.id,
        amount=rules.customers_points,
    )
    place = {"interaction_id": each.interaction_id, "person_id": each.person_id}
    insert_if_absent(
        db.session(),
        PraisePoints,
        **place,
        transfer_id=ledger.transfer(order, None, now=now),
        points=rules.customers_points,
        given_at=now,
        taken_back=False,
    )


def no_praise_any_more(now: datetime) -> Sequence[PraisePoints]:
    """Return what was given lately with a praise that was corrected, moved, left out or is gone."""
    stands = praise_that_came(None, None).where(
        Interaction.id == PraisePoints.interaction_id,
        Interaction.handler_id == PraisePoints.person_id,
    )
    query = (
        select(PraisePoints)
        .where(
            PraisePoints.given_at >= now - LOOKED_BACK,
            PraisePoints.taken_back.is_(False),
            ~stands.correlate(PraisePoints).exists(),
        )
        .order_by(PraisePoints.given_at)
        .limit(MOST_AT_ONCE)
    )
    return db.session.scalars(query).all()


def take_back(given: PraisePoints, *, now: datetime) -> None:
    """Take points back. Raises `Refused` where they are in use already; then they stay."""
    original = db.session.get_one(Transfer, given.transfer_id)
    ledger.reverse(original, None, key=f"back of {original.key}", now=now)
    given.taken_back = True
    db.session.flush()
