"""The headline compares a team with itself, and refuses where it cannot."""

import numpy as np
import pytest
import scipy
from hypothesis import given, settings
from hypothesis import strategies as st

from cxstaff.linkage.estimates.panel import panel_of
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.sample import Sample, compared
from cxstaff.linkage.estimates.slopes import Slope, between_teams, within_teams
from tests.linkage.estimates.brute_force import cr2_of_scaled, dummies
from tests.linkage.estimates.panels import columns, headline, panel

size = st.floats(-1e4, 1e4)
factor = st.floats(0.01, 100) | st.floats(-100, -0.01)
seeds = st.integers(0, 10_000)


def numbers(made: Slope) -> tuple[float, ...]:
    return made.value, made.se, made.df, made.p


@settings(max_examples=25, deadline=None)
@given(seeds, size, size)
def test_what_is_stable_in_a_team_or_common_to_a_period_changes_nothing(seed, of_team, of_period):
    cols, draw = columns(), np.random.default_rng(seed)
    stable = of_team * draw.normal(size=12)[cols["teams"]]
    common = of_period * draw.normal(size=8)[cols["periods"]]
    moved = headline(cols, y=cols["y"] + stable + common, e=cols["e"] - common + 2 * stable)
    assert numbers(moved) == pytest.approx(numbers(headline(cols)), rel=1e-5)


@settings(max_examples=25, deadline=None)
@given(factor, factor, st.floats(0.001, 1000))
def test_units_only_change_the_slopes_units(of_y, of_e, of_weight):
    cols = columns()
    plain = headline(cols)
    scaled = headline(
        cols, y=of_y * cols["y"], e=of_e * cols["e"], weights=of_weight * cols["weights"]
    )
    assert scaled.value == pytest.approx(plain.value * of_y / of_e, rel=1e-8)
    assert scaled.se == pytest.approx(plain.se * abs(of_y / of_e), rel=1e-8)
    assert (scaled.df, scaled.p) == pytest.approx((plain.df, plain.p), rel=1e-8)


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_order_of_cells_and_names_of_teams_do_not_matter(seed):
    cols, draw = columns(), np.random.default_rng(seed)
    order, names = draw.permutation(cols["y"].size), draw.permutation(12)
    mixed = {name: column[order] for name, column in cols.items()}
    mixed["teams"] = np.array([f"team {names[g]}" for g in mixed["teams"]])
    assert numbers(headline(mixed, lag=1)) == pytest.approx(numbers(headline(cols, lag=1)))


def test_a_stable_team_cause_fools_between_but_not_within():
    cols = columns(teams=40, slope=0.0, seed=8)
    within, between = within_teams(panel(cols).at(0)), between_teams(panel(cols).at(0))
    assert isinstance(within, Slope)
    assert isinstance(between, Slope)
    assert within.low < 0 < within.high
    assert between.low > 1
    assert between.cells >= within.cells


def test_lag_looks_back_and_not_ahead():
    cols = columns(teams=30, periods=12, gaps=0.0, slope=0.0)
    e = np.random.default_rng(0).normal(size=(30, 12))
    y = np.zeros_like(e)
    y[:, 2:] = e[:, :-2]
    y += np.random.default_rng(1).normal(size=e.shape) / 10
    slopes = [headline(cols, lag, y=y.ravel(), e=e.ravel()).value for lag in (0, 1, 2, 3)]
    assert slopes == pytest.approx([0, 0, 1, 0], abs=0.2)


def test_a_missing_period_is_a_gap_and_not_a_neighbour():
    cols = columns(gaps=0.0, periods=6)
    kept = cols["periods"] != 2
    some = {name: column[kept] for name, column in cols.items()}
    assert headline(some, lag=1).periods == 3  # 1, 4 and 5 have a period before them
    assert headline(some, lag=1).cells == 36


def test_everything_that_must_be_printed_is_there():
    cols = columns(gaps=0.0)
    made = headline(cols, lag=1, answers=cols["periods"] + 5)
    later = cols["periods"] > 0
    answers = 12 * sum(range(5, 12))  # the last period's are ahead of nothing
    assert (made.teams, made.periods, made.cells, made.answers) == (12, 7, 84, answers)
    assert made.interactions == cols["weights"][later].sum()
    assert made.low < made.value < made.high
    assert headline(cols).answers is None
    assert headline(cols, answers=[None, *[5] * 95]).answers is None


@pytest.mark.parametrize(("teams", "spread"), [(4, 0.0), (11, 0.0), (12, 1.5), (60, 0.0)])
def test_the_smallest_visible_slope_is_that_of_the_slopes_own_freedom(teams, spread):
    cols = columns(teams=teams, gaps=0.0, seed=4)
    sizes = np.exp(spread * np.random.default_rng(9).normal(size=teams))[cols["teams"]]
    for made in (headline(cols, weights=sizes), between_teams(panel(cols).at(0))):
        assert isinstance(made, Slope)
        needed = scipy.stats.t.ppf(0.975, made.df) + scipy.stats.t.ppf(0.8, made.df)
        assert made.visible == pytest.approx(needed * made.se)


def test_a_team_that_appears_halfway_counts_from_then():
    cols = columns(gaps=0.0)
    kept = (cols["teams"] != 3) | (cols["periods"] >= 4)
    made = headline({name: column[kept] for name, column in cols.items()})
    assert (made.teams, made.cells) == (12, 92)


@pytest.mark.parametrize("nothing", [np.nan, np.inf, 0.0, -3.0])
def test_cells_without_weight_are_left_out(nothing):
    cols = columns()
    weights = np.where(cols["periods"] == 3, nothing, cols["weights"])
    kept = {name: column[cols["periods"] != 3] for name, column in cols.items()}
    assert numbers(headline(cols, weights=weights)) == pytest.approx(numbers(headline(kept)))


grid = np.array([(g, t) for g in range(4) for t in range(6)])
noise = np.random.default_rng(2).normal(size=(2, 24))
one_mover = np.where(grid[:, 0] == 0, noise[0], 0.0)
BAD = {
    "nothing at all": ([], [], [], [], None, Reason.NO_CELLS),
    "one team": ([1] * 6, range(6), noise[0][:6], noise[1][:6], None, Reason.ONE_TEAM),
    "one period": (range(6), [1] * 6, noise[0][:6], noise[1][:6], None, Reason.ONE_PERIOD),
    "one cell": ([1], [1], [2.0], [3.0], None, Reason.ONE_TEAM),
    "no outcome": (*grid.T, [None] * 24, noise[1], None, Reason.NO_CELLS),
    "no engagement": (*grid.T, noise[0], [np.nan] * 24, None, Reason.NO_CELLS),
    "no weight": (*grid.T, *noise, np.zeros(24), Reason.NO_CELLS),
    "unknown weight": (*grid.T, *noise, [np.nan] * 24, Reason.NO_CELLS),
    "endless values": (*grid.T, [np.inf] * 24, noise[1], None, Reason.NO_CELLS),
    "cells twice": (*np.tile(grid, (2, 1)).T, *np.tile(noise, 2), None, Reason.REPEATED_CELL),
    "teams never together": (
        [1, 1, 2, 2, 3, 3], range(6), *noise[:, :6], None, Reason.NO_OVERLAP,
    ),
    "flat engagement": (*grid.T, noise[0], [0.1] * 24, None, Reason.ENGAGEMENT_DOES_NOT_CHANGE),
    "engagement of teams only": (
        *grid.T, noise[0], grid[:, 0] / 3, None, Reason.ENGAGEMENT_DOES_NOT_CHANGE,
    ),
    "engagement of team and season": (
        *grid.T, noise[0], grid @ [0.1, 1 / 7], None, Reason.ENGAGEMENT_DOES_NOT_CHANGE,
    ),
    "flat outcome": (*grid.T, [0.1] * 24, noise[1], None, Reason.OUTCOME_DOES_NOT_CHANGE),
    "outcome of team and season": (
        *grid.T, grid @ [0.3, 1 / 7], noise[1], None, Reason.OUTCOME_DOES_NOT_CHANGE,
    ),
    "outcome copied": (*grid.T, 3 * noise[1] + 1, noise[1], None, Reason.FITS_EXACTLY),
    "outcome copied downwards": (*grid.T, 1 - 3 * noise[1], noise[1], None, Reason.FITS_EXACTLY),
    "two teams": (
        *grid[:12].T, *noise[:, :12], None, Reason.CARRIED_BY_ONE_TEAM,
    ),
    "one team moves": (*grid.T, noise[1], one_mover, None, Reason.CARRIED_BY_ONE_TEAM),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_data_gets_a_reason_and_no_number(name):
    teams, periods, y, e, weights, reason = BAD[name]
    made = within_teams(panel_of(teams, periods, y, e, weights=weights).at(0))
    assert isinstance(made, Unusable)
    assert made.reason is reason


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("one team", (1, 6, 6)),
        ("one period", (6, 1, 6)),
        ("no outcome", (0, 0, 0)),
        ("cells twice", (4, 6, 48)),
        ("teams never together", (3, 6, 6)),
        ("flat engagement", (4, 6, 24)),
        ("outcome copied", (4, 6, 24)),
        ("two teams", (2, 6, 12)),
    ],
)
def test_a_refusal_counts_what_there_was(name, counts):
    teams, periods, y, e, weights, _ = BAD[name]
    made = within_teams(panel_of(teams, periods, y, e, weights=weights).at(0))
    assert isinstance(made, Unusable)
    assert (made.teams, made.periods, made.cells) == counts


def test_between_refuses_one_team():
    made = between_teams(panel_of([1] * 6, range(6), *noise[:, :6]).at(0))
    assert isinstance(made, Unusable)
    assert made.reason is Reason.ONE_TEAM


def test_what_compares_with_nothing_is_left_out_until_none_is_left():
    cols = columns(covariates=0)
    # A team seen once, and one whose second period has no other team, so that it has one left.
    alone = {"teams": [98, 97, 97], "periods": [0, 1, 50], "y": [9.0, -9, 9], "e": [-9.0, 9, 9]}
    more = {name: np.append(cols[name], alone[name]) for name in alone}
    weights, answers = np.append(cols["weights"], [50] * 3), np.arange(len(more["y"]))
    made = within_teams(panel_of(**more, weights=weights, answers=answers).at(0))
    plain = headline(cols, covariates=None, answers=answers[:-3])
    assert made == plain


def test_rows_and_columns_of_a_grid_with_gaps_keep_their_names():
    cols = columns()
    kept = (cols["teams"] != 3) & (cols["periods"] != 5)
    own = {name: column[kept][::-1] for name, column in cols.items()}
    laid = panel(own)
    sample = compared(laid, laid.y, laid.e[:, None], laid.weight)
    assert isinstance(sample, Sample)
    assert not sample.used.all(axis=1).all()
    assert not sample.used.all(axis=0).all()
    assert sample.teams.tolist() == list(range(11))  # codes
    assert sample.periods.tolist() == [0, 1, 2, 3, 4, 6, 7]


@pytest.mark.parametrize(("apart", "is_told"), [(1e-6, False), (1e-4, True)])
def test_engagement_that_is_all_but_a_covariate_is_told_from_one_that_moves(apart, is_told):
    cols = columns()
    given = cols["covariates"][:, 0]
    own = np.random.default_rng(6).normal(size=given.size)
    made = within_teams(panel(cols, e=given + apart * own).at(0))
    if is_told:
        assert isinstance(made, Slope)
        assert made.value * apart == pytest.approx(headline(cols, e=own).value, rel=1e-6)
    else:
        assert isinstance(made, Unusable)
        assert made.reason is Reason.ENGAGEMENT_DOES_NOT_CHANGE


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("lag", [0, 1, 50])
def test_bad_data_never_raises_between_teams(name, lag):
    teams, periods, y, e, weights, _ = BAD[name]
    made = between_teams(panel_of(teams, periods, y, e, weights=weights).at(lag))
    assert isinstance(made, Unusable) or (made.se > 0 and np.isfinite(made.low + made.high))


def test_between_refuses_when_teams_do_not_differ():
    cols = columns(gaps=0.0, covariates=0)
    means = np.bincount(cols["teams"], cols["e"]) / 8
    level = cols["e"] - means[cols["teams"]]
    made = between_teams(panel(cols, e=level, weights=None).at(0))
    assert isinstance(made, Unusable)
    assert made.reason is Reason.ENGAGEMENT_DOES_NOT_CHANGE


@pytest.mark.parametrize("scale", [1e-9, 1, 1e9])
def test_between_ignores_rounding_in_engagement_that_never_changes(scale):
    cols = columns()
    team, given = cols["teams"], cols["covariates"][:, 0]
    level = np.array([0.1, 0.7, 1 / 3])[team % 3] + team / 7
    made = between_teams(panel(cols, e=scale * level, covariates=given / scale).at(0))
    total = np.bincount(team, cols["weights"] * given) / np.bincount(team, cols["weights"])
    x = np.column_stack([level, total[team], given - total[team], dummies(cols["periods"])])
    assert isinstance(made, Slope)
    expected = cr2_of_scaled(x, cols["y"], cols["weights"], team)
    told = made.value * scale, made.se * scale, made.df
    assert told == pytest.approx(expected, rel=1e-7)


def test_columns_of_different_length_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="one value for each cell"):
        panel_of([1, 2], [1, 2], [0.1, 0.2], [0.3])


def test_neither_the_order_of_rows_nor_how_far_periods_lie_apart_changes_anything():
    cols = columns()
    mixed = np.random.default_rng(5).permutation(cols["y"].size)
    shuffled = {name: column[mixed] for name, column in cols.items()}
    apart = cols | {"periods": 10_000 * cols["periods"]}
    for other in (shuffled, apart):
        assert numbers(headline(other)) == pytest.approx(numbers(headline(cols)), rel=1e-9)
