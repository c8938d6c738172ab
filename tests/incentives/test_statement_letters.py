"""Who is concerned hears that a statement is there, who approves that some wait; no amount."""

from datetime import timedelta

from cxstaff import mail
from cxstaff.clock import frozen
from cxstaff.db import db
from cxstaff.incentives.statements import actions
from cxstaff.people.jobs import send_letters
from cxstaff.people.models import Person, Team, WaitingLetter
from tests.levers import a_measure
from tests.plans import MAY_5, a_budget, a_plan, april_of, by_name, enter, some_terms

OF_BLUE = {"ana", "ben", "bea", "bill", "bo", "bibi"}


def kept() -> list[mail.KeptLetter]:
    return list(mail.kept_letters(1).items)


def waiting(kind: str) -> set[str]:
    query = db.select(WaitingLetter.address).where(WaitingLetter.kind == kind)
    return {each.partition("@")[0] for each in db.session.scalars(query)}


def test_people_hear_of_their_statement_and_hr_and_cx_that_some_wait(
    ana: Person, ben: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    plan = a_plan(blue, measure, some_terms(a_budget(ines)), cyrus, ines)
    enter(measure, ines, {blue.id: 5.5})
    ben.left_on = MAY_5.date() - timedelta(days=2)
    april_of(plan)
    assert waiting("statement") == OF_BLUE - {"ben"}
    assert waiting("statements-to-approve") == {"ines", "cyrus"}
    with frozen(MAY_5):
        send_letters()
    told = {each.to.partition("@")[0]: each for each in kept()}
    assert set(told) == OF_BLUE - {"ben"} | {"ines"}, "Cyrus wrote the plan: none waits for him"
    text = told["bea"].text
    assert "/statements" in text
    assert "1 Apr 2026 to 30 Apr 2026" in text
    assert "6 statements wait for approval" in told["ines"].subject
    assert not any("50.00" in each.text + each.html for each in kept())


def test_nobody_is_asked_to_approve_nothing_or_asked_twice_at_once(
    ana: Person, ines: Person, blue: Team
) -> None:
    measure, budget = a_measure(ines), a_budget(ines)
    missed = a_plan(blue, measure, some_terms(budget, steps=[[5.0, 5000]]), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    april_of(missed)
    assert waiting("statement") == OF_BLUE, "they read why"
    assert waiting("statements-to-approve") == set()
    for name in ("Dear", "Dearer"):
        april_of(a_plan(blue, measure, some_terms(budget), ana, ines, name=name))
    query = db.select(WaitingLetter).where(WaitingLetter.kind == "statements-to-approve")
    assert len(db.session.scalars(query).all()) == 2


def test_who_leads_a_team_hears_what_it_is_owed_as_a_whole(
    ana: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    plan = a_plan(blue, measure, some_terms(a_budget(ines), pays="team"), cyrus, ines)
    enter(measure, ines, {blue.id: 5.5})
    april_of(plan)
    assert waiting("statement") == {"ana"}


def test_who_disputed_hears_that_it_was_answered(
    ana: Person, ben: Person, ines: Person, blue: Team
) -> None:
    measure = a_measure(ines)
    plan = a_plan(blue, measure, some_terms(a_budget(ines)), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    bens = by_name(april_of(plan))["Ben"]
    actions.dispute(bens, ben, "I was there all month", now=MAY_5)
    actions.answer(bens, ines, "You were; it is in", now=MAY_5)
    db.session.commit()
    with frozen(MAY_5):
        send_letters()
    (told,) = [each for each in kept() if "was answered" in each.subject]
    assert told.to.startswith("ben@")
    assert f"/statements/{bens.id}" in told.text


def test_old_news_is_not_told(ana: Person, ines: Person, blue: Team) -> None:
    measure = a_measure(ines)
    plan = a_plan(blue, measure, some_terms(a_budget(ines)), ana, ines)
    enter(measure, ines, {blue.id: 5.5})
    april_of(plan)
    with frozen(MAY_5 + timedelta(days=15)):
        send_letters()
    assert kept() == []
