"""Monthly allowances: who is given how much and when, once, and what becomes of what is left."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Membership, Person
from cxstaff.people.queries import get_company
from cxstaff.points import actions, allowing, jobs, queries, verification
from cxstaff.points.actions import TransferOrder
from cxstaff.points.models import AllowanceRule, Audience, LedgerAccount, Transfer
from cxstaff.points.proration import month_of, part_for
from cxstaff.points.stored import LARGEST_BALANCE
from cxstaff.work.schedule import run_once
from tests.cast import NOW, PEOPLE, TODAY, ZONE
from tests.forked import ended_with, fork

EVERYBODY = sum(map(len, PEOPLE.values()))
APRIL = clock.start_of(date(2026, 4, 1), ZONE)


@pytest.fixture(autouse=True)
def switched_on(app: Flask) -> None:
    get_company().has_points = True
    db.session.commit()


def a_rule(amount: int = 100, audience: Audience = Audience.EVERYBODY, **more) -> AllowanceRule:
    rule = actions.set_rule(audience, "points", amount, None, now=NOW, **more)
    db.session.commit()
    return rule


def run(act: Callable[[], None] = jobs.give_allowances) -> None:
    act()
    db.session.expire_all()


def may_give(person: Person, day: date = TODAY) -> int | None:
    db.session.expire_all()
    found = queries.find_allowance(person.id, day)
    return None if found is None else found.free


def given() -> int:
    query = db.select(db.func.count(Transfer.id)).where(Transfer.key.startswith("allowance "))
    return db.session.scalar(query) or 0


@pytest.mark.parametrize(
    ("joined", "part"),
    [
        (None, 100),
        (date(2025, 1, 6), 100),
        (date(2026, 3, 5), 100),  # the day it is given
        (date(2026, 3, 6), 84),  # 26 of 31 days
        (date(2026, 3, 16), 52),
        (date(2026, 3, 31), 4),
        (date(2026, 4, 1), 0),
    ],
)
def test_who_begins_within_the_month_is_given_the_part_for_its_days(joined, part) -> None:
    assert part_for(100, date(2026, 3, 5), joined) == part


@pytest.mark.parametrize("year", [2026, 2028])
def test_months_follow_each_other_without_a_day_between(year: int) -> None:
    days = [date(year, month, 1) for month in range(1, 13)] + [date(year + 1, 1, 1)]
    spans = [month_of(each + timedelta(days=27)) for each in days[:-1]]
    assert spans == list(pairwise(days))


def test_everybody_is_given_theirs_once_and_leads_what_leads_are(ana, ben, hugo) -> None:
    a_rule()
    a_rule(150, Audience.LEADS)
    run()
    run()
    assert (may_give(ben), may_give(ana), may_give(hugo)) == (100, 150, 150)
    assert given() == EVERYBODY
    assert verification.report({}).is_whole


def test_nobody_is_given_anything_before_its_day_or_while_points_are_off(ben) -> None:
    a_rule(day=TODAY.day + 1)
    run()
    assert may_give(ben) is None
    get_company().has_points = False
    db.session.commit()
    with clock.frozen(NOW + timedelta(days=1)):
        run()
        assert may_give(ben) is None
        get_company().has_points = True
        db.session.commit()
        run()
    assert may_give(ben) == 100


def test_who_joins_later_gets_a_part_and_who_has_left_nothing(ben, bea, blue) -> None:
    a_rule(day=1)
    late = Person(name="Late Lang", email="late@bright.example")
    coming = Person(name="Soon Senn", email="soon@bright.example")
    for person, since in ((late, date(2026, 3, 16)), (coming, TODAY + timedelta(days=1))):
        db.session.add(Membership(person=person, team=blue, since=since))
    bea.left_on = TODAY
    db.session.commit()
    run()
    assert may_give(late) == 52
    assert (may_give(bea), may_give(coming)) == (None, None)


def test_of_any_number_of_workers_one_gives_it(app: Flask, ben) -> None:
    source = actions.make_budget("Kudos", "points", None, amount=10_000, key="k", now=NOW)
    a_rule(source=source)
    source_id, ben_id = source.id, ben.id
    workers = [fork(app, lambda: _works("points.give_allowances")) for _ in range(4)]
    assert [ended_with(each) for each in workers] == [0] * 4
    assert given() == EVERYBODY
    assert db.session.get_one(LedgerAccount, source_id).balance == 10_000 - 100 * EVERYBODY
    assert queries.find_allowance(ben_id, TODAY).free == 100
    assert verification.report({}).is_whole


def _works(name: str) -> None:
    with clock.frozen(NOW):
        assert run_once(name)


def test_a_budget_that_does_not_reach_gives_to_some_and_to_the_others_later(ines, as_) -> None:
    source = actions.make_budget("Kudos", "points", None, amount=250, key="k", now=NOW)
    a_rule(source=source)
    run()
    assert given() == 2
    page = as_(ines).get("/points/allowances").text
    assert "Kudos does not reach for everybody" in page
    assert f"2 were given it, {EVERYBODY - 2} wait" in page
    actions.top_up(source, None, amount=5000, key="more", now=NOW)
    db.session.commit()
    run()
    assert given() == EVERYBODY
    assert "does not reach" not in as_(ines).get("/points/allowances").text


def test_what_is_left_goes_back_to_the_budget_or_stays_as_the_rule_says(ben, ana) -> None:
    source = actions.make_budget("Kudos", "points", None, amount=10_000, key="k", now=NOW)
    a_rule(source=source, lapses=True)
    a_rule(150, Audience.LEADS, source=source, lapses=False)
    run()
    with clock.frozen(APRIL):
        run(jobs.expire_allowances)
        assert may_give(ana, date(2026, 4, 1)) == 150, "added before this month's is given"
        run()
        run(jobs.expire_allowances)
    assert may_give(ben, date(2026, 4, 1)) == 100
    assert may_give(ana, date(2026, 4, 1)) == 300
    with clock.frozen(APRIL + timedelta(days=31)):
        actions.end_rule(allowing.find_rule_of("leads", "points"), None, now=clock.now())
        actions.end_rule(allowing.find_rule_of("everybody", "points"), None, now=clock.now())
        db.session.commit()
        run(jobs.expire_allowances)
        run(jobs.expire_allowances)
    db.session.expire_all()
    assert source.balance == 10_000, "all of it went back, also what two months had added up"
    assert verification.report({}).is_whole


def test_what_a_leaver_may_give_goes_back_at_once(ben, bea) -> None:
    a_rule()
    run()
    ben.left_on = TODAY
    db.session.commit()
    run(jobs.expire_allowances)
    assert (may_give(ben), may_give(bea)) == (0, 100)
    run()
    assert may_give(ben) == 0


def test_what_was_set_aside_at_the_end_goes_back_on_the_day_after_its_release(ben) -> None:
    source = actions.make_budget("Kudos", "points", None, amount=10_000, key="k", now=NOW)
    a_rule(source=source, lapses=True)
    run()
    mine = queries.find_allowance(ben.id, TODAY)
    order = TransferOrder("h", mine.id, source.id, 30)
    actions.hold(order, None, expires_at=APRIL + timedelta(hours=2), now=NOW)
    db.session.commit()
    with clock.frozen(APRIL):
        run(jobs.expire_allowances)
    assert (mine.balance, mine.free) == (30, 0)
    with clock.frozen(APRIL + timedelta(days=1)):
        run(jobs.void_holds)
        run(jobs.expire_allowances)
    assert (mine.balance, source.balance) == (0, 10_000)


def test_an_allowance_that_cannot_be_ended_is_told_to_the_operator_and_holds_up_no_other(
    ana, ben
) -> None:
    a_rule(source=actions.make_budget("Kudos", "points", None, amount=999, key="k", now=NOW))
    full = actions.make_budget("Full", "points", None, amount=999, key="f", now=NOW)
    a_rule(150, Audience.LEADS, source=full, lapses=True)
    run()
    full.balance = LARGEST_BALANCE  # what comes back has no room
    db.session.commit()
    stuck = queries.find_allowance(ana.id, TODAY)
    told = f"the first, {stuck.id}: That is more than an account can hold"
    with clock.frozen(APRIL), pytest.raises(jobs.AllowancesLeft, match=told):
        run(jobs.expire_allowances)
    assert (may_give(ana), may_give(ben)) == (150, 0)


def test_a_rule_that_was_ended_meanwhile_gives_nothing(ben) -> None:
    rule = a_rule()
    actions.end_rule(rule, None, now=NOW)
    db.session.commit()
    assert not actions.allow_by(rule, ben, now=NOW)
    assert may_give(ben) is None


def test_a_change_holds_from_the_next_month_and_keeps_what_held(ben, ines, as_) -> None:
    a_rule()
    run()
    actions.set_rule(Audience.EVERYBODY, "points", 30, ines, now=NOW)
    db.session.commit()
    run()
    assert may_give(ben) == 100
    with clock.frozen(APRIL):
        run()
    assert may_give(ben, date(2026, 4, 1)) == 30
    page = as_(ines).get("/points/allowances").text
    assert "What held before" in page
    assert page.index("30 points") < page.index("100 points")


def test_one_rule_at_a_time_holds_for_an_audience(app: Flask) -> None:
    a_rule()
    db.session.add(
        AllowanceRule(audience="everybody", unit="points", amount=5, day=1, lapses=True, set_at=NOW)
    )
    with pytest.raises(IntegrityError):
        db.session.flush()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"amount": 0}, "above nothing"),
        ({"day": 29}, "from 1 to 28"),
        ({"unit": "XYZ"}, "currency"),
        ({"source": "EUR"}, "same unit"),
        ({"source": "closed"}, "closed"),
    ],
)
def test_what_no_month_can_give_is_refused(app: Flask, told, why) -> None:
    if told.get("source"):
        unit = "EUR" if told["source"] == "EUR" else "points"
        source = actions.make_budget("B", unit, None, amount=10, key="b", now=NOW)
        if told["source"] == "closed":
            actions.close(source, None, now=NOW)
        told = {"source": source}
    given_ = {"unit": "points", "amount": 10, "source": None} | told
    unit, amount = given_.pop("unit"), given_.pop("amount")
    with pytest.raises(Refused, match=why):
        actions.set_rule(Audience.EVERYBODY, unit, amount, None, now=NOW, **given_)


def test_money_can_be_given_out_of_a_budget_beside_points(ben) -> None:
    cents = actions.make_budget("Lunch", "EUR", None, amount=900_00, key="l", now=NOW)
    actions.set_rule(Audience.EVERYBODY, "EUR", 20_00, None, source=cents, now=NOW)
    a_rule()
    run()
    found = [(each.unit, each.free) for each in allowing.allowances_of(ben.id, TODAY)]
    assert found == [("points", 100), ("EUR", 2000)]
    assert given() == 2 * EVERYBODY


def test_hr_sets_it_and_the_person_reads_what_they_may_give(as_, ines, ana, ben, cyrus) -> None:
    typed = {"audience": "everybody", "source": "", "amount": "80", "day": "1", "lapses": "y"}
    for person in (ana, cyrus):
        assert as_(person).get("/points/allowances").status_code == 403
        assert as_(person).post("/points/allowances/new", typed).status_code == 403
    assert as_(ines).get("/points/allowances/new").status_code == 200
    wrong = as_(ines).post("/points/allowances/new", typed | {"day": "31"})
    assert (wrong.status_code, "from 1 to 28" in wrong.text) == (422, True)
    assert as_(ines).post("/points/allowances/new", typed).status_code == 303
    run()
    page = as_(ben).get("/points").text
    for told in ("What you may give", "80 points", "It goes back to where it came from."):
        assert told in page
    rule = allowing.find_rule_of("everybody", "points")
    assert as_(ines).post(f"/points/allowances/{rule.id}/end").status_code == 303
    assert as_(ines).post(f"/points/allowances/{rule.id}/end").status_code == 404
    assert "Nobody may give anything yet" in as_(ines).get("/points/allowances").text
    assert "Nothing: HR has ended this allowance." in as_(ben).get("/points").text
