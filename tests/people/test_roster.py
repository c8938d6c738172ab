"""The roster's pages: finding people, moving them, leading, leaving, roles, teams."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people import actions, queries
from cxstaff.people.models import Membership, Person, Role, Team
from cxstaff.people.teams.queries import team_paths
from tests.cast import NOW, SINCE, TODAY
from tests.conftest import Visit, person_named
from tests.people.test_forgotten_passwords import letters

PAGES = [
    "/people",
    "/people/unreachable",
    "/people/new",
    "/people/{id}",
    "/people/{id}/edit",
    "/people/teams",
]
PAGES += ["/people/teams/new", "/people/teams/{team}", "/people/imports/new"]
CHANGES = ["/people", "/people/{id}", "/people/{id}/memberships", "/people/{id}/leaderships"]
CHANGES += ["/people/{id}/leaving", "/people/{id}/return", "/people/{id}/invitations"]
CHANGES += ["/people/teams", "/people/teams/{team}", "/people/imports"]
CHANGES += [f"/people/teams/{{team}}/{act}" for act in ("merger", "closure", "opening")]


def move(team: Team, on: date = TODAY) -> dict[str, Any]:
    return {"move-team": team.id, "move-since": on.isoformat()}


@pytest.mark.parametrize("path", PAGES)
def test_the_roster_is_for_hr_and_admins(
    as_: Callable[..., Visit], ben: Person, blue: Team, path: str
) -> None:
    path = path.format(id=ben.id, team=blue.id)
    for name in ("ines", "ada"):
        assert as_(person_named(name)).get(path).status_code == 200
    for name in ("ben", "ana", "hugo", "cyrus"):
        assert as_(person_named(name)).get(path).status_code == 403
    assert as_(None).get(path).location.startswith("/sign-in")


@pytest.mark.long
@pytest.mark.parametrize("path", [*CHANGES, "/people/{id}/roles"])
def test_nobody_else_changes_the_roster(
    as_: Callable[..., Visit], ben: Person, ana: Person, cyrus: Person, blue: Team, path: str
) -> None:
    path = path.format(id=ben.id, team=blue.id)
    for person in (ben, ana, cyrus):
        assert as_(person).post(path).status_code == 403
    assert as_(None).post(path).status_code == 303


@pytest.mark.parametrize(
    "path", ["/people/99999", "/people/99999/edit", "/people/teams/99999", "/people/imports/x"]
)
def test_what_is_not_there_is_not_found(as_: Callable[..., Visit], ines: Person, path: str) -> None:
    assert as_(ines).get(path).status_code == 404


def test_people_are_found_by_name_email_team_and_leaving(
    as_: Callable[..., Visit], ines: Person, blue: Team, cleo: Person
) -> None:
    actions.leave(cleo, on=TODAY, actor=None, now=NOW)
    visit = as_(ines)
    everybody = visit.get("/people").text
    assert "Ben Berg" in everybody
    assert "Cleo Clay" not in everybody
    assert "Ben Berg" in visit.get("/people?words=BERG").text
    assert "Ana Alba" not in visit.get("/people?words=BERG").text
    assert "Nobody found" in visit.get("/people?words=%25").text
    assert "Rolf Roth" not in visit.get(f"/people?team={blue.id}").text
    assert "Cleo Clay" in visit.get("/people?left=y").text
    assert visit.get("/people?team=x&page=-3&left=").status_code == 200


def test_a_long_roster_is_paginated_and_costs_no_more_queries(
    as_: Callable[..., Visit], ines: Person, blue: Team, counting: Callable[[], Any]
) -> None:
    visit = as_(ines)
    visit.get("/people")
    with counting() as few:
        visit.get("/people")
    for number in range(60):
        person = Person(name=f"Zoe {number:02}")
        person.memberships.append(Membership(team=blue, since=SINCE))
        db.session.add(person)
    db.session.commit()
    with counting() as many:
        page = visit.get("/people").text
    assert "Zoe 59" not in page
    assert "Zoe 59" in visit.get("/people?page=3").text
    assert len(many) <= len(few) <= 16


def test_a_move_closes_the_old_team_on_its_day(
    as_: Callable[..., Visit], ines: Person, ana: Person, blue: Team, red: Team
) -> None:
    on = TODAY + timedelta(days=5)
    answer = as_(ines).post(f"/people/{ana.id}/memberships", move(red, on))
    assert answer.status_code == 303
    assert [(m.team.name, m.since, m.until) for m in ana.memberships] == [
        ("Blue", SINCE, on),
        ("Red", on, None),
    ]
    assert [led.until for led in ana.leaderships] == [on], "leading the old team ends as well"
    assert queries.team_id_of(ana, on - timedelta(days=1)) == blue.id
    assert queries.team_id_of(ana, on) == red.id


@pytest.mark.both
@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"move-team": "", "move-since": "2026-03-18"}, 422, "Please choose a team."),
        ({"move-team": "99999", "move-since": "2026-03-18"}, 422, "Not a valid choice"),
        ({"move-team": "{blue}", "move-since": "soon"}, 422, "Not a valid date"),
        ({"move-team": "{blue}", "move-since": "2026-03-18"}, 409, "already in Blue"),
        ({"move-team": "{red}", "move-since": "2025-02-01"}, 409, "moves to Red later"),
    ],
)
def test_a_bad_move_is_explained_and_changes_nothing(
    as_: Callable[..., Visit],
    ines: Person,
    ben: Person,
    blue: Team,
    red: Team,
    form: dict[str, str],
    status: int,
    sentence: str,
) -> None:
    if "later" in sentence:
        actions.move(ben, red, on=TODAY + timedelta(days=9), actor=None, now=NOW)
    before = actions.spans_of(ben)
    typed = {key: value.format(blue=blue.id, red=red.id) for key, value in form.items()}
    answer = as_(ines).post(f"/people/{ben.id}/memberships", typed)
    assert answer.status_code == status
    assert sentence in answer.text
    assert actions.spans_of(ben) == before


@pytest.mark.both
def test_somebody_becomes_lead_and_stops(
    as_: Callable[..., Visit], ines: Person, ben: Person, blue: Team
) -> None:
    visit = as_(ines)
    typed = {"lead-team": blue.id, "lead-since": "2026-03-01"}
    assert visit.post(f"/people/{ben.id}/leaderships", typed).status_code == 303
    assert queries.leads(ben, blue.id, TODAY)
    assert visit.post(f"/people/{ben.id}/leaderships", typed).status_code == 409

    led = ben.leaderships[0].id
    assert visit.post(f"/people/{ben.id}/leaderships/{led}/ending").status_code == 303
    assert not queries.leads(ben, blue.id, TODAY)
    other = f"/people/{ines.id}/leaderships/{led}/ending"
    assert visit.post(other).status_code == 404


def test_who_works_here_again_by_a_later_day_of_leaving_is_new(as_, ines, ben, cleo) -> None:
    for person, day in ((ben, "2026-01-31"), (cleo, "2026-06-30")):
        as_(ines).post(f"/people/{person.id}/leaving", {"leaving-on": day})
    assert (ben.held_since, cleo.held_since) == (None, None)
    for person in (ben, cleo):
        as_(ines).post(f"/people/{person.id}/leaving", {"leaving-on": "2027-12-31"})
    assert (ben.held_since, cleo.held_since) == (NOW, None)


def test_leaving_ends_teams_leading_and_sessions_and_can_be_undone(
    as_: Callable[..., Visit], ines: Person, ana: Person, blue: Team
) -> None:
    hers, visit = as_(ana), as_(ines)
    typed = {"leaving-on": TODAY.isoformat()}
    assert visit.post(f"/people/{ana.id}/leaving", typed).status_code == 303
    assert ana.memberships[0].until == TODAY
    assert ana.leaderships[0].until == TODAY
    assert hers.get("/profile").status_code == 303
    assert "Left on" in visit.get(f"/people/{ana.id}").text

    typed = {"back-team": str(blue.id), "back-since": "2026-03-20"}
    assert visit.post(f"/people/{ana.id}/return", typed).status_code == 303
    assert ana.left_on is None
    assert queries.team_id_of(ana, date(2026, 3, 20)) == blue.id
    assert queries.team_id_of(ana, date(2026, 3, 19)) is None


def test_somebody_who_leaves_later_works_until_then(
    as_: Callable[..., Visit], ines: Person, ben: Person
) -> None:
    visit = as_(ben)
    as_(ines).post(f"/people/{ben.id}/leaving", {"leaving-on": "2026-03-20"})
    with clock.frozen(NOW + timedelta(days=1)):
        assert visit.get("/profile").status_code == 200
    with clock.frozen(NOW + timedelta(days=2)):
        assert visit.get("/profile").status_code == 303


def test_only_an_admin_gives_roles_and_the_last_admin_stays(
    as_: Callable[..., Visit], ada: Person, ines: Person, ben: Person
) -> None:
    path = f"/people/{ben.id}/roles"
    assert as_(ines).post(path, {"roles-roles": ["admin"]}).status_code == 403
    assert "Only an admin gives" in as_(ines).get(f"/people/{ben.id}").text
    visit = as_(ada)
    assert visit.post(path, {"roles-roles": ["hr", "cx"]}).status_code == 303
    assert queries.roles_of(ben, TODAY) == {Role.EMPLOYEE, Role.HR, Role.CX}
    assert visit.post(path, {"roles-roles": ["emperor"]}).status_code == 422

    answer = visit.post(f"/people/{ada.id}/roles", {"roles-roles": ["hr"]})
    assert answer.status_code == 409
    assert "last admin" in answer.text
    leaving = visit.post(f"/people/{ada.id}/leaving", {"leaving-on": "2026-04-01"})
    assert leaving.status_code == 409
    assert queries.roles_of(ada, TODAY) == {Role.EMPLOYEE, Role.ADMIN}

    visit.post(path, {"roles-roles": ["admin"]})
    assert visit.post(f"/people/{ada.id}/roles", {"roles-roles": []}).status_code == 303
    assert queries.roles_of(ada, TODAY) == {Role.EMPLOYEE}
    assert visit.get("/people").status_code == 403, "the role is gone at once"


def test_a_person_is_added_and_invited(
    as_: Callable[..., Visit], ines: Person, red: Team, mailbox: Path
) -> None:
    typed = {
        "name": "Nora New",
        "email": "Nora@bright.example",
        "employee_number": "77",
        "team": red.id,
        "since": "2026-04-01",
        "invite": "y",
    }
    answer = as_(ines).post("/people", typed)
    assert answer.status_code == 303
    nora = person_named("Nora")
    assert (nora.employee_number, nora.memberships[0].team.name) == ("77", "Red")
    [(to, text)] = letters(mailbox)
    assert to == "nora@bright.example"
    assert "Ines Ingo invites you" in text
    link = text[text.index("/passwords/") :].split()[0]
    with clock.frozen(NOW + timedelta(days=6)):
        assert as_(None).get(link).status_code == 200
    with clock.frozen(NOW + timedelta(days=7)):
        assert as_(None).get(link).status_code == 410


def test_a_person_without_email_is_welcome(
    as_: Callable[..., Visit], ines: Person, mailbox: Path
) -> None:
    typed = {"name": "Otto Offline", "since": "2026-04-01", "invite": "y"}
    answer = as_(ines).post("/people", typed)
    assert answer.status_code == 303
    assert not letters(mailbox)
    assert as_(ines).post(answer.location + "/invitations").status_code == 409
    assert as_(ines).post("/people", typed | {"name": "Olga Offline"}).status_code == 303


@pytest.mark.both
@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"name": ""}, 422, "Please type the name."),
        ({"email": "nora"}, 422, "does not look like an e-mail address"),
        ({"email": "ben@bright.example"}, 409, "already has the e-mail"),
        ({"since": ""}, 422, "Please choose a day."),
    ],
)
def test_a_bad_entry_is_explained_and_keeps_what_was_typed(
    as_: Callable[..., Visit], ines: Person, changes: dict[str, str], status: int, sentence: str
) -> None:
    typed = {"name": "Nora New", "email": "n@bright.example", "since": "2026-04-01"} | changes
    answer = as_(ines).post("/people", typed)
    assert answer.status_code == status
    assert sentence in answer.text
    assert typed["email"] in answer.text
    assert queries.find_by_email("n@bright.example") is None


def test_an_invitation_that_cannot_go_loses_nothing(
    app: Flask, as_: Callable[..., Visit], ines: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    down = replace(app.config["SETTINGS"], mail_url="smtp://127.0.0.1:1")
    monkeypatch.setitem(app.config, "SETTINGS", down)
    visit = as_(ines)
    typed = {"name": "Nora New", "email": "nora@bright.example", "since": "2026-04-01"}
    answer = visit.post("/people", typed | {"invite": "y"})
    assert answer.status_code == 303
    page = visit.get(answer.location).text
    assert "Nora New" in page
    assert "no invitation went to nora@bright.example" in page


@pytest.mark.both
def test_hr_corrects_an_entry_but_not_the_address_of_somebody_with_a_role(
    as_: Callable[..., Visit], ines: Person, ben: Person, ada: Person
) -> None:
    typed = {"name": "Benno Berg", "email": "benno@bright.example", "employee_number": "12"}
    assert as_(ines).post(f"/people/{ben.id}", typed).status_code == 303
    assert (ben.name, ben.email, ben.employee_number) == tuple(typed.values())

    taken_over = {"name": "Ada Adler", "email": "ines+ada@bright.example"}
    answer = as_(ines).post(f"/people/{ada.id}", taken_over)
    assert answer.status_code == 409
    assert ada.email == "ada@bright.example"
    assert as_(ada).post(f"/people/{ada.id}", taken_over).status_code == 303


@pytest.mark.both
def test_teams_are_added_renamed_and_put_under_each_other(
    as_: Callable[..., Visit], ines: Person, service: Team, blue: Team
) -> None:
    visit = as_(ines)
    assert visit.post("/people/teams", {"name": "Green", "parent": blue.id}).status_code == 303
    page = visit.get("/people/teams").text
    assert "Service › Blue › Green" in page
    assert "Ana Alba" in page

    path = f"/people/teams/{blue.id}"
    assert visit.post(path, {"name": "Azure", "parent": ""}).status_code == 303
    assert (blue.name, blue.parent_id) == ("Azure", None)


@pytest.mark.both
@pytest.mark.parametrize(
    ("team", "name", "parent", "status", "sentence"),
    [
        ("Service", "Service", "Blue", 409, "cannot be put under it"),
        ("Blue", "Blue", "Blue", 409, "cannot be put under it"),
        ("Blue", "red", "Service", 409, "already a team called Red"),
        ("Blue", "", "Service", 422, "type the team’s name"),
    ],
)
def test_a_loop_of_teams_or_a_taken_name_is_refused(
    as_: Callable[..., Visit],
    ines: Person,
    team: str,
    name: str,
    parent: str,
    status: int,
    sentence: str,
) -> None:
    ids = {each.name: each.id for each in queries.all_teams()}
    paths = team_paths()
    answer = as_(ines).post(f"/people/teams/{ids[team]}", {"name": name, "parent": ids[parent]})
    assert answer.status_code == status
    assert sentence in answer.text
    assert team_paths() == paths


def test_every_view_declares_who_may_open_it(app: Flask) -> None:
    undeclared = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint != "static" and not hasattr(view, "permission")
    ]
    assert not undeclared, f"put @allow(...) under the route of {undeclared}"


def test_a_view_that_declares_nothing_is_not_served(
    app: Flask, as_: Callable[..., Visit], ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "people.profile", lambda: "unguarded")
    assert as_(ada).get("/profile").status_code == 404
