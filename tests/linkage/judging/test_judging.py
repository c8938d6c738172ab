"""Measures judged by customers: what moves with them, what moves against, what cannot be told."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
from flask import Flask

from cxstaff import versions
from cxstaff.customers.models import Total
from cxstaff.customers.outcomes import Estimate
from cxstaff.db import db
from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.verdict import Lead, Verdict
from cxstaff.linkage.judging.judging import Exclusion, Series, judge_measures
from cxstaff.linkage.judging.queries import judged_by, teams_with
from cxstaff.linkage.leads.family import Allowance, Status
from cxstaff.linkage.leads.queries import measures_with_levers
from cxstaff.linkage.material.breaks import Break, TeamChange
from cxstaff.linkage.material.cells import numbers_of, results_of
from cxstaff.measures import actions as measures
from cxstaff.measures.models import Reading
from cxstaff.people.models import Person, Team
from tests.cast import NOW
from tests.levers import PlanKind, TargetKind, a_measure
from tests.linkage.worlds import CUSTOMERS, Build, month, said
from tests.statistical import STATISTICAL

As = Callable[..., Any]
TEAMS, MONTHS = 14, 12
MAIN = Allowance(Status.STANDING, 0.2, 1)


def numbers(seed: int = 3, *, moves: float = 0.0) -> tuple[dict, dict]:
    """Give a measure by place, and customers' scores that move by `moves` for each unit of it."""
    dice = np.random.default_rng(seed)
    values, heard = {}, {}
    for team in range(TEAMS):
        usual = dice.normal()
        for period in range(MONTHS):
            own = dice.normal()
            values[team, period] = 8 + usual + own
            mean = 4 - 0.3 * usual + moves * own + 0.1 * dice.normal()
            heard[team, period] = Estimate(60, mean, mean - 0.3, mean + 0.3, 1.2)
    return values, heard


def test_a_measure_that_a_reorganisation_moved_with_its_customers_is_not_believed() -> None:
    values, heard = numbers()
    for team, period in values:
        if team % 2 and period >= 6:
            values[team, period] += 5
            mean = heard[team, period].value + 1
            heard[team, period] = Estimate(60, mean, mean - 0.3, mean + 0.3, 1.2)
    asked = {1: Series(numbers_of(values), better_up=True)}, results_of(heard), "csat", MAIN
    breaks = [Break(team, 6, TeamChange.PEOPLE, 0.5) for team in range(1, TEAMS, 2)]
    assert judge_measures(*asked)[1].reading is Verdict.SUPPORTS
    known = judge_measures(*asked, breaks)[1]
    assert (known.reading, known.reason) == (Verdict.CANNOT_TELL, Reason.LOST_BESIDE_CHANGES)
    elsewhere = [Break(team + 100, 6, TeamChange.PEOPLE, 0.5) for team in range(TEAMS)]
    assert judge_measures(*asked, elsewhere)[1].reading is Verdict.SUPPORTS


@pytest.mark.parametrize(
    ("moves", "lead"), [(0.2, Lead.TOGETHER), (-0.2, Lead.OPPOSITE), (0.0, Verdict.CANNOT_TELL)]
)
def test_by_another_result_than_the_main_one_a_measure_gets_a_lead(moves, lead) -> None:
    values, heard = numbers(moves=moves)
    other = Allowance(Status.EXPLORATORY, 0.1, 40)
    asked = {1: Series(numbers_of(values), better_up=True)}, results_of(heard), "csat"
    assert judge_measures(*asked, other)[1].reading is lead


@pytest.mark.parametrize(
    ("moves", "better_up", "verdict"),
    [
        (0.2, True, Verdict.SUPPORTS),
        (-0.2, False, Verdict.SUPPORTS),
        (-0.2, True, Verdict.CONFLICTS),
        (0.2, False, Verdict.CONFLICTS),
    ],
)
def test_a_measure_is_judged_by_the_way_that_is_better(moves, better_up, verdict) -> None:
    values, heard = numbers(moves=moves)
    judged = judge_measures(
        {1: Series(numbers_of(values), better_up)}, results_of(heard), "csat", MAIN
    )[1]
    assert judged.reading is verdict
    assert judged.reason is None
    assert judged.step == 0.5 or judged.step == 1
    assert abs(judged.effect) == pytest.approx(0.2 * judged.step, abs=0.03 * judged.step)
    assert judged.low < judged.effect < judged.high


def test_teams_that_differ_anyway_do_not_decide() -> None:
    values, heard = numbers(moves=0.0)
    judged = judge_measures(
        {1: Series(numbers_of(values), better_up=True)}, results_of(heard), "csat", MAIN
    )[1]
    assert judged.reading is Verdict.CANNOT_TELL
    assert judged.reason is Reason.INTERVAL_HOLDS_ZERO


def test_luck_among_many_measures_is_allowed_for() -> None:
    heard = numbers(0)[1]
    many = {n: Series(numbers_of(numbers(n)[0]), better_up=True) for n in range(1, 41)}
    judged = judge_measures(many, results_of(heard), "csat", MAIN).values()
    assert sum(each.slope.p < 0.05 for each in judged) > 0
    assert all(each.reading is Verdict.CANNOT_TELL for each in judged)
    assert {each.questions for each in judged} == {40}


def test_what_cannot_be_judged_says_why() -> None:
    values, heard = numbers()
    one_team = {place: value for place, value in values.items() if place[0] == 0}
    series = {
        1: Series(numbers_of(values), better_up=True, outcome="csat"),
        2: Series(numbers_of(values), better_up=True, outcome="csat_top2"),
        3: Series(numbers_of({}), better_up=True),
        4: Series(numbers_of(one_team), better_up=True),
        5: Series(numbers_of(dict.fromkeys(values, 7.0)), better_up=True),
        6: Series(numbers_of({(99, 99): 1.0}), better_up=True),
    }
    reasons = {
        key: each.reason
        for key, each in judge_measures(series, results_of(heard), "csat", MAIN).items()
    }
    assert reasons == {
        1: Exclusion.ITSELF,
        2: Exclusion.SAME_ANSWERS,
        3: Exclusion.NO_NUMBERS,
        4: Reason.ONE_TEAM,
        5: Reason.ENGAGEMENT_DOES_NOT_CHANGE,
        6: Reason.NO_CELLS,
    }
    assert judge_measures({}, results_of(heard), "csat", MAIN) == {}


@pytest.fixture
def measured(app: Flask, ines: Person, blue: Team) -> Team:
    """A year in which fast calls go with unhappy customers, and Blue is paid for fast calls."""
    dice = np.random.default_rng(4)
    teams = [Team(name=f"Team {n:02}") for n in range(TEAMS)]
    db.session.add_all(teams)
    fast = measures.define_outcome_measure("Fast calls", ines, outcome="handling", now=NOW)
    notes = a_measure(ines, "Notes written", unit="notes", direction="up")
    a_measure(ines, "Never used")
    PlanKind.begin(blue, fast, ines)
    TargetKind.begin(blue, notes, ines)
    for team in teams:
        for place in range(MONTHS):
            own = dice.normal()
            minutes = 8 + own
            handling = {
                "handling_n": CUSTOMERS,
                "handling_sum": round(60 * minutes * CUSTOMERS),
                "handling_squares": round((minutes**2 + 4) * CUSTOMERS * 3600),
            }
            said(team, month(place), 4 + 0.1 * own + 0.03 * dice.normal(), **handling)
            week = date(month(place).year, month(place).month, 9)
            db.session.add(
                Reading(
                    measure_id=notes.id, team_id=team.id, starts_on=week, value=5 + dice.normal()
                )
            )
    db.session.commit()
    return blue


def test_a_lever_counts_from_its_first_day_to_its_last(
    app: Flask, ines: Person, blue: Team, red: Team
) -> None:
    notes = a_measure(ines, "Notes written")
    TargetKind.begin(blue, notes, ines, since=date(2026, 3, 2), until=date(2026, 3, 16))
    PlanKind.begin(red, notes, ines, since=date(2026, 3, 9), until=date(2026, 3, 12))
    db.session.flush()
    found = {
        day: (len(measures_with_levers(each)), teams_with([notes.id], each)[notes.id])
        for day in (1, 2, 8, 9, 11, 12, 15, 16)
        if (each := date(2026, 3, day))
    }
    assert found == {
        1: (0, (0, 0)),
        2: (1, (1, 0)),
        8: (1, (1, 0)),
        9: (1, (1, 1)),
        11: (1, (1, 1)),
        12: (1, (1, 0)),
        15: (1, (1, 0)),
        16: (0, (0, 0)),
    }


def test_leaders_see_which_measures_customers_speak_against(
    measured: Team, ines: Person, as_: As
) -> None:
    page = as_(ines).get("/comparison/measures").text
    assert "Moves against it" in page
    assert "In months when “Fast calls” was" in page
    size = r"customers scored [\d.]+ points lower \([\d.]+ to [\d.]+\)"
    assert re.search(f"{size}: seen in 14 teams over 12 months", page)
    assert re.search(r"Of \d measures, customers speak for (\d|none) and against [1-9]\.", page)
    first = page[page.index('id="answer"') : page.index('id="statisticians"')]
    assert not STATISTICAL.findall(re.sub("<[^>]+>", " ", first))
    assert _drawn(page) == 2, "both measures, and each with its interval"
    assert 'data-label="Teams" class="number">14</td>' in page
    assert 'data-label="Months" class="number">12</td>' in page
    assert "Notes written" in page
    assert "The same numbers fit a small rise, a small fall and no link at all." in page
    assert "Never used" not in page
    assert "It is counted" not in page
    itself = as_(ines).get("/comparison/measures?outcome=handling").text
    assert itself.count("It is this customer result itself.") == 1
    assert _drawn(itself) == 1, "what is not judged is not drawn"


def _drawn(page: str) -> int:
    """Count the dots of the picture, of which each has a bar."""
    dots, bars = (
        re.findall(rf'class="picture-{each}" d="([^"]*)"', page)[0] for each in ("dots", "bars")
    )
    assert dots.count("M") == bars.count("M")
    return dots.count("M")


@pytest.mark.parametrize(("link", "reading"), [(0.01, "Moves with it"), (0.0, "Cannot tell")])
def test_a_standing_question_with_its_verdict_hands_its_level_on(
    link: float, reading: str, company: Build, ines: Person, as_: As
) -> None:
    world = company(link=link)
    notes = a_measure(ines, "Notes written", unit="notes", direction="up")
    TargetKind.begin(world.made[0], notes, ines)
    dice, heard = np.random.default_rng(7), list(db.session.scalars(db.select(Total)))
    usual = {
        each.id: np.mean([_mean(row) for row in heard if row.team_id == each.id])
        for each in world.made
    }
    for row in heard:
        week = date(row.starts_on.year, row.starts_on.month, 9)
        value = 5 + 2 * (_mean(row) - usual[row.team_id]) + dice.normal() / 2
        place = {"measure_id": notes.id, "team_id": row.team_id, "starts_on": week}
        db.session.add(Reading(**place, value=value))
    db.session.commit()
    (found,) = judged_by("csat", [notes], NOW.date(), MAIN).values()
    assert 0.005 < found.slope.p < 0.05
    page = as_(ines).get("/comparison/measures").text
    assert reading in page


def _mean(row: Total) -> float:
    return row.csat_sum / row.csat_n


def test_the_register_of_a_team_says_it_beside_the_lever(
    measured: Team, ben: Person, ana: Person, as_: As
) -> None:
    for person in (ben, ana):
        page = as_(person).get(f"/teams/{measured.id}").text
        assert "Moves against it" in page
        assert "It judges the measure, not a team." in page
        assert "/comparison/measures" not in page


def test_a_reading_put_right_is_seen_at_once(measured: Team, ines: Person, as_: As) -> None:
    before = as_(ines).get("/comparison/measures").text
    for reading in db.session.scalars(db.select(Reading)):
        total = db.session.scalars(
            db.select(Total).where(
                Total.team_id == reading.team_id,
                Total.starts_on == reading.starts_on.replace(day=1),
            )
        ).one()
        luck = (7 * reading.team_id + 5 * reading.starts_on.month) % 4 / 10
        reading.value = 10 * total.csat_sum / total.csat_n + luck
    versions.count_change(db.session(), "measures.readings")  # as entering readings does
    db.session.commit()
    after = as_(ines).get("/comparison/measures").text
    assert before.count("Moves with it") == 0
    assert after.count("Moves with it") == 1


def test_only_leaders_see_the_page_and_nonsense_gets_a_sentence(
    measured: Team, ines: Person, ben: Person, as_: As
) -> None:
    assert as_(ben).get("/comparison/measures").status_code == 403
    answer = as_(ines).get("/comparison/measures?outcome=luck")
    assert answer.status_code == 422
    assert "Measures cannot be judged by this" in answer.text


def test_a_company_without_levers_is_led_on(app: Flask, ines: Person, as_: As) -> None:
    assert "Nothing is measured or incented yet" in as_(ines).get("/comparison/measures").text
