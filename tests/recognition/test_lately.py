"""Who was not thanked lately: told to leads of the team, newcomers and people on leave apart."""

from datetime import timedelta
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.people.models import Leave, Membership, Person, Team
from cxstaff.recognition import actions
from cxstaff.recognition.actions import ThanksWords
from cxstaff.recognition.lately.queries import (
    Asked,
    NotLately,
    Presence,
    not_lately,
    not_lately_page,
)
from cxstaff.recognition.models import CompanyValue
from tests.cast import NOW, TODAY
from tests.pulses.rounds import hire
from tests.said import say
from tests.thanks import thank

DAY, WEEKS = timedelta(days=1), timedelta(weeks=4)
BLUE = ["Bea Bach", "Ben Berg", "Bibi Blum", "Bill Boot", "Bo Brand"]


@pytest.fixture
def value(ines: Person) -> CompanyValue:
    return actions.define_value("Own it", ines, sentence="We see it through.", now=NOW)


def asked(reader: Person, *teams: Team) -> Asked:
    return Asked([each.id for each in teams], reader.id, WEEKS, NOW, TODAY)


def told(found: NotLately) -> tuple[list[str], int, int, int]:
    return [each.name for each in found.people], found.here, found.new, found.away


def test_thanks_by_name_count_from_anybody_for_the_weeks_that_were_chosen(
    ana: Person, ben: Person, bea: Person, cleo: Person, blue: Team, value: CompanyValue
) -> None:
    assert told(not_lately(asked(ana, blue), 9)) == (BLUE, 5, 0, 0)
    thank(ben, cleo, value=value, now=NOW - WEEKS)
    thank(bea, cleo, value=value, now=NOW - WEEKS - DAY)
    assert told(not_lately(asked(ana, blue), 2)) == (["Bea Bach", "Bibi Blum"], 4, 0, 0)


def test_a_private_thanks_counts_and_one_to_the_whole_team_does_not(
    ana: Person, ben: Person, blue: Team, value: CompanyValue
) -> None:
    thank(ben, ana, value=value, is_private=True)
    everybody = actions.receivers_in(blue, ana, NOW)
    actions.thank(everybody, ana, ThanksWords("All of you!", value=value), to_team=blue, now=NOW)
    assert told(not_lately(asked(ana, blue), 9))[0] == [each for each in BLUE if each != ben.name]


def test_newcomers_those_back_and_those_away_are_told_apart(
    ana: Person, ben: Person, bea: Person, blue: Team
) -> None:
    ben.leaves.append(Leave(since=TODAY - 9 * DAY))
    bea.leaves.append(Leave(since=TODAY - 99 * DAY, until=TODAY - DAY))
    new = Person(name="Ned New", email="ned@bright.example")
    new.memberships.append(Membership(team=blue, since=TODAY - 3 * DAY))
    db.session.add(new)
    db.session.flush()
    assert told(not_lately(asked(ana, blue), 9)) == (BLUE[2:], 3, 2, 1)
    page = not_lately_page(asked(ana, blue), 1)
    presences = {each.name: each.presence for each in page.items}
    assert [each.name for each in page.items][-3:] == ["Bea Bach", "Ned New", "Ben Berg"]
    assert (presences[new.name], presences[ben.name]) == (Presence.NEW, Presence.AWAY)


def test_who_moved_between_teams_is_no_newcomer(
    ana: Person, cleo: Person, blue: Team, red: Team
) -> None:
    cleo.memberships[0].until = TODAY - DAY
    cleo.memberships.append(Membership(team=blue, since=TODAY - DAY))
    db.session.flush()
    assert told(not_lately(asked(ana, blue), 9)) == (sorted([*BLUE, cleo.name]), 6, 0, 0)


def test_a_contact_that_a_customer_praised_comes_with_them(
    ana: Person, ben: Person, bea: Person, blue: Team
) -> None:
    said = [say(ben, blue, "Fine!"), say(bea, blue, "Bad.", 1), say(ben, blue, "Fine again!")]
    found = {each.name: each.contact_id for each in not_lately(asked(ana, blue), 9).people}
    assert found == dict.fromkeys(BLUE) | {ben.name: said[2].id}
    page = not_lately_page(asked(ana, blue), 1)
    assert {each.name: each.contact_id for each in page.items} == found


def test_the_lead_and_nobody_else_is_told(
    ana: Person, ben: Person, ines: Person, hugo: Person, rolf: Person, blue: Team, as_: Any
) -> None:
    said = say(ben, blue, "So patient!")
    db.session.commit()
    title, team = "Not thanked in the last 4 weeks", f"/teams/{blue.id}"
    for lead in (ana, hugo):
        for path in ("/", team, f"/thanks/not-lately?team={blue.id}"):
            page = as_(lead).get(path).text
            assert title in page, (lead.name, path)
            assert "Bea Bach" in page
    assert f"/thanks/new?interaction={said.id}" in as_(ana).get("/thanks/not-lately").text
    for other in (ben, ines):
        assert title not in as_(other).get(team).text
        assert title not in as_(other).get("/").text
    assert as_(ben).get("/thanks/not-lately").status_code == 403
    assert "You lead no team" in as_(ines).get("/thanks/not-lately").text
    assert as_(rolf).get(f"/thanks/not-lately?team={blue.id}").status_code == 404


def test_the_page_asks_a_bounded_number_of_questions(
    ana: Person, blue: Team, as_: Any, counting: Any
) -> None:
    hire(blue, 40)
    with counting() as sent:
        page = as_(ana).get("/thanks/not-lately").text
    assert "Page 1 of 2" in page
    assert len(sent) <= 15
