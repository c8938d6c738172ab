"""The slope and its uncertainty equal those of books, R and brute force."""

import time

import numpy as np
import pytest

from cxstaff.linkage.estimates.effects import of_team_and_period
from cxstaff.linkage.estimates.slopes import Slope, between_teams, within_teams
from tests.linkage.estimates.brute_force import cr2, cr2_of_scaled, dummies
from tests.linkage.estimates.panels import Columns, by_formula, columns, headline, panel

SHAPES = [
    pytest.param({"teams": 5, "periods": 6}, id="few teams"),
    pytest.param({"teams": 12, "periods": 8, "gaps": 0.0, "covariates": 0}, id="no gaps"),
    pytest.param({"teams": 12, "periods": 8, "gaps": 0.4, "covariates": 2}, id="many gaps"),
    pytest.param({"teams": 8, "periods": 30}, id="long"),
    pytest.param({"teams": 40, "periods": 4, "gaps": 0.5}, id="teams seen once"),
]
WEIGHTS = ["by interactions", "alike"]


def weighted(cols: Columns, weights: str) -> Columns:
    return cols if weights == WEIGHTS[0] else cols | {"weights": np.ones_like(cols["y"])}


def written_out(cols: Columns) -> np.ndarray:
    periods = dummies(cols["periods"])[:, 1:]
    return np.column_stack([cols["e"], cols["covariates"], dummies(cols["teams"]), periods])


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ("alike", (0.2958236421, 0.1122374644, 9.764428213, 0.02538756651)),
        ("by interactions", (0.2504034252, 0.1169891746, 7.655094563, 0.06626484192)),
    ],
)
def test_slope_error_freedom_and_p_are_those_of_clubsandwich(weights, expected):
    cols = weighted(by_formula(), weights)
    found = cr2(written_out(cols), cols["y"], cols["weights"], cols["teams"])
    assert found == pytest.approx(expected[:3], rel=1e-8)
    if weights == "alike":
        made = headline(cols)
        assert (made.value, made.se, made.df, made.p) == pytest.approx(expected, rel=1e-8)
        assert (made.teams, made.periods, made.cells) == (12, 8, 82)


@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("shape", SHAPES)
def test_within_equals_brute_force(shape, weights):
    cols = weighted(columns(**shape, seed=3), weights)
    made = headline(cols)
    expected = cr2_of_scaled(written_out(cols), cols["y"], cols["weights"], cols["teams"])
    assert (made.value, made.se, made.df) == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("shape", SHAPES)
def test_iteration_gives_what_decomposition_gives(shape, weights, monkeypatch):
    cols = weighted(columns(**shape, seed=4), weights)
    plain = headline(cols)
    monkeypatch.setattr("cxstaff.linkage.estimates.cr2.DENSE_WORK", 0.0)
    iterated = headline(cols)
    assert (iterated.se, iterated.df) == pytest.approx((plain.se, plain.df), rel=1e-9)


def test_teams_on_which_iteration_does_not_settle_are_decomposed(monkeypatch):
    cols = columns(teams=6, periods=60, covariates=3)
    wild = 10 ** (3 * np.random.default_rng(0).random(cols["y"].size))
    plain = headline(cols, weights=wild)
    monkeypatch.setattr("cxstaff.linkage.estimates.cr2.DENSE_WORK", 0.0)
    iterated = headline(cols, weights=wild)
    assert (iterated.se, iterated.df) == pytest.approx((plain.se, plain.df), rel=1e-12)


@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("shape", SHAPES)
def test_between_equals_brute_force(shape, weights):
    cols = weighted(columns(**shape, seed=5), weights)
    made = between_teams(panel(cols).at(0))
    assert isinstance(made, Slope)

    def means(values: np.ndarray) -> np.ndarray:
        sums = np.bincount(cols["teams"], cols["weights"] * values)
        total = np.bincount(cols["teams"], cols["weights"])
        return (sums / np.where(total > 0, total, 1))[cols["teams"]]

    given = [cols["e"], *cols["covariates"].T]
    x = [means(v) for v in given] + [v - means(v) for v in given] + [dummies(cols["periods"])]
    expected = cr2_of_scaled(np.column_stack(x), cols["y"], cols["weights"], cols["teams"])
    assert (made.value, made.se, made.df) == pytest.approx(expected, rel=1e-8)


@pytest.mark.long
@pytest.mark.parametrize("lag", [0, 1, 3])
def test_coefficient_of_a_lag_is_that_of_statsmodels(lag):
    import statsmodels.api as sm  # takes seconds, and every worker reads every file of tests

    cols = columns(teams=15, periods=14, gaps=0.15)
    cells = dict(zip(zip(cols["teams"], cols["periods"], strict=True), cols["e"], strict=True))
    cells_of = zip(cols["teams"], cols["periods"], strict=True)
    before = np.array([cells.get((g, t - lag), np.nan) for g, t in cells_of])
    known = np.isfinite(before)
    kept = {name: column[known] for name, column in cols.items()} | {"e": before[known]}
    expected = sm.WLS(kept["y"], written_out(kept), weights=kept["weights"]).fit().params[0]
    assert headline(cols, lag).value == pytest.approx(expected, rel=1e-9)


def test_a_covariate_that_repeats_another_changes_nothing():
    cols = columns()
    twice = np.column_stack([cols["covariates"], 3 * cols["covariates"] + 1, cols["periods"]])
    once, again = headline(cols), headline(cols, covariates=twice)
    assert (again.value, again.se) == pytest.approx((once.value, once.se), rel=1e-9)


def test_a_thousand_teams_and_two_years_of_weeks_take_under_a_second():
    made = panel(columns(teams=1000, periods=104, gaps=0.05))
    start = time.process_time()
    result = within_teams(made.at(1))
    assert time.process_time() - start < 1.5  # both cores count
    assert isinstance(result, Slope)
    assert (result.teams, result.periods) == (1000, 103)


def test_effects_leave_nothing_of_large_stable_differences():
    draw = np.random.default_rng(0)
    weight = draw.random((30, 20)) * (draw.random((30, 20)) > 0.3)
    large = 1e4 * draw.normal(size=(30, 1)) + 1e4 * draw.normal(size=20)
    left = of_team_and_period(weight).residual(large + draw.normal(size=weight.shape))
    assert np.abs((weight * left).sum(axis=0)).max() < 1e-13
    assert np.abs((weight * left).sum(axis=1)).max() < 1e-13
