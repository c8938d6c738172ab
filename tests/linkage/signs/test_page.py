"""The page of signs: what leaders see of gaming, and what they never see."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from flask import Flask

from cxstaff.db import db
from cxstaff.incentives import actions as incentives
from cxstaff.measures import actions as measures
from cxstaff.measures.models import Reading
from cxstaff.people.models import Person, Team
from cxstaff.versions import count_change
from tests.cast import NOW
from tests.levers import PlanKind, TargetKind, a_measure
from tests.linkage.worlds import CUSTOMERS, month, said

As = Callable[[Person | None], Any]
PAGE = "/comparison/signs"
TEAMS, MONTHS, BEGAN = 12, 12, 6
MONDAY = date(2025, 3, 10)


def teams(count: int = TEAMS) -> list[Team]:
    made = [Team(name=f"Team {number:02}") for number in range(count)]
    db.session.add_all(made)
    db.session.flush()
    return made


def a_year(made: list[Team], faster: float = 0.0, worse: float = 0.0) -> None:
    """A year; from the seventh month the first team is faster and its customers worse off."""
    dice = np.random.default_rng(8)
    for at, team in enumerate(made):
        for place in range(MONTHS):
            is_on = at == 0 and place >= BEGAN
            minutes = 8 + 0.2 * dice.normal() - faster * is_on
            handling = {
                "handling_n": CUSTOMERS,
                "handling_sum": round(60 * minutes * CUSTOMERS),
                "handling_squares": round((minutes**2 + 4) * CUSTOMERS * 3600),
            }
            said(team, month(place), 4 + 0.03 * dice.normal() - worse * is_on, **handling)


@pytest.fixture
def hurried(app: Flask, ines: Person) -> Team:
    """A team paid for fast calls since September, whose customers are worse off since then."""
    made = teams()
    a_year(made, faster=2.0, worse=0.6)
    guard = measures.define_outcome_measure("Happy customers", ines, outcome="csat", now=NOW)
    fast = measures.define_outcome_measure(
        "Fast calls", ines, outcome="handling", guard=guard, now=NOW
    )
    PlanKind.begin(made[0], fast, ines, since=month(BEGAN))
    db.session.commit()
    return made[0]


def test_a_measure_served_at_the_customers_cost_is_shown(
    hurried: Team, ines: Person, as_: As, read: Any
) -> None:
    text = read(as_(ines).get(PAGE))
    assert "1 sign stands out" in text
    assert "“Fast calls” got better while its guard “Happy customers” got worse" in text
    assert "Sep 2025 to Feb 2026 Team 00 · Plan “Quick hands”, since 1 Sep 2025" in text
    assert "“Fast calls”, change −" in text
    assert "“Happy customers”, change −0." in text
    assert "can it be met without harm to “Happy customers”?" in text
    others = db.session.scalars(db.select(Person).where(Person.id != ines.id))
    assert not [each.name for each in others if each.name in text]
    for verb in ("drives", "because", "impact", "ROI", "cheat"):
        assert verb not in text


def test_every_false_alarm_rate_stands_beside_its_sign(
    hurried: Team, ines: Person, as_: As
) -> None:
    page = as_(ines).get(PAGE).text
    assert page.count("honest companies</td>") == 5
    assert page.count("none: it is read off the plan") == 1


def test_honest_teams_raise_nothing(app: Flask, ines: Person, as_: As, read: Any) -> None:
    made = teams()
    a_year(made)
    guard = measures.define_outcome_measure("Happy customers", ines, outcome="csat", now=NOW)
    fast = measures.define_outcome_measure(
        "Fast calls", ines, outcome="handling", guard=guard, now=NOW
    )
    TargetKind.begin(made[0], fast, ines, since=month(BEGAN))
    text = read(as_(ines).get(PAGE))
    assert "Nothing stands out" in text
    assert "Answers that are all the same In a month" in text


def test_levers_changed_along_the_way_count_from_their_beginning(
    hurried: Team, ines: Person, as_: As, read: Any
) -> None:
    plan = db.session.scalars(db.select(incentives.IncentivePlan)).one()
    PlanKind.change(plan, ines, since=date(2026, 2, 1))
    text = read(as_(ines).get(PAGE))
    assert "1 sign stands out" in text
    assert "Sep 2025 to Feb 2026" in text


def test_the_month_in_which_a_lever_began_is_not_one_of_its_months(
    hurried: Team, ines: Person, as_: As, read: Any
) -> None:
    plan = db.session.scalars(db.select(incentives.IncentivePlan)).one()
    plan.since = month(BEGAN) + timedelta(days=1)
    db.session.commit()
    text = read(as_(ines).get(PAGE))
    assert "Oct 2025 to Feb 2026 Team 00 · Plan “Quick hands”, since 2 Sep 2025" in text
    assert "Sep 2025 to" not in text


def test_a_lever_that_begins_later_is_not_looked_at(
    hurried: Team, ines: Person, as_: As, read: Any
) -> None:
    plan = db.session.scalars(db.select(incentives.IncentivePlan)).one()
    plan.since = date(2026, 4, 1)
    db.session.commit()
    assert "no target or plan on a guarded measure began" in read(as_(ines).get(PAGE))


def test_what_all_teams_are_paid_for_cannot_be_told(
    hurried: Team, ines: Person, as_: As, read: Any
) -> None:
    plan = db.session.scalars(db.select(incentives.IncentivePlan)).one()
    for team in db.session.scalars(db.select(Team).where(Team.id != hurried.id)):
        PlanKind.begin(team, plan.measure, ines, since=month(BEGAN))
    text = read(as_(ines).get(PAGE))
    assert "Cannot tell: it takes 8 teams without the target or plan" in text


def test_a_plan_that_is_over_is_no_longer_held_against_its_guard(
    hurried: Team, ines: Person, as_: As, read: Any
) -> None:
    plan = db.session.scalars(db.select(incentives.IncentivePlan)).one()
    plan.until = date(2026, 3, 1)
    db.session.commit()
    assert "no target or plan on a guarded measure began" in read(as_(ines).get(PAGE))


@pytest.fixture
def spurting(app: Flask, ines: Person) -> Team:
    """Weekly readings of a year; one team's are up in the last weeks of its plan only."""
    made, calls = teams(), a_measure(ines, "Calls an hour", unit="calls", direction="up")
    dice = np.random.default_rng(9)
    for at, team in enumerate(made):
        for week in range(53):
            value = 10 + 0.4 * dice.normal() + 3 * (at == 0 and 30 <= week < 34)
            day = MONDAY + timedelta(weeks=week)
            own = {"measure_id": calls.id, "team_id": team.id, "starts_on": day}
            db.session.add(Reading(**own, value=value))
    ends = MONDAY + timedelta(weeks=34)
    PlanKind.begin(made[0], calls, ines, since=MONDAY, until=ends)
    db.session.commit()
    return made[0]


def test_a_jump_before_the_end_of_a_plan_is_shown(
    spurting: Team, ines: Person, as_: As, read: Any
) -> None:
    text = read(as_(ines).get(PAGE))
    title = "“Calls an hour” jumped in the last weeks of “Quick hands” and fell after it"
    assert (
        f"{title} 6 Oct 2025 to 24 Nov 2025 Team 00 · Plan “Quick hands”, until 2 Nov 2025" in text
    )
    assert "Change to the last four weeks +" in text
    assert "Change to the four weeks after −" in text


def test_the_week_in_which_a_plan_ended_is_neither_in_it_nor_after_it(
    spurting: Team, ines: Person, as_: As, read: Any
) -> None:
    plan = db.session.scalars(db.select(incentives.IncentivePlan)).one()
    plan.until += timedelta(days=2)
    db.session.commit()
    told = "6 Oct 2025 to 1 Dec 2025 Team 00 · Plan “Quick hands”, until 4 Nov 2025"
    assert told in read(as_(ines).get(PAGE))


def test_a_reading_put_right_changes_the_page_at_once(
    spurting: Team, ines: Person, as_: As, read: Any
) -> None:
    assert "1 sign stands out" in read(as_(ines).get(PAGE))
    for reading in db.session.scalars(db.select(Reading).where(Reading.team_id == spurting.id)):
        reading.value = min(reading.value, 10.5)
    count_change(db.session(), "measures.readings")  # as entering readings does
    db.session.commit()
    assert "Nothing stands out" in read(as_(ines).get(PAGE))


def test_pay_that_hangs_on_what_employees_answer_is_shown(
    app: Flask, blue: Team, ines: Person, as_: As, read: Any
) -> None:
    mood = a_measure(ines, "Mood", unit="points", direction="up", voice="employee")
    PlanKind.begin(blue, mood, ines)
    PlanKind.begin(blue, a_measure(ines), ines)
    text = read(as_(ines).get(PAGE))
    assert "“Quick hands” pays for what employees answer Mar 2026 Blue" in text
    assert "people stop saying how work is" in text


def test_a_plan_that_is_over_pays_for_nothing(
    app: Flask, blue: Team, ines: Person, as_: As, read: Any
) -> None:
    mood = a_measure(ines, "Mood", unit="points", direction="up", voice="employee")
    PlanKind.begin(blue, mood, ines, until=NOW.date())
    assert "no incentive plan is in force" in read(as_(ines).get(PAGE))


def test_a_company_without_anything_is_told_what_it_takes(
    app: Flask, ines: Person, as_: As, read: Any
) -> None:
    text = read(as_(ines).get(PAGE))
    assert "There is nothing to look at yet" in text
    assert text.count("Nothing to look at:") == 6
    assert "cxstaff keeps no addresses and no devices" in text


def test_many_signs_come_in_pages(app: Flask, ines: Person, as_: As, read: Any) -> None:
    mood = a_measure(ines, "Mood", unit="points", direction="up", voice="employee")
    for team in teams(60):
        PlanKind.begin(team, mood, ines)
    first, second = (read(as_(ines).get(f"{PAGE}?page={number}")) for number in (1, 2))
    assert "60 signs stand out" in first
    assert "Team 00" in first
    assert "Team 00" not in second
    assert "Team 59" not in first


def test_the_number_of_statements_does_not_grow(
    app: Flask, ines: Person, as_: As, counting: Any
) -> None:
    own = {"unit": "points", "direction": "up", "voice": "employee"}
    sent = []
    for more in ("A", "B"):
        for number in range(5):
            guard = a_measure(ines, f"Guard {more} {number}")
            mood = a_measure(ines, f"Mood {more} {number}", guard=guard, **own)
            team = Team(name=f"{more} {number}")
            db.session.add(team)
            db.session.flush()
            a_year([team])
            PlanKind.begin(team, mood, ines)
        visit = as_(ines)
        with counting() as counted:
            visit.get(PAGE)
        sent.append(len(counted))
    assert sent[0] == sent[1] < 25


@pytest.mark.parametrize("person", ["ben", "ana", "ada"])
def test_only_leaders_of_hr_and_cx_see_it(
    app: Flask, person: str, as_: As, request: pytest.FixtureRequest
) -> None:
    assert as_(request.getfixturevalue(person)).get(PAGE).status_code == 403
