"""The list of teams and the team page: who sees what, with and without anything on it."""

from datetime import timedelta
from typing import Any

import pytest

from cxstaff.customers.models import Total
from cxstaff.db import db
from cxstaff.measures import actions as measures
from cxstaff.people.models import Membership, Person, Team
from cxstaff.pulses.models import PulseRound, RoundResult
from tests.cast import NOW, TODAY
from tests.levers import LONG_AGO, CelebrationKind, PlanKind, TargetKind, a_measure
from tests.rounds import built_round, invite
from tests.said import say
from tests.thanks import thank

DAY = timedelta(days=1)
PAGES = ["", "/history", "/members", "/remarks"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["ana", "ben", "hugo", "ines", "cyrus", "ada"])
def test_it_works_for_the_team_those_above_and_those_who_read(
    page: str, who: str, blue: Team, as_: Any, request: Any
) -> None:
    answer = as_(request.getfixturevalue(who)).get(f"/teams/{blue.id}{page}")
    assert answer.status_code == 200
    assert "Led by Ana Alba" in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_another_team_cannot_tell_that_it_exists(
    page: str, blue: Team, cleo: Person, rolf: Person, as_: Any
) -> None:
    for person in (cleo, rolf):
        assert as_(person).get(f"/teams/{blue.id}{page}").status_code == 404
        assert as_(person).get(f"/teams/9999{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_turned_away(page: str, blue: Team, as_: Any) -> None:
    assert "/sign-in" in as_(None).get(f"/teams/{blue.id}{page}").location


def test_the_list_shows_the_teams_a_person_may_see(
    ben: Person, hugo: Person, ines: Person, as_: Any
) -> None:
    assert "Blue" in as_(ben).get("/teams").text
    assert "Red" not in as_(ben).get("/teams").text
    seen = as_(hugo).get("/teams").text
    assert seen.index(">Blue</a>") < seen.index(">Red</a>") < seen.index(">Service</a>")
    found = as_(ines).get("/teams?q=serv").text
    assert "Red" in found
    assert "Office" not in found
    assert "No team is like that" in as_(ines).get("/teams?q=zzz").text
    assert as_(None).get("/teams").status_code == 303


def test_who_is_in_no_team_is_told_what_comes_next(ben: Person, as_: Any) -> None:
    db.session.execute(db.delete(Membership).where(Membership.person_id == ben.id))
    assert "You are in no team yet" in as_(ben).get("/teams").text


def test_the_three_levers_stand_side_by_side_with_dates_and_voice(
    blue: Team, ana: Person, ben: Person, as_: Any
) -> None:
    guard = measures.define_outcome_measure("Satisfaction", ana, outcome="csat", now=NOW)
    measure = a_measure(ana)
    TargetKind.begin(blue, measure, ana, good_behaviour="Solve it once.")
    TargetKind.begin(blue, guard, ana, level=4.2, since=TODAY + DAY)
    PlanKind.begin(blue, measure, ana)
    CelebrationKind.begin(blue, guard, ana)
    for day in range(3):
        starts = LONG_AGO + timedelta(days=49 + 7 * day)
        measures.enter_readings(
            measure, ana, starts_on=starts, values={blue.id: 5.0 + day / 10}, now=NOW
        )
    page = as_(ben).get(f"/teams/{blue.id}").text
    for words in (
        "At most 6 min",
        "Since 5 Jan 2026",
        "Solve it once.",
        "The company’s own number, not the customer’s voice",
        "Target met",
        "as it was entered",
        "2 € for each call above 9 an hour",
        "Rung when a case is solved",
        "Begins later",
        "Paid for Handle time, and nothing shows what that costs elsewhere",
    ):
        assert words in page, words
    assert "New target" not in page
    assert "/change" not in page


def test_only_those_who_may_set_levers_are_offered_it(
    blue: Team, ana: Person, ben: Person, ada: Person, cyrus: Person, as_: Any
) -> None:
    TargetKind.begin(blue, a_measure(ana), ana)
    for person, offered in ((ana, True), (cyrus, True), (ben, False), (ada, False)):
        page = as_(person).get(f"/teams/{blue.id}").text
        assert ("New target" in page) is offered
        assert ("/targets/" in page) is offered
        assert ("New celebration" in page) is offered


def test_a_finding_leads_to_the_form_with_its_measure_chosen(
    blue: Team, ana: Person, as_: Any
) -> None:
    a_measure(ana, "Another")
    measure = a_measure(ana)
    TargetKind.begin(blue, measure, ana, since=TODAY - 90 * DAY)
    path = f"/teams/{blue.id}/celebrations/new?measure={measure.id}"
    assert path in as_(ana).get(f"/teams/{blue.id}").text
    assert f'selected value="{measure.id}"' in as_(ana).get(path).text


def test_history_keeps_what_was_true(blue: Team, ana: Person, ben: Person, as_: Any) -> None:
    target = TargetKind.begin(blue, a_measure(ana), ana)
    TargetKind.change(target, ana, since=TODAY)
    page = as_(ben).get(f"/teams/{blue.id}/history").text
    for words in ("5 Jan 2026", "17 Mar 2026", "18 Mar 2026", "At most 6 min", "At most 5 min"):
        assert words in page, words
    assert "Ana Alba" in page
    assert "At most 6 min" not in as_(ben).get(f"/teams/{blue.id}").text


def test_customers_words_lead_to_a_thanks_and_a_bad_one_names_nobody(
    blue: Team, ana: Person, ben: Person, bea: Person, as_: Any
) -> None:
    good = say(ben, blue, "So patient with me!")
    say(bea, blue, "Nobody rang back.", csat=1)
    page = as_(ana).get(f"/teams/{blue.id}/remarks").text
    assert "So patient with me!" in page
    assert "Nobody rang back." in page
    assert f"/thanks/new?interaction={good.id}" in page
    assert "Thank Ben Berg for this" in page
    assert "Bea Bach" not in page
    assert "Thank Ben Berg" not in as_(ben).get(f"/teams/{blue.id}/remarks").text


def test_outcomes_carry_n_and_an_interval(blue: Team, ben: Person, as_: Any) -> None:
    sums = {"csat_n": 40, "csat_sum": 168, "csat_squares": 730, "csat_top2": 32}
    db.session.add(
        Total(grain="day", team_id=blue.id, starts_on=TODAY - DAY, interactions=60, **sums)
    )
    page = as_(ben).get(f"/teams/{blue.id}").text
    assert "4.20" in page
    assert ", from 40" in page


def test_public_thanks_are_shown_and_private_ones_are_not(
    blue: Team, ana: Person, ben: Person, bea: Person, as_: Any
) -> None:
    measure = a_measure(ana)
    for message, private in (("For everyone to see", False), ("Between us", True)):
        thank(ben, ana, message, measure=measure, is_private=private, now=NOW - DAY)
    page = as_(bea).get(f"/teams/{blue.id}").text
    assert "For everyone to see" in page
    assert "Between us" not in page


@pytest.fixture
def round_(blue: Team, ben: Person) -> PulseRound:
    """A closed round that asked Ben about engagement."""
    made = built_round(NOW - 10 * DAY, 7, opened_box_at=NOW - 3 * DAY)
    invite(made, [ben], blue)
    return made


def test_a_result_is_shown_with_its_range_to_those_who_may_read_it(
    round_: PulseRound, blue: Team, ana: Person, ben: Person, ines: Person, as_: Any
) -> None:
    db.session.add(
        RoundResult(
            round_id=round_.id,
            team_id=blue.id,
            subject="index",
            invited=8,
            n=6,
            mean=71.4,
            variance=100.0,
            favourable=0.6,
        )
    )
    for person in (ana, ines):
        page = as_(person).get(f"/teams/{blue.id}").text
        assert "71" in page
        assert "6 of 8 answered" in page
    assert "Latest pulse" not in as_(ben).get(f"/teams/{blue.id}").text


def test_hidden_and_no_data_look_different(
    blue: Team, red: Team, ana: Person, rolf: Person, as_: Any, request: Any
) -> None:
    assert "No data yet" in as_(ana).get(f"/teams/{blue.id}").text
    request.getfixturevalue("round_")
    page = as_(ana).get(f"/teams/{blue.id}").text
    assert "Hidden to protect people" in page
    assert "Hidden to protect people" not in as_(rolf).get(f"/teams/{red.id}").text


@pytest.mark.long
def test_pages_cost_the_same_however_much_stands_on_them(
    blue: Team, ana: Person, ben: Person, as_: Any, counting: Any
) -> None:
    def cost(path: str) -> int:
        browser = as_(ana)
        browser.get(path)
        with counting() as sent:
            browser.get(path)
        return len(sent)

    paths = [f"/teams/{blue.id}{page}" for page in PAGES] + ["/teams"]
    measure = a_measure(ana, guard=a_measure(ana, "Kindness", voice="customer"))
    TargetKind.begin(blue, measure, ana)
    PlanKind.begin(blue, measure, ana)
    thank(ben, ana, message="Well done", measure=measure, now=NOW)
    say(ben, blue, "Good")
    few = [cost(path) for path in paths]
    for n in range(30):
        another = a_measure(ana, f"Number {n}", guard=measure)
        for kind in (TargetKind, PlanKind, CelebrationKind):
            kind.begin(blue, another, ana)
        thank(ben, ana, message=f"Well done {n}", measure=another, now=NOW)
        say(ben, blue, f"Good {n}")
        db.session.add(Team(name=f"Blue {n}", parent=blue))
    assert all(after <= before + 1 for before, after in zip(few, map(cost, paths), strict=True))
    assert max(few) <= 60


def test_a_long_list_of_teams_comes_in_pages(ines: Person, blue: Team, as_: Any) -> None:
    for n in range(60):
        db.session.add(Team(name=f"Squad {n:02}", parent=blue))
    first = as_(ines).get("/teams").text
    assert "Squad 05" in first
    assert "Squad 59" not in first
    assert "Squad 59" in as_(ines).get("/teams?page=7").text
