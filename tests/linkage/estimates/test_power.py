"""Power: the known facts come out, simulated studies agree, and more data never make it worse."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxstaff.linkage.estimates import power
from cxstaff.linkage.estimates.panel import panel_of
from cxstaff.linkage.estimates.power import Size, Spreads
from cxstaff.linkage.estimates.slopes import Slope, within_teams
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.planner.planner import CHANGE, RESULTS, between, plan

SPREADS = Spreads(4, 16, 0.05, 1.38)
EXACT = replace(SPREADS, answer=1e-6)  # as if everything about engagement were known
RUNS = 300


def test_a_correlation_of_a_third_takes_about_70_teams():
    assert power.teams_for_correlation(0.33) == 70
    assert power.correlation_power(0.33, 70) == pytest.approx(0.8, abs=0.003)
    assert power.correlation_power(0.33, 69) < 0.8
    low, high = power.correlation_interval(0.33, 12)
    assert (round(low, 2), round(high, 2)) == (-0.30, 0.76)
    assert power.teams_for_correlation(-0.33) == 70


def test_a_correlation_of_none_is_found_as_seldom_as_it_should():
    assert power.correlation_power(1e-12, 12) == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("teams", "periods", "errors"), [(1000, 100, 2.80), (100, 12, 2.83), (10, 7, 3.3), (10, 6, 3.3)]
)
def test_the_smallest_visible_slope_is_known_standard_errors(teams, periods, errors):
    size = Size(teams, periods, 7, 100)
    noise = np.sqrt(0.05**2 + 1.38**2 / 100)
    se = noise / (EXACT.change * np.sqrt((teams - 1) * (periods - 1)))
    visible = power.smallest_visible(size, EXACT)
    assert visible is not None
    assert visible / se == pytest.approx(errors, abs=0.03)


def test_seven_answers_shrink_a_slope_of_20_to_6():
    spreads = Spreads(*CHANGE, *RESULTS["csat"])
    assert round(0.20 * power.reliability(7, spreads), 2) == 0.06
    assert plan(Size(30, 12, 7, 100), spreads, 0.20, 10).seen == pytest.approx(0.06, abs=0.002)


def simulated(size: Size, spreads: Spreads, slope: float, seed: int = 3) -> list[Slope]:
    """Estimate in invented companies of that size, as the comparison does."""
    dice, made = np.random.default_rng(seed), list[Slope]()
    shape = size.teams, size.periods
    team, period = np.divmod(np.arange(size.teams * size.periods), size.periods)
    noise = np.sqrt(spreads.result**2 + spreads.customer**2 / size.customers)
    for _ in range(RUNS):
        own, common = dice.normal(size=(size.teams, 1)), dice.normal(size=size.periods)
        true = 8 * own + 2 * common + spreads.change * dice.normal(size=shape)
        seen = true + spreads.answer / np.sqrt(size.answers) * dice.normal(size=shape)
        y = slope * true + 0.3 * own + 0.1 * common + noise * dice.normal(size=shape)
        found = within_teams(panel_of(team, period, y.ravel(), seen.ravel()).at(0))
        assert isinstance(found, Slope)
        made.append(found)
    return made


@pytest.mark.parametrize(
    ("size", "slope"),
    [
        (Size(30, 12, 7, 100), 0.011),
        (Size(30, 12, 7, 100), 0.006),
        (Size(12, 11, 20, 400), 0.009),
        (Size(70, 6, 7, 100), 0.0105),
        (Size(30, 12, 7, 100), 0.0),
    ],
)
def test_simulated_studies_find_the_link_as_often_as_planned(size, slope):
    made = simulated(size, SPREADS, slope)
    found = np.mean([each.p < 0.05 for each in made])
    assert found == pytest.approx(power.power(slope, size, SPREADS), abs=0.065)
    assert np.mean([each.df for each in made]) == pytest.approx(power.freedom(size), rel=0.05)
    shrunk = slope * power.reliability(size.answers, SPREADS)
    assert np.mean([each.value for each in made]) == pytest.approx(shrunk, abs=0.0004)


def test_what_is_needed_is_just_enough():
    size, slope = Size(12, 12, 7, 100), 0.015
    needs = {
        "teams": power.teams_needed(slope, size, SPREADS),
        "periods": power.periods_needed(slope, size, SPREADS),
        "answers": power.answers_needed(slope, size, SPREADS),
    }
    for name, need in needs.items():
        assert need is not None
        assert power.power(slope, replace(size, **{name: need}), SPREADS) >= 0.8
        assert power.power(slope, replace(size, **{name: need - 1}), SPREADS) < 0.8


def test_where_nothing_is_enough_it_says_none():
    tiny = Size(3, 3, 5, 10)
    assert power.answers_needed(0.001, tiny, SPREADS) is None
    assert power.teams_needed(1e-9, tiny, SPREADS) is None
    assert power.smallest_visible(tiny, SPREADS) is None


SIZES = st.builds(
    Size,
    teams=st.integers(4, 500),
    periods=st.integers(3, 104),
    answers=st.integers(5, 100),
    customers=st.integers(1, 10_000),
)
SPREAD = st.floats(1e-6, 1e5)
ALL_SPREADS = st.builds(Spreads, SPREAD, SPREAD, st.floats(0, 1e5), SPREAD)


@given(SIZES, ALL_SPREADS, st.floats(1e-6, 1e5), st.sampled_from(["teams", "periods", "answers"]))
def test_more_of_anything_never_finds_less(size, spreads, slope, name):
    here = power.power(slope, size, spreads)
    more = power.power(slope, replace(size, **{name: 2 * getattr(size, name)}), spreads)
    assert 0.0499 <= here <= 1 + 1e-9
    assert more >= here - 1e-4


@given(SIZES, ALL_SPREADS)
def test_the_smallest_visible_slope_is_found_4_times_in_5(size, spreads):
    visible = power.smallest_visible(size, spreads)
    if visible is not None and power.freedom(size) >= Terms().df:
        assert power.power(visible, size, spreads) == pytest.approx(0.8, abs=0.01)


@given(SIZES, ALL_SPREADS, st.floats(1e-6, 1e5))
@settings(max_examples=25)
def test_any_plan_can_be_told(size, spreads, effect):
    made = plan(size, spreads, effect, 3.0)
    assert made.size.teams in [teams for teams, _ in made.rows]
    assert all(0 <= share <= 1 + 1e-9 for _, found in made.rows for share in found)
    assert made.is_enough == (made.power >= 0.8 and made.allows_verdict)


@given(st.floats(0.05, 0.95), st.integers(4, 10_000))
def test_an_interval_of_a_correlation_holds_it(r, teams):
    made = between(r, teams)
    assert -1 < made.low < r < made.high < 1
    assert made.teams >= 4
