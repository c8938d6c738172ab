"""Pages written once for many people hold nothing of any of them but what is put in for each."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from jinja2 import UndefinedError

from cxstaff.db import db
from cxstaff.people.models import Company, Person, RoleGrant, Team
from cxstaff.pulses.answering import links
from cxstaff.pulses.models import PulseRound
from cxstaff.web import frames
from cxstaff.web.frames import frames_of
from tests.conftest import Visit
from tests.pulses.rounds import a_round, everybody

As = Callable[[Person | None], Visit]
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def round_(ines: Person, blue: Team) -> PulseRound:
    return a_round(ines, blue)


@pytest.fixture
def address(app: Flask, round_: PulseRound) -> Callable[[Person], str]:
    """Give the address of a person's link."""
    secret = app.config["SETTINGS"].secret_key
    return lambda person: f"/answers/{links.write(round_.id, person, secret)}"


def own_of(person: Person) -> set[str]:
    return {person.name, person.email or ""}


def test_nobody_is_shown_what_is_somebody_elses(
    as_: As, app: Flask, round_: PulseRound, blue: Team, address: Callable[[Person], str]
) -> None:
    people = everybody(blue)
    seen: dict[str, str] = {}
    for person in people:
        for visit, path in ((as_(None), address(person)), (as_(person), address(person))):
            seen[f"link {id(visit)}"] = page = visit.get(path).text
            assert f"This link is yours, {person.name}." in page
            assert f'action="{path}"' in page
            assert not any(address(other) in page for other in people if other is not person)
        seen[person.name] = page = as_(person).get(f"/pulses/rounds/{round_.id}").text
        assert own_of(person) <= set(re.split(r"[<>]", page))
        others = set[str]().union(*(own_of(each) for each in people if each is not person))
        assert not [each for each in others if each in page]
    tokens = [set(TOKEN.findall(page)) for page in seen.values()]
    assert all(len(each) == 1 for each in tokens)
    assert len(set[str]().union(*tokens)) == len(seen)
    assert frames_of(app).pages.cache_info().hits >= len(people)


def test_it_is_the_page_that_would_be_written_for_one(
    as_: As, ben: Person, round_: PulseRound
) -> None:
    visit, path = as_(ben), f"/pulses/rounds/{round_.id}"
    with visit.client.session_transaction() as session:
        session["_flashes"] = [("message", "Heard by Ben alone.")]
    alone = visit.get(path).text
    assert alone.count("Heard by Ben alone.") == 1
    shared = visit.get(path).text
    assert "Heard by Ben alone." not in shared
    notice = re.compile(r'<div class="notice notice-good">.*?</p></div></div>\s*', re.DOTALL)
    pages = [TOKEN.sub("", notice.sub("", page)) for page in (alone, shared)]
    assert re.split(r"\s+", pages[0]) == re.split(r"\s+", pages[1])


def test_who_answered_is_told_so_and_nobody_else(
    as_: As, ben: Person, round_: PulseRound, blue: Team
) -> None:
    path = f"/pulses/rounds/{round_.id}"
    assert as_(ben).post(path, {"q-enps": "7"}).status_code == 303
    told = [
        person for person in everybody(blue) if "answered already" in as_(person).get(path).text
    ]
    assert told == [ben]


def test_it_follows_what_all_share(as_: As, ben: Person, round_: PulseRound) -> None:
    visit, path = as_(ben), f"/pulses/rounds/{round_.id}"
    before = visit.get(path).text
    assert "Renamed" not in before
    assert 'href="/customers"' not in before
    db.session.get_one(Company, 1).name = "Renamed & Co"
    db.session.add(RoleGrant(person_id=ben.id, role="cx"))
    db.session.commit()
    after = visit.get(path).text
    assert "Renamed &amp; Co" in after
    assert 'href="/customers"' in after


def test_it_is_written_anew_once_a_file_it_names_has_changed(
    as_: As, app: Flask, ben: Person, round_: PulseRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "LOOK_SECONDS", 0)
    visit, path, kept = as_(ben), f"/pulses/rounds/{round_.id}", frames_of(app)
    visit.get(path)
    known = kept.pages.cache_info().misses
    visit.get(path)
    assert kept.pages.cache_info().misses == known
    kept.files["js/answering.js"] = "/static/js/answering.js?v=another"
    visit.get(path)
    assert kept.pages.cache_info().currsize == 1


@pytest.mark.parametrize("name", ["request", "session", "g", "config", "may", "secret", "own"])
def test_a_shared_page_reaches_nothing_of_who_reads_it(app: Flask, name: str) -> None:
    template = frames_of(app).templates.from_string(f"{{{{ {name} }}}}")
    with app.test_request_context(), pytest.raises(UndefinedError):
        template.render()
