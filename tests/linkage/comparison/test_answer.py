"""The answer a leader reads: a planted link is found, luck and stable differences are not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from cxstaff import versions
from cxstaff.customers.records.writing import count_change
from cxstaff.db import db
from cxstaff.linkage.leads.actions import declare
from cxstaff.linkage.material.question import Question
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import RoundHalf
from tests.cast import NOW
from tests.linkage.worlds import Build, month, publish, rounds, said

Page = Callable[..., str]
READINGS = ("Supports", "Conflicts", "Cannot tell", "Lead: together", "Lead: opposite")
WHEN = "In the month after a team’s engagement was 7 points higher than usual for it"


@pytest.fixture
def page(as_: Any, ines: Person, read: Any) -> Page:
    """Open the comparison as HR and read it: `page(outcome="csat", lag=1)`."""

    def open_(**query: Any) -> str:
        answer = as_(ines).get("/comparison", query_string=query)
        assert answer.status_code == 200
        return str(read(answer))

    return open_


def verdict(text: str) -> str:
    answer = text[text.index("Show ") :]
    return min(READINGS, key=lambda word: answer.find(word) % 10**9)


def test_a_planted_link_is_found_and_worded_with_its_interval(company: Build, page: Page) -> None:
    company(link=0.01)
    text = page()
    assert verdict(text) == "Supports"
    assert f"{WHEN}, customers scored 0." in text
    assert "points higher (0." in text
    assert ": seen in 14 teams over 11 months." in text
    assert "2 customer results could be compared" in text
    assert "What this rests on" in text
    assert "About 9" in text  # per cent of change that is not chance


def test_what_runs_against_hope_conflicts(company: Build, page: Page) -> None:
    company(link=-0.01)
    text = page()
    assert verdict(text) == "Conflicts"
    assert "points lower (0." in text
    assert "against what one would hope" in text


def test_where_less_is_better_a_fall_supports(company: Build, page: Page, ines: Person) -> None:
    world = company(teams=12)
    for team in world.made:
        for place, round_ in enumerate(world.rounds[:-1]):
            score = next(p for p in _scores(team) if p.round_id == round_.id)
            total = _total(team, place + 1)
            minutes = 40 - (score.mean - 62) / 10 + (team.id * place) % 5 / 10
            total.handling_n, total.handling_sum = 800, round(800 * 60 * minutes)
            total.handling_squares = round(800 * 3600 * (minutes**2 + 9))
    assert verdict(page(outcome="handling")) == "Lead: opposite"
    declare(Question(outcome="handling"), ines, now=NOW - timedelta(days=1))
    db.session.commit()
    text = page(outcome="handling")
    assert verdict(text) == "Supports"
    assert "handling took 0.7" in text
    assert "minutes less" in text


def test_a_company_without_a_link_cannot_tell(company: Build, page: Page) -> None:
    company(link=0.0)
    text = page()
    assert verdict(text) == "Cannot tell"
    assert f"{WHEN}, customers’ satisfaction was somewhere between 0." in text
    assert "no link at all" in text
    assert "Four times as many" in text


def test_what_teams_share_for_good_is_not_called_a_link(company: Build, page: Page) -> None:
    company(cause=1.0, teams=24)
    text = page()
    assert verdict(text) == "Cannot tell"
    assert "Teams differ; there may be other causes" in text
    assert "differs by +0.2" in text or "differs by +0.3" in text  # the naive answer, not believed


def test_without_halves_it_cannot_tell_and_says_what_helps(company: Build, page: Page) -> None:
    company(link=0.01, halves=False)
    text = page()
    assert verdict(text) == "Cannot tell"
    assert "How much of the change in engagement is real" in text
    assert "at least 10 people of a team answer" in text
    assert f"{WHEN}, customers scored 0." in text  # what was seen is told all the same


@pytest.mark.parametrize(
    ("subject", "called"),
    [("enps", "eNPS"), ("teei", "Temkin index"), ("driver:voice", "score for “")],
)
def test_every_engagement_score_can_be_judged(
    subject: str, called: str, company: Build, page: Page
) -> None:
    company(link=0.01, subject=subject)
    text = page(engagement=subject)
    assert verdict(text) == "Lead: together"
    assert f"In the month after a team’s {called}" in text


def test_a_score_without_halves_is_not_judged_by_those_of_another(
    company: Build, page: Page
) -> None:
    world = company(link=0.01)
    for team in world.made:
        for score in _scores(team):
            publish(team, score.round, score.mean, subject="enps")
    assert verdict(page()) == "Supports"
    text = page(engagement="enps")
    assert verdict(text) == "Lead: together"
    assert "How much of the change in engagement is real" in text
    assert "at least 10 people of a team answer" in text


def test_noisy_scores_give_no_size(company: Build, page: Page) -> None:
    company(link=0.01)
    dice = np.random.default_rng(3)
    order = RoundHalf.team_id, RoundHalf.round_id
    for half in db.session.scalars(db.select(RoundHalf).order_by(*order)):
        half.first_mean += 30 * float(dice.normal())
    text = page()
    assert verdict(text) == "Supports"
    assert "customers scored higher. By how much cannot be said." in text
    assert "too coarsely" in text


@pytest.mark.long
def test_results_first_and_mood_after_leave_the_direction_open(company: Build, page: Page) -> None:
    world = company(teams=20, swing=2)
    for team in world.made:
        for score in _scores(team):
            place = next(at for at, each in enumerate(world.rounds) if each.id == score.round_id)
            now, before = _total(team, place), _total(team, max(place - 1, 0))
            score.mean += 40 * (now.csat_sum / now.csat_n + before.csat_sum / before.csat_n - 7.2)
    text = page(lag=0)
    assert verdict(text) == "Lead: together"
    assert "Which of the two came first is not clear." in text
    assert "it may be the other way round" in text
    assert "If customer results come back to engagement" in text
    assert "points of engagement go with +0." in text
    assert "20 teams over 12 months). This does not say which of the two came first." in text


def test_where_the_direction_is_clear_feedback_is_not_spoken_of(company: Build, page: Page) -> None:
    company(link=0.01)
    assert "come back to engagement" not in page()


@pytest.mark.parametrize(
    ("world", "sentence"),
    [
        ({"teams": 1}, "Only one team has both numbers"),
        ({"months": 2}, "one month only"),
        ({"teams": 5}, "Only 5 teams can be compared; it takes at least 10."),
        ({"months": 4}, "Only 3 months can be compared; it takes at least 6."),
        ({"swing": 0.0}, "Engagement did not change differently"),
    ],
)
def test_too_little_is_said_in_a_sentence(
    world: dict[str, Any], sentence: str, company: Build, page: Page
) -> None:
    company(**world)
    text = page()
    assert verdict(text) == "Cannot tell"
    assert sentence in text
    assert "What would help to tell" in text


def test_a_team_that_appears_half_way_takes_part(company: Build, page: Page) -> None:
    world = company(link=0.01)
    late = Team(name="Latecomers")
    db.session.add(late)
    for place in range(6, 12):
        world.score(late, world.rounds[place], 60 + place % 3)
        said(late, month(place), 3.6)
    text = page()
    assert "seen in 15 teams over 11 months" in text
    assert "Latecomers" in text


def test_the_running_month_does_not_count(company: Build, page: Page, blue: Team) -> None:
    world = company(link=0.01)
    before = page()
    for team in world.made:
        said(team, month(12), 1.0)  # March 2026 is not over
    assert page() == before


def test_a_team_above_others_is_left_out(company: Build, page: Page) -> None:
    world = company(link=0.01)
    above = Team(name="All of them")
    db.session.add(above)
    db.session.flush()
    world.made[0].parent_id = above.id
    for place, round_ in enumerate(world.rounds):
        publish(above, round_, 50)
        said(above, month(place), 5.0 - place / 10)
    text = page()
    assert "seen in 14 teams" in text
    assert "1 team whose score holds those of teams below it." in text


def test_nothing_at_all_says_where_to_begin(page: Page, company: Build) -> None:
    assert "No pulse results yet" in page()
    [round_] = rounds(1)
    publish(db.session.scalars(db.select(Team)).first(), round_, 60)
    versions.count_change(db.session(), "pulses.results")  # as publishing does
    assert "No customer results yet" in page()
    company(months=12)
    assert "Nothing is known of this customer result" in page(outcome="ces")


def _scores(team: Team) -> Any:
    from cxstaff.pulses.models import RoundResult

    return list(db.session.scalars(db.select(RoundResult).where(RoundResult.team_id == team.id)))


def _total(team: Team, place: int) -> Any:
    from cxstaff.customers.models import Total

    return db.session.get(Total, ("month", team.id, month(place)))


@pytest.mark.long
def test_a_verdict_is_made_anew_when_sums_change_though_as_much_happened(
    company: Build, page: Page
) -> None:
    world = company(link=0.01)
    db.session.commit()
    assert verdict(page()) == "Supports"
    for team in world.made:
        for place, round_ in enumerate(world.rounds[:-1]):
            score = next(p for p in _scores(team) if p.round_id == round_.id)
            total = _total(team, place + 1)
            total.csat_sum -= round(2 * total.csat_n * (score.mean - 62) * 0.01)
    count_change(db.session())
    db.session.commit()
    assert verdict(page()) == "Conflicts"
