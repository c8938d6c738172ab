"""HR alone learns no answer, and who would is told before sending. Without the rules it does."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import AccountNotice, Person, Team
from cxstaff.pulses import jobs
from cxstaff.pulses.answering import links
from cxstaff.work.schedule import run_once
from tests.cast import NOW, PASSWORD
from tests.people.test_forgotten_passwords import letters
from tests.pulses.attack import hr as attacker
from tests.pulses.attack.hr import ATTACKS, Hits, Hr, answer_honestly, derived
from tests.pulses.attack.weak import CODES_AND_ACCOUNTS_UNHEEDED, KINDS_UNHEEDED
from tests.pulses.rounds import a_round, close, everybody, hire

NAMES = ("Green", "Gold", "Grey")


@pytest.fixture
def teams(service: Team) -> list[Team]:
    """Three teams of nobody, under Service."""
    made = [Team(name=name, parent=service) for name in NAMES]
    db.session.add_all(made)
    db.session.commit()
    return made


@pytest.fixture
def fives(teams: list[Team]) -> dict[int, list[Person]]:
    """Five people in each team; the fifth is whose answers HR wants."""
    found = {team.id: hire(team, 5) for team in teams}
    for person in (each for people in found.values() for each in people):
        person.employee_number = f"E{person.id}"
    db.session.commit()
    return found


@pytest.fixture
def hr(as_: Any, ines: Person, mailbox: Path) -> Hr:
    return Hr(as_(ines), lambda: as_(None), mailbox)


def everybody_asked(service: Team) -> list[Person]:
    teams = db.session.scalars(db.select(Team).where(Team.parent_id == service.id)).all()
    return [person for team in teams for person in everybody(team)]


def attacked(
    hr: Hr, ines: Person, service: Team, fives: dict[int, list[Person]], act: Any, first: bool
) -> Hits:
    """Play a round in which HR acts after everybody, or before the four; read the results."""
    hr.round_ = a_round(ines, service)
    four = [person for people in fives.values() for person in people[:4]]
    honest = [each for each in everybody_asked(service) if not first or each not in four]
    truth = answer_honestly(hr.round_, honest, seed=3)
    for people in fives.values():
        act(hr, people[:4])
    close(hr.round_)
    hits = Hits()
    for team_id, people in fives.items():
        worked_out = derived(hr.round_, db.session.get_one(Team, team_id))
        hits.add(worked_out, truth, people[4].id)
    return hits


@pytest.mark.parametrize("first", [False, True], ids=["replacing", "first"])
@pytest.mark.parametrize("name", ATTACKS)
def test_hr_alone_works_out_no_answer(hr, ines, service, fives, name: str, first: bool) -> None:
    hits = attacked(hr, ines, service, fives, ATTACKS[name], first)
    assert hits.is_no_better_than_guessing, hits


@pytest.mark.parametrize("first", [False, True], ids=["replacing", "first"])
@pytest.mark.parametrize("name", ATTACKS)
def test_without_the_rules_hr_works_out_every_answer(
    hr, ines, service, fives, name: str, first: bool
) -> None:
    with CODES_AND_ACCOUNTS_UNHEEDED():
        hits = attacked(hr, ines, service, fives, ATTACKS[name], first)
    assert hits.is_certain, hits


def invented(hr: Hr, ines: Person, service: Team, teams: list[Team], as_: Any) -> Hits:
    """Play a round in which four of each team of five were invented by HR a month before."""
    victims = {team.id: hire(team, 1)[0] for team in teams}
    addresses = [email for team in teams for email in attacker.invent(hr, team, 4)]
    now = NOW + timedelta(days=30)
    with clock.frozen(now):
        hr.visit = as_(ines)
        hr.round_ = a_round(ines, service, now=now)
        jobs.invite()
        real = [each for each in everybody_asked(service) if each.email not in addresses]
        truth = answer_honestly(hr.round_, real, seed=3, now=now)
        attacker.answer_as_invented(hr, addresses)
    close(hr.round_, now + timedelta(days=7, minutes=1))
    hits = Hits()
    for team_id, victim in victims.items():
        worked_out = derived(hr.round_, db.session.get_one(Team, team_id))
        hits.add(worked_out, truth, victim.id)
    return hits


def taken_before(hr: Hr, ines: Person, service: Team, fives: dict[int, list[Person]]) -> Hits:
    """Play a round before which HR gave four of each team of five addresses of its own."""
    four = [person for people in fives.values() for person in people[:4]]
    for person in four:
        hr.give(person, hr.own(person))
    hr.round_ = a_round(ines, service)
    jobs.invite()
    truth = answer_honestly(hr.round_, [e for e in everybody_asked(service) if e not in four], 3)
    attacker.answer_as_invented(hr, [hr.own(person) for person in four])
    close(hr.round_)
    hits = Hits()
    for team_id, people in fives.items():
        worked_out = derived(hr.round_, db.session.get_one(Team, team_id))
        hits.add(worked_out, truth, people[4].id)
    return hits


def test_addresses_taken_before_the_round_uncover_nobody(hr, ines, service, fives) -> None:
    hits = taken_before(hr, ines, service, fives)
    assert hits.is_no_better_than_guessing, hits


def test_addresses_taken_before_uncover_the_fifth_where_kinds_are_not_heeded(
    hr, ines, service, fives
) -> None:
    with KINDS_UNHEEDED():
        hits = taken_before(hr, ines, service, fives)
    assert hits.is_certain, hits


def test_four_invented_people_do_not_uncover_the_fifth(hr, ines, service, teams, as_) -> None:
    hits = invented(hr, ines, service, teams, as_)
    assert hits.is_no_better_than_guessing, hits


def test_four_invented_people_uncover_the_fifth_where_kinds_are_not_heeded(
    hr, ines, service, teams, as_
) -> None:
    with KINDS_UNHEEDED():
        hits = invented(hr, ines, service, teams, as_)
    assert hits.is_certain, hits


def test_who_is_counted_with_invented_people_is_told_before_sending(
    hr, as_, app, ines, service, teams
) -> None:
    """Signed in, by a letter and on a device: three who were there, and two whom HR made up."""
    team = teams[0]
    *others, victim = hire(team, 3)
    attacker.invent(hr, team, 2)
    hr.round_ = a_round(ines, service)
    secret = app.config["SETTINGS"].secret_key
    for path, visit in (
        (hr.path, as_(victim)),
        (f"/answers/{links.write(hr.round_.id, victim, secret)}", as_(None)),
        (f"/answers/{links.write_for_device(hr.round_.id, victim, secret, NOW)}", as_(None)),
    ):
        page = " ".join(visit.get(path).text.split())
        assert "counted in “Green” with 4 others" in page
        assert "0 are asked by code, 2 are new." in page
        assert "Fewer than 5 of you have been here for a while" in page
    assert "Fewer than 5" not in as_(everybody_of(service, "Blue")[0]).get(hr.path).text
    assert others


def everybody_of(service: Team, name: str) -> list[Person]:
    return everybody(db.session.scalars(db.select(Team).where(Team.name == name)).one())


def test_those_asked_read_what_was_done_about_people_meanwhile(
    hr, as_, ines, ben, cleo, hugo, red, service
) -> None:
    hr.round_ = a_round(ines, service)
    before = as_(ben).get(f"{hr.path}/privacy").text
    assert "Changed an e-mail address" not in before
    assert "Nothing was done about addresses" in before
    hr.give(cleo, "cleo.clay@bright.example")
    hr.visit.post("/pulses/thresholds", {"scores": "6", "comments": "12"})
    hr.visit.post("/people", {"name": "Nina New", "since": "2025-01-06", "team": red.id})
    with clock.frozen(NOW + timedelta(minutes=1)):
        page = as_(ben).get(f"{hr.path}/privacy").text
    assert row(page, "Changed an e-mail address") == ["1", "0"]
    assert row(page, "Changed how many people a group needs") == ["1", "0"]
    assert row(page, "Added a person") == ["1", "0"]
    assert as_(hugo).get(f"{hr.path}/privacy").status_code == 404
    assert as_(ines).get(f"{hr.path}/privacy").status_code == 200


def row(page: str, act: str) -> list[str]:
    """Return the counts of an act: while the round was open, and in the weeks before."""
    cells = page.split(f">{act}</th>")[1].split("</tr>")[0]
    return re.findall(r">(\d+)</td>", cells)


@pytest.mark.both
def test_what_hr_does_to_an_account_is_told_to_both_addresses_and_on_signing_in(
    hr, as_, ines, ben, mailbox
) -> None:
    ben_id, elsewhere = ben.id, hr.own(ben)
    hr.give(ben, elsewhere)
    assert run_once("people.send_letters")
    told = dict(letters(mailbox))
    assert set(told) == {"ben@bright.example", elsewhere}
    for text in told.values():
        assert "Ines Ingo changed your e-mail address from ben@bright.example" in text
    sent = len(letters(mailbox))
    assert run_once("people.send_letters")
    assert len(letters(mailbox)) == sent
    hr.give(db.session.get_one(Person, ben_id), "ben@bright.example")
    hr.visit.post(f"/people/{ben_id}/invitations")
    assert "Ines Ingo asked for this link" in letters(mailbox)[-1][1]
    here = as_(None)
    signed = here.post("/sign-in", {"email": "ben@bright.example", "password": PASSWORD})
    page = here.get(signed.location).text
    assert page.count("Ines Ingo changed your e-mail address") == 2
    assert "Ines Ingo asked for a link to choose your password" in page
    with clock.frozen(NOW + timedelta(days=31)):
        assert run_once("people.send_letters")
        assert run_once("people.forget_account_notices")
    assert not db.session.scalars(db.select(AccountNotice)).all()
