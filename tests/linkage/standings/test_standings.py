"""Where teams stand: nobody is placed by noise, and what is hidden is told from what is absent."""

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from cxstaff.customers.outcomes import Estimate
from cxstaff.db import db
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.question import MeanScore, Place
from cxstaff.linkage.standings.standings import ShrunkenMeans, SideOfMean, levels, standings
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import RoundResult
from tests.linkage.laid import counted_of, laid_out
from tests.linkage.worlds import Build, ask, month, publish, rounds, said

Cells = dict[Place, tuple[int, float]]
Counting = Callable[[], Any]
FILE = "/comparison/teams/numbers.csv"


def survey(
    draw: np.random.Generator,
    true: Any,
    *,
    periods: int = 12,
    alike: float = 0.0,
    n: Any = None,
) -> Cells:
    """Values of teams by period about their true means; periods in a row are `alike` (0 to 1)."""
    teams = len(true)
    size = draw.integers(20, 200, teams) if n is None else np.full(teams, n)
    noise = draw.normal(size=(teams, periods))
    for at in range(1, periods):
        noise[:, at] = alike * noise[:, at - 1] + np.sqrt(1 - alike**2) * noise[:, at]
    values = np.asarray(true)[:, None] + 8 * noise / np.sqrt(size)[:, None]
    return {
        (team, at): (int(size[team]), float(values[team, at]))
        for team in range(teams)
        for at in range(periods)
    }


def made(cells: Cells) -> ShrunkenMeans:
    found = levels(counted_of(cells))
    assert isinstance(found, ShrunkenMeans), found
    return found


@pytest.mark.parametrize("alike", [0.0, 0.5])
def test_intervals_hold_the_truth_and_shrunken_means_are_nearer_to_it(alike: float) -> None:
    draw = np.random.default_rng(1)
    held, plain, shrunken = [], [], []
    for _ in range(60):
        true = 10 + 0.3 * draw.normal(size=24)
        for team, level in made(survey(draw, true, alike=alike)).teams.items():
            held.append(level.low <= true[team] <= level.high)
            plain.append((level.raw - true[team]) ** 2)
            shrunken.append((level.value - true[team]) ** 2)
    assert 0.92 <= np.mean(held) <= 0.98
    assert np.mean(shrunken) < 0.95 * np.mean(plain)


def test_when_teams_do_not_differ_nobody_is_placed_and_all_is_noise() -> None:
    draw = np.random.default_rng(2)
    found = [made(survey(draw, np.full(20, 10.0))) for _ in range(30)]
    sides = [level.side for each in found for level in each.teams.values()]
    assert np.mean([side is not SideOfMean.UNCLEAR for side in sides]) < 0.02
    assert np.mean([each.noise for each in found]) > 0.85
    assert np.mean([each.noise_high for each in found]) > 0.97


def test_teams_far_apart_are_placed_and_hardly_anything_is_noise() -> None:
    found = made(survey(np.random.default_rng(3), [4.0, 7.0, 10.0, 13.0, 16.0], n=100))
    assert found.noise_high < 0.05
    assert found.centre == pytest.approx(10, abs=0.5)
    assert [found.teams[team].side for team in (0, 4)] == [SideOfMean.BELOW, SideOfMean.ABOVE]
    assert [level.rank for level in found.teams.values()] == [(each, each) for each in (5, 4, 3, 2, 1)]  # fmt: skip # noqa: E501


def test_a_range_of_places_holds_the_true_one() -> None:
    draw = np.random.default_rng(4)
    held, widths = [], []
    for _ in range(40):
        true = 10 + 0.5 * draw.normal(size=15)
        places = np.argsort(np.argsort(-true)) + 1
        for team, level in made(survey(draw, true)).teams.items():
            first, last = level.rank
            held.append(first <= places[team] <= last)
            widths.append(last - first)
    assert np.mean(held) >= 0.97
    assert 2 < np.mean(widths) < 13


def test_few_answers_pull_a_team_to_the_mean() -> None:
    draw = np.random.default_rng(5)
    cells = survey(draw, 10 + draw.normal(size=12), n=100)
    cells |= {(12, at): (4, 14.0 + draw.normal()) for at in range(12)}
    small = made(cells).teams[12]
    assert abs(small.value - 10) < 0.8 * abs(small.raw - 10)
    assert small.high - small.low > 2 * (made(cells).teams[0].high - made(cells).teams[0].low)


def test_a_month_that_was_better_for_all_lifts_nobody() -> None:
    """Team 0 answered in the good months only, which says nothing of team 0."""
    draw = np.random.default_rng(6)
    cells = survey(draw, np.full(10, 10.0), n=400)
    lifted = {(t, p): (n, v + (5 if p >= 6 else 0)) for (t, p), (n, v) in cells.items()}
    only_good = {place: cell for place, cell in lifted.items() if place[0] or place[1] >= 6}
    found = made(only_good)
    assert abs(found.teams[0].raw - found.centre) < 1
    assert found.teams[0].side is SideOfMean.UNCLEAR


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({}, Reason.NO_CELLS),
        ({(1, 1): (9, 5.0)}, Reason.ONE_PERIOD),
        ({(team, 1): (9, 5.0 + team) for team in range(9)}, Reason.ONE_PERIOD),
        ({(1, at): (9, 5.0 + at % 2) for at in range(9)}, Reason.ONE_PERIOD),
        ({(t, m): (9, 5.0 + t * m % 5) for t in range(3) for m in range(9)}, Reason.TOO_FEW_TEAMS),
        ({(t, at): (9, 5.0) for t in range(9) for at in range(9)}, Reason.ANSWERS_DO_NOT_DIFFER),
    ],
    ids=["nothing", "one value", "one period", "one team", "three teams", "no variation"],
)  # fmt: skip
def test_what_cannot_place_anybody_says_why(cells: Cells, reason: Reason) -> None:
    found = levels(counted_of(cells))
    assert isinstance(found, Unusable)
    assert found.reason is reason


def test_only_the_periods_asked_for_count_and_no_team_above_others() -> None:
    draw = np.random.default_rng(7)
    cells = survey(draw, 60 + draw.normal(size=8))
    scores = {place: MeanScore(n, value, None, None) for place, (n, value) in cells.items()}
    results = {place: Estimate(n, value, 0, 0, 1) for place, (n, value) in cells.items()}
    material = laid_out(scores, {"csat": results}, {}, 12, above=frozenset({3}))
    few, every = (standings(material, "csat", periods) for periods in (3, None))
    assert isinstance(few.outcome, ShrunkenMeans)
    assert isinstance(every.engagement, ShrunkenMeans)
    assert {level.periods for level in few.outcome.teams.values()} == {3}
    assert {level.periods for level in every.engagement.teams.values()} == {12}
    assert (few.first, few.last, every.first) == (9, 11, 0)
    assert every.known == frozenset(range(8)) - {3}


def test_a_team_is_placed_only_where_both_are_clear() -> None:
    draw = np.random.default_rng(8)
    up = np.array([2.0, 2.0, -2.0, -2.0, 0.0, 0.0])
    over = np.array([2.0, 0.0, -2.0, 2.0, 0.0, 2.0])
    cells = survey(draw, 10 + up, n=400), survey(draw, 10 + over, n=400)
    scores, said_ = (
        {place: Estimate(n, value, 0, 0, 1) for place, (n, value) in each.items()} for each in cells
    )
    of_scores = {place: MeanScore(each.n, each.value, None, None) for place, each in scores.items()}
    found = standings(laid_out(of_scores, {"nps": said_}, {}, 12), "nps", None)
    above, below = SideOfMean.ABOVE, SideOfMean.BELOW
    assert found.sides(0) == (above, above)
    assert found.sides(2) == (below, below)
    assert found.sides(3) == (below, above)
    assert found.sides(4) is None
    assert found.sides(99) is None


def lines(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_the_page_says_how_much_is_noise_and_ranks_nobody(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(teams=14, cause=1.0)
    answer = as_(ines).get("/comparison/teams")
    text = read(answer)
    assert "teams are clear of the mean of all teams on both" in text
    noise = r"Engagement index: \d+ % of the differences between teams’ plain means is noise "
    assert re.search(noise + r"\(\d+ % to \d+ %\)", text)
    ranks = re.findall(r'data-label="(?:First|Last) place">(\d+)</td>', answer.text)
    assert len(ranks) == 4 * 14
    assert {int(each) for each in ranks} <= set(range(1, 15))
    listed = re.findall(r"Team \d\d", text[text.index("By name, not by rank") :])
    assert listed == 2 * sorted(set(listed))
    assert "Mar 2025 to Feb 2026" in text
    assert "this tells nothing of what moves with what" in text


def test_the_picture_stands_above_its_numbers(company: Build, as_: Any, ines: Person) -> None:
    company(teams=14, cause=1.0)
    page = as_(ines).get("/comparison/teams").text
    spec = re.search(r'id="quadrant-spec">(.+?)</script>', page)
    assert spec
    (series,) = json.loads(spec[1])["series"]
    assert [value[2] for value in series["values"]] == [f"Team {n:02}" for n in range(1, 15)]
    for value, low, high in zip(series["values"], series["low"], series["high"], strict=True):
        assert low[0] < value[0] < high[0]
        assert low[1] < value[1] < high[1]
    assert any(series["clear"])
    assert not all(series["clear"])
    below = page[page.index("The same numbers in a table") :]
    assert f"{series['values'][0][1]:.2f}" in below


def test_without_differences_it_cannot_tell(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(teams=14, cause=0.0)
    text = read(as_(ines).get("/comparison/teams"))
    assert "Cannot tell: none of 14 teams is clear of the mean on both." in text
    assert "Both above" not in text


def test_hidden_is_told_from_absent(
    company: Build, as_: Any, ines: Person, ben: Person, read: Any
) -> None:
    world = company(teams=5, months=6, halves=False)
    small, never = Team(name="Small"), Team(name="Never asked")
    db.session.add_all([small, never])
    ask(small, world.rounds[:2], ben.id)
    for team in (small, never):
        for place in range(6):
            said(team, month(place), 3.0 + 0.1 * place)
    db.session.commit()
    text = read(as_(ines).get("/comparison/teams"))
    assert text.count("Hidden to protect people") == 1
    assert "Small Hidden to protect people" in text
    assert "Never asked No data" in text
    shown = {line["Team"]: line["Score shown"] for line in lines(as_(ines).get(FILE))}
    assert shown["Small"] == "hidden to protect people"
    assert shown["Never asked"] == "no data"
    assert shown["Team 01"] == "yes"


def test_when_everything_is_hidden_it_says_so(
    company: Build, as_: Any, ines: Person, ben: Person, read: Any
) -> None:
    assert "No pulse results yet" in read(as_(ines).get("/comparison/teams"))
    world = company(teams=3, months=3, halves=False)
    db.session.execute(db.delete(RoundResult))
    publish(None, world.rounds[0], 60)
    ask(world.made[0], world.rounds, ben.id)
    db.session.commit()
    cache.clear()
    assert "All scores are hidden to protect people" in read(as_(ines).get("/comparison/teams"))


def test_an_outcome_nobody_has_and_no_customers_are_said(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    team = Team(name="Alone")
    db.session.add(team)
    publish(team, rounds(1)[0], 60)
    db.session.commit()
    assert "No customer results yet" in read(as_(ines).get("/comparison/teams?months=all"))
    company(teams=5, months=6)
    text = read(as_(ines).get("/comparison/teams?outcome=nps"))
    assert "Nothing is known of this customer result" in text


@pytest.mark.parametrize(("teams", "months"), [(1, 6), (3, 6), (6, 1)])
def test_too_little_is_said_in_words(
    teams: int, months: int, company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(teams=teams, months=months)
    text = read(as_(ines).get("/comparison/teams?months=all"))
    assert "Cannot tell where teams stand: there are too few numbers." in text
    why = "at least 4 teams" if teams == 3 else "teams with two months or more"
    assert why in text
    assert "Team 01" in text
    assert len(lines(as_(ines).get(f"{FILE}?months=all"))) == teams


def test_the_file_holds_the_numbers_of_the_page(company: Build, as_: Any, ines: Person) -> None:
    company(teams=14, cause=1.0)
    found = lines(as_(ines).get(FILE))
    assert [line["Team"] for line in found] == [f"Team {n:02}" for n in range(1, 15)]
    first = found[0]
    assert (first["First day"], first["Last day"]) == ("2025-03-01", "2026-02-28")
    low, high = (float(first[f"Satisfaction, {end}"]) for end in ("from", "to"))
    assert low < float(first["Satisfaction, shrunken"]) < high
    assert first["Engagement index, answers"] == str(12 * 14)
    page = as_(ines).get("/comparison/teams").text
    assert f">{float(first['Engagement index, shrunken']):.1f}</td>" in page
    words = {line["Standing"] for line in found}
    assert "Cannot tell" in words
    assert words - {"Cannot tell"} <= {"Both above", "Both below"}
    assert len(words) > 1


@pytest.mark.parametrize("query", ["engagement=mood", "outcome=revenue", "months=7", "months=x"])
@pytest.mark.parametrize("path", ["/comparison/teams", FILE])
def test_a_mistyped_address_is_explained(
    path: str, query: str, as_: Any, ines: Person, read: Any
) -> None:
    answer = as_(ines).get(f"{path}?{query}")
    assert answer.status_code == 422
    assert "This picture of teams cannot be made" in read(answer)


@pytest.mark.parametrize("path", ["/comparison/teams", FILE])
def test_hr_and_cx_may_and_nobody_else(
    path: str, as_: Any, ines: Person, cyrus: Person, ana: Person, ben: Person, ada: Person
) -> None:
    for person in (ines, cyrus):
        assert as_(person).get(path).status_code == 200
    for person in (ana, ben, ada):
        assert as_(person).get(path).status_code == 403


@pytest.mark.long
def test_every_choice_differs_and_is_remembered_by_itself(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    company(cause=1.0)
    queries = ["", "months=3", "months=3&outcome=csat_top2", "months=6", "outcome=csat_top2"]
    seen = {read(as_(ines).get(f"/comparison/teams?{query}")) for query in queries}
    assert len(seen) == len(queries)


def test_teams_come_in_pages_and_cost_the_same_at_any_size(
    company: Build, as_: Any, ines: Person, counting: Counting, read: Any
) -> None:
    world = company(teams=5, months=4)
    with counting() as few:
        as_(ines).get("/comparison/teams")
    more = [Team(name=f"Zebra {number:02}") for number in range(30)]
    db.session.add_all(more)
    for team in more:
        for place, round_ in enumerate(world.rounds):
            world.score(team, round_, 60 + place)
            said(team, month(place), 3.0)
    db.session.commit()
    with counting() as many:
        first = read(as_(ines).get("/comparison/teams"))
    assert len(few) == len(many) <= 22
    assert "Page 1 of 2" in first
    assert "Zebra 29 " in read(as_(ines).get("/comparison/teams?page=2"))
