"""Numbers that cannot carry an answer get a sentence on the page: no stack trace, no number."""

import csv
import io
import re
import tracemalloc
from typing import Any, Protocol

import numpy as np
import pytest
from sqlalchemy import delete, select

from cxstaff.customers.models import Total
from cxstaff.db import db
from cxstaff.linkage.estimates.panel import panel_of
from cxstaff.linkage.estimates.slopes import Slope, within_teams
from cxstaff.people.models import Person
from cxstaff.pulses.models import RoundHalf, RoundResult
from tests.linkage.worlds import Build, World, ask, month, publish, said


class Page(Protocol):
    def __call__(self, **query: Any) -> str: ...


@pytest.fixture
def page(as_: Any, ines: Person, read: Any) -> Page:
    """Open the comparison as HR, and its file, which must come too; return what the page says."""

    def open_(**query: Any) -> str:
        file = as_(ines).get("/comparison/numbers.csv", query_string=query)
        assert file.status_code == 200
        assert list(csv.DictReader(io.StringIO(file.text.removeprefix("\ufeff"))))
        answer = as_(ines).get("/comparison", query_string=query)
        assert answer.status_code == 200
        return str(read(answer))

    return open_


def totals(world: World) -> list[Total]:
    ids = [team.id for team in world.made]
    query = select(Total).where(Total.team_id.in_(ids)).order_by(Total.team_id, Total.starts_on)
    return list(db.session.scalars(query))


def cannot_tell(text: str) -> None:
    """Give the proud answer, and no number."""
    assert "Cannot tell" in text
    without_number(text)


def without_number(text: str) -> None:
    """Say nothing of a slope: no range and no rise."""
    assert not re.search(r"customers scored \d", text)
    assert "was somewhere between" not in text
    assert "nan" not in text.lower().split()


@pytest.mark.parametrize("outcome", ["csat", "csat_top2"])
@pytest.mark.parametrize("lag", [0, 1])
def test_one_team(outcome: str, lag: int, company: Build, page: Page) -> None:
    company(teams=1)
    text = page(outcome=outcome, lag=lag)
    cannot_tell(text)
    assert "Only one team has both numbers, and one team cannot stand for the others." in text
    assert "Results of more teams" in text


@pytest.mark.parametrize(("months", "lag"), [(1, 0), (2, 1)])
def test_one_period(months: int, lag: int, company: Build, page: Page) -> None:
    company(months=months)
    text = page(lag=lag)
    cannot_tell(text)
    assert "Both numbers exist for one month only, so nothing has changed yet." in text


def test_a_customer_result_that_is_always_the_same(company: Build, page: Page) -> None:
    world = company()
    for total in totals(world):
        total.csat_sum, total.csat_squares = 4 * total.csat_n, 16 * total.csat_n
    text = page()
    cannot_tell(text)
    assert "The customer result did not change, so it could not move with anything." in text
    assert "A customer result that differs, or more time." in text


def test_engagement_that_only_differs_from_team_to_team(company: Build, page: Page) -> None:
    company(swing=0.0, cause=1.0)
    text = page()
    cannot_tell(text)
    assert "Engagement did not change differently from team to team" in text


def test_a_season_that_all_teams_share_is_no_change(company: Build, page: Page) -> None:
    world = company(swing=0.0, cause=1.0)
    place = {round_.id: at for at, round_ in enumerate(world.rounds)}
    for score in db.session.scalars(select(RoundResult)):
        score.mean += 3 * (place[score.round_id] % 4)
    text = page()
    cannot_tell(text)
    assert "Engagement did not change differently from team to team" in text


def test_a_team_that_appears_halfway_brings_what_it_has(company: Build, page: Page) -> None:
    world = company(teams=10, link=0.01)
    late = [score for score in db.session.scalars(select(RoundResult)) if _is_late(score, world)]
    for score in late:
        db.session.delete(score)
    for total in totals(world):
        if total.team_id == world.made[0].id and total.starts_on < month(6):
            db.session.delete(total)
    text = page()
    assert "seen in 10 teams over 11 months" in text
    assert re.search(r"customers scored 0\.\d+ points higher \(0\.", text)


def test_all_answers_hidden_though_customers_spoke(company: Build, ben: Person, page: Page) -> None:
    world = company(teams=12, months=8)
    db.session.execute(delete(RoundHalf))
    db.session.execute(delete(RoundResult))
    for round_ in world.rounds:
        publish(None, round_, 60)
    ask(world.made[0], world.rounds, ben.id)
    text = page()
    without_number(text)
    assert "All scores are hidden to protect people" in text
    assert "ask larger teams" in text


def test_months_without_customers_are_gaps_and_not_zeros(company: Build, page: Page) -> None:
    world = company(link=0.01)
    for total in totals(world):
        if total.starts_on in (month(4), month(5)):
            db.session.delete(total)
    text = page()
    assert "seen in 14 teams over 9 months" in text
    assert re.search(r"was 7 points higher.*customers scored 0\.0(5[6-9]|[67]\d|8[0-4]) ", text)


def test_customers_in_too_few_months(company: Build, page: Page) -> None:
    world = company(link=0.01)
    for total in totals(world):
        if total.starts_on > month(2):
            db.session.delete(total)
    text = page()
    assert "Cannot tell" in text
    assert "Only 2 months can be compared; it takes at least 6." in text


def test_scores_and_customers_of_different_months(company: Build, page: Page) -> None:
    world = company(months=3)
    for total in totals(world):
        db.session.delete(total)
    for team in world.made:
        said(team, month(9), 3.6)
    text = page()
    cannot_tell(text)
    assert "No team has both an engagement score and this customer result in months" in text


def test_three_customers_hardly_count(company: Build, page: Page) -> None:
    world = company(link=0.01, teams=12)
    usual = page()
    for total in totals(world):
        if total.team_id == world.made[3].id and total.starts_on == month(6):
            total.interactions, total.csat_n, total.csat_top2 = 3, 3, 0
            total.csat_sum, total.csat_squares = 3, 3
    found = page()
    slopes = [_slope(text) for text in (usual, found)]
    assert slopes[0] == pytest.approx(slopes[1], abs=0.015)  # 400 such customers: 0.06 and more
    assert "Supports" in found


def test_teams_of_three_customers_a_month_get_a_wide_range(company: Build, page: Page) -> None:
    world, dice = company(link=0.0, teams=12), np.random.default_rng(8)
    for total in totals(world):
        stars = dice.integers(1, 6, 3)
        total.interactions, total.csat_n, total.csat_top2 = 3, 3, int((stars > 3).sum())
        total.csat_sum, total.csat_squares = int(stars.sum()), int((stars**2).sum())
    text = page()
    assert "Cannot tell" in text
    found = re.search(r"between (\S+) lower and (\S+) points? higher", text)
    assert found
    assert float(found[1]) + float(found[2]) > 0.2


def _is_late(score: RoundResult, world: World) -> bool:
    numbers = {round_.id: at for at, round_ in enumerate(world.rounds)}
    return score.team_id == world.made[0].id and numbers[score.round_id] < 6


def _slope(text: str) -> float:
    found = re.search(r"customers scored (0\.\d+) points higher", text)
    assert found
    return float(found[1])


def test_memory_grows_with_the_cells_and_not_with_the_square_of_the_teams() -> None:
    draw, teams = np.random.default_rng(1), 2_500
    team, period = (codes.ravel() for codes in np.indices((teams, 6)))
    y, e = draw.normal(size=(2, team.size))
    within_teams(panel_of(team[:60], period[:60], y[:60], e[:60]).at(1))  # what is loaded once
    tracemalloc.start()
    made = within_teams(panel_of(team, period, y, e).at(1))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(made, Slope)
    assert made.teams == teams
    assert peak < 200 * y.nbytes  # a number for every two teams would be four times that
