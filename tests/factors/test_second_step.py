"""Signing in with a code: what it takes, what is spent by it, and what a thief gets."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.factors import queries
from cxstaff.factors.models import AuthenticatorApp, PendingSignIn, RecoveryCode
from cxstaff.people import actions as people
from cxstaff.people.accounts import passwords
from cxstaff.people.models import Person
from tests.cast import NOW, PASSWORD, TODAY
from tests.conftest import Visit
from tests.factors.conftest import SECRET, code_at, is_in, logged, password_of, with_password

As = Callable[..., Visit]
Give = Callable[[Person], list[str]]
Work = Callable[[str], None]
STEP = "/sign-in/second-factor"


def take(visit: Visit, code: str) -> int:
    return visit.post(STEP, {"code": code}).status_code


def test_a_password_alone_opens_nothing_and_a_code_opens(
    as_: As, ben: Person, with_app: Give
) -> None:
    with_app(ben)
    visit = as_(None)
    answer = visit.post("/sign-in?next=/thanks", password_of(ben))
    assert answer.location == STEP
    assert not is_in(visit)
    assert visit.get("/profile").location.startswith("/sign-in")
    assert "Code from your app" in visit.get(STEP).text

    answer = visit.post(STEP, {"code": code_at()})

    assert answer.status_code == 303
    assert answer.location == "/thanks"
    assert is_in(visit)


def test_who_has_no_factor_signs_in_as_before(as_: As, ben: Person) -> None:
    assert is_in(with_password(as_, ben))


def test_a_code_opens_once(as_: As, ben: Person, with_app: Give) -> None:
    with_app(ben)
    first, second = with_password(as_, ben), with_password(as_, ben)
    assert take(first, code_at()) == 303
    answer = second.post(STEP, {"code": code_at()})
    assert answer.status_code == 422
    assert "not right, or was used already" in answer.text
    assert not is_in(second)


def test_an_older_code_does_not_open_after_a_newer_one(
    as_: As, ben: Person, with_app: Give
) -> None:
    with_app(ben)
    assert take(with_password(as_, ben), code_at(NOW + timedelta(seconds=30))) == 303
    assert take(with_password(as_, ben), code_at()) == 422


def test_the_code_that_set_an_app_up_does_not_open(as_: As, ben: Person, with_app: Give) -> None:
    with_app(ben)
    with clock.frozen(NOW - timedelta(hours=1)):
        assert take(with_password(as_, ben), code_at(NOW - timedelta(hours=1))) == 422


@pytest.mark.both
def test_of_many_who_type_one_code_at_once_one_comes_in(
    app: Flask, as_: As, ben: Person, with_app: Give
) -> None:
    with_app(ben)
    crowd = [with_password(as_, ben) for _ in range(5)]

    def attempt(visit: Visit) -> int:
        return visit.client.post(STEP, data={"code": code_at()}).status_code

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(attempt, crowd))
    assert answers.count(303) == 1, answers
    assert sum(map(is_in, crowd)) == 1


def test_one_pending_sign_in_becomes_one_session(
    app: Flask, as_: As, ben: Person, with_app: Give
) -> None:
    """A stolen cookie of a sign-in that was finished is worth nothing, even with a fresh code."""
    with_app(ben)
    visit = with_password(as_, ben)
    stolen = visit.client.get_cookie("cxstaff")
    assert stolen
    assert take(visit, code_at()) == 303
    thief = app.test_client()
    thief.set_cookie("cxstaff", stolen.value)
    later = NOW + timedelta(seconds=60)
    with clock.frozen(later):
        answer = Visit(thief).post(STEP, {"code": code_at(later)})
    assert answer.location == "/sign-in"
    assert not is_in(Visit(thief))


def test_a_pending_sign_in_opens_no_page(app: Flask, as_: As, ada: Person, with_app: Give) -> None:
    with_app(ada)
    visit = with_password(as_, ada)
    for path in ("/", "/people", "/operations", "/profile", "/profile/second-factor"):
        answer = visit.get(path)
        assert answer.status_code == 303, path
        assert answer.location.startswith("/sign-in"), path
    for path in ("app", "passkeys", "passkeys/options", "recovery-codes", "proof"):
        answer = visit.post(f"/profile/second-factor/{path}", {"code": code_at()})
        assert answer.location.startswith("/sign-in"), path


def test_a_pending_sign_in_lives_five_minutes(
    as_: As, ben: Person, with_app: Give, work: Work
) -> None:
    with_app(ben)
    visit, late = with_password(as_, ben), NOW + timedelta(minutes=5)
    with clock.frozen(late):
        assert visit.post(STEP, {"code": code_at(late)}).location == "/sign-in"
    assert db.session.scalar(db.select(db.func.count()).select_from(PendingSignIn)) == 1
    with clock.frozen(late):
        work("factors.forget_what_is_over")
    assert db.session.scalar(db.select(db.func.count()).select_from(PendingSignIn)) == 0


@pytest.mark.both
@pytest.mark.parametrize("change", ["password", "sessions", "leaving"])
def test_what_ends_sessions_ends_a_pending_sign_in(
    as_: As, ben: Person, with_app: Give, change: str
) -> None:
    with_app(ben)
    visit = with_password(as_, ben)
    if change == "password":
        people.set_password(ben, passwords.hashed("another long one"))
    elif change == "sessions":
        people.end_sessions(ben)
    else:
        people.leave(ben, on=TODAY, actor=None, now=NOW)
    assert visit.post(STEP, {"code": code_at()}).location == "/sign-in"
    assert not is_in(visit)


@pytest.mark.long
def test_wrong_codes_are_few_whoever_types_them_and_the_owner_is_told(
    as_: As, ben: Person, with_app: Give, mailbox: Path, work: Work
) -> None:
    with_app(ben)
    answers = [take(with_password(as_, ben), f"{number:06}") for number in range(7)]
    assert answers == [422] * 5 + [429] * 2
    assert take(with_password(as_, ben), code_at()) == 429, "the right one waits too"
    assert logged().count("second factor failed") == 5
    work("people.send_letters")
    letters = [each.read_text() for each in mailbox.glob("*.eml")]
    assert sum("Somebody knows your password" in letter for letter in letters) == 1
    later = NOW + timedelta(minutes=16)
    with clock.frozen(later):
        assert take(with_password(as_, ben), code_at(later)) == 303


@pytest.mark.long
@pytest.mark.both
def test_many_wrong_codes_at_once_get_no_more_than_five(
    as_: As, ben: Person, with_app: Give
) -> None:
    with_app(ben)
    crowd = [with_password(as_, ben) for _ in range(4)]

    def attempt(number: int) -> int:
        visit = crowd[number % 4]
        return visit.client.post(STEP, data={"code": f"{number:06}"}).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(attempt, range(16)))
    assert set(answers) <= {422, 429}
    assert answers.count(422) <= 5


def test_a_recovery_code_opens_once_and_is_told(
    as_: As, ben: Person, with_app: Give, mailbox: Path, work: Work
) -> None:
    codes = with_app(ben)
    visit = with_password(as_, ben)
    assert take(visit, codes[0].lower()) == 303
    assert is_in(visit)
    assert take(with_password(as_, ben), codes[0]) == 422
    assert queries.codes_left(ben) == 9
    assert "9 codes are left" in visit.get("/profile/second-factor").text
    assert "recovery code used" in logged()
    work("people.send_letters")
    assert any("A recovery code was used" in each.read_text() for each in mailbox.glob("*.eml"))


@pytest.mark.both
def test_of_many_who_type_one_recovery_code_at_once_one_comes_in(
    as_: As, ben: Person, with_app: Give
) -> None:
    code = with_app(ben)[0]
    crowd = [with_password(as_, ben) for _ in range(4)]

    def attempt(visit: Visit) -> int:
        return visit.client.post(STEP, data={"code": code}).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(attempt, crowd))
    assert answers.count(303) == 1, answers


def test_somebody_elses_codes_do_not_open(
    as_: As, ben: Person, cleo: Person, with_app: Give
) -> None:
    codes = with_app(ben)
    with_app(cleo)
    assert take(with_password(as_, cleo), codes[0]) == 422


def test_few_codes_left_are_said_at_sign_in(as_: As, ben: Person, with_app: Give) -> None:
    for code in with_app(ben)[:7]:
        visit = with_password(as_, ben)
        assert take(visit, code) == 303
    assert "You have 3 recovery codes left" in visit.get("/thanks").text


@pytest.mark.both
def test_a_password_from_a_letter_still_wants_the_factor(
    app: Flask, as_: As, ben: Person, with_app: Give
) -> None:
    from cxstaff.people.accounts import tokens

    with_app(ben)
    secret = app.config["SETTINGS"].secret_key
    token = tokens.written(ben, secret, NOW + timedelta(hours=1))
    visit, new = as_(None), "quite another one"
    answer = visit.post(f"/passwords/{token}", {"password": new, "again": new})
    assert answer.location == STEP
    assert not is_in(visit)
    assert take(visit, code_at()) == 303
    assert is_in(visit)


def test_nobody_without_a_password_is_asked_for_a_code(
    as_: As, ben: Person, with_app: Give
) -> None:
    with_app(ben)
    assert as_(None).get(STEP).location == "/sign-in"
    assert as_(None).post(STEP, {"code": code_at()}).location == "/sign-in"
    wrong = as_(None)
    assert wrong.post("/sign-in", password_of(ben, "wrong")).status_code == 422
    assert wrong.post(STEP, {"code": code_at()}).location == "/sign-in"


def test_the_database_holds_neither_secret_nor_codes_nor_when_they_were_used(
    as_: As, ben: Person, with_app: Give, work: Work
) -> None:
    codes = with_app(ben)
    assert take(with_password(as_, ben), code_at()) == 303
    app_ = db.session.get_one(AuthenticatorApp, ben.id)
    assert SECRET not in app_.sealed_secret
    kept = b"".join(db.session.scalars(db.select(RecoveryCode.digest)))
    assert not any(code.replace("-", "").encode() in kept for code in codes)
    db.session.commit()
    later = NOW + timedelta(minutes=5)
    with clock.frozen(later):
        work("factors.forget_what_is_over")
    assert app_.last_step == int(NOW.timestamp()) // 86400 * 2880, "its day alone"
    with clock.frozen(later):
        assert take(with_password(as_, ben), code_at()) == 422, "and it is still spent"


@pytest.mark.both
def test_a_new_secret_key_lets_apps_open_while_the_former_is_named(
    app: Flask,
    as_: As,
    ben: Person,
    with_app: Give,
    monkeypatch: pytest.MonkeyPatch,
    command: Callable,
) -> None:
    from dataclasses import replace

    with_app(ben)
    old = app.config["SETTINGS"]
    new = replace(old, secret_key="n" * 40)
    monkeypatch.setitem(app.config, "SETTINGS", new)
    assert take(with_password(as_, ben), code_at()) == 422
    assert command("people", "reseal-factors").exit_code != 0
    both = replace(new, former_secret_keys=(old.secret_key,))
    monkeypatch.setitem(app.config, "SETTINGS", both)
    assert "Sealed anew: 1." in command("people", "reseal-factors").output
    monkeypatch.setitem(app.config, "SETTINGS", new)
    assert take(with_password(as_, ben), code_at()) == 303


def test_proof_is_asked_again_ten_minutes_later(as_: As, ben: Person, with_app: Give) -> None:
    with_app(ben)
    visit = with_password(as_, ben)
    take(visit, code_at())
    page = "/profile/second-factor/passkeys/new"
    assert visit.get(page).status_code == 200
    later = NOW + timedelta(minutes=10)
    with clock.frozen(later):
        assert visit.get(page).location == f"/profile/second-factor/proof?next={page}"
        proof = f"/profile/second-factor/proof?next={page}"
        assert visit.post(proof, {"password": "wrong"}).status_code == 422
        assert visit.post(proof, {}).status_code == 422
        assert visit.post(proof, {"password": PASSWORD}).location == page
        assert visit.get(page).status_code == 200
