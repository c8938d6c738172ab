"""The drivers page: what is planted is found beside what luck gives, and when it is not told."""

import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from cxstaff.customers.outcomes import Estimate
from cxstaff.db import db
from cxstaff.linkage.drivers import decomposition
from cxstaff.linkage.drivers.decomposition import Decomposition, decompose
from cxstaff.linkage.drivers.queries import read_shares
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.verdict import Lead
from cxstaff.linkage.leads.queries import looks_before
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import MeanScore, Place, Question
from cxstaff.linkage.screen.queries import screened
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import RoundResult
from tests.cast import NOW, TODAY, ZONE
from tests.linkage.laid import laid_out
from tests.linkage.worlds import World, ask, month, publish, rounds, said

Counting = Callable[[], Any]
KEYS = ("driver:recognition", "driver:clarity", "driver:tools")
FIRST = 24_300


def materials(
    seed: int = 1,
    links: tuple[float, ...] = (0.0, 0.0, 0.0),
    *,
    teams: int = 20,
    periods: int = 8,
    n: int = 25,
    noise: float = 1.0,
) -> dict[str, Material]:
    """Drivers that move csat one period later, each by its link times its standard deviation."""
    draw = np.random.default_rng(seed)
    scores = draw.normal(size=(len(links), teams, periods))
    before = np.concatenate([np.zeros((len(links), teams, 1)), scores[:, :, :-1]], axis=2)
    level, common = 5 * draw.normal(size=(teams, 1)), 5 * draw.normal(size=periods)
    csat = level + common + np.einsum("k,kgt->gt", links, before)
    csat = csat + noise * draw.normal(size=csat.shape)
    places: list[Place] = [(team, FIRST + at) for team in range(teams) for at in range(periods)]
    results = {p: Estimate(80, float(v), 0, 0, 1) for p, v in zip(places, csat.flat, strict=True)}
    return {
        f"d{number}": laid_out(
            {
                place: MeanScore(
                    n, 60 + 5 * number * float(level[place[0], 0]) + float(value), None, 0
                )
                for place, value in zip(places, of_driver.flat, strict=True)
            },
            {"csat": results},
            dict.fromkeys(places, 160),
            FIRST + periods,
        )
        for number, of_driver in enumerate(scores)
    }


def found(given: dict[str, Material], lag: int = 1) -> Decomposition:
    made = decompose(given, "csat", lag)
    assert isinstance(made, Decomposition), made
    return made


def refused(given: dict[str, Material], outcome: str = "csat", lag: int = 1) -> Unusable:
    made = decompose(given, outcome, lag)
    assert isinstance(made, Unusable), made
    return made


def test_a_planted_driver_carries_its_part_and_the_others_cannot_be_told() -> None:
    made = found(materials(links=(0.0, 0.7, 0.0)))
    assert [share.low > 0 for share in made.shares] == [False, True, False]
    planted = made.shares[1]
    assert planted.low < 0.49 / 1.49 < planted.high
    assert made.total.value == pytest.approx(sum(share.value for share in made.shares))
    assert made.total.low > 0
    assert made.p < 0.01
    assert (made.teams, made.periods, made.cells) == (20, 7, 140)
    assert made.answers == 140 * 25
    assert made.interactions == 140 * 80


def test_at_the_wrong_lag_there_is_nothing() -> None:
    made = found(materials(links=(0.0, 0.7, 0.0)), lag=0)
    assert all(share.low == 0 for share in (*made.shares, made.total))


def test_levels_of_teams_and_common_changes_do_not_count() -> None:
    """Scores and results both follow the teams’ levels here, and nothing else."""
    made = found(materials(seed=4))
    assert made.total.value < 0.1
    assert made.p > 0.05


@pytest.mark.long
def test_without_any_link_luck_is_seldom_taken_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decomposition, "DRAWS", 200)
    taken = [found(materials(seed, periods=6)).p <= 0.05 for seed in range(80)]
    assert sum(taken) <= 9  # 4 are expected


@pytest.mark.long
def test_intervals_mostly_hold_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decomposition, "DRAWS", 200)
    truth = 0.49 / 1.49
    made = [found(materials(seed, (0.7, 0.0, 0.0))).shares[0] for seed in range(60)]
    assert sum(share.low <= truth <= share.high for share in made) >= 51
    assert np.mean([share.high - share.low for share in made]) < 0.35


def test_the_same_numbers_give_the_same_answer() -> None:
    assert found(materials(links=(0.4, 0.2, 0.0))) == found(materials(links=(0.4, 0.2, 0.0)))


def test_below_twenty_answers_a_cell_nothing_is_told() -> None:
    assert refused(materials(n=19)).reason is Reason.TOO_FEW_ANSWERS
    assert found(materials(n=20))


def test_too_few_teams_or_cells_are_refused() -> None:
    few = refused(materials(teams=9))
    assert (few.reason, few.teams) == (Reason.TOO_FEW_TEAMS, 9)
    assert found(materials(teams=10))
    short = refused(materials(teams=10, periods=3))
    assert short.reason is Reason.TOO_FEW_DEGREES


def test_each_driver_takes_two_teams() -> None:
    made = found(materials(links=(0.0,) * 7, teams=12, periods=12))
    assert len(made.shares) == 6
    assert len(made.left_out) == 1


def test_the_driver_that_fewest_were_asked_about_is_left_out() -> None:
    given = materials(links=(0.7, 0.0, 0.0))
    seldom = given["d1"]
    scores = {place: score for place, score in seldom.scores.items() if place[0] < 5}
    given["d1"] = laid_out(scores, seldom.results, seldom.interactions, seldom.running)
    made = found(given)
    assert [share.driver for share in made.shares] == ["d0", "d2"]
    assert made.left_out == ("d1",)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, Reason.NO_CELLS),
        ({"d0": materials()["d0"]}, Reason.NO_CELLS),
        (materials(teams=1), Reason.ONE_TEAM),
        (materials(periods=2), Reason.ONE_PERIOD),
        (materials(noise=0), Reason.OUTCOME_DOES_NOT_CHANGE),
    ],
    ids=["no driver", "one driver", "one team", "one period", "nothing beyond the usual"],
)
def test_what_cannot_be_shared_out_says_why(given: dict[str, Material], reason: Reason) -> None:
    assert refused(given).reason is reason


def test_an_outcome_that_nobody_has_is_no_error() -> None:
    assert refused(materials(), "nps").reason is Reason.TOO_FEW_ANSWERS


def test_teams_above_others_are_not_counted_twice() -> None:
    given = {
        key: laid_out(
            each.scores, each.results, each.interactions, each.running, above=frozenset({0, 1})
        )
        for key, each in materials().items()
    }
    assert found(given).teams == 18


@pytest.fixture
def asked_about_drivers(app: Any) -> Callable[..., World]:
    """Build a company with scores of three drivers, of which the first moves csat a month later."""

    def build(n: int = 30, teams: int = 12, months: int = 9, link: float = 0.03) -> World:
        world, dice = World(), np.random.default_rng(3)
        world.rounds = rounds(months)
        world.made = [Team(name=f"Team {number:02}") for number in range(teams)]
        db.session.add_all(world.made)
        for team in world.made:
            before = 60.0
            for place, round_ in enumerate(world.rounds):
                said(team, month(place), 3.5 + link * (before - 60) + 0.05 * dice.normal())
                for key in KEYS:
                    score = 60 + 8 * float(dice.normal())
                    publish(team, round_, score, n=n, subject=key)
                    before = score if key == KEYS[0] else before
        db.session.commit()
        return world

    return build


def test_the_page_says_what_each_driver_carries_and_that_it_is_no_cause(
    asked_about_drivers: Callable[..., World], as_: Any, ines: Person, read: Any
) -> None:
    asked_about_drivers()
    answer = as_(ines).get("/comparison/drivers")
    text = read(answer)
    assert re.search(r"3 drivers together move with \d+ % of how customers’ satisfaction", text)
    assert "tell no causes" in text
    assert "Compared 12 teams over 8 months" in text
    spec = re.search(r'id="shares-spec">(.+?)</script>', answer.text)
    assert spec
    drawn = json.loads(spec[1])
    assert drawn["categories"] == ["Recognition", "Clarity", "Tools"]
    assert drawn["series"][0]["values"][0] > drawn["reference"]["value"]
    row = re.search(r"Recognition ([\d.]+) %", text)
    assert row
    assert float(row[1]) == pytest.approx(drawn["series"][0]["values"][0], abs=0.06)
    assert text.count("Lead: together") == 1  # the first driver
    assert text.count("Cannot tell") == 2


def test_without_a_link_the_page_cannot_tell(
    asked_about_drivers: Callable[..., World], as_: Any, ines: Person, read: Any
) -> None:
    asked_about_drivers(link=0.0)
    text = read(as_(ines).get("/comparison/drivers"))
    assert "Cannot tell: no driver stands out. Together 3 drivers" in text


def test_too_few_answers_are_said_in_words(
    asked_about_drivers: Callable[..., World], as_: Any, ines: Person, read: Any
) -> None:
    asked_about_drivers(n=14)
    text = read(as_(ines).get("/comparison/drivers"))
    assert "only where 20 people or more of a team answered about each driver in a month" in text
    assert "What would help Choose a longer period" in text
    assert looks_before(Question(KEYS[0]), NOW).total == 0


def test_what_was_shown_is_noted_as_looked_at(
    asked_about_drivers: Callable[..., World], as_: Any, ines: Person
) -> None:
    asked_about_drivers()
    as_(ines).get("/comparison/drivers")
    assert all(looks_before(Question(key), NOW).total == 1 for key in KEYS)
    assert looks_before(Question(), NOW).total == 0


@pytest.mark.parametrize("teams", [1, 3, 9])
def test_few_teams_are_said_in_words(
    teams: int, asked_about_drivers: Callable[..., World], as_: Any, ines: Person, read: Any
) -> None:
    asked_about_drivers(teams=teams)
    text = read(as_(ines).get("/comparison/drivers"))
    assert "Cannot tell" in text
    assert (f"Only {teams} teams have" in text) == (teams > 1)
    assert "%(" not in text


def test_hidden_is_told_from_absent(
    asked_about_drivers: Callable[..., World], as_: Any, ines: Person, ben: Person, read: Any
) -> None:
    assert "No results about drivers yet" in read(as_(ines).get("/comparison/drivers"))
    world = asked_about_drivers(teams=2, months=2)
    db.session.execute(db.delete(RoundResult))
    publish(None, world.rounds[0], 60, subject=KEYS[0])
    ask(world.made[0], world.rounds, ben.id)
    db.session.commit()
    cache.clear()
    assert "All scores are hidden to protect people" in read(as_(ines).get("/comparison/drivers"))


@pytest.mark.parametrize("query", ["outcome=revenue", "lag=9", "period=day"])
def test_a_mistyped_address_is_explained(query: str, as_: Any, ines: Person, read: Any) -> None:
    answer = as_(ines).get(f"/comparison/drivers?{query}")
    assert answer.status_code == 422
    assert "These shares cannot be made" in read(answer)


def test_hr_and_cx_may_and_nobody_else(
    as_: Any, ines: Person, cyrus: Person, ana: Person, ben: Person, ada: Person
) -> None:
    for person in (ines, cyrus):
        assert as_(person).get("/comparison/drivers").status_code == 200
    for person in (ana, ben, ada):
        assert as_(person).get("/comparison/drivers").status_code == 403


@pytest.mark.both
def test_a_driver_is_read_as_the_screen_reads_it(
    asked_about_drivers: Callable[..., World], app: Any
) -> None:
    asked_about_drivers()
    at = Period.MONTH, 1, TODAY, ZONE
    shown = {
        cell.question.engagement: cell.reading
        for cell in screened(*at).cells
        if cell.question.outcome == "csat"
    }
    read = read_shares("csat", *at).readings
    assert read == {key: shown[key] for key in KEYS}
    assert isinstance(read[KEYS[0]], Lead)


def test_it_costs_the_same_at_any_size_and_less_the_second_time(
    asked_about_drivers: Callable[..., World], as_: Any, ines: Person, counting: Counting
) -> None:
    asked_about_drivers()
    as_(ines).get("/comparison/drivers")
    with counting() as kept:
        as_(ines).get("/comparison/drivers")
    cache.clear()
    with counting() as anew:
        as_(ines).get("/comparison/drivers")
    assert len(kept) < len(anew) <= 32


def test_what_is_remembered_answers_the_same_choice_only(
    asked_about_drivers: Callable[..., World], as_: Any, ines: Person
) -> None:
    asked_about_drivers()
    specs = [
        re.search(r'"values": ?\[[^]]+\]', as_(ines).get(f"/comparison/drivers?{query}").text)
        for query in ("", "lag=0", "lag=2", "outcome=csat_top2")
    ]
    assert len({spec[0] for spec in specs if spec}) == 4
