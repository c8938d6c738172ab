"""Sessions on the server: each ends for good, by oneself, by time, or with what it stood for."""

import re
import secrets
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import scipy
from flask import Flask
from sqlalchemy import text

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people import actions
from cxstaff.people.accounts.devices import device_of, in_words
from cxstaff.people.models import Person, SignInSession, Team
from cxstaff.people.roster import imports
from cxstaff.work.schedule import run_once
from tests.cast import NOW, PASSWORD, TODAY
from tests.conftest import Visit

As = Callable[[Person | None], Visit]
WRITING = ("INSERT", "UPDATE", "DELETE")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.4 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/136.0.0.0 Safari/537.36 Edg/136.0.0.0"
)
ANDROID = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/136.0.0.0 Mobile Safari/537.36"
)


def come_in(as_: As, person: Person, user_agent: str = FIREFOX) -> Visit:
    """Sign somebody in by the form."""
    visit = as_(None)
    typed = {"email": person.email, "password": PASSWORD}
    answer = visit.post("/sign-in", typed, headers={"User-Agent": user_agent})
    assert answer.status_code == 303
    assert is_in(visit)
    return visit


def is_in(visit: Visit, days: float = 0, *, hours: float = 0, minutes: float = 0) -> bool:
    """Say whether the browser is let in so much later."""
    with clock.frozen(NOW + timedelta(days=days, hours=hours, minutes=minutes)):
        return visit.get("/profile").status_code == 200


def stolen(visit: Visit) -> Visit:
    """Copy a browser's cookies into the browser of a thief."""
    thief = visit.client.application.test_client()
    held = visit.client.get_cookie("cxstaff")
    assert held
    thief.set_cookie("cxstaff", held.value)
    return Visit(thief)


def rows() -> list[SignInSession]:
    return list(db.session.scalars(db.select(SignInSession)))


# What ends a session


def test_a_cookie_stolen_before_signing_out_never_works_again(as_: As, ben: Person) -> None:
    visit = come_in(as_, ben)
    thief = stolen(visit)
    assert is_in(thief)
    assert visit.post("/sign-out").status_code == 303
    assert not is_in(thief)
    assert rows() == [], "nothing of it is left"
    come_in(as_, ben)
    assert not is_in(thief)


def test_a_session_ends_after_a_fortnight_however_much_it_is_used(as_: As, ben: Person) -> None:
    visit = come_in(as_, ben)
    for day in range(1, 13):
        assert is_in(visit, day)
    assert is_in(visit, 13)
    assert not is_in(visit, 14)


def test_a_session_that_nobody_used_for_a_week_ends(as_: As, ben: Person) -> None:
    visit = come_in(as_, ben)
    assert is_in(visit, 1)
    assert is_in(visit, 8)
    other = come_in(as_, ben)
    assert not is_in(other, 8)


@pytest.mark.long
@pytest.mark.parametrize("name", ["ines", "cyrus", "ada"])
def test_a_session_of_somebody_with_a_role_ends_with_the_day(
    as_: As, request: pytest.FixtureRequest, name: str
) -> None:
    visit = come_in(as_, request.getfixturevalue(name))
    for half_hours in range(1, 24):
        assert is_in(visit, minutes=30 * half_hours)
    assert not is_in(visit, hours=12)


def test_a_session_of_somebody_with_a_role_is_not_left_alone_for_an_hour(
    as_: As, ines: Person
) -> None:
    visit = come_in(as_, ines)
    assert is_in(visit, minutes=59)
    assert is_in(visit, minutes=118)
    assert not is_in(visit, minutes=179)


def test_a_copied_cookie_of_somebody_with_a_role_goes_stale_while_its_owner_works(
    as_: As, ines: Person
) -> None:
    visit = come_in(as_, ines)
    thief = stolen(visit)
    for minutes in (40, 80, 120):
        assert is_in(visit, minutes=minutes)
    assert not is_in(thief, minutes=120)


def test_a_person_sees_their_sessions_and_ends_one(as_: As, ben: Person) -> None:
    phone, desk = come_in(as_, ben, SAFARI), come_in(as_, ben, FIREFOX)
    page = desk.get("/profile").text
    assert "Safari on iPhone" in page
    assert page.index("Firefox on Windows") < page.index("This device")
    assert page.index("This device") < page.index("Safari on iPhone")
    [theirs] = [each.id for each in rows() if each.device == "Safari/iPhone"]

    assert desk.post(f"/sessions/{theirs}/ending").status_code == 303

    assert not is_in(phone)
    assert is_in(desk)
    assert "Safari on iPhone" not in desk.get("/profile").text


def test_ending_the_session_one_sits_in_is_signing_out(as_: As, ben: Person) -> None:
    visit = come_in(as_, ben)
    [mine] = rows()
    answer = visit.post(f"/sessions/{mine.id}/ending")
    assert answer.location == "/sign-in"
    assert not is_in(visit)


@pytest.mark.both
def test_nobody_ends_the_session_of_somebody_else(as_: As, ben: Person, ada: Person) -> None:
    visit = come_in(as_, ben)
    [theirs] = rows()
    for session_id in (theirs.id, theirs.id + 1, 2**62 - 1, 2**70):
        assert as_(ada).post(f"/sessions/{session_id}/ending").status_code == 404
    assert as_(None).post(f"/sessions/{theirs.id}/ending").location.startswith("/sign-in")
    assert is_in(visit)


def test_ending_all_others_keeps_this_one_under_a_new_secret(as_: As, ben: Person) -> None:
    here, elsewhere = come_in(as_, ben), come_in(as_, ben)
    thief = stolen(here)
    assert here.post("/sessions/end").status_code == 303
    assert is_in(here)
    assert not is_in(elsewhere)
    assert not is_in(thief)
    assert here.get("/profile").text.count("Firefox on Windows") == 1


def test_a_new_email_ends_the_others(as_: As, ben: Person) -> None:
    here, elsewhere = come_in(as_, ben), come_in(as_, ben)
    typed = {"name": "Ben", "email": "benno@bright.example", "zone": "", "locale": ""}
    assert here.post("/profile", typed | {"proof": PASSWORD}).status_code == 303
    assert is_in(here)
    assert not is_in(elsewhere)


def test_another_name_ends_nothing(as_: As, ben: Person) -> None:
    here, elsewhere = come_in(as_, ben), come_in(as_, ben)
    typed = {"name": "Benno", "email": ben.email, "zone": "", "locale": ""}
    assert here.post("/profile", typed).status_code == 303
    assert is_in(here)
    assert is_in(elsewhere)


def test_hr_who_changes_an_email_ends_the_sessions_of_its_owner(
    as_: As, ben: Person, ines: Person
) -> None:
    visit, hr = come_in(as_, ben), come_in(as_, ines)
    typed = {"name": "Ben Berg", "email": "benno@bright.example", "employee_number": ""}
    assert hr.post(f"/people/{ben.id}", typed).status_code == 303
    assert not is_in(visit)
    assert is_in(hr)


def test_roles_given_and_taken_end_the_sessions(as_: As, ben: Person, ada: Person) -> None:
    visit, admin = come_in(as_, ben), come_in(as_, ada)
    assert admin.post(f"/people/{ben.id}/roles", {"roles-roles": ["hr"]}).status_code == 303
    assert not is_in(visit)
    visit = come_in(as_, ben)
    assert admin.post(f"/people/{ben.id}/roles", {"roles-roles": ["hr"]}).status_code == 303
    assert is_in(visit), "nothing was changed"
    assert admin.post(f"/people/{ben.id}/roles", {}).status_code == 303
    assert not is_in(visit)


def test_admins_who_change_their_own_roles_stay_signed_in_here_alone(as_: As, ada: Person) -> None:
    here, elsewhere = come_in(as_, ada), come_in(as_, ada)
    typed = {"roles-roles": ["admin", "cx"]}
    assert here.post(f"/people/{ada.id}/roles", typed).status_code == 303
    assert is_in(here)
    assert not is_in(elsewhere)


def test_roles_by_command_end_the_sessions(
    as_: As, ben: Person, command: Callable[..., object]
) -> None:
    visit = come_in(as_, ben)
    command("admin", "roles", str(ben.email), "--add", "cx")
    assert not is_in(visit)


# Leaving, and coming back


def test_a_leavers_cookie_stays_dead_when_they_come_back(as_: As, ben: Person, blue: Team) -> None:
    visit = come_in(as_, ben)
    actions.leave(ben, on=TODAY, actor=None, now=NOW)
    assert not is_in(visit)
    actions.come_back(ben, blue, on=TODAY, actor=None, now=NOW)
    assert not is_in(visit)
    assert is_in(come_in(as_, ben))


@pytest.mark.both
def test_a_session_ends_on_the_day_of_leaving_and_not_before(as_: As, ben: Person) -> None:
    visit = come_in(as_, ben)
    actions.leave(ben, on=TODAY + timedelta(days=3), actor=None, now=NOW)
    assert is_in(visit, 2)
    assert not is_in(visit, 3)
    with clock.frozen(NOW + timedelta(days=3)):
        assert run_once("people.end_sessions_of_leavers")
    db.session.expire_all()
    ben.left_on = None  # however it comes that they seem to work here again
    assert not is_in(visit, 3)


def test_a_day_of_leaving_that_is_put_off_wakes_nothing(as_: As, ben: Person) -> None:
    visit = come_in(as_, ben)
    actions.leave(ben, on=TODAY, actor=None, now=NOW)
    actions.leave(ben, on=TODAY + timedelta(days=9), actor=None, now=NOW)
    assert not is_in(visit)


def test_the_job_leaves_those_who_work_here_alone(as_: As, ben: Person, cleo: Person) -> None:
    staying, leaving = come_in(as_, cleo), come_in(as_, ben)
    actions.leave(ben, on=TODAY + timedelta(days=1), actor=None, now=NOW)
    cleo.left_on = TODAY + timedelta(days=400)
    db.session.commit()
    assert run_once("people.end_sessions_of_leavers")
    assert is_in(staying)
    assert is_in(leaving)


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Ben Berg,{email},hr,", False),
        ("Ben Berg,{email},,", True),
        ("Ben Berg,{email},,2026-03-18", False),
    ],
    ids=["a role", "nothing new", "left"],
)
def test_a_roster_file_ends_sessions_like_the_pages_do(
    as_: As, ben: Person, tmp_path: Path, line: str, stays: bool
) -> None:
    visit = come_in(as_, ben)
    _import(tmp_path, line.format(email=ben.email))
    assert is_in(visit) is stays


def test_a_roster_file_that_brings_a_leaver_back_wakes_nothing(
    as_: As, ben: Person, tmp_path: Path
) -> None:
    visit = come_in(as_, ben)
    _import(tmp_path, f"Ben Berg,{ben.email},,2026-03-18")
    _import(tmp_path, f"Ben Berg,{ben.email},,2026-12-31")
    db.session.expire_all()
    assert ben.works_here(TODAY)
    assert not is_in(visit)


@pytest.mark.both
def test_a_password_that_was_changed_meanwhile_lets_nobody_in(
    as_: As, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old password was right when its checking began, and its owner changed it since."""
    from cxstaff.people.accounts import passwords

    right = passwords.matches

    def slow(stored: str | None, password: str) -> bool:
        fits = right(stored, password)
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE person SET password_hash = 'x' WHERE id = :id"), me)
        return fits

    me = {"id": ben.id}
    monkeypatch.setattr(passwords, "matches", slow)
    answer = as_(None).post("/sign-in", {"email": ben.email, "password": PASSWORD})
    assert answer.status_code == 422
    assert rows() == []


# What the database knows


def test_a_copy_of_the_table_signs_nobody_in(app: Flask, as_: As, ben: Person) -> None:
    visit = come_in(as_, ben)
    [row] = rows()
    values = [str(getattr(row, column.key)) for column in SignInSession.__table__.columns]
    for value in values:
        thief = app.test_client()
        with (
            thief.session_transaction() as cookie
        ):  # even with the key that cookies are signed with
            cookie["_user_id"] = value
        assert not is_in(Visit(thief)), value
    with visit.client.session_transaction() as cookie:
        secret = cookie["_user_id"]
    assert secret not in values


def test_days_and_rounded_ends_are_kept_and_no_moments(as_: As, ben: Person, ines: Person) -> None:
    with clock.frozen(NOW + timedelta(minutes=17, seconds=3)):
        come_in(as_, ben)
        come_in(as_, ines)
    kept = {each.person_id: each for each in rows()}
    assert kept[ben.id].begun_on == kept[ben.id].seen_on == date(2026, 3, 18)
    assert kept[ben.id].ends_at == clock.start_of(date(2026, 4, 1), "Europe/Berlin")
    assert kept[ines.id].ends_at == NOW + timedelta(hours=12)


def test_nothing_is_written_but_once_a_day(
    as_: As, ben: Person, counting: Callable[..., object]
) -> None:
    visit = come_in(as_, ben)
    with counting() as sent:  # type: ignore[attr-defined]
        for _ in range(3):
            assert is_in(visit, hours=2)
    assert not [each for each in sent.statements if each.startswith(WRITING)]
    assert sum("WHERE sign_in_session.digest" in each for each in sent.statements) == 3
    with counting() as sent:  # type: ignore[attr-defined]
        for _ in range(3):
            assert is_in(visit, 1)
    assert len([each for each in sent.statements if each.startswith(WRITING)]) == 1
    assert rows()[0].seen_on == TODAY + timedelta(days=1)


@pytest.mark.long
def test_a_copy_of_the_night_tells_no_order_of_signing_in(as_: As, app: Flask) -> None:
    query = db.select(Person).where(Person.email.is_not(None)).order_by(Person.name.desc())
    everybody = list(db.session.scalars(query))
    order = [person.id for person in everybody]
    for person in everybody:
        come_in(as_, person)
    assert run_once("people.lay_sessions_anew")

    columns = "id, rowid AS place, 0 AS writer"
    if db.engine.dialect.name == "postgresql":
        columns = "id, ctid::text AS place, xmin::text AS writer"
    found = db.session.execute(text(f"SELECT person_id, {columns} FROM sign_in_session")).all()
    by_person = {row.person_id: row for row in found}
    told = [by_person[person_id] for person_id in order]
    assert len({row.writer for row in told}) == 1
    if db.engine.dialect.name == "postgresql":  # no older versions lie before them
        places = sorted(_place(row.place) for row in told)
        assert places == [(0, number) for number in range(1, len(order) + 1)]
    for values in ([row.id for row in told], [_place(row.place) for row in told]):
        ranks = [sorted(values).index(value) for value in values]
        tau = scipy.stats.kendalltau(range(len(ranks)), ranks).statistic
        assert abs(tau) < 0.75, tau


@pytest.mark.both
def test_sessions_that_have_ended_are_removed(as_: As, ben: Person, cleo: Person) -> None:
    come_in(as_, ben)
    kept, cleo_id = come_in(as_, cleo), cleo.id
    actions.end_sessions(ben)
    db.session.commit()
    assert run_once("people.lay_sessions_anew")
    db.session.expire_all()
    assert [each.person_id for each in rows()] == [cleo_id]
    assert is_in(kept)
    with clock.frozen(NOW + timedelta(days=15)):
        assert run_once("people.lay_sessions_anew")
    db.session.expire_all()
    assert rows() == []


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (SAFARI, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        (ANDROID, "Chrome on Android"),
        ("curl/8.5.0", "Unknown device"),
        ("Mozilla/5.0 (X11; Linux x86_64)", "Linux"),
        ("", "Unknown device"),
        ("<script>Firefox/" + "x" * 5000, "Firefox"),
    ],
)
def test_a_device_is_told_in_plain_words(app: Flask, user_agent: str, words: str) -> None:
    with app.test_request_context():
        assert in_words(device_of(user_agent)) == words


def _place(place: int | str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", str(place)))


def _import(folder: Path, line: str) -> None:
    file = folder / f"{secrets.token_hex(4)}.csv"
    file.write_text(f"name,email,roles,left_on\n{line}\n")
    made = imports.check(file, today=TODAY, may_give_roles=True)
    assert not made.problems, made.problems
    imports.write(made, actor=None, now=NOW)
    db.session.commit()
