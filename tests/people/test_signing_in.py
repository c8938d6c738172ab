"""Signing in and out, what keeps others out, and where one lands."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people import actions
from cxstaff.people.access import local_path
from cxstaff.people.accounts import passwords, throttle
from cxstaff.people.models import Person, SignInFailure
from cxstaff.work.schedule import run_once
from tests.cast import NOW, PASSWORD, TODAY
from tests.conftest import Visit

WRONG = "These do not belong together"


def typed(email: str = "ben@bright.example", password: str = PASSWORD) -> dict[str, str]:
    return {"email": email, "password": password}


def failures() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(SignInFailure)) or 0


def test_somebody_signs_in_in_any_case_and_lands_where_they_wanted(
    as_: Callable[..., Visit], ben: Person
) -> None:
    visit = as_(None)

    answer = visit.post("/sign-in?next=/profile", typed(" Ben@Bright.Example "))

    assert answer.status_code == 303
    assert answer.location == "/profile"
    assert visit.get("/profile").status_code == 200


def test_a_page_sends_a_stranger_to_sign_in_and_back(as_: Callable[..., Visit]) -> None:
    answer = as_(None).get("/profile")
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/profile"


@pytest.mark.parametrize(
    ("email", "password"),
    [("ben@bright.example", "wrong"), ("nobody@bright.example", PASSWORD)],
    ids=["wrong password", "unknown e-mail"],
)
def test_what_does_not_belong_together_is_answered_alike(
    as_: Callable[..., Visit], email: str, password: str
) -> None:
    answer = as_(None).post("/sign-in", typed(email, password))
    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert email in answer.text
    assert password not in answer.text


@pytest.mark.long
def test_an_unknown_email_costs_as_much_work_as_a_known_one(
    dear_passwords: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []
    right = type(passwords._hasher).verify

    def verify(self: object, stored: str, password: str) -> bool:
        checked.append(stored)
        return right(self, stored, password)

    monkeypatch.setattr(type(passwords._hasher), "verify", verify)
    assert not passwords.matches(None, PASSWORD)
    assert len(checked) == 1
    assert not passwords.is_outdated(checked[0])


def test_an_empty_form_is_explained(as_: Callable[..., Visit]) -> None:
    answer = as_(None).post("/sign-in", {"email": "", "password": ""})
    assert answer.status_code == 422
    assert "Please type your e-mail address." in answer.text
    assert failures() == 0


@pytest.mark.long
def test_an_old_hash_is_renewed_at_sign_in(
    dear_passwords: None, as_: Callable[..., Visit], ben: Person
) -> None:
    before = ben.password_hash
    assert before
    assert passwords.is_outdated(before)

    as_(None).post("/sign-in", typed())

    assert ben.password_hash != before
    assert ben.password_hash is not None
    assert not passwords.is_outdated(ben.password_hash)
    assert passwords.matches(ben.password_hash, PASSWORD)


def test_after_five_wrong_tries_even_the_right_password_waits(as_: Callable[..., Visit]) -> None:
    for _ in range(5):
        assert as_(None).post("/sign-in", typed(password="wrong")).status_code == 422
    with clock.frozen(NOW + timedelta(minutes=4)):
        answer = as_(None).post("/sign-in", typed())
    assert answer.status_code == 429
    assert "Wait 11 minutes" in answer.text
    assert answer.headers["Retry-After"] == "660"
    with clock.frozen(NOW + timedelta(minutes=4)):
        assert as_(None).post("/sign-in", typed("ana@bright.example")).status_code == 303
    with clock.frozen(NOW + timedelta(minutes=15, seconds=1)):
        assert as_(None).post("/sign-in", typed()).status_code == 303


@pytest.mark.long
def test_many_tries_at_once_get_no_more_than_the_five(app: Flask) -> None:
    db.session.commit()

    def attempt(number: int) -> int:
        return (
            app.test_client().post("/sign-in", data=typed(password=f"guess {number}")).status_code
        )

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(attempt, range(24)))
    assert set(answers) <= {422, 429}
    assert answers.count(422) <= 5


def test_waiting_people_who_try_again_do_not_wait_longer(as_: Callable[..., Visit]) -> None:
    for _ in range(5):
        as_(None).post("/sign-in", typed(password="wrong"))
    before = failures()
    for _ in range(3):
        assert as_(None).post("/sign-in", typed()).status_code == 429
    assert failures() == before


def test_signing_in_forgets_earlier_failures_of_that_email(as_: Callable[..., Visit]) -> None:
    for _ in range(4):
        as_(None).post("/sign-in", typed(password="wrong"))
    as_(None).post("/sign-in", typed())
    for _ in range(5):
        assert as_(None).post("/sign-in", typed(password="wrong")).status_code == 422


def test_fifty_failures_from_one_address_stop_it(app: Flask) -> None:
    def keys(number: int) -> throttle.Limits:
        return throttle.limits_of(f"e{number}@x.example", "198.51.100.7", "key", "sign in")

    for number in range(50):
        throttle.note(keys(number), NOW)
        assert not throttle.wait_for(keys(number), NOW)
    throttle.note(keys(50), NOW)
    assert throttle.wait_for(keys(50), NOW) == timedelta(minutes=15)


@pytest.mark.long
def test_an_office_behind_one_address_signs_in(as_: Callable[..., Visit]) -> None:
    for number in range(60):
        keys = throttle.limits_of(f"e{number}@x.example", "127.0.0.1", "key", "sign in")
        throttle.note(keys, NOW)
        assert not throttle.wait_for(keys, NOW)
        throttle.forgive(keys)
    as_(None).post("/sign-in", typed(password="wrong", email="cleo@bright.example"))
    assert as_(None).post("/sign-in", typed()).status_code == 303
    assert failures() == 3, "the failure of somebody else still counts"


def test_the_table_of_failures_tells_nobody_whose_email_it_was(as_: Callable[..., Visit]) -> None:
    as_(None).post("/sign-in", typed(password="wrong"))
    keys = db.session.scalars(db.select(SignInFailure.key)).all()
    assert len(keys) == 3
    assert not any("ben" in key or "127.0.0.1" in key for key in keys)
    others = throttle.limits_of("ben@bright.example", "127.0.0.1", "other", "sign in")
    assert not {limit.key for limit in others} & set(keys)


@pytest.mark.both
def test_old_failures_are_removed_by_the_job(as_: Callable[..., Visit]) -> None:
    as_(None).post("/sign-in", typed(password="wrong"))
    db.session.commit()
    assert run_once("people.forget_sign_in_failures")
    assert failures() == 3
    with clock.frozen(NOW + timedelta(days=1)):
        db.session.remove()
        assert run_once("people.forget_sign_in_failures")
    assert failures() == 0


def test_signing_out_is_a_post_and_ends_the_session(as_: Callable[..., Visit], ben: Person) -> None:
    visit = as_(ben)
    assert visit.get("/sign-out").status_code in {404, 405}
    assert visit.get("/profile").status_code == 200
    assert visit.post("/sign-out").status_code == 303
    assert visit.get("/profile").status_code == 303


def test_a_leaver_is_turned_away_at_once_and_cannot_come_in(
    as_: Callable[..., Visit], ben: Person
) -> None:
    visit = as_(ben)
    assert visit.get("/profile").status_code == 200

    actions.leave(ben, on=TODAY, actor=None, now=NOW)

    assert visit.get("/profile").status_code == 303
    assert as_(None).post("/sign-in", typed()).status_code == 422


def test_somebody_without_a_password_cannot_sign_in(as_: Callable[..., Visit], ben: Person) -> None:
    ben.password_hash = None
    for password in ("", "None", PASSWORD):
        assert as_(None).post("/sign-in", typed(password=password)).status_code == 422


@pytest.mark.parametrize("forged", ["", "1", "{id}", "{id}.1", "{id}.2", "x" * 43, "é\ud7ff"])
def test_a_forged_session_opens_nothing(app: Flask, ben: Person, forged: str) -> None:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = forged.format(id=ben.id)
    assert Visit(client).get("/profile").status_code == 303


def test_a_session_signed_with_another_key_opens_nothing(app: Flask, ben: Person) -> None:
    from flask.sessions import SecureCookieSessionInterface

    other = Flask("other")
    other.secret_key = "somebody else's"
    signer = SecureCookieSessionInterface().get_signing_serializer(other)
    assert signer
    client = app.test_client()
    client.set_cookie("cxstaff", signer.dumps({"_user_id": f"{ben.id}.1"}))
    assert Visit(client).get("/profile").status_code == 303


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("/profile", "/profile"),
        ("/people?page=2", "/people?page=2"),
        ("https://evil.example", None),
        ("//evil.example", None),
        ("/\\evil.example", None),
        ("\\\\evil.example", None),
        ("/a\\b", None),
        ("javascript:alert(1)", None),
        ("/\t/evil.example", None),
        ("/\n/evil.example", None),
        (" /profile", None),
        ("", None),
        (None, None),
        ("profile", None),
    ],
)
def test_only_a_path_on_this_site_is_followed(target: str | None, kept: str | None) -> None:
    assert local_path(target) == kept


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_signing_in_never_leads_to_another_site(as_: Callable[..., Visit], target: str) -> None:
    answer = as_(None).open("POST", "/sign-in", query_string={"next": target}, data=typed())
    assert answer.status_code == 303
    assert "evil" not in answer.location


def test_a_form_without_its_token_is_refused(
    app: Flask, as_: Callable[..., Visit], ben: Person
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert as_(None).post("/sign-in", typed()).status_code == 400
        visit = as_(ben)
        assert visit.post("/sign-out").status_code == 400
        assert visit.get("/profile").status_code == 200
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
