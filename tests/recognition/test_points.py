"""Points that go with thanks: out of one's own allowance, once, never below nothing."""

import contextvars
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import get_company
from cxstaff.points import actions as ledger
from cxstaff.points import queries as accounts
from cxstaff.points import verification
from cxstaff.points.models import LedgerAccount, Transfer, TransferNote
from cxstaff.recognition import actions
from cxstaff.recognition.models import CompanyValue, Thanks, ThanksReceiver
from tests.cast import NOW, TODAY
from tests.thanks import thank, thank_all

MINUTE, ALLOWANCE = timedelta(minutes=1), 100


@pytest.fixture
def value(app: Flask, ines: Person, ana: Person) -> CompanyValue:
    """Something to thank for, in a company with points of which Ana may give 100."""
    get_company().has_points = True
    ledger.allow(ana, TODAY, ALLOWANCE, None, now=NOW)
    value = actions.define_value("Own it", ines, sentence="We see it through.", now=NOW)
    db.session.commit()
    return value


@pytest.fixture
def give(value: CompanyValue) -> Callable[..., Thanks]:
    """Let one person thank others with points."""

    def thanks(giver: Person, *receivers: Person, **words: Any) -> Thanks:
        return thank_all(list(receivers), giver, **({"value": value, "points": 10} | words))

    return thanks


def has(person: Person) -> int:
    db.session.expire_all()
    return sum(each.balance for each in accounts.accounts_of(person.id))


def left(person: Person) -> int:
    db.session.expire_all()
    allowance = accounts.find_allowance(person.id, TODAY)
    return allowance.free if allowance else 0


def count(model: Any) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(model)) or 0


def typed(value: CompanyValue, **more: str) -> dict[str, str]:
    words = {"celebrates": f"value:{value.id}", "message": "You rang back.", "audience": "team"}
    return words | {"points": "10"} | more


def test_everybody_who_is_thanked_gets_as_many(
    give: Any, ana: Person, ben: Person, cleo: Person
) -> None:
    thanks = give(ana, ben, cleo)
    assert (thanks.points, has(ben), has(cleo), left(ana)) == (10, 10, 10, 80)
    assert verification.report({}).is_whole


def test_more_than_is_left_is_told_and_nothing_is_given(
    give: Any, ana: Person, ben: Person, bea: Person
) -> None:
    before = count(Transfer)
    with pytest.raises(Refused, match="100 points left this month, and this takes 101 points"):
        give(ana, ben, points=101)
    with pytest.raises(Refused, match="takes 102 points: 51 points for each of 2 people"):
        give(ana, ben, bea, points=51)
    db.session.rollback()
    assert (count(Thanks), count(Transfer), left(ana)) == (0, before, 100)
    give(ana, ben, bea, points=50)
    assert left(ana) == 0
    with pytest.raises(Refused, match="no points left to give this month"):
        give(ana, ben, points=1, message="Again")


def test_without_an_allowance_and_once_it_has_ended_nobody_gives(
    give: Any, ana: Person, ben: Person, bea: Person
) -> None:
    for giver, now in ((ben, NOW), (ana, NOW + timedelta(days=31))):
        with pytest.raises(Refused, match="no points left to give this month"):
            give(giver, bea, now=now)
        db.session.rollback()
    assert count(Thanks) == 0


@pytest.mark.parametrize("points", [-1, 10**13])
def test_negative_points_and_too_many_are_refused(
    points: int, give: Any, ana: Person, ben: Person
) -> None:
    with pytest.raises(Refused):
        give(ana, ben, points=points)


def test_neither_oneself_nor_who_has_left_gets_points(give: Any, ana: Person, ben: Person) -> None:
    ben.left_on = TODAY
    for receiver in (ana, ben):
        with pytest.raises(Refused):
            give(ana, receiver)
    assert left(ana) == 100


def test_the_same_form_gives_once_and_other_points_need_another_thanks(
    give: Any, ana: Person, ben: Person
) -> None:
    first = give(ana, ben, request_key="k")
    assert give(ana, ben, request_key="k").id == first.id
    assert give(ana, ben, request_key="gone back", now=NOW + MINUTE).id == first.id
    assert (has(ben), left(ana)) == (10, 90)
    for key in ("k", "gone back twice"):
        with pytest.raises(Refused, match="Take it back first"):
            give(ana, ben, request_key=key, points=20)
    with pytest.raises(Refused, match="sent this form before"):
        give(ana, ben, request_key="k", message="Something else")


def test_what_is_taken_back_takes_its_points_along(
    give: Any, ana: Person, ben: Person, cleo: Person
) -> None:
    for _ in range(2):  # the same form is a new thanks once the first was taken back
        actions.withdraw(give(ana, ben, cleo, request_key="k"), ana, now=NOW + MINUTE)
        assert (has(ben), has(cleo), left(ana), count(Thanks)) == (0, 0, 100, 0)
    assert give(ana, ben, request_key="k").points == 10
    assert verification.report({}).is_whole


def test_points_that_are_used_stay_and_nobody_hears_how_many_are_left(
    give: Any, ana: Person, ben: Person
) -> None:
    thanks = give(ana, ben)
    used = ledger.paid_out_account(now=NOW).id
    order = ledger.TransferOrder("reward", ledger.account_of(ben, now=NOW).id, used, 7)
    ledger.transfer(order, None, now=NOW)
    with pytest.raises(Refused, match="in use already") as refused:
        actions.withdraw(thanks, ana, now=NOW + MINUTE)
    assert "3" not in refused.value.in_words()


def test_the_ledger_keeps_no_words_of_a_thanks(give: Any, ana: Person, ben: Person) -> None:
    thank(ben, ana, "Between us", is_private=True, value=give(ana, ben).value, points=5)
    assert (has(ben), count(TransferNote)) == (15, 0)


def test_the_database_has_points_stand_on_a_transfer_and_none_below_nothing(
    give: Any, ana: Person, ben: Person
) -> None:
    give(ana, ben)
    db.session.commit()
    for wrong in ({"points": -10}, {"transfer_id": None}, {"points": 0}):
        with pytest.raises(IntegrityError):
            db.session.execute(update(ThanksReceiver).values(wrong))
        db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(update(LedgerAccount).values(balance=LedgerAccount.balance - 91))
    db.session.rollback()


def test_many_at_once_give_no_more_than_there_is(
    app: Flask, give: Any, value: CompanyValue, ana: Person, ben: Person, bea: Person
) -> None:
    ids = [ana.id, ben.id, bea.id, value.id]
    db.session.commit()
    starts, told = threading.Barrier(5), list[bool]()

    def send(number: int) -> None:
        with app.app_context():
            starts.wait()
            giver, *receivers = (db.session.get_one(Person, each) for each in ids[:3])
            words = {"value": db.session.get_one(CompanyValue, ids[3]), "points": 15}
            try:
                thank_all(receivers, giver, f"Words {number}", request_key=str(number), **words)
                db.session.commit()
                told.append(True)
            except Refused:
                db.session.rollback()
                told.append(False)

    threads = [
        threading.Thread(target=contextvars.Context().run, args=(send, number))
        for number in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [False, False, True, True, True]
    assert (left(ana), has(ben), has(bea), count(Thanks)) == (10, 45, 45, 3)


STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),  # who gives
        st.sets(st.integers(0, 2), min_size=1),  # to whom
        st.integers(0, 60),  # how many for each
        st.sampled_from(["give", "again", "back"]),
    ),
    max_size=12,
)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_what_is_given_is_what_is_received_whatever_happens(
    app: Flask, steps: list[tuple[int, set[int], int, str]]
) -> None:
    people = list(db.session.scalars(db.select(Person).order_by(Person.id).limit(3)))
    get_company().has_points = True
    value = CompanyValue(name="Own it", sentence="We see it through.")
    db.session.add(value)
    for person in people:
        ledger.allow(person, TODAY, ALLOWANCE, None, now=NOW)
    free, got, standing = [ALLOWANCE] * 3, [0] * 3, list[tuple[int, int, set[int], int]]()
    for number, (giver, to, points, step) in enumerate(steps):
        if step == "back":
            if standing:
                thanks_id, who, whom, each = standing.pop()
                actions.withdraw(db.session.get_one(Thanks, thanks_id), people[who], now=NOW)
                free[who] += each * len(whom)
                got = [has - each * (at in whom) for at, has in enumerate(got)]
            continue
        said: dict[str, Any] = {"value": value, "points": points, "request_key": f"key {number}"}
        whom, message = [people[at] for at in sorted(to)], f"Words {number}"
        may = giver not in to and points * len(to) <= free[giver]
        for _ in range(2 if step == "again" else 1):
            nested = db.session.begin_nested()
            try:
                thanks = thank_all(whom, people[giver], message, **said)
            except Refused:
                nested.rollback()
                assert not may
                continue
            nested.commit()
            assert may or standing[-1][0] == thanks.id
            if may:
                standing.append((thanks.id, giver, to, points))
                free[giver] -= points * len(to)
                got = [has + points * (at in to) for at, has in enumerate(got)]
                may = False
    assert [left(each) for each in people] == free
    assert [has(each) for each in people] == got
    assert sum(free) + sum(got) == 3 * ALLOWANCE
    assert sum(each.points for each in db.session.scalars(db.select(ThanksReceiver))) == sum(got)
    db.session.rollback()


def test_points_are_given_on_the_page_and_shown_to_those_who_see_the_thanks(
    value: CompanyValue, ana: Person, ben: Person, bea: Person, as_: Any
) -> None:
    path = f"/thanks/new?to={ben.id}"
    assert "You have 100 points left to give this month." in as_(ana).get(path).text
    assert as_(ana).post(path, typed(value)).status_code == 303
    for reader in (ana, ben, bea):
        assert "10 points" in as_(reader).get("/thanks").text
    thanks = db.session.scalars(db.select(Thanks)).one()
    for reader in (ana, ben):
        page = as_(reader).get("/points").text
        assert f'<a href="/thanks/{thanks.id}">With a thanks</a>' in page
    assert "With a thanks" in as_(ben).get("/points/statement.csv").text
    assert "With a thanks" not in as_(bea).get("/points").text


def test_how_points_are_shared_is_said_before_they_are_given(
    value: CompanyValue, ana: Person, ben: Person, bea: Person, blue: Team, as_: Any
) -> None:
    page = as_(ana).get(f"/thanks/new?to={ben.id}&to={bea.id}").text
    assert "Each of the 2 people gets as many." in page
    assert "up to 50 points for each" in page
    assert "Each of the 5 people gets as many." in as_(ana).get(f"/thanks/new?team={blue.id}").text
    as_(ana).post(f"/thanks/new?to={ben.id}&to={bea.id}", typed(value, points="49"))
    assert "49 points for each" in as_(ben).get("/thanks").text
    team = as_(ana).get(f"/thanks/new?team={blue.id}").text
    assert "You have 2 points left to give this month, too few for 5 people." in team
    assert 'name="points"' not in team


@pytest.mark.parametrize(
    ("points", "status", "said"),
    [
        ("101", 409, "You have 100 points left this month, and this takes 101 points."),
        ("ten", 422, "Write a whole number"),
        ("-5", 422, "Write a whole number from 0"),
        ("", 303, ""),
        ("0", 303, ""),
    ],
)
def test_what_was_typed_stays_where_the_points_are_wrong(
    points: str, status: int, said: str, value: CompanyValue, ana: Person, ben: Person, as_: Any
) -> None:
    answer = as_(ana).post(f"/thanks/new?to={ben.id}", typed(value, points=points))
    assert answer.status_code == status
    if status == 303:
        assert (count(Thanks), has(ben)) == (1, 0)
        return
    assert said in answer.text
    assert "You rang back." in answer.text
    assert f'selected value="value:{value.id}"' in answer.text
    assert f'value="{points}"' in answer.text
    assert (count(Thanks), left(ana)) == (0, 100)


def test_who_has_given_all_is_told_so_and_may_thank_on(
    value: CompanyValue, ana: Person, ben: Person, as_: Any
) -> None:
    as_(ana).post(f"/thanks/new?to={ben.id}", typed(value, points="100"))
    page = as_(ana).get(f"/thanks/new?to={ben.id}").text
    assert "You have given all your points of this month." in page
    assert 'name="points"' not in page
    words = typed(value, message="And again.", points="")
    assert as_(ana).post(f"/thanks/new?to={ben.id}", words).status_code == 303
    without = as_(ben).get(f"/thanks/new?to={ana.id}").text
    assert 'name="points"' not in without
    assert "to give this month" not in without


def test_of_points_that_are_off_nothing_is_to_be_seen(
    value: CompanyValue, ana: Person, ben: Person, as_: Any
) -> None:
    path = f"/thanks/new?to={ben.id}"
    as_(ana).post(path, typed(value))
    get_company().has_points = False
    thanks = db.session.scalars(db.select(Thanks)).one()
    for where in (path, "/thanks", f"/thanks/{thanks.id}"):
        assert "point" not in as_(ana).get(where).text.split("<main")[1]
    refused = as_(ana).post(path, typed(value, message="Another"))
    assert refused.status_code == 409
    assert "Another" in refused.text
    assert 'name="points"' not in refused.text
    assert as_(ana).post(path, typed(value, message="Another", points="")).status_code == 303
    assert (has(ben), count(Thanks)) == (10, 2)
    assert as_(ana).post(f"/thanks/{thanks.id}/withdrawal").status_code == 303
    assert (has(ben), left(ana)) == (0, 100)
