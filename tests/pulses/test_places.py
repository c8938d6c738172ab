"""Whose answer may take the place of one that is there, and what is said where none may."""

from datetime import timedelta
from typing import Any

import pytest

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.accounts import handovers, passwords
from cxstaff.people.models import Person
from cxstaff.pulses import actions
from cxstaff.pulses.actions import PlaceTaken
from cxstaff.pulses.answering import links
from cxstaff.pulses.answering.queries.respondents import find_respondent, hold_respondent
from cxstaff.pulses.models import Invitation, PulseRound, SealedAnswer
from cxstaff.pulses.planning.invitees import NEW_FOR
from tests.cast import NOW, PASSWORD
from tests.pulses.rounds import LATER, a_round, answer, close, everybody, hire
from tests.pulses.test_codes import disputes

NEW = "a brand new secret"
NEW_FORM = {"password": NEW, "again": NEW}


@pytest.fixture
def round_(ines, service) -> PulseRound:
    return a_round(ines, service)


@pytest.fixture
def path(round_) -> str:
    return f"/pulses/rounds/{round_.id}"


@pytest.fixture
def letter(app, round_, ben) -> str:
    return f"/answers/{links.write(round_.id, ben, app.config['SETTINGS'].secret_key)}"


def envelope_of(person: Person) -> bytes:
    query = db.select(SealedAnswer.envelope).where(SealedAnswer.person_id == person.id)
    return db.session.scalars(query).one()


def is_replaced(visit: Any, path: str, person: Person) -> bool:
    """Answer once more and say whether the envelope is another one."""
    before = envelope_of(person)
    status = visit.post(path, {"q-enps": "2"}).status_code
    assert status in {303, 409}
    assert (envelope_of(person) != before) is (status == 303)
    return status == 303


def test_an_own_new_password_or_address_changes_nothing(as_, ben, round_, path) -> None:
    answer(round_, [ben])
    visit = as_(ben)
    assert is_replaced(visit, path, ben)
    change = {"current": PASSWORD, "password": NEW, "again": NEW}
    assert visit.post("/profile/password", change).status_code == 303
    assert is_replaced(visit, path, ben)
    profile = {"name": ben.name, "email": "b.berg@bright.example", "proof": NEW}
    assert visit.post("/profile", profile).status_code == 303
    assert ben.email == "b.berg@bright.example"
    assert is_replaced(as_(ben), path, ben)


def test_an_address_that_hr_changed_replaces_nothing_and_may_answer_first(
    as_, app, ines, ben, cleo, round_, path, letter
) -> None:
    answer(round_, [ben])
    for person in (ben, cleo):
        form = {"name": person.name, "email": f"x{person.id}@bright.example"}
        assert as_(ines).post(f"/people/{person.id}", form).status_code == 303
    assert not is_replaced(as_(ben), path, ben)
    assert "There is an answer already" in as_(ben).get(path).text
    new = f"/answers/{links.write(round_.id, ben, app.config['SETTINGS'].secret_key)}"
    assert not is_replaced(as_(None), new, ben)
    first = f"/answers/{links.write(round_.id, cleo, app.config['SETTINGS'].secret_key)}"
    assert as_(None).post(first, {"q-enps": "2"}).status_code == 303
    assert not is_replaced(as_(None), first, cleo)
    old = as_(None).get(letter)
    assert old.status_code == 410
    assert "That was not me" in old.text
    assert as_(None).post(letter, {"q-enps": "2"}).status_code == 410


@pytest.mark.both
def test_a_password_by_a_link_or_a_command_replaces_nothing(
    as_, app, command, ben, cleo, round_, path
) -> None:
    answer(round_, [ben, cleo])
    handovers.set_password_by_link(ben, passwords.hashed(NEW), now=NOW)
    db.session.commit()
    assert not is_replaced(as_(ben), path, ben)
    done = command("admin", "password", cleo.email, "--password-stdin", input=f"{NEW}\n")
    assert done.exit_code == 0
    assert not is_replaced(as_(cleo), path, cleo)


@pytest.mark.both
def test_whoever_did_not_answer_says_so_and_is_counted_once(
    as_, ines, ben, round_, path, letter
) -> None:
    nothing = as_(ben).post(f"{path}/dispute")
    assert nothing.status_code == 409
    answer(round_, [ben])
    form = {"name": ben.name, "email": "somebody@bright.example"}
    as_(ines).post(f"/people/{ben.id}", form)
    for _time in range(2):
        said = as_(None).post(disputes(letter))
        assert "It is noted that this answer is not yours" in said.text
    assert as_(None).post("/answers/disputes/made-up").status_code == 404
    assert db.session.get_one(PulseRound, round_.id).disputes == 1
    assert db.session.get_one(SealedAnswer, (round_.id, ben.id)).is_disputed
    with clock.frozen(LATER):
        assert as_(None).post(disputes(letter)).status_code == 409


def test_an_own_answer_takes_the_place_of_a_disputed_one(as_, ben, round_, path) -> None:
    answer(round_, [ben])
    as_(ben).post(f"{path}/dispute")
    assert is_replaced(as_(ben), path, ben)
    assert not db.session.get_one(SealedAnswer, (round_.id, ben.id)).is_disputed


def test_of_two_at_once_who_may_not_replace_the_second_is_refused(app, ben, round_) -> None:
    """Both have looked before either wrote."""
    ben.handovers += 1
    db.session.commit()
    looked = hold_respondent(round_.id, ben.id)
    actions.answer(looked, {"enps": 9}, None, now=NOW)
    db.session.commit()
    with pytest.raises(PlaceTaken):
        actions.answer(looked, {"enps": 1}, None, now=NOW)


def test_nobody_answers_a_round_that_could_be_closed_meanwhile(app, ben, round_) -> None:
    looked = find_respondent(round_.id, ben.id)
    with pytest.raises(ValueError, match="Nobody holds the round"):
        actions.answer(looked, {"enps": 9}, None, now=NOW)


def test_people_are_new_for_45_days_and_since_the_round_before(ines, ben, cleo, blue, red) -> None:
    ben.held_since, cleo.held_since = NOW - NEW_FOR + timedelta(days=1), NOW - NEW_FOR
    everybody(blue)[2].first_signed_in_at = NOW
    db.session.commit()
    first = a_round(ines)
    assert new_in(first) == {ben.id, everybody(blue)[2].id}
    quarter = NOW + timedelta(days=91)
    close(first)
    late = hire(red, 1)[0]
    late.held_since = NOW + timedelta(days=10)
    db.session.commit()
    assert late.id in new_in(a_round_of(first, quarter))


def test_where_cxstaff_has_just_begun_being_new_tells_nobody_apart(ines, blue, service) -> None:
    for person in everybody(blue):
        person.held_since = NOW - timedelta(days=1)
    db.session.commit()
    first = a_round(ines, blue)
    assert first.is_mostly_new
    answer(first, everybody(blue))
    close(first)
    assert first.answers == 6
    later = NOW + timedelta(days=60)
    for person in everybody(blue):
        person.held_since = later
    db.session.commit()
    second = a_round(ines, service, now=later, name="Another pulse")
    assert not second.is_mostly_new, "nobody hides invented people among many of them"


def new_in(round_: PulseRound) -> set[int]:
    query = db.select(Invitation.person_id).where(Invitation.round_id == round_.id)
    return set(db.session.scalars(query.where(Invitation.is_new)))


def a_round_of(round_: PulseRound, now: Any) -> PulseRound:
    made = actions.open_round(round_.pulse, now=now)
    db.session.commit()
    return made
