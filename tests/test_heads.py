"""Whoever heads a department of teams finds those teams: at home, and on the department's page."""

import re
from datetime import timedelta
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import RoundResult
from tests.cast import NOW
from tests.pulses.rounds import a_round, answer, close, everybody
from tests.rounds import built_round, invite
from tests.said import say

LONG = "He called back twice until the parcel was found"


@pytest.fixture
def scores(blue: Team, red: Team, ben: Person) -> None:
    """Publish a score of Blue and of Red; in Red everybody answered."""
    round_ = built_round(
        NOW - timedelta(days=9), name="Spring pulse", opened_box_at=NOW - timedelta(days=4)
    )
    invite(round_, [ben], blue)
    for team, n, mean in ((blue, 7, 71.6), (red, 9, 58.2)):
        db.session.add(
            RoundResult(
                round_id=round_.id,
                team_id=team.id,
                subject="index",
                invited=9,
                n=n,
                mean=mean,
                variance=100.0,
            )
        )
    db.session.commit()


def test_a_head_sees_at_home_how_the_teams_below_feel(hugo: Person, scores: None, as_: Any) -> None:
    table = as_(hugo).get("/").text.split("How your teams feel")[1].split("</table>")[0]
    assert table.index(">Service</a>") < table.index(">Blue</a>") < table.index(">Red</a>")
    assert "(65–79)" in table
    assert "Spring pulse" in table


def test_a_head_hears_the_customers_of_the_teams_below(
    hugo: Person, ben: Person, blue: Team, as_: Any
) -> None:
    say(ben, blue, "Kind and quick")
    page = as_(hugo).get("/").text.split("What customers said")[1]
    assert "Kind and quick" in page
    assert "Blue" in page, "it says of which team"


def test_the_remark_to_thank_for_says_something(
    ana: Person, ben: Person, blue: Team, as_: Any
) -> None:
    said = say(ben, blue, LONG)
    say(ben, blue, "ok")
    praise = as_(ana).get("/").text.split("A customer gave 5 of 5")[1].split("</section>")[0]
    assert LONG in praise
    assert f"interaction={said.id}" in praise


def test_short_remarks_are_better_than_none(ana: Person, ben: Person, blue: Team, as_: Any) -> None:
    say(ben, blue, "ok")
    assert "A customer gave 5 of 5" in as_(ana).get("/").text


def test_the_page_of_a_department_leads_to_its_teams(
    hugo: Person, ben: Person, service: Team, blue: Team, red: Team, as_: Any
) -> None:
    below = as_(hugo).get(f"/teams/{service.id}").text.split('id="teams"')[1].split("</table>")[0]
    assert f'href="/teams/{blue.id}"' in below
    assert f'href="/teams/{red.id}"' in below
    assert "Ana Alba" in below
    assert "Teams below" not in as_(ben).get(f"/teams/{blue.id}").text


def test_where_everybody_answered_a_score_has_no_empty_interval(
    hugo: Person, ines: Person, service: Team, blue: Team, red: Team, as_: Any
) -> None:
    made = a_round(ines, service)
    answer(made, everybody(blue), 6)
    answer(made, everybody(red)[1:], 3)
    answer(made, everybody(red)[:1], 5)
    close(made)
    told = f"everybody answered: {len(everybody(red))}"
    page = as_(hugo).get(f"/teams/{red.id}").text
    assert told in page
    assert "Monthly pulse" in page
    results = as_(ines).get(f"/pulses/rounds/{made.id}/results?team={red.id}").text
    assert told in results
    for text in (page, as_(hugo).get("/").text, results):
        assert not re.search(r"\b(\d+)(–| to )\1\b(?! ?[A-Z])", text)
