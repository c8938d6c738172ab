"""The ledger: what moves, what is refused, and what stays when something goes wrong."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.points import actions, units, verification
from cxstaff.points.actions import TransferOrder
from cxstaff.points.models import LedgerAccount, Transfer, TransferNote
from tests.cast import NOW, TODAY

LATER = NOW + timedelta(days=30)


def budget(amount: int = 100, unit: str = "points", name: str = "Kudos") -> LedgerAccount:
    return actions.make_budget(name, unit, None, amount=amount, key=name, now=NOW)


def account(person: Person, unit: str = "points") -> LedgerAccount:
    return actions.account_of(person, unit, now=NOW)


def give(source: Any, target: Any, amount: int, key: str, **more: Any) -> int:
    order = TransferOrder(key, source.id, target.id, amount, **more)
    return actions.transfer(order, None, now=NOW)


def standing(*accounts: LedgerAccount) -> list[tuple[int, int]]:
    return [(each.balance, each.held) for each in accounts]


def transfer(transfer_id: int) -> Transfer:
    return db.session.get_one(Transfer, transfer_id)


def is_whole() -> bool:
    return verification.report({}).is_whole


def test_a_transfer_moves_an_amount_and_says_what_for(app: Flask, ben: Person, ines) -> None:
    source, target = budget(), account(ben)
    order = TransferOrder(
        "a", source.id, target.id, 30, " For the\x00 late shift ", date(2026, 3, 1)
    )
    found = transfer(actions.transfer(order, ines, now=NOW))
    db.session.commit()
    assert standing(source, target) == [(70, 0), (30, 0)]
    assert (found.effective_on, found.recorded_at) == (date(2026, 3, 1), NOW)
    assert (found.actor_id, found.note.words) == (ines.id, "For the late shift")
    assert is_whole()


def test_a_day_that_is_left_open_is_the_companys_today(app: Flask, ben: Person) -> None:
    source, target = budget(), account(ben)
    late = NOW.replace(hour=23, minute=30)
    found = actions.transfer(TransferOrder("a", source.id, target.id, 1), None, now=late)
    assert transfer(found).effective_on == TODAY + timedelta(days=1), "Berlin is past midnight"


@pytest.mark.parametrize("amount", [0, -5, 101, 10**12 + 1])
def test_what_cannot_be_is_refused_and_leaves_nothing(app: Flask, ben: Person, amount) -> None:
    source, target = budget(), account(ben)
    with pytest.raises(Refused):
        give(source, target, amount, "a")
    db.session.commit()
    assert standing(source, target) == [(100, 0), (0, 0)]
    assert is_whole()
    assert actions.ledger.find_by_key("a") is None


def test_units_are_not_mixed_and_nothing_goes_to_itself(app: Flask, ben: Person) -> None:
    source = budget()
    for target in (account(ben, "EUR"), source):
        with pytest.raises(Refused, match="same unit"):
            give(source, target, 1, "a")


def test_the_database_itself_keeps_units_apart(app: Flask, ben: Person) -> None:
    source, target = budget(), account(ben, "EUR")
    row = {
        "key": "x", "kind": "transfer", "unit": "points", "debit_id": source.id,
        "credit_id": target.id, "amount": 1, "effective_on": TODAY, "recorded_at": NOW,
    }  # fmt: skip
    with pytest.raises(IntegrityError):
        db.session.execute(db.insert(Transfer), row)


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE points_account SET balance = -1 WHERE kind = 'budget'",
        "UPDATE points_account SET held = 101 WHERE kind = 'budget'",
        "UPDATE points_account SET held = -1 WHERE kind = 'budget'",
        "UPDATE points_account SET may_overdraw = true WHERE kind = 'budget'",
    ],
)
def test_the_database_itself_keeps_a_balance_above_nothing(app: Flask, deed: str) -> None:
    budget()
    with pytest.raises(IntegrityError):
        db.session.execute(text(deed))


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE points_transfer SET amount = 1",
        "DELETE FROM points_transfer",
        "UPDATE points_link SET position = 7",
        "DELETE FROM points_link",
        "UPDATE points_note SET words = ''",
        "REPLACE INTO points_transfer SELECT * FROM points_transfer",
        "TRUNCATE points_transfer CASCADE",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_written(app: Flask, ben, deed) -> None:
    give(budget(), account(ben), 30, "a", words="For help")
    actions.link_some(now=NOW)
    db.session.commit()
    with pytest.raises(DBAPIError):
        db.session.execute(text(deed))
    db.session.rollback()
    assert is_whole()


def test_the_same_key_is_the_same_transfer_for_good(app: Flask, ben: Person) -> None:
    source, target = budget(), account(ben)
    first = give(source, target, 60, "a", words="For help")
    db.session.commit()
    assert give(source, target, 60, "a", words="For help") == first, "though 40 are left"
    order = TransferOrder("a", source.id, target.id, 60, "For help")
    assert actions.transfer(order, None, now=LATER) == first, "a later day, left open"
    assert standing(source, target) == [(40, 0), (60, 0)]
    db.session.execute(db.delete(TransferNote))
    assert give(source, target, 60, "a", words="For help") == first, "words were removed"


@pytest.mark.parametrize(
    "other",
    [{"amount": 61}, {"amount": 6}, {"words": "Other"}, {"effective_on": date(2026, 1, 1)}],
)
def test_the_same_key_for_something_else_is_refused(app: Flask, ben: Person, other) -> None:
    source, target = budget(), account(ben)
    said = {"amount": 60, "words": "For help"}
    give(source, target, key="a", **said)
    with pytest.raises(Refused, match="says something else"):
        give(source, target, key="a", **said | other)
    with pytest.raises(Refused, match="says something else"):
        give(target, source, key="a", **said)
    with pytest.raises(Refused, match="says something else"):
        actions.transfer(TransferOrder("a", source.id, target.id, 60, "For help"), ben, now=NOW)
    db.session.commit()
    assert standing(source, target) == [(40, 0), (60, 0)]


def test_transfers_together_succeed_or_fail_together(app: Flask, ben, bea) -> None:
    source, first, second = budget(), account(ben), account(bea)

    def both(amount: int, key: str = "b") -> list[int]:
        orders = [
            TransferOrder("a", source.id, first.id, 60),
            TransferOrder(key, first.id, second.id, amount),
        ]
        return actions.transfer_together(orders, None, now=NOW)

    with pytest.raises(Refused, match="60 points can be spent"):
        both(61)
    db.session.commit()
    assert standing(source, first, second) == [(100, 0), (0, 0), (0, 0)]
    done = both(60)
    assert both(60) == done
    give(source, first, 5, "x")
    with pytest.raises(Refused, match="A part of this"):
        both(1, "c")
    db.session.commit()
    assert standing(source, first, second) == [(35, 0), (5, 0), (60, 0)]
    assert is_whole()


def held(source: Any, target: Any, amount: int = 60, key: str = "h") -> Transfer:
    order = TransferOrder(key, source.id, target.id, amount, "A day out")
    return transfer(actions.hold(order, None, expires_at=LATER, now=NOW))


def test_what_is_set_aside_stays_in_the_balance_and_cannot_be_spent(app: Flask, ben) -> None:
    source, target = budget(), account(ben)
    held(source, target)
    assert standing(source, target) == [(100, 60), (0, 0)]
    with pytest.raises(Refused, match="40 points can be spent"):
        give(source, target, 41, "a")
    give(source, target, 40, "a")
    assert standing(source, target) == [(60, 60), (40, 0)]
    assert is_whole()


@pytest.mark.parametrize(("amount", "left"), [(None, 40), (60, 40), (25, 75), (1, 99)])
def test_a_hold_is_posted_in_whole_or_in_part_once(app: Flask, ben, amount, left) -> None:
    source, target = budget(), account(ben)
    hold = held(source, target)
    posted = actions.post(hold, None, key="p", amount=amount, now=NOW)
    assert standing(source, target) == [(left, 0), (100 - left, 0)]
    assert actions.post(hold, None, key="p", amount=amount, now=LATER) == posted
    for again in (actions.post, actions.void):
        with pytest.raises(Refused, match="before"):
            again(hold, None, key="q", now=NOW)
    assert is_whole()


def test_no_more_is_posted_than_was_set_aside(app: Flask, ben) -> None:
    hold = held(budget(), account(ben))
    with pytest.raises(Refused, match="more than was set aside"):
        actions.post(hold, None, key="p", amount=61, now=NOW)


def test_a_voided_hold_is_free_again(app: Flask, ben) -> None:
    source, target = budget(), account(ben)
    hold = held(source, target)
    voided = actions.void(hold, None, key="v", now=NOW)
    assert actions.void(hold, None, key="v", now=NOW) == voided
    assert standing(source, target) == [(100, 0), (0, 0)]
    with pytest.raises(Refused, match="before"):
        actions.post(hold, None, key="p", now=NOW)
    assert is_whole()


def test_a_hold_whose_time_is_over_is_released_and_no_longer_paid(app: Flask, ben) -> None:
    source, target = budget(), account(ben)
    hold = held(source, target)
    assert not actions.void_if_over(hold.id, now=LATER - timedelta(seconds=1))
    with pytest.raises(Refused, match="time for this is over"):
        actions.post(hold, None, key="p", now=LATER)
    assert actions.void_if_over(hold.id, now=LATER)
    assert not actions.void_if_over(hold.id, now=LATER)
    assert standing(source, target) == [(100, 0), (0, 0)]


@pytest.mark.parametrize("days", [0, -1, 4 * 366])
def test_a_hold_ends_within_three_years(app: Flask, ben, days: int) -> None:
    order = TransferOrder("h", budget().id, account(ben).id, 1)
    with pytest.raises(Refused, match="within three years"):
        actions.hold(order, None, expires_at=NOW + timedelta(days=days), now=NOW)


def test_a_transfer_is_taken_back_once_by_another_one(app: Flask, ben, ines) -> None:
    source, target = budget(), account(ben)
    original = transfer(give(source, target, 60, "a"))
    back = actions.reverse(original, ines, key="r", words="A mistake", now=NOW)
    assert standing(source, target) == [(100, 0), (0, 0)]
    assert transfer(back).reverses_id == original.id
    with pytest.raises(Refused, match="taken back before"):
        actions.reverse(original, ines, key="s", now=NOW)
    give(source, target, 60, "b")
    with pytest.raises(Refused, match="taken back before"):
        actions.reverse(original, ines, key="t", now=NOW)
    with pytest.raises(Refused, match="itself"):
        actions.reverse(transfer(back), ines, key="u", now=NOW)
    assert is_whole()


def test_what_was_spent_since_cannot_be_taken_back(app: Flask, ben, bea) -> None:
    source, target = budget(), account(ben)
    original = transfer(give(source, target, 60, "a"))
    give(target, account(bea), 1, "b")
    with pytest.raises(Refused, match="too little"):
        actions.reverse(original, None, key="r", now=NOW)


def test_an_allowance_is_given_once_and_what_is_left_goes_back(app: Flask, ben, bea) -> None:
    source = budget(500)
    march = actions.allow(ben, date(2026, 3, 9), 100, None, source=source, now=NOW)
    assert actions.allow(ben, TODAY, 100, None, source=source, now=NOW) is march
    with pytest.raises(Refused, match="something else"):
        actions.allow(ben, TODAY, 120, None, source=source, now=NOW)
    assert (march.since, march.until) == (date(2026, 3, 1), date(2026, 4, 1))
    give(march, account(bea), 30, "thanks 1")
    over = NOW.replace(day=31, hour=22)  # midnight in Berlin
    assert not actions.expire(march.id, now=over - timedelta(seconds=1))
    assert actions.expire(march.id, now=over)
    assert not actions.expire(march.id, now=over)
    assert standing(march, source, account(bea)) == [(0, 0), (470, 0), (30, 0)]
    assert is_whole()


def test_what_is_set_aside_of_an_allowance_expires_once_it_is_free(app: Flask, ben, bea) -> None:
    march = actions.allow(ben, TODAY, 100, None, now=NOW)
    hold = held(march, account(bea))
    over = NOW + timedelta(days=15)
    assert actions.expire(march.id, now=over)
    assert (march.balance, march.held) == (60, 60)
    actions.void(hold, None, key="v", now=over)
    assert not actions.expire(march.id, now=over), "a day takes once"
    assert actions.expire(march.id, now=over + timedelta(days=1))
    assert march.balance == 0
    assert is_whole()


def test_a_budget_is_made_once(app: Flask, ines) -> None:
    made = actions.make_budget("Kudos", "EUR", ines, amount=12_50, key="k", now=NOW)
    assert actions.make_budget("Kudos", "EUR", ines, amount=12_50, key="k", now=NOW) is made
    with pytest.raises(Refused, match="already a budget called Kudos"):
        actions.make_budget("kudos", "EUR", ines, amount=1, key="l", now=NOW)
    with pytest.raises(Refused, match="currency"):
        actions.make_budget("Marks", "DEM", ines, amount=1, key="m", now=NOW)
    assert made.balance == 12_50


def test_nobody_gives_points_to_themselves_or_to_who_has_left(app: Flask, ines, ben) -> None:
    source = budget()
    with pytest.raises(Refused, match="Somebody else"):
        actions.give(source, ines, ines, amount=1, key="a", now=NOW)
    ben.left_on = TODAY
    with pytest.raises(Refused, match="no longer works here"):
        actions.give(source, ben, ines, amount=1, key="b", now=NOW)


def test_a_transfer_takes_few_statements(app: Flask, ben, counting) -> None:
    source, target = budget(), account(ben)
    db.session.commit()
    order = TransferOrder("a", source.id, target.id, 10, effective_on=TODAY)
    with counting() as sent:
        actions.transfer(order, None, now=NOW)
        db.session.commit()
    is_one = db.engine.dialect.name == "postgresql"  # a function; else accounts, transfer, balances
    assert len(sent) == (1 if is_one else 3), sent.statements


def test_accounts_stay_as_they_were_loaded_no_longer_than_they_hold(app: Flask, ben) -> None:
    source, target = budget(), account(ben)
    assert target.balance == 0
    give(source, target, 7, "a")
    assert target.balance == 7


@pytest.mark.parametrize(
    ("typed", "unit"), [("1,000", "points"), ("1,000", "EUR"), ("1.0", "JPY"), ("0.0010", "KWD")]
)
def test_more_digits_than_a_unit_has_are_no_amount_of_it(typed: str, unit: str) -> None:
    with pytest.raises(ValueError, match=typed):
        units.read(typed, unit)
