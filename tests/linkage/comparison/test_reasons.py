"""Why nothing can be told, truly: what is only not over is called so, with the day to wait for."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from cxstaff.db import db
from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.words.reasons import HELP, WHY
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import PulseRound
from tests.linkage.worlds import Build, ask, month, publish, rounds, said

Page = Callable[..., str]
RUNNING = 12
FOUND = {Reason.MOVES_AS_HOPED, Reason.MOVES_AGAINST}
WAIT = "Wait until 1 Apr 2026"
HIDDEN = "idden to protect people"


@pytest.fixture
def page(as_: Any, ines: Person, read: Any) -> Page:
    """Read the comparison as HR: `page(outcome="ces", path="/teams")`."""

    def open_(path: str = "", **query: Any) -> str:
        return str(read(as_(ines).get(f"/comparison{path}", query_string=query)))

    return open_


@pytest.fixture
def team(app: Flask) -> Team:
    made = Team(name="Blue of old")
    db.session.add(made)
    db.session.flush()
    return made


@pytest.fixture
def of_this_month(team: Team, ben: Person) -> PulseRound:
    """A round of the running month that published nothing about the team, which was asked."""
    round_ = rounds(RUNNING + 1)[-1]
    publish(None, round_, 60)
    ask(team, [round_], ben.id)
    db.session.commit()
    return round_


@pytest.mark.parametrize("path", ["", "/sheet", "/teams", "/drivers", "/screen"])
def test_a_round_of_the_running_month_is_waited_for_and_not_hidden(
    path: str, of_this_month: PulseRound, page: Page
) -> None:
    if path == "/drivers":
        publish(None, of_this_month, 60, subject="driver:voice")
        db.session.commit()
    text = page(path, period="month", lag=1)
    assert WAIT in text
    assert "Mar 2026 is still running." in text
    assert HIDDEN not in text


def test_what_is_over_and_hidden_is_called_so(
    of_this_month: PulseRound, team: Team, ben: Person, page: Page
) -> None:
    earlier = db.session.scalars(db.select(PulseRound).order_by(PulseRound.opens_at)).first()
    assert earlier
    publish(None, earlier, 60)
    ask(team, [earlier], ben.id)
    db.session.commit()
    assert f"All scores are h{HIDDEN}" in page()


def test_an_open_pulse_is_waited_for(team: Team, page: Page) -> None:
    round_ = rounds(RUNNING + 1)[-1]
    round_.opened_box_at = round_.closed_at = None
    round_.closes_at = datetime(2026, 4, 2, 8, tzinfo=UTC)
    db.session.commit()
    text = page()
    assert "Wait until 1 May 2026" in text, "it closes in April"
    assert "A pulse is open until 2 Apr 2026." in text


@pytest.mark.parametrize("path", ["", "/teams"])
def test_customer_results_of_the_running_month_are_waited_for(
    path: str, company: Build, page: Page
) -> None:
    world = company(teams=2, months=3)
    said(world.made[0], month(RUNNING), 3.0, ces_n=5, ces_sum=25, ces_squares=130)
    db.session.commit()
    query = {"outcome": "ces", "months": "all"}
    assert WAIT in page(path, **query)
    assert "Nothing is known of this customer result" in page(path, **query | {"outcome": "nps"})


def test_without_anything_earlier_the_running_month_is_waited_for(team: Team, page: Page) -> None:
    publish(team, rounds(1)[0], 60)
    db.session.commit()
    assert "No customer results yet" in page()
    said(team, month(RUNNING), 3.0)
    db.session.commit()
    assert WAIT in page()


def test_a_chosen_time_that_is_not_over_is_waited_for(company: Build, page: Page) -> None:
    company(teams=2, months=3)
    assert WAIT in page(first_on="2026-03-02")
    assert "The chosen time has not begun" in page(first_on="2026-04-01")
    assert "Nothing is known of these teams in this time" in page(first_on="2024-01-01",
        last_on="2024-02-01")  # fmt: skip


def test_a_score_whose_result_is_a_month_later_waits_for_it(team: Team, page: Page) -> None:
    publish(team, rounds(RUNNING)[-1], 60)  # in February
    for place in range(RUNNING):
        said(team, month(place), 3.0)
    db.session.commit()
    text = page()
    assert "No team has both" in text
    assert f"What would help: {WAIT}: Mar 2026 is still running." in text
    assert "Wait until" not in page(lag=0), "there they are compared"


def test_where_other_teams_hold_the_results_time_is_not_to_blame(team: Team, page: Page) -> None:
    other = Team(name="Other")
    db.session.add(other)
    for place, round_ in enumerate(rounds(RUNNING)):
        publish(team, round_, 60)
        said(other, month(place), 3.0)
    db.session.commit()
    text = page()
    assert "No team has both" in text
    assert "Wait until" not in text


def test_too_few_months_say_when_there_may_be_enough(company: Build, page: Page) -> None:
    company(months=4)  # until June of last year: what is asked from now on counts a month later
    text = page()
    assert "Only 3 months can be compared; it takes at least 6." in text
    assert "Wait until 1 Jul 2026, with a round in every month until then." in text
    assert "Wait until" not in page(last_on="2025-09-01"), "what is over comes no more"


def test_one_month_says_when_there_is_another(company: Build, page: Page) -> None:
    company(months=2)
    text = page()
    assert "one month only" in text
    assert "Wait until 1 May 2026, with a round in every month until then." in text


@pytest.mark.parametrize("reason", sorted(set(Reason) - FOUND))
def test_every_reason_says_why_and_what_helps(reason: Reason, app: Flask) -> None:
    filled = {"teams": 3, "seen": 2, "fewest_teams": 10, "fewest": 6, "questions": 8}
    filled |= {"period": "month", "periods": "months"}
    with app.test_request_context("/"):
        for text in (WHY[reason], HELP[reason]):
            told = str(text) % filled
            assert told.endswith(".")
            assert "%" not in told
