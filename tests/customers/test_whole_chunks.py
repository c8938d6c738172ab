"""Chunks of new interactions: many together become what each of them alone becomes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import and_, select

from cxstaff.customers.models import (
    Change,
    Customer,
    Feedback,
    ImportRun,
    Interaction,
    KnownHandler,
)
from cxstaff.customers.reading.contact import Contact, Said
from cxstaff.customers.records.handlers import Roster
from cxstaff.customers.records.loading import Loaded, load
from cxstaff.db import db
from cxstaff.people.models import Membership, Person, Team
from tests.customers.conftest import recount, stored

NOW = datetime(2026, 7, 1, tzinfo=UTC)
MO = ("Mo Over", "mo@example.org")
ODD = ("a\tb", "c\\N", "\\.", "d\r\ne", "ü 你好", "\\", "", "N")


@pytest.fixture
def mover(blue: Team, red: Team) -> Person:
    """Return somebody who was in one team, then in none, then in another, then in none."""
    person = Person(name="Mo Over", email="mo@example.org")
    db.session.add(person)
    db.session.flush()
    for team, since, until in (
        (blue, date(2026, 1, 1), date(2026, 2, 1)),
        (red, date(2026, 3, 1), date(2026, 4, 1)),
    ):
        db.session.add(Membership(person=person, team=team, since=since, until=until))
    db.session.add(KnownHandler(word="bot", is_left_out=True))
    db.session.commit()
    return person


@pytest.mark.long
def test_many_together_are_what_each_is_alone(app: Flask, mover: Person) -> None:
    contacts = list(_contacts())
    alone, roster = Loaded(), Roster()
    for place, contact in enumerate(contacts):
        one = load("alone", [contact], now=NOW)
        alone.accepted += one.accepted
        alone.left_out += one.left_out
        alone.refused += [(place, found) for _, found in one.refused]
    twice = [load(source, contacts, roster, now=NOW) for source in ("together", "again")]

    assert twice == [alone, alone]
    assert 0 < alone.left_out < alone.accepted
    served = [one for one in contacts if one.handler in MO and one.day.month in (1, 3)]
    assert alone.accepted == len(served)
    assert alone.left_out + alone.accepted + len(alone.refused) == len(contacts)
    assert _rows("alone") == _rows("together") == _rows("again")


def test_news_of_many_together_are_what_those_of_each_are_alone(app: Flask, mover: Person) -> None:
    """Of the same, of another handler, without one, older, emptier, and of nobody known."""
    first = [
        _contact(n, n % 28, csat=n % 3 or None, is_resolved=bool(n % 4), changed_at=NOW, remark="a")
        for n in range(60)
    ]
    news: list[Contact | Said] = [_told_again(contact, n) for n, contact in enumerate(first)]
    heard: list[Contact | Said] = [
        Said(
            f"n{n}",
            given_at=NOW,
            nps=n % 11,
            remark=("Heard", None)[n % 2],
            customer=(None, f"c{n}")[n % 4 // 2],
            customer_name=("Kim", None)[n % 7 // 4],
        )
        for n in range(0, 90, 3)
    ]
    load("alone", first, now=NOW)
    load("together", first, now=NOW)
    for told, unknown in ((news, 9), (heard, 10)):  # three of twelve are older than what is known
        by_column = load("together", told, run_id=_run(), now=NOW)
        run = _run()
        alone = [load("alone", [one, one], run_id=run, now=NOW) for one in told]
        updated = by_column.updated
        assert 0 < updated == sum(each.updated for each in alone)
        assert updated + by_column.duplicates + unknown == len(told)
        assert [one[1] for one in by_column.refused] == [
            each.refused[0][1] for each in alone if each.refused
        ]
        assert len(by_column.refused) == unknown

    assert _rows("alone") == _rows("together")
    assert _histories("alone") == _histories("together")
    assert len(_histories("together")) > 40
    assert stored() == recount()


def _told_again(contact: Contact, n: int) -> Contact:
    """Return what a later file might tell of a contact."""
    return contact._replace(
        csat=(None, 1, 5)[n % 3],
        remark=("", "After", None)[n % 3] or None,
        is_resolved=(None, True)[n % 2],
        handler=("Mo Over", "", "Ben Berg", "Nobody Known", "bot")[n % 5],
        changed_at=NOW + timedelta(days=n % 4 - 1),
        reason=("", "Bill")[n % 2],
    )


def _run() -> int:
    run = ImportRun(file_name="week.csv", stored_as="x", layout={}, created_at=NOW)
    db.session.add(run)
    db.session.flush()
    return run.id


def _histories(source: str) -> list[Any]:
    query = select(Interaction.reference, Change.cause, Change.before)
    query = query.join(Change, Change.interaction_id == Interaction.id)
    query = query.where(Interaction.source == source)
    return sorted((tuple(row) for row in db.session.execute(query)), key=repr)


def test_what_customers_wrote_is_kept_sign_by_sign(app: Flask, mover: Person) -> None:
    load("texts", [_contact(n, 10, remark=text or None) for n, text in enumerate(ODD)], now=NOW)

    kept = db.session.scalars(select(Feedback.remark).order_by(Feedback.interaction_id))
    assert list(kept) == [text for text in ODD if text]


def test_moments_are_kept_to_the_microsecond_whatever_their_zone(app: Flask, mover: Person) -> None:
    east, at = timezone(timedelta(hours=5, minutes=30)), datetime(2026, 1, 9, 23, 59, tzinfo=UTC)
    moments = [at, at.replace(second=7), at.replace(microsecond=9), at.astimezone(east)]
    load(
        "moments",
        [_contact(n, 9, happened_at=moment) for n, moment in enumerate(moments)],
        now=NOW,
    )

    kept = db.session.scalars(select(Interaction.happened_at).order_by(Interaction.id))
    assert list(kept) == moments


def _contacts() -> Iterator[Contact]:
    """Give contacts of every day from before the first team until after the last one."""
    for day in range(-5, 100, 3):
        for who in (*MO, "bot", "Nobody Known"):
            told: dict[str, Any] = {"csat": day % 5 + 1} if day % 2 else {"is_resolved": True}
            yield _contact(f"{day}/{who}", day, handler=who, **told)


def _contact(number: object, day: int, **told: Any) -> Contact:
    at = datetime(2026, 1, 1, 12, 30, tzinfo=UTC) + timedelta(days=day)
    basis: dict[str, Any] = {"handler": "Mo Over", "channel": "phone", "happened_at": at}
    return Contact(reference=f"n{number}", day=at.date(), **(basis | told))


def _rows(source: str) -> list[Any]:
    whose = Interaction.reference, Interaction.team_id, Interaction.handler_id
    columns = *whose, Interaction.is_resolved, Feedback.csat, Feedback.nps, Feedback.remark
    named = Customer.reference == Interaction.customer, Customer.source == source
    query = select(*columns, Interaction.customer, Customer.name).outerjoin(Feedback)
    query = query.outerjoin(Customer, and_(*named)).where(Interaction.source == source)
    return [tuple(row) for row in db.session.execute(query.order_by(Interaction.reference))]
