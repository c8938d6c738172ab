"""Guessing at accounts: strangers are stopped, and their owners are not."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.accounts import known_devices, passwords, throttle
from cxstaff.people.models import Person
from cxstaff.security_log.acts import Act
from cxstaff.security_log.models import SecurityEvent
from tests.cast import NOW, PASSWORD
from tests.conftest import Visit

As = Callable[[Person | None], Visit]
STRANGER, HOME = "198.51.100.7", "203.0.113.9"
NEW = "a brand new secret"


def attempt(
    visit: Visit, address: str, password: str = "wrong", email: str = "ben@bright.example"
) -> int:
    typed = {"email": email, "password": password}
    return visit.post("/sign-in", typed, environ_base={"REMOTE_ADDR": address}).status_code


def guess(as_: As, number: int, places: int) -> list[int]:
    """Make wrong tries for Ben's account from several places, each with no cookie of ours."""
    return [attempt(as_(None), f"198.51.100.{n % places}") for n in range(number)]


@contextmanager
def later(**much: float) -> Iterator[None]:
    with clock.frozen(NOW + timedelta(**much)):
        yield


def acts(*wanted: Act) -> list[tuple[str, int | None]]:
    query = db.select(SecurityEvent).where(SecurityEvent.act.in_(wanted))
    return [
        (event.act, event.on_id)
        for event in db.session.scalars(query.order_by(SecurityEvent.position))
    ]


def test_a_stranger_locks_no_owner_out(as_: As, ben: Person) -> None:
    assert [attempt(as_(None), STRANGER) for _ in range(7)] == [422] * 5 + [429] * 2
    assert attempt(as_(None), STRANGER, PASSWORD) == 429
    assert attempt(as_(None), HOME, PASSWORD) == 303


def test_a_stranger_who_goes_on_for_a_day_gets_twenty_tries(as_: As, ben: Person) -> None:
    made = 0
    for quarters in (*range(6), 40, 80, 95):
        with later(minutes=15.1 * quarters):
            made += sum(attempt(as_(None), STRANGER) == 422 for _ in range(6))
    assert made == 20
    with later(minutes=15.1 * 95):
        assert attempt(as_(None), HOME, PASSWORD) == 303


def test_many_places_together_get_a_hundred_tries_a_day(as_: As, ben: Person) -> None:
    """Whoever rents addresses is bounded by the account; the wait grows with what was tried."""
    let_in = {0: 30, 1: 30, 2: 0, 4: 30, 5: 10, 8: 0, 23: 0}  # by the hour
    for hours, most in let_in.items():
        with later(hours=hours):
            assert guess(as_, most + 2, places=20).count(422) == most, hours


def test_a_known_device_gets_in_while_the_account_is_under_attack(as_: As, ben: Person) -> None:
    known = as_(None)
    assert attempt(known, HOME, PASSWORD) == 303
    known.post("/sign-out")
    assert guess(as_, 32, places=16).count(422) == 30
    assert attempt(as_(None), HOME, PASSWORD) == 429, "this one nobody knows"
    assert attempt(known, HOME, PASSWORD) == 303
    assert attempt(known, STRANGER, PASSWORD) == 303, "it may travel"


def test_a_known_device_has_no_more_tries_than_another(as_: As, ben: Person) -> None:
    known = as_(None)
    assert attempt(known, HOME, PASSWORD) == 303
    assert [attempt(known, HOME) for _ in range(6)] == [422] * 5 + [429]
    assert attempt(known, "203.0.113.10") == 429, "wherever it goes"


def test_a_device_is_known_for_who_signed_in_on_it_alone(as_: As, ben: Person) -> None:
    shared = as_(None)
    for email in ("ben@bright.example", "cleo@bright.example"):
        assert attempt(shared, HOME, PASSWORD, email) == 303
        shared.post("/sign-out")
    for _ in range(5):
        attempt(as_(None), HOME, email="ana@bright.example")
        attempt(as_(None), HOME)
    assert attempt(shared, HOME, PASSWORD, "ana@bright.example") == 429
    assert attempt(shared, HOME, PASSWORD) == 303


@pytest.mark.parametrize(
    "cookie", ["", "x", "a" * 32, "a" * 32 + "." + "b" * 32, "é", "a" * 32 + ".b" * 900]
)
def test_a_made_up_device_is_not_known(as_: As, ben: Person, cookie: str) -> None:
    for _ in range(5):
        attempt(as_(None), STRANGER)
    visit = as_(None)
    visit.client.set_cookie("cxstaff-device", cookie)
    assert attempt(visit, STRANGER, PASSWORD) == 429


def test_the_cookie_of_a_device_tells_nobody_who_used_it_and_opens_nothing(
    app: Flask, as_: As, ben: Person
) -> None:
    visit = as_(None)
    attempt(visit, HOME, PASSWORD)
    held = visit.client.get_cookie("cxstaff-device")
    assert held
    assert held.http_only
    assert held.same_site == "Lax"
    assert held.max_age == known_devices.KEPT.total_seconds()
    assert "ben" not in held.value
    other = as_(None)
    other.client.set_cookie("cxstaff-device", held.value)
    assert other.get("/profile").status_code == 303


def test_guessing_at_many_accounts_from_one_place_is_stopped(as_: As) -> None:
    answers = [attempt(as_(None), STRANGER, email=f"p{n}@bright.example") for n in range(55)]
    assert answers == [422] * 50 + [429] * 5
    assert attempt(as_(None), STRANGER, PASSWORD) == 429
    assert attempt(as_(None), HOME, PASSWORD) == 303


def test_a_household_has_one_address_of_ipv6(as_: As, ben: Person) -> None:
    places = [f"2001:db8:1:2::{n:x}" for n in range(1, 7)]
    assert [attempt(as_(None), place) for place in places] == [422] * 5 + [429]
    assert attempt(as_(None), "2001:db8:1:3::1") == 422
    assert throttle.network_of("::ffff:198.51.100.7") == STRANGER
    assert throttle.network_of("somewhere") == "somewhere"


def test_many_tries_at_once_get_no_more_than_five(app: Flask, ben: Person) -> None:
    ben_id, right = ben.id, passwords.matches
    db.session.commit()
    answers = _at_once(app, "/sign-in", {"email": "ben@bright.example", "password": "wrong"})
    assert set(answers) <= {422, 429}
    assert answers.count(422) <= 5
    assert right is passwords.matches
    assert db.session.get_one(Person, ben_id).password_hash


def test_an_owner_who_signs_in_gives_a_stranger_no_new_tries(as_: As, ben: Person) -> None:
    assert guess(as_, 30, places=10).count(422) == 30
    with later(minutes=16):
        assert attempt(as_(None), HOME, PASSWORD) == 303
        assert guess(as_, 32, places=20).count(422) == 30
        assert guess(as_, 1, places=250) == [429]


# The current password


def test_wrong_current_passwords_are_throttled(as_: As, ben: Person) -> None:
    visit = as_(ben)
    assert [_change(visit, "wrong") for _ in range(5)] == [422] * 5
    answer = visit.post("/profile/password", _typed(PASSWORD))
    assert answer.status_code == 429
    assert "too many wrong passwords. Wait 15 minutes" in answer.text
    assert _change_email(visit, ben, PASSWORD) == 429, "no way around by the other form"
    assert passwords.matches(ben.password_hash, PASSWORD)
    with later(minutes=15.1):
        assert _change(visit, PASSWORD) == 303


def test_a_stolen_session_that_guesses_does_not_stop_its_owner(as_: As, ben: Person) -> None:
    thief, owner = as_(ben), as_(ben)
    assert [_change_email(thief, ben, "wrong") for _ in range(6)] == [422] * 5 + [429]
    assert _change(owner, PASSWORD) == 303
    assert thief.get("/profile").status_code == 303


@pytest.mark.both
def test_many_stolen_sessions_are_bounded_together(as_: As, ben: Person) -> None:
    made = [_change(visit, "wrong") for visit in [as_(ben) for _ in range(7)] for _ in range(5)]
    assert made.count(422) == 30


@pytest.mark.both
def test_many_current_passwords_at_once_get_no_more_than_five(
    app: Flask, as_: As, ben: Person
) -> None:
    visit = as_(ben)
    held = visit.client.get_cookie("cxstaff")
    assert held
    answers = _at_once(app, "/profile/password", _typed("wrong"), held.value)
    assert set(answers) <= {422, 429}
    assert answers.count(422) <= 5


# The log


def test_the_log_tells_of_tries_and_waits(as_: As, ada: Person) -> None:
    """Ada is asked nothing now, so each line has its moment."""
    for _ in range(9):
        attempt(as_(None), STRANGER, email="ada@bright.example")
    attempt(as_(None), STRANGER, email="nobody@bright.example")
    visit = as_(None)
    attempt(visit, HOME, PASSWORD, "ada@bright.example")
    visit.post("/sign-out")
    assert acts(Act.SIGN_IN_FAILED, Act.MADE_TO_WAIT) == [
        *[(Act.SIGN_IN_FAILED, ada.id)] * 5,
        (Act.MADE_TO_WAIT, ada.id),
        (Act.SIGN_IN_FAILED, None),
    ]
    assert acts(Act.SIGNED_IN, Act.SIGNED_OUT) == [
        (Act.SIGNED_IN, ada.id),
        (Act.SIGNED_OUT, ada.id),
    ]


def test_the_log_tells_of_passwords_and_sessions(as_: As, ada: Person) -> None:
    visit = as_(ada)
    _change(visit, "wrong")
    _change(visit, PASSWORD)
    visit.post("/sessions/end")
    as_(None).post("/forgotten-password", {"email": "ada@bright.example"})
    wanted = (Act.PROOF_FAILED, Act.PASSWORD_SET, Act.SESSIONS_ENDED, Act.PASSWORD_ASKED)
    assert acts(*wanted) == [(act, ada.id) for act in wanted]


def _typed(current: str) -> dict[str, str]:
    return {"current": current, "password": NEW, "again": NEW}


def _change(visit: Visit, current: str) -> int:
    return visit.post("/profile/password", _typed(current)).status_code


def _change_email(visit: Visit, person: Person, proof: str) -> int:
    typed = {"name": person.name, "email": "x@bright.example", "zone": "", "locale": ""}
    return visit.post("/profile", typed | {"proof": proof}).status_code


def _at_once(app: Flask, path: str, typed: dict[str, str], cookie: str | None = None) -> list[int]:
    def post(_number: int) -> int:
        client: Any = app.test_client()
        if cookie:
            client.set_cookie("cxstaff", cookie)
        return int(client.post(path, data=typed).status_code)

    with ThreadPoolExecutor(8) as crowd:
        return list(crowd.map(post, range(32)))
