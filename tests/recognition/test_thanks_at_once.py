"""Several are thanked at once by several, in threads: once, with their points, or not at all."""

import pytest
from flask import Flask

from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.points import actions as points
from cxstaff.points import verification
from cxstaff.points.models import LedgerAccount
from cxstaff.recognition import actions
from cxstaff.recognition.actions import ThanksWords
from cxstaff.recognition.models import CompanyValue, Thanks, ThanksReceiver
from tests.cast import NOW, TODAY
from tests.forked import at_once
from tests.thanks import colleagues


@pytest.fixture
def value_id(app: Flask, ines: Person) -> int:
    """Something to thank for."""
    return actions.define_value("Own it", ines, sentence="We see it through.", now=NOW).id


def value_of(value_id: int) -> CompanyValue:
    return db.session.get_one(CompanyValue, value_id)


def test_one_form_sent_by_many_threads_thanks_everybody_once(
    app: Flask, value_id: int, ana: Person, ben: Person, bea: Person
) -> None:
    giver, ids = ana.id, [ben.id, bea.id]
    db.session.commit()
    found = list[int]()

    def thank(_number: int) -> None:
        people = colleagues(*(db.session.get_one(Person, each) for each in ids))
        by = db.session.get_one(Person, giver)
        said = ThanksWords("You stayed on the line.", value=value_of(value_id))
        found.append(actions.thank(people, by, said, request_key="once", now=NOW))

    assert at_once(app, thank, 12) == {True: 12}
    assert len(set(found)) == 1
    assert db.session.query(Thanks).count() == 1
    assert sorted(each.person_id for each in db.session.query(ThanksReceiver)) == sorted(ids)


def test_more_points_than_there_are_go_to_some_thanks_in_full_and_to_others_not_at_all(
    app: Flask, value_id: int, ana: Person, ben: Person, bea: Person
) -> None:
    get_company().has_points = True
    allowance = points.allow(ana, TODAY, 100, None, now=NOW).id
    giver, ids = ana.id, [ben.id, bea.id]
    db.session.commit()

    def thank(number: int) -> None:
        people = colleagues(*(db.session.get_one(Person, each) for each in ids))
        by = db.session.get_one(Person, giver)
        said = ThanksWords(f"For call {number}", value=value_of(value_id), points=10)
        actions.thank(people, by, said, request_key=f"form {number}", now=NOW)

    assert at_once(app, thank, 12) == {True: 5, False: 7}
    assert db.session.get_one(LedgerAccount, allowance).balance == 0
    assert db.session.query(Thanks).count() == 5
    assert db.session.query(ThanksReceiver).count() == 10
    mine = db.select(LedgerAccount.balance).where(LedgerAccount.kind == "person")
    assert sorted(db.session.scalars(mine)) == [50, 50]
    assert verification.report({}).is_whole
