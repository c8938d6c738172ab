"""People who come back under another employee number: asked once, known ever after."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cxstaff.customers.models import Interaction
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records.handlers import Roster
from cxstaff.customers.records.loading import load
from cxstaff.db import db
from cxstaff.people import actions
from cxstaff.people.earlier.numbers import FormerNumber, former_numbers_of
from cxstaff.people.erasure import erase
from cxstaff.people.memberships import put
from cxstaff.people.models import Person, Team
from cxstaff.people.roster.checking.changes import Plan
from cxstaff.people.roster.checking.check import checked
from cxstaff.people.spans import Span
from tests.cast import NOW, TODAY
from tests.people.test_roster_cases import keys, teams_of
from tests.roster_files import bring, upload

Planned = Callable[..., Plan]
HEAD = "Employee ID,Name,Team,Hire Date,Termination Date,Status\n"
WAS = "51,Ivo Kant,Blue,2016-03-15,2017-08-31,Terminated\n"
IS = "77,Ivo Kant,Red,2019-05-27,,Active\n"
STAYS = [("Blue", date(2016, 3, 15), date(2017, 9, 1)), ("Red", date(2019, 5, 27), None)]
OLD_FIRST, NEW_FIRST = HEAD + WAS + IS, HEAD + IS + WAS


@pytest.fixture
def ivo(written: Planned) -> Person:
    """Somebody who left in 2017."""
    written(HEAD + WAS)
    return named("Ivo Kant")


def named(name: str) -> Person:
    return db.session.scalars(db.select(Person).where(Person.name == name)).one()


def ivos() -> list[str | None]:
    """Return the numbers of everybody called so."""
    query = db.select(Person.employee_number).where(Person.name == "Ivo Kant")
    return sorted(db.session.scalars(query), key=str)


@pytest.mark.parametrize("text", [HEAD + IS, OLD_FIRST, NEW_FIRST])
def test_who_left_and_stands_there_under_another_number_is_asked_about(
    text: str, ivo: Person, planned: Planned, written: Planned
) -> None:
    made = planned(text)
    [question] = made.questions
    assert "looks like Ivo Kant, who left on 2017-09-01" in question.sentence % question.values
    assert [choice.value for choice in question.choices] == [f"person-{ivo.id}", "new"]

    made = written(text, {question.key: f"person-{ivo.id}"})
    assert checked(made, TODAY).counts["back"] == 1
    assert (ivos(), teams_of("Ivo Kant")) == (["77"], STAYS)
    assert former_numbers_of(ivo.id) == ("51",)
    for again in (HEAD + IS, OLD_FIRST, NEW_FIRST, HEAD + WAS):
        assert planned(again).is_empty, "asked once"
        assert not keys(planned(again))


@pytest.mark.parametrize("text", [HEAD + IS, OLD_FIRST, NEW_FIRST])
def test_a_namesake_of_who_left_stays_somebody_else(
    text: str, ivo: Person, planned: Planned, written: Planned
) -> None:
    [key] = keys(planned(text))
    written(text, {key: "new"})
    assert ivos() == ["51", "77"]
    assert planned(OLD_FIRST).is_empty
    assert not keys(planned(NEW_FIRST))


@pytest.mark.parametrize("text", [OLD_FIRST, NEW_FIRST])
def test_of_a_first_file_both_times_are_one_person_if_said_so(
    text: str, planned: Planned, written: Planned
) -> None:
    [question] = planned(text).questions
    same = question.choices[0].value
    written(text, {question.key: same})
    assert (ivos(), teams_of("Ivo Kant")) == (["77"], STAYS)
    assert planned(OLD_FIRST).is_empty
    assert planned(NEW_FIRST).is_empty


@pytest.mark.parametrize("again", ["88,Ivo Kant,,", ",Ivo Kant,kant@x.example,"])
def test_who_had_an_address_alone_is_asked_about_too(
    again: str, planned: Planned, written: Planned
) -> None:
    """Also where the file still lists the time before."""
    head = HEAD.replace("Name", "Name,E-mail")
    was = ",Ivo Kant,ivo@x.example,Blue,2016-03-15,2017-08-31,Terminated\n"
    written(head + was)
    text = head + was + again + "Red,2019-05-27,,Active\n"
    [question] = planned(text).questions
    assert "looks like Ivo Kant, who left on" in question.sentence % question.values
    made = written(text, {question.key: question.choices[0].value})
    assert (made.count("new"), teams_of("Ivo Kant")) == (0, STAYS)
    assert planned(text).is_empty, "asked once"
    assert planned(text).is_ready


def test_an_earlier_time_is_told_after_the_present_one(planned: Planned, written: Planned) -> None:
    written(HEAD + IS)
    [question] = planned(HEAD + WAS).questions
    assert "earlier time of Ivo Kant here, until 2017-09-01" in question.sentence % question.values
    written(HEAD + WAS, {question.key: question.choices[0].value})
    assert (ivos(), teams_of("Ivo Kant")) == (["77"], STAYS)
    assert named("Ivo Kant").left_on is None


def test_who_has_not_left_and_has_another_number_is_somebody_else(
    planned: Planned, written: Planned
) -> None:
    written(HEAD + IS)
    other = "78,Ivo Kant,Blue,2020-01-01,,Active\n"
    assert not keys(planned(HEAD + IS + other))
    before = "78,Ivo Kant,Blue,2018-01-01,2020-01-01,Terminated\n"
    assert not keys(planned(HEAD + IS + before)), "the times overlap"


def test_one_address_and_two_numbers_are_one_person(planned: Planned, written: Planned) -> None:
    head, mail = HEAD.replace("Name", "Name,E-mail"), "Ivo Kant,ivo@x.example"
    text = head + (WAS + IS).replace("Ivo Kant", mail)
    made = written(text)
    assert (made.problems, keys(made)) == ([], [])
    assert (ivos(), teams_of("Ivo Kant")) == (["77"], STAYS)


def test_a_number_given_to_somebody_else_is_theirs(
    planned: Planned, written: Planned, ivo: Person
) -> None:
    actions.set_number(ivo, "77")
    db.session.commit()
    made = written(HEAD + "51,Ada Lund,Blue,2026-01-05,,Active\n")
    assert (keys(made), made.count("new")) == ([], 1)
    assert Roster().people_called("51") == (named("Ada Lund").id,)


def test_interactions_under_the_old_number_are_theirs(ivo: Person) -> None:
    actions.set_number(ivo, "77")
    at = datetime(2017, 3, 1, 9, 0, tzinfo=UTC)
    assert load("desk", [Contact("A", at, at.date(), "51", "Chat")], now=NOW).accepted == 1
    assert db.session.scalars(db.select(Interaction.handler_id)).one() == ivo.id


def test_an_erased_persons_former_number_is_gone_and_looked_for(ivo: Person, blue: Any) -> None:
    actions.set_number(ivo, "10051")
    actions.set_number(ivo, "77")
    blue.name = "Blue of 10051"
    db.session.flush()
    erase(ivo, today=TODAY)
    db.session.expire_all()
    assert blue.name == "Blue of [name removed]"
    assert db.session.scalars(db.select(FormerNumber)).all() == []


@pytest.mark.both
def test_hr_is_asked_on_the_page_and_the_answer_stays(
    ivo: Person, ines: Person, as_: Callable[..., Any]
) -> None:
    visit = as_(ines)
    at = upload(visit, HEAD + IS).location
    assert "looks like Ivo Kant, who left on" in visit.get(at).text
    bring(visit, at, f"person-{ivo.id}", "stay")
    assert ivos() == ["77"]
    again = upload(visit, OLD_FIRST).location
    assert "looks like" not in visit.get(again).text


def test_an_operator_is_asked_and_answers_by_an_option(
    ivo: Person, command: Callable[..., Any], tmp_path: Any
) -> None:
    file = tmp_path / "r.csv"
    file.write_text(HEAD + IS)
    told = command("people", "import", str(file))
    assert told.exit_code != 0
    assert f"line-2=person-{ivo.id}" in told.output.replace("\n", "")
    done = command("people", "import", str(file), "--answer", f"line-2=person-{ivo.id}")
    assert done.exit_code == 0, done.output
    assert ivos() == ["77"]


def test_teams_within_the_time_before_stay_as_they_are_known(ivo: Person, written: Planned) -> None:
    """The file tells one day of hiring and the last team for all of that time."""
    red = db.session.scalars(db.select(Team.id).where(Team.name == "Red")).one()
    first, until = date(2016, 3, 15), date(2017, 9, 1)
    moved = [Span(first, date(2017, 1, 1), str(red)),
             Span(date(2017, 1, 1), until, str(ivo.memberships[0].team_id))]  # fmt: skip
    put(ivo, moved, now=NOW)
    db.session.commit()
    for _ in range(2):
        written(OLD_FIRST, {"line-3": f"person-{ivo.id}"})
    assert [(team, since) for team, since, _ in teams_of("Ivo Kant")] == [
        ("Red", first), ("Blue", date(2017, 1, 1)), ("Red", date(2019, 5, 27)),
    ]  # fmt: skip


def test_who_is_still_to_come_comes_on_that_day_however_often_the_file_is_imported(
    ivo: Person, written: Planned
) -> None:
    text = HEAD + "51,Ivo Kant,Red,2026-04-01,,Active\n78,Ada Lund,Blue,2026-05-01,,Active\n"
    written(text)
    assert written(text).is_empty
    assert teams_of("Ivo Kant") == [STAYS[0], ("Red", date(2026, 4, 1), None)]
    assert teams_of("Ada Lund") == [("Blue", date(2026, 5, 1), None)]
