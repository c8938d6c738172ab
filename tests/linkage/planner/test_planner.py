"""The planner's page: one sentence, a company's own numbers, and a study that takes them over."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import numpy as np
import pytest

from benchmarks.linkage import planned
from benchmarks.linkage.companies import Scenario
from benchmarks.linkage.companies import company as company_of
from cxstaff.db import db
from cxstaff.linkage.comparison.comparison import compare
from cxstaff.linkage.comparison.queries import whole_answer
from cxstaff.linkage.estimates import power
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.leads.models import Look
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.planner.planner import numbers_of
from cxstaff.people.models import Person
from cxstaff.pulses.models import RoundResult
from tests.cast import TODAY, ZONE
from tests.linkage.worlds import Build

PATH = "/comparison/planner"
KNOWN = {"change": 4, "answer": 16, "result": 0.05, "customer": 1.38, "effect": 0.1}


def value_of(page: Any, name: str) -> str:
    """Return what stands in a field of the page."""
    field = re.search(rf'<input[^>]*\bname="{name}"[^>]*>', page.text)
    assert field, name
    found = re.search(r'value="([^"]*)"', field[0])
    assert found, name
    return found[1]


def test_hr_and_cx_may_and_nobody_else(
    as_: Any, ines: Person, cyrus: Person, ana: Person, ben: Person, ada: Person
) -> None:
    for person in (ines, cyrus):
        assert as_(person).get(PATH).status_code == 200
    for person in (ana, ben, ada):
        assert as_(person).get(PATH).status_code == 403
    assert "/sign-in" in as_(None).get(PATH).location


def test_without_results_it_begins_with_what_is_usual(as_: Any, ines: Person, read: Any) -> None:
    page = as_(ines).get(PATH)
    text = read(page)
    assert "You have no results to read these from yet" in text
    assert (value_of(page, "teams"), value_of(page, "answer")) == ("12", "16")
    assert re.search(
        r"With 12 teams over 12 months, a true link of 0\.07 points for 7 points of engagement "
        r"would be found in about \d+ of 100 such studies\.",
        text,
    )


def test_it_begins_with_the_companys_own_numbers(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(swing=8.0)
    page = as_(ines).get(PATH)
    assert "Filled in from your own results" in read(page)
    assert (value_of(page, "teams"), value_of(page, "periods")) == ("14", "11")
    assert (value_of(page, "answers"), value_of(page, "interactions")) == ("14", "400")
    assert 6 < float(value_of(page, "change")) < 10  # 8 was planted
    assert 0.5 < float(value_of(page, "customer")) < 3


def test_a_companys_own_numbers_are_those_that_were_planted(company: Build) -> None:
    company(teams=40, swing=6.0, link=0.0)
    found = numbers_of(whole_answer(Question(), TODAY, ZONE))
    assert found.is_own
    assert found.spreads.change == pytest.approx(6.0, rel=0.1)
    assert found.spreads.customer == pytest.approx(np.sqrt(1.2), rel=0.05)
    assert found.spreads.result < 0.05


def test_answers_are_counted_in_the_periods_that_the_lag_points_to(company: Build) -> None:
    world = company(teams=20, months=12)
    newest = db.select(RoundResult).where(RoundResult.round_id == world.rounds[-1].id)
    for score in db.session.scalars(newest):  # a month later there is no result to compare with
        score.n = 900
    db.session.commit()
    assert numbers_of(whole_answer(Question(lag=1), TODAY, ZONE)).size.answers == 14
    assert (
        numbers_of(whole_answer(Question(lag=0), TODAY, ZONE)).size.answers == 88
    )  # (11 · 14 + 900) / 12


def test_without_halves_chance_is_what_people_of_a_team_differ_by(company: Build) -> None:
    company(teams=40, swing=8.0, halves=False)
    found = numbers_of(whole_answer(Question(), TODAY, ZONE))
    seen = found.spreads.change**2 + found.spreads.answer**2 / found.size.answers
    assert seen == pytest.approx(64, rel=0.15)
    assert found.spreads.answer == pytest.approx(np.sqrt(250), rel=0.001)  # worlds plant it


def test_unequal_slow_teams_with_gaps_are_planned_for_as_they_are() -> None:
    _, scenario, gaps = planned.SHAPES[-1]
    rows = np.array([planned.tried(scenario, gaps, 30, 0.08, each) for each in range(30)])
    regular, planned_for, found = rows.mean(axis=0)
    assert regular > found + 0.2
    assert planned_for == pytest.approx(found, abs=0.2)
    assert planned_for < regular - 0.2


def test_regular_teams_lose_nothing_to_their_design() -> None:
    made = company_of(planned.SHAPES[0][1], 40, 0.1, [3])
    whole = planned.material_of(made, np.ones(made.e.shape, dtype=bool))
    comparison = compare(whole, Question(), planned.ALONE)
    design = numbers_of(comparison).size.design
    assert design.filled == 1.0
    assert design.unequal == pytest.approx(1.0, abs=0.02)
    assert design.memory == pytest.approx(1.0, abs=0.05)
    assert design.freedom == pytest.approx(1.0, abs=0.1)


def test_what_a_link_explains_is_not_planned_for_as_noise() -> None:
    made = company_of(planned.SHAPES[0][1], 40, 0.0, [3])
    linked = made.y.copy()
    linked[:, 1:] += 0.3 * made.e[:, :-1]
    whole = np.ones(made.e.shape, dtype=bool)
    none, strong = (
        numbers_of(compare(planned.material_of(each, whole), Question(), planned.ALONE)).spreads
        for each in (made, replace(made, y=linked))
    )
    assert strong.result == pytest.approx(none.result, rel=0.01)


def test_gaps_leave_no_more_than_effects_do_not_take_up() -> None:
    size = power.Size(10, 11, 7, 100, power.Design(filled=0.6))
    assert power.worth(size) == pytest.approx((0.6 * 110 - 10 - 11 + 1) / 90)
    assert power.worth(power.Size(10, 11, 7, 100)) == 1


def test_a_gap_a_large_team_and_slow_change_each_cost_something() -> None:
    made = company_of(Scenario("unequal and slow", memory=0.7, sizes=0.8), 40, 0.1, [3])
    kept = np.random.default_rng(1).random(made.e.shape) >= 0.15
    comparison = compare(planned.material_of(made, kept), Question(), planned.ALONE)
    found = numbers_of(comparison).size
    assert found.design.filled == pytest.approx(len(comparison.dots) / (found.teams * 11))
    assert found.design.unequal > 1.1
    assert found.design.memory > 1.1
    slope = comparison.slope
    assert isinstance(slope, Slope)
    assert power.freedom(found) == pytest.approx(slope.df)


def test_the_page_says_what_the_design_leaves_and_what_a_verdict_asks(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    text = read(as_(ines).get(PATH))
    assert "counted in as is usual elsewhere: a team’s period tells 68 %" in text
    assert "A verdict also asks for 10 teams and 6 months" in text
    company()
    own = read(as_(ines).get(PATH))
    assert "counted in as they are in your own results: a team’s period tells" in own
    small = read(as_(ines).get(PATH, query_string={**KNOWN, "teams": 8, "periods": 60}))
    assert "Of this size and shape it would say “cannot tell” whatever is found" in small
    assert "What would make 80 of 100, each alone" in small


def test_it_says_what_twelve_teams_can_tell(as_: Any, ines: Person, read: Any) -> None:
    text = read(as_(ines).get(PATH, query_string={**KNOWN, "teams": 12, "correlation": "0,33"}))
    assert "a correlation of 0.33 comes with an interval from −0.30 to 0.76" in text
    assert "It takes about 70 teams for 80 of 100." in text


@pytest.mark.long
def test_it_says_what_would_be_needed_and_the_table_agrees(
    as_: Any, ines: Person, read: Any
) -> None:
    query = {**KNOWN, "teams": 12, "periods": 12, "answers": 7, "interactions": 100}
    text = read(as_(ines).get(PATH, query_string=query))
    assert "That is too seldom" in text
    assert "What would make 80 of 100, each alone" in text
    needed = re.search(r"Teams (\d+) teams Or time (\d+) months Or answers", text)
    assert needed
    enough = read(as_(ines).get(PATH, query_string=query | {"teams": needed[1]}))
    assert "That is enough" in enough
    assert "What would make 80 of 100" not in enough
    short = read(as_(ines).get(PATH, query_string=query | {"teams": int(needed[1]) - 1}))
    assert "That is too seldom" in short


def test_where_no_number_is_enough_it_says_so(as_: Any, ines: Person, read: Any) -> None:
    query = {**KNOWN, "effect": "0.001", "teams": 4, "periods": 3, "answers": 5}
    text = read(as_(ines).get(PATH, query_string=query))
    assert "No link of any size would be found 4 times in 5." in text
    assert "No number of answers would be enough alone." in text
    assert "Not even 10,000 teams would be enough." in text


def test_the_study_takes_the_numbers_over(as_: Any, ines: Person) -> None:
    query = {**KNOWN, "outcome": "nps", "lag": 2, "teams": 34, "periods": 18, "effect": "2,5"}
    page = as_(ines).get(PATH, query_string=query)
    found = re.search(r'href="(/comparison/studies/new\?[^"]*)"', page.text)
    assert found
    form = as_(ines).get(unescape(found[1]))
    assert '<option selected value="nps">' in form.text
    assert '<option selected value="2">' in form.text
    assert [value_of(form, name) for name in ("teams", "periods", "smallest")] == [
        "34",
        "18",
        "2.5",
    ]


def test_a_small_plan_still_makes_a_study_that_may_be_declared(as_: Any, ines: Person) -> None:
    page = as_(ines).get(PATH, query_string={**KNOWN, "teams": 5, "periods": 4})
    assert "teams=10&amp;periods=6" in page.text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("teams", "3", "Write a whole number from 4 to 10,000."),
        ("teams", "many", "Write a whole number."),
        ("periods", "2.5", "Write a whole number."),
        ("answers", "4", "Write a whole number from 5 to 1,000."),
        ("interactions", "0", "Write a whole number from 1 to 1,000,000."),
        ("effect", "0", "Write a number from 0.0001 to 100,000."),
        ("effect", "-1", "Write a number from 0.0001 to 100,000."),
        ("change", "NaN", "Write a number from"),
        ("answer", "inf", "Write a number from"),
        ("result", "-0.1", "Write a number from 0 to 100,000."),
        ("customer", "x", "Write a number, such as 0.1."),
        ("correlation", "1", "Write a number from 0.05 to 0.95."),
    ],
)
def test_what_is_mistyped_is_explained(
    field: str, typed: str, sentence: str, as_: Any, ines: Person, read: Any
) -> None:
    page = as_(ines).get(PATH, query_string={field: typed})
    assert page.status_code == 422
    assert sentence in read(page)
    assert "of 100 such studies" not in read(page)


@pytest.mark.parametrize("query", ["engagement=mood", "outcome=revenue", "lag=9", "period=day"])
def test_a_mistyped_address_is_explained(query: str, as_: Any, ines: Person, read: Any) -> None:
    page = as_(ines).get(f"{PATH}?{query}")
    assert page.status_code == 422
    assert "Choose one from the list" in read(page)


@pytest.mark.parametrize("outcome", ["csat", "csat_top2", "nps", "ces", "resolved", "handling"])
@pytest.mark.parametrize("period", ["week", "month", "quarter"])
def test_every_choice_has_words(
    outcome: str, period: str, company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(teams=3, months=6)
    page = as_(ines).get(PATH, query_string={"outcome": outcome, "period": period, "lag": 0})
    assert page.status_code == 200
    assert "of 100 such studies" in read(page)
    assert "%(" not in read(page)


def test_planning_is_no_look_at_the_result(company: Build, as_: Any, ines: Person) -> None:
    company(link=0.01)
    as_(ines).get(PATH)
    assert not db.session.scalars(db.select(Look)).all()
