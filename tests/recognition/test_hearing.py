"""Who is thanked hears of it at once by mail: once, with the words, as they chose."""

import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from config import ROOT
from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.people import jobs
from cxstaff.people.models import Person, Team, WaitingLetter
from cxstaff.people.queries import get_company
from cxstaff.points import actions as points
from cxstaff.points.queries import accounts_of
from cxstaff.recognition import actions, queries
from cxstaff.recognition.models import CompanyValue, Hearing, Picture, Thanks, ThanksAudience
from cxstaff.recognition.words import PICTURES
from tests.cast import NOW, TODAY
from tests.forked import die_at, ended_with, fork
from tests.mailserver import mail_server
from tests.said import say
from tests.thanks import thank_all

MINUTE = timedelta(minutes=1)
LATER = NOW + 11 * MINUTE
LARGEST_SVG, LARGEST_PNG = 700, 5_000


@pytest.fixture
def value(ines: Person) -> CompanyValue:
    return actions.define_value("Own it", ines, sentence="We see it through.", now=NOW)


@pytest.fixture
def give(value: CompanyValue) -> Callable[..., Thanks]:
    """Let one person thank others."""

    def thanks(giver: Person, *receivers: Person, **words: Any) -> Thanks:
        return thank_all(list(receivers), giver, **({"value": value} | words))

    return thanks


def send(now: datetime = NOW) -> None:
    db.session.commit()
    with clock.frozen(now):
        jobs.send_letters()
    db.session.expire_all()


def letters() -> list[mail.KeptLetter]:
    return list(mail.kept_letters(1, 1000).items)


def to_whom() -> list[str]:
    return sorted(each.to for each in letters())


@pytest.mark.parametrize("audience", list(ThanksAudience))
def test_everybody_who_is_thanked_gets_one_letter_with_the_words(
    audience: ThanksAudience, give: Any, ana: Person, ben: Person, cleo: Person
) -> None:
    thanks = give(ana, ben, cleo, audience=audience, message="You rang back.\nTwice.")
    for minutes in (0, 1, 20):
        send(NOW + minutes * MINUTE)
    assert to_whom() == ["ben@bright.example", "cleo@bright.example"]
    to_ben = next(each for each in letters() if each.to == ben.email)
    assert to_ben.subject == "Ana Alba thanked you and Cleo Clay"
    for part in (to_ben.text, to_ben.html):
        assert "You rang back." in part
        assert "Own it" in part
        assert f"/thanks/{thanks.id}" in part
        assert "/letters" in part
        assert ("Only who gave it and who is thanked see this" in part) is thanks.is_private


def test_one_alone_a_team_and_what_the_customer_said(
    give: Any, ana: Person, ben: Person, blue: Team, value: CompanyValue
) -> None:
    give(ana, ben, interaction=say(ben, blue, "So patient!"))
    send()
    (letter,) = letters()
    assert letter.subject == "Ana Alba thanked you"
    assert "So patient!" in letter.text
    assert "So patient!" in letter.html
    members = actions.receivers_in(blue, ana, NOW)
    said = actions.ThanksWords("A good week.", value=value)
    actions.thank(members, ana, said, to_team=blue, now=NOW + MINUTE)
    send(NOW + MINUTE)
    team = [each for each in letters() if each.subject == "Ana Alba thanked you and all of Blue"]
    assert sorted(each.to for each in team) == sorted(str(each.email) for each in members)


def test_the_same_form_and_words_tell_once(give: Any, ana: Person, ben: Person) -> None:
    for key in ("k", "k", "gone back"):
        give(ana, ben, request_key=key)
    send()
    assert to_whom() == [ben.email]


@pytest.mark.parametrize("hears", [Hearing.DIGEST, Hearing.NEVER])
@pytest.mark.parametrize("is_late", [False, True])
def test_who_chose_otherwise_gets_no_letter(
    hears: Hearing, is_late: bool, give: Any, ana: Person, ben: Person, cleo: Person
) -> None:
    if is_late:
        give(ana, ben, cleo)
    actions.choose(ben, hears)
    if not is_late:
        give(ana, ben, cleo)
    send()
    actions.choose(ben, Hearing.AT_ONCE)
    send(LATER)
    assert to_whom() == [cleo.email]
    give(ana, ben, now=LATER)
    send(LATER)
    assert to_whom() == [ben.email, cleo.email]


def test_nothing_goes_to_who_left_nor_of_what_was_taken_back(
    give: Any, ana: Person, ben: Person, cleo: Person
) -> None:
    give(ana, ben)
    back = give(ana, cleo)
    ben.left_on = TODAY
    actions.withdraw(back, ana, now=NOW + MINUTE)
    give(ana, cleo, message="What I meant", now=NOW + MINUTE)  # may be given the number anew
    send(NOW + MINUTE)
    (letter,) = letters()
    assert letter.to == cleo.email
    assert "What I meant" in letter.text
    assert db.session.scalar(db.select(db.func.count()).select_from(WaitingLetter)) == 0


def test_what_no_server_took_for_a_week_is_no_news(give: Any, ana: Person, ben: Person) -> None:
    give(ana, ben)
    send(NOW + timedelta(days=7, minutes=1))
    assert letters() == []


def test_who_has_no_address_and_no_account_can_be_thanked_and_finds_it(
    give: Any, value: CompanyValue, ana: Person, ben: Person, as_: Any
) -> None:
    ben.email = ben.password_hash = None
    get_company().has_points = True
    points.allow(ana, TODAY, 100, None, now=NOW)
    path = f"/thanks/new?to={ben.id}"
    assert f'value="{ben.id}"' in as_(ana).get("/thanks/new?q=Berg&find=1").text
    assert "No letter reaches Ben Berg." in as_(ana).get(path).text
    words = {"celebrates": f"value:{value.id}", "message": "You rang.", "audience": "team"}
    assert as_(ana).post(path, words | {"points": "10"}).status_code == 303
    send()
    assert letters() == []
    page = as_(ben).get("/thanks?show=received").text
    assert "You rang." in page
    assert "10 points" in page
    assert "No letter reaches" not in as_(ben).get(f"/thanks/new?to={ana.id}").text


def test_a_refused_address_is_noted_and_the_others_get_theirs(
    app: Flask, give: Any, ana: Person, ben: Person, cleo: Person, ines: Person, as_: Any
) -> None:
    give(ana, ben, cleo)
    before = app.config["SETTINGS"]
    with mail_server() as server:
        server.refuses.add("ben@bright.example")
        address = f"smtp://127.0.0.1:{server.port}?tls=never"
        app.config["SETTINGS"] = replace(before, mail_url=address)
        for now in (NOW, LATER):
            send(now)
        app.config["SETTINGS"] = before
    assert server.recipients == ["cleo@bright.example"]
    assert "Ben Berg" in as_(ines).get("/people/unreachable").text


def test_points_and_the_picture_come_with_the_letter(
    give: Any, ana: Person, ben: Person, cleo: Person
) -> None:
    get_company().has_points = True
    points.allow(ana, TODAY, 100, None, now=NOW)
    give(ana, ben, cleo, points=10, picture=Picture.KEY)
    send()
    for letter in letters():
        assert "With it come 10 points for you." in letter.text
        assert "With it come 10 points for you." in letter.html
        assert 'alt="A key"' in letter.html
        assert 'src="data:image/png;base64,' in letter.html, "it comes with the letter"
        assert "http" not in letter.html.split("<img")[1].split(">")[0]
    get_company().has_points = False
    give(ana, ben, message="Another")
    give(ana, cleo, message="A third")
    send()
    assert sum("point" in each.text for each in letters()) == 2


def test_the_letter_is_in_the_readers_language(give: Any, ana: Person, ben: Person) -> None:
    ben.zone = "Asia/Tokyo"
    give(ana, ben)
    send()
    assert "19:00" in letters()[0].html or "7:00" in letters()[0].html


def test_every_picture_is_drawn_small_twice_and_described() -> None:
    folder = ROOT / "static" / "pictures"
    assert {path.stem for path in folder.iterdir()} == {each.value for each in Picture}
    assert set(PICTURES) == set(Picture)
    for each in Picture:
        drawing, raster = folder / f"{each.value}.svg", folder / f"{each.value}.png"
        assert drawing.stat().st_size < LARGEST_SVG
        assert raster.stat().st_size < LARGEST_PNG
        assert raster.read_bytes().startswith(b"\x89PNG")
        assert "style" not in drawing.read_text()


def test_a_picture_is_chosen_and_shown_on_the_wall(
    value: CompanyValue, ana: Person, ben: Person, bea: Person, as_: Any
) -> None:
    path = f"/thanks/new?to={ben.id}"
    page = as_(ana).get(path).text
    assert all(f'alt="{shows}"' in page for shows in PICTURES.values())
    words = {"celebrates": f"value:{value.id}", "message": "You rang.", "audience": "team"}
    assert as_(ana).post(path, words | {"picture": "dragon"}).status_code == 422
    assert as_(ana).post(path, words | {"picture": "rocket"}).status_code == 303
    for where in ("/thanks", f"/thanks/{db.session.scalars(db.select(Thanks)).one().id}"):
        assert 'alt="A rocket"' in as_(bea).get(where).text


def test_people_choose_on_the_page_of_letters(ben: Person, as_: Any) -> None:
    assert queries.hearing_of(ben.id) is Hearing.AT_ONCE
    page = as_(ben).get("/letters").text
    assert "At once, a letter for each" in page
    for hears in (Hearing.DIGEST, Hearing.NEVER, Hearing.AT_ONCE):
        assert as_(ben).post("/letters/thanks", {"hears": hears.value}).status_code == 303
        assert queries.hearing_of(ben.id) is hears
        checked = f'checked class="form-check-input" id="hears-{list(Hearing).index(hears)}"'
        assert checked in as_(ben).get("/letters").text
    assert as_(ben).post("/letters/thanks", {"hears": "loudly"}).status_code == 422
    assert queries.hearing_of(ben.id) is Hearing.AT_ONCE


@pytest.mark.long
def test_killed_anywhere_a_thanks_is_given_and_told_once(
    app: Flask, value: CompanyValue, ana: Person, ben: Person, cleo: Person
) -> None:
    """Whoever gives is killed before each of their statements, and sends the form again."""
    get_company().has_points = True
    points.allow(ana, TODAY, 10_000, None, now=NOW)
    db.session.commit()
    ids = ana.id, ben.id, cleo.id, value.id

    def give(number: int) -> None:
        giver, *receivers = (db.session.get_one(Person, each) for each in ids[:3])
        words = {"value": db.session.get_one(CompanyValue, ids[3]), "points": 7}
        thank_all(receivers, giver, f"Words {number}", request_key=str(number), **words)
        db.session.commit()

    ends = list[int]()
    while 0 not in ends:

        def killed(at: int = len(ends)) -> None:
            die_at(at)
            give(at)

        ends.append(ended_with(fork(app, killed)))
        give(len(ends) - 1)
    number = len(ends)
    assert ends == [-signal.SIGKILL] * (number - 1) + [0]
    assert number > 10
    balances = [sum(a.balance for a in _accounts(each)) for each in ids[1:3]]
    assert balances == [7 * number] * 2
    waiting = db.session.scalars(db.select(WaitingLetter.person_id)).all()
    assert Counter(waiting) == {ids[1]: number, ids[2]: number}


@pytest.mark.long
def test_killed_anywhere_whoever_sends_tells_all_and_none_under_two_names(
    app: Flask, value: CompanyValue, mailbox: Path, ana: Person, ben: Person, cleo: Person
) -> None:
    """Whoever sends is killed before each of their statements; another one goes on."""
    ids, value_id = (ana.id, ben.id, cleo.id), value.id
    ends, now = list[int](), NOW
    while 0 not in ends:
        giver, *receivers = (db.session.get_one(Person, each) for each in ids)
        words = {"value": db.session.get_one(CompanyValue, value_id), "now": now}
        thank_all(receivers, giver, f"Words {len(ends)}", **words)

        def killed(at: int = len(ends), moment: datetime = now) -> None:
            die_at(at)
            with clock.frozen(moment):
                jobs.send_letters()

        ends.append(ended_with(fork(app, killed)))
        now += 11 * MINUTE
        send(now)
    number = len(ends)
    assert number > 10
    sent = [path.read_bytes() for path in mailbox.glob("*.eml")]
    told = {(_line(each, b"To:"), _line(each, b"Message-ID:")) for each in sent}
    assert len(told) == 2 * number, "of what went twice, both copies have one name"
    assert len(sent) <= 3 * number
    assert db.session.scalar(db.select(db.func.count()).select_from(WaitingLetter)) == 0


def _accounts(person_id: int) -> Any:
    db.session.rollback()
    return accounts_of(person_id)


def _line(letter: bytes, name: bytes) -> bytes:
    return next(line for line in letter.splitlines() if line.startswith(name))
