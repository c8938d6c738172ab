"""Attacks on accounts over HTTP: each says whether whoever makes it got what they were after."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock, create_app
from cxstaff.db import db
from cxstaff.people.accounts import passwords, throttle
from cxstaff.people.models import Person, SignInSession, Team
from tests.cast import NOW, PASSWORD, TODAY
from tests.conftest import Visit
from tests.mailserver import mail_server
from tests.roster_files import bring, upload

As = Callable[[Person | None], Visit]
HOME, STRANGER = "203.0.113.9", "198.51.100.7"
CHOSEN = "a secret of the thief"
FIRST_ON_THE_LISTS = ("password123", "1234567890", "qwertyuiop", "iloveyou2025")


@dataclass
class Scene:
    """Whom an attacker finds: Ben and Cleo on their teams, Ines who keeps the roster."""

    app: Flask
    as_: As
    ben: Person
    cleo: Person
    ines: Person
    blue: Team


def cookie_copied_before_signing_out(scene: Scene) -> bool:
    visit = came_in(scene, scene.ben)
    thief = copy_of(visit)
    visit.post("/sign-out")
    return is_in(thief)


def cookie_used_every_day_for_a_month(scene: Scene) -> bool:
    thief = copy_of(came_in(scene, scene.ben))
    return all(is_in(thief, days=day) for day in range(0, 31, 5))


def cookie_of_hr_used_all_day_and_night(scene: Scene) -> bool:
    thief = copy_of(came_in(scene, scene.ines))
    return all(is_in(thief, minutes=50 * number) for number in range(16))


def cookie_of_hr_kept_while_its_owner_works(scene: Scene) -> bool:
    visit = came_in(scene, scene.ines)
    thief = copy_of(visit)
    assert all(is_in(visit, minutes=minutes) for minutes in (40, 80, 120))
    return is_in(thief, minutes=121)


def cookie_from_before_leaving_after_coming_back(scene: Scene) -> bool:
    thief, hr = copy_of(came_in(scene, scene.ben)), scene.as_(scene.ines)
    path, today = f"/people/{scene.ben.id}", TODAY.isoformat()
    back = {"back-team": scene.blue.id, "back-since": today}
    assert hr.post(f"{path}/leaving", {"leaving-on": today}).status_code == 303
    assert not is_in(thief)
    assert hr.post(f"{path}/return", back).status_code == 303
    return is_in(thief)


def cookie_from_before_leaving_after_a_file_brought_them_back(scene: Scene) -> bool:
    thief = copy_of(came_in(scene, scene.ben))
    for left_on in (TODAY.isoformat(), "2026-12-31"):
        assert not is_in(thief) or left_on == TODAY.isoformat()
        bring_roster(scene, f"name,email,left_on\nBen Berg,ben@bright.example,{left_on}\n")
    return is_in(thief)


def table_of_sessions_used_as_cookies(scene: Scene) -> bool:
    """As whoever has a dump can, and the key that cookies are signed with."""
    came_in(scene, scene.ben)
    (row,) = db.session.scalars(db.select(SignInSession))
    values = [str(getattr(row, column.key)) for column in SignInSession.__table__.columns]
    return any(is_in(holding(scene.app, value)) for value in values)


def session_of_somebody_else_ended(scene: Scene) -> bool:
    visit = came_in(scene, scene.ben)
    (row,) = db.session.scalars(db.select(SignInSession))
    scene.as_(scene.cleo).post(f"/sessions/{row.id}/ending")
    return not is_in(visit)


def owner_locked_out_by_a_stranger(scene: Scene) -> bool:
    for _ in range(7):
        typed(scene.as_(None), "wrong", STRANGER)
    return typed(scene.as_(None), PASSWORD, HOME) != 303


def owner_locked_out_of_a_known_device_by_many(scene: Scene) -> bool:
    known = came_in(scene, scene.ben)
    known.post("/sign-out")
    tried_before(scene, 28)
    for number in range(3):
        typed(scene.as_(None), "wrong", f"192.0.2.{number}")
    return typed(known, PASSWORD, HOME) != 303


def password_found_from_one_place(scene: Scene) -> bool:
    return found([typed(scene.as_(None), each, STRANGER) for each in guesses(6)])


def password_found_from_many_places(scene: Scene) -> bool:
    tried_before(scene, 28)
    places = [f"192.0.2.{number}" for number in range(3)]
    pairs = zip(guesses(3), places, strict=True)
    return found([typed(scene.as_(None), each, place) for each, place in pairs])


def password_found_at_one_of_many_accounts(scene: Scene) -> bool:
    """Who tries one password at everybody meets the one person that has it."""
    for number in range(47):
        note_try(scene, f"p{number}@bright.example", STRANGER)
    emails = [f"q{number}@bright.example" for number in range(3)] + ["ben@bright.example"]
    return found([typed(scene.as_(None), PASSWORD, STRANGER, email) for email in emails])


def password_found_by_many_tries_at_once(scene: Scene) -> bool:
    """More tries are under way together than may be made one after the other."""
    under_way = threading.Barrier(6)
    right = passwords.matches

    def slow(stored: str | None, password: str) -> bool:
        with suppress(threading.BrokenBarrierError):  # fewer than six were let so far
            under_way.wait(timeout=0.3)
        return right(stored, password)

    def post(password: str) -> int:
        form = {"email": "ben@bright.example", "password": password}
        return int(scene.app.test_client().post("/sign-in", data=form).status_code)

    db.session.commit()
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(8) as crowd:
        patch.setattr(passwords, "matches", slow)
        answers = list(crowd.map(post, ["wrong"] * 24))
    return answers.count(422) > 5


def old_password_used_while_it_is_being_changed(scene: Scene) -> bool:
    """The old one was right when its checking began, and its owner changed it since."""
    right, me = passwords.matches, {"id": scene.ben.id}

    def slow(stored: str | None, password: str) -> bool:
        fits = right(stored, password)
        with db.engine.begin() as connection:
            change = db.text("UPDATE person SET password_hash = 'x' WHERE id = :id")
            connection.execute(change, me)
        return fits

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "matches", slow)
        return typed(scene.as_(None), PASSWORD, STRANGER) == 303


def current_password_found_in_a_stolen_session(scene: Scene) -> bool:
    thief = scene.as_(scene.ben)
    return found([changed(thief, each) for each in guesses(6)])


def current_password_found_in_many_stolen_sessions(scene: Scene) -> bool:
    for number in range(28):
        limits = throttle.limits_of_session(number // 5, scene.ben.id, key_of(scene), "proof")
        throttle.note(limits, NOW)
    thief = scene.as_(scene.ben)
    return found([changed(thief, each) for each in guesses(3)])


def password_from_the_lists(scene: Scene) -> bool:
    """Ben would like one that stands first on every list, and a stranger tries the lists."""
    visit = scene.as_(scene.ben)
    wished = FIRST_ON_THE_LISTS[-1]
    visit.post("/profile/password", {"current": PASSWORD, "password": wished, "again": wished})
    return found([typed(scene.as_(None), each, STRANGER) for each in FIRST_ON_THE_LISTS])


def password_made_of_the_owners_name(scene: Scene) -> bool:
    visit, wished = scene.as_(scene.ben), "BenBerg-Bright2026"
    visit.post("/profile/password", {"current": PASSWORD, "password": wished, "again": wished})
    return typed(scene.as_(None), wished, STRANGER) == 303


def cookie_planted_by_a_neighbour(scene: Scene) -> bool:
    """Another host of the domain lets Ben work in a session of Cleo's, who reads it afterwards."""
    address = "https://pulse.bright.example"
    db.session.commit()
    app = create_app(replace(scene.app.config["SETTINGS"], base_url=address))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    try:
        hers, his = Visit(app.test_client()), Visit(app.test_client())
        for visit, person in ((hers, scene.cleo), (his, scene.ben)):
            form = {"email": person.email, "password": PASSWORD}
            assert visit.post("/sign-in", form, base_url=address).status_code == 303
        name = app.config["SESSION_COOKIE_NAME"]
        held = hers.client.get_cookie(name, domain="pulse.bright.example")
        assert held
        if not name.startswith("__Host-"):  # no browser takes those for another host
            his.client.set_cookie(name, held.value, domain="pulse.bright.example")
        return "cleo@bright.example" in his.get("/profile", base_url=address).text
    finally:
        with app.app_context():
            db.engine.dispose()


def letter_read_where_encryption_was_taken_out(scene: Scene) -> bool:
    """Who sits on the way takes the offer of encryption out, and reads the link to a password."""
    with mail_server() as listener:
        address = f"smtp://127.0.0.1:{listener.port}"
        with other_settings(scene.app, mail_url=address):
            scene.as_(None).post("/forgotten-password", {"email": "ben@bright.example"})
        return any("/passwords/" in letter.as_string() for letter in listener.letters)


ATTACKS = (
    cookie_copied_before_signing_out,
    cookie_used_every_day_for_a_month,
    cookie_of_hr_used_all_day_and_night,
    cookie_of_hr_kept_while_its_owner_works,
    cookie_from_before_leaving_after_coming_back,
    cookie_from_before_leaving_after_a_file_brought_them_back,
    table_of_sessions_used_as_cookies,
    session_of_somebody_else_ended,
    owner_locked_out_by_a_stranger,
    owner_locked_out_of_a_known_device_by_many,
    password_found_from_one_place,
    password_found_from_many_places,
    password_found_at_one_of_many_accounts,
    password_found_by_many_tries_at_once,
    old_password_used_while_it_is_being_changed,
    current_password_found_in_a_stolen_session,
    current_password_found_in_many_stolen_sessions,
    password_from_the_lists,
    password_made_of_the_owners_name,
    cookie_planted_by_a_neighbour,
    letter_read_where_encryption_was_taken_out,
)


def came_in(scene: Scene, person: Person) -> Visit:
    """Sign somebody in by the form."""
    visit = scene.as_(None)
    assert typed(visit, PASSWORD, HOME, str(person.email)) == 303
    assert is_in(visit)
    return visit


def typed(visit: Visit, password: str, place: str, email: str = "ben@bright.example") -> int:
    """Post the form for signing in from a place; return the status of the answer."""
    form = {"email": email, "password": password}
    return visit.post("/sign-in", form, environ_base={"REMOTE_ADDR": place}).status_code


def changed(visit: Visit, current: str) -> int:
    """Post the form for a new password; return the status of the answer."""
    form = {"current": current, "password": CHOSEN, "again": CHOSEN}
    return visit.post("/profile/password", form).status_code


def tried_before(scene: Scene, number: int) -> None:
    """Have so many tries at Ben's account behind one, each from another place."""
    for each in range(number):
        note_try(scene, "ben@bright.example", f"198.51.100.{each}")


def note_try(scene: Scene, email: str, place: str) -> None:
    """Count a wrong try as the form does, without the page that it would show."""
    throttle.note(throttle.limits_of(email, place, key_of(scene), "sign in"), NOW)


def key_of(scene: Scene) -> str:
    """Return the key that keys of tries are made with."""
    return str(scene.app.config["SETTINGS"].secret_key)


def guesses(number: int) -> Iterator[str]:
    """Yield so many passwords, of which the last is right."""
    yield from ["wrong"] * (number - 1)
    yield PASSWORD


def found(answers: list[int]) -> bool:
    """Say whether a try went through."""
    return 303 in answers


def copy_of(visit: Visit) -> Visit:
    """Return the browser of a thief who has copied the cookies of this one."""
    thief = visit.client.application.test_client()
    held = visit.client.get_cookie("cxstaff")
    assert held
    thief.set_cookie("cxstaff", held.value)
    return Visit(thief)


def holding(app: Flask, secret: str) -> Visit:
    """Return a browser whose signed cookie holds `secret`."""
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie["_user_id"] = secret
    return Visit(thief)


def is_in(visit: Visit, **later: float) -> bool:
    """Say whether the browser is let in so much later: the form leads on who is there already."""
    with clock.frozen(NOW + timedelta(**later)):
        return visit.get("/sign-in").status_code == 303


def bring_roster(scene: Scene, text: str) -> None:
    """Have HR import a roster file: checked first, asked about who is absent, and then told."""
    hr = scene.as_(scene.ines)
    checked = upload(hr, text)
    assert checked.status_code == 303, checked.text
    bring(hr, checked.location, "stay")


@contextmanager
def other_settings(app: Flask, **changed: Any) -> Iterator[None]:
    """Let the operator have other settings for a while."""
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, **changed)
    try:
        yield
    finally:
        app.config["SETTINGS"] = settings
