"""Removing somebody's second factors: two people, never themselves, never one twice, and told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.factors import actions, queries
from cxstaff.factors.models import FactorReset
from cxstaff.people import actions as people
from cxstaff.people.models import Person, Role
from tests.cast import NOW
from tests.conftest import Visit
from tests.factors.conftest import code_at, is_in, logged, with_password

As = Callable[..., Visit]
Give = Callable[[Person], list[str]]


@pytest.fixture
def bea_hr(bea: Person) -> Person:
    """A second person of HR."""
    people.set_roles(bea, frozenset({Role.HR}), actor=None, now=NOW)
    return bea


def page_of(person: Person) -> str:
    return f"/people/{person.id}/second-factor"


def ask(visit: Visit, person: Person) -> Any:
    return visit.post(f"{page_of(person)}/resets")


def confirm(visit: Visit, person: Person, reset_id: int | None = None) -> Any:
    number = reset_id or db.session.scalars(db.select(FactorReset.id)).first()
    return visit.post(f"{page_of(person)}/resets/{number}/confirmation")


def stop(visit: Visit, person: Person) -> Any:
    number = db.session.scalars(db.select(FactorReset.id)).first()
    return visit.post(f"{page_of(person)}/resets/{number}/withdrawal")


def subjects(mailbox: Path) -> list[str]:
    heads = (each.read_text().split("Subject: ")[1] for each in sorted(mailbox.glob("*.eml")))
    return [head.split("\n")[0].removeprefix("cxstaff: ") for head in heads]


def test_two_people_remove_them_and_the_person_enrols_anew(
    as_: As, ben: Person, ines: Person, ada: Person, with_app: Give, mailbox: Path
) -> None:
    codes = with_app(ben)
    visit = with_password(as_, ben)
    visit.post("/sign-in/second-factor", {"code": code_at()})
    assert is_in(visit)
    assert ask(as_(ines), ben).location == page_of(ben)
    assert "Somebody asked to remove your second factors" in subjects(mailbox)
    assert is_in(visit), "one person removes nothing"
    assert queries.has_factor(ben)
    assert "Ines Ingo asked for it" in as_(ada).get(page_of(ben)).text

    assert confirm(as_(ada), ben).location == page_of(ben)

    assert not queries.has_factor(ben)
    assert not is_in(visit), "all sessions end"
    assert "Your second factors were removed" in subjects(mailbox)
    assert logged().count("second factor reset asked") == 1
    assert logged().count("second factor reset confirmed") == 1
    again = with_password(as_, ben)
    assert is_in(again)
    assert again.post("/sign-in/second-factor", {"code": codes[0]}).location == "/sign-in"
    assert "Confirmed by Ada Adler" in as_(ines).get(page_of(ben)).text


def test_one_person_is_not_two(
    as_: As, ben: Person, ines: Person, bea_hr: Person, with_app: Give
) -> None:
    with_app(ben)
    ask(as_(ines), ben)
    answer = confirm(as_(ines), ben)
    assert answer.status_code == 409
    assert "A second person has to confirm it" in answer.text
    assert ask(as_(ines), ben).status_code == 409
    assert ask(as_(bea_hr), ben).status_code == 409, "a second wish is no confirmation"
    assert queries.has_factor(ben)


def test_nobody_does_it_for_themselves(as_: As, ines: Person, ada: Person, with_app: Give) -> None:
    with_app(ines)
    assert ask(as_(ines), ines).status_code == 409
    ask(as_(ada), ines)
    answer = confirm(as_(ines), ines)
    assert answer.status_code == 409
    assert "for themselves" in answer.text
    assert queries.has_factor(ines)


def test_the_database_itself_wants_two(ben: Person, ines: Person, with_app: Give) -> None:
    with_app(ben)
    actions.ask_reset(ben, ines, now=NOW)
    db.session.commit()
    for person in (ines, ben):
        with pytest.raises(IntegrityError):
            db.session.execute(db.update(FactorReset).values(confirmed_by_id=person.id))
        db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(db.update(FactorReset).values(asked_by_id=ben.id))
    db.session.rollback()


@pytest.mark.parametrize("name", ["ben", "ana", "cyrus"])
def test_others_neither_see_nor_do_it(
    as_: As, cleo: Person, ines: Person, with_app: Give, name: str, request: pytest.FixtureRequest
) -> None:
    with_app(cleo)
    ask(as_(ines), cleo)
    visit = as_(request.getfixturevalue(name))
    for answer in (
        visit.get(page_of(cleo)),
        ask(visit, cleo),
        confirm(visit, cleo),
        stop(visit, cleo),
    ):
        assert answer.status_code == 403
    assert queries.has_factor(cleo)
    stranger = as_(None)
    assert confirm(stranger, cleo).location.startswith("/sign-in")


def test_it_runs_out_after_a_day_and_can_be_asked_anew(
    as_: As, ben: Person, ines: Person, ada: Person, with_app: Give
) -> None:
    with_app(ben)
    ask(as_(ines), ben)
    late = NOW + timedelta(hours=24)
    with clock.frozen(late):
        answer = confirm(as_(ada), ben)
        assert answer.status_code == 409
        assert "24 hours have gone by" in answer.text
        assert queries.has_factor(ben)
        assert "Ran out" in as_(ada).get(page_of(ben)).text
        assert ask(as_(ada), ben).status_code == 303
        newest = db.session.scalars(
            db.select(FactorReset.id).order_by(FactorReset.id.desc())
        ).first()
        assert confirm(as_(ines), ben, newest).status_code == 303
    assert not queries.has_factor(ben)


def test_the_person_stops_it(
    as_: As, ben: Person, ines: Person, ada: Person, with_app: Give, mailbox: Path
) -> None:
    with_app(ben)
    ask(as_(ines), ben)
    visit = as_(ben)
    assert (
        "Ines Ingo asked to remove your second factors" in visit.get("/profile/second-factor").text
    )
    assert visit.post("/profile/second-factor/reset/withdrawal").status_code == 303
    assert confirm(as_(ada), ben).status_code == 409
    assert queries.has_factor(ben)
    assert visit.post("/profile/second-factor/reset/withdrawal").status_code == 404
    assert "second factor reset stopped" in logged()


def test_hr_stops_it_and_the_person_is_told(
    as_: As, ben: Person, ines: Person, ada: Person, with_app: Give, mailbox: Path
) -> None:
    with_app(ben)
    ask(as_(ines), ben)
    assert stop(as_(ada), ben).status_code == 303
    assert "Your second factors stay as they are" in subjects(mailbox)
    assert confirm(as_(ada), ben).status_code == 409
    assert stop(as_(ada), ben).status_code == 409


def test_a_reset_belongs_to_its_person(
    as_: As, ben: Person, cleo: Person, ines: Person, ada: Person, with_app: Give
) -> None:
    with_app(ben)
    with_app(cleo)
    ask(as_(ines), ben)
    assert confirm(as_(ada), cleo).status_code == 404
    assert stop(as_(ada), cleo).status_code == 404
    assert queries.has_factor(ben)


def test_without_a_factor_there_is_nothing_to_remove(as_: As, ben: Person, ines: Person) -> None:
    assert ask(as_(ines), ben).status_code == 409


@pytest.mark.both
def test_two_who_confirm_at_once_do_it_once(
    as_: As, ben: Person, ines: Person, ada: Person, bea_hr: Person, with_app: Give
) -> None:
    with_app(ben)
    ask(as_(ines), ben)
    number = db.session.scalars(db.select(FactorReset.id)).one()
    visits = [as_(ada), as_(bea_hr), as_(ada), as_(bea_hr)]
    path = f"{page_of(ben)}/resets/{number}/confirmation"
    db.session.commit()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda each: each.client.post(path).status_code, visits))
    assert sorted(answers) == [303, 409, 409, 409]


@pytest.mark.both
def test_two_who_ask_at_once_ask_once(
    as_: As, ben: Person, ines: Person, ada: Person, with_app: Give
) -> None:
    with_app(ben)
    visits, path = [as_(ines), as_(ada)], f"{page_of(ben)}/resets"
    db.session.commit()
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda each: each.client.post(path).status_code, visits))
    assert sorted(answers) == [303, 409]


def test_the_operator_does_it_alone_where_no_two_can(
    ben: Person, with_app: Give, command: Callable[..., Any], mailbox: Path
) -> None:
    assert "has no second factor" in command("people", "reset-factor", "ben@bright.example").output
    with_app(ben)
    result = command("people", "reset-factor", "Ben@bright.example")
    assert result.exit_code == 0
    assert "signed out everywhere" in result.output
    assert not queries.has_factor(ben)
    assert "Your second factors were removed" in subjects(mailbox)
    assert logged().count("second factor reset confirmed") == 1
    assert command("people", "reset-factor", "nobody@bright.example").exit_code != 0


def test_a_letter_waits_for_the_mail_server(
    as_: As, ben: Person, ines: Person, with_app: Give, work: Callable[[str], None],
    mailbox: Path, monkeypatch: pytest.MonkeyPatch, app: Any,
) -> None:  # fmt: skip
    from dataclasses import replace

    with_app(ben)
    work("people.send_letters")
    kept = app.config["SETTINGS"]
    monkeypatch.setitem(app.config, "SETTINGS", replace(kept, mail_url="smtp://127.0.0.1:9"))
    visit = as_(ines)
    ask(visit, ben)
    assert "goes as soon as it does" in visit.get(page_of(ben)).text
    monkeypatch.setitem(app.config, "SETTINGS", kept)
    with clock.frozen(NOW + timedelta(minutes=9)):
        work("people.send_letters")
    assert "Somebody asked to remove your second factors" not in subjects(mailbox)
    with clock.frozen(NOW + timedelta(minutes=10)):
        work("people.send_letters")
    assert subjects(mailbox).count("Somebody asked to remove your second factors") == 1


def test_who_is_gone_is_forgotten(ben: Person, ines: Person, with_app: Give) -> None:
    with_app(ben)
    actions.ask_reset(ben, ines, now=NOW)
    actions.erase(ben)
    assert not queries.has_factor(ben)
    assert db.session.scalar(db.select(FactorReset)) is None
    with pytest.raises(Refused):
        actions.reset_by_operator(ben, now=NOW)
