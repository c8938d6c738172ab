"""A team that counts as a new one from a break on: its effect begins anew, its errors stay one."""

import numpy as np
import pytest

from cxstaff.linkage.estimates import cr2 as product
from cxstaff.linkage.estimates.panel import anew
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope, within_teams
from cxstaff.statistics import t_quantile
from tests.linkage.estimates.brute_force import cr2, dummies, passed, pieces
from tests.linkage.estimates.panels import columns, panel

SHAPES = [
    pytest.param({"teams": 6, "periods": 8, "gaps": 0.0}, id="few teams"),
    pytest.param({"teams": 12, "periods": 9, "gaps": 0.3, "covariates": 2}, id="many gaps"),
    pytest.param({"teams": 8, "periods": 24, "covariates": 0}, id="long"),
]
BREAKS = [(0, 4), (2, 3), (2, 6), (5, 5)]
"""Team and first period of each new spell; team 2 has three."""


def parted(cols, breaks=BREAKS, lag=0, **changed):
    lagged = panel(cols, **changed).at(lag)
    team, period = np.array(breaks, dtype=np.int64).reshape(-1, 2).T
    return anew(lagged, team, period)


def unit_of(cols, breaks=BREAKS):
    """Write the spells out: the team, and how many of its breaks have been."""
    rows = zip(cols["teams"].tolist(), cols["periods"].tolist(), strict=True)
    return np.array(
        [100 * g + sum(one == g and since <= t for one, since in breaks) for g, t in rows]
    )


def variance_of(cols, unit):
    """Write out what errors are taken to be: alike by .2 from a period to the next of a spell.

    Periods that follow a gap begin anew, as spells do.
    """
    rows = zip(unit.tolist(), cols["periods"].tolist(), strict=True)
    place = {key: at for at, key in enumerate(rows)}
    alike = np.eye(len(unit))
    for (spell, period), at in place.items():
        before, factor = period - 1, 0.2
        while (spell, before) in place:
            alike[at, place[spell, before]] = alike[place[spell, before], at] = factor
            before, factor = before - 1, factor * 0.2
    error = 1 / np.sqrt(cols["weights"])
    return alike * np.outer(error, error)


@pytest.mark.parametrize("iterated", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_it_is_a_dummy_for_each_spell_with_errors_clustered_by_team(shape, iterated, monkeypatch):
    cols = columns(**shape, seed=7)
    monkeypatch.setattr(product, "DENSE_WORK", 0.0 if iterated else 1e9)
    made = within_teams(parted(cols))
    unit = unit_of(cols)
    written = np.column_stack(
        [cols["e"], cols["covariates"], dummies(unit), dummies(cols["periods"])[:, 1:]]
    )
    root = np.linalg.cholesky(variance_of(cols, unit))
    parts = np.linalg.solve(root, np.column_stack([written, cols["y"]]))
    ones = np.ones(len(parts))
    *expected, products = pieces(parts[:, :-1], parts[:, -1], ones, cols["teams"])
    assert (made.value, made.se) == pytest.approx(expected, rel=1e-7)
    assert made.teams == len(set(cols["teams"]))
    of_luck = passed(t_quantile(made.df, 0.975), np.linalg.eigvalsh(products))
    assert of_luck == pytest.approx(0.05, abs=1e-6)


def test_degrees_of_freedom_of_many_parted_teams_are_satterthwaites():
    cols = columns(teams=110, periods=5, gaps=0.0, covariates=0, seed=7)
    made = within_teams(parted(cols, breaks := [(team, 3) for team in range(0, 110, 4)]))
    unit = unit_of(cols, breaks)
    written = np.column_stack([cols["e"], dummies(unit), dummies(cols["periods"])[:, 1:]])
    root = np.linalg.cholesky(variance_of(cols, unit))
    parts = np.linalg.solve(root, np.column_stack([written, cols["y"]]))
    expected = cr2(parts[:, :-1], parts[:, -1], np.ones(len(parts)), cols["teams"])
    assert expected[-1] > 60
    assert (made.value, made.se, made.df) == pytest.approx(expected, rel=1e-7)


def test_a_lasting_change_of_both_is_no_link_once_it_is_known():
    cols = columns(teams=20, periods=12, gaps=0.0, covariates=0, slope=0.0, seed=3)
    jump = 6.0 * np.where((cols["teams"] % 2 == 0) & (cols["periods"] >= 6), 1.0, 0.0)
    cols = cols | {"e": cols["e"] + jump, "y": cols["y"] + jump}
    breaks = [(team, 6) for team in range(0, 20, 2)]
    before, known = within_teams(panel(cols).at(1)), within_teams(parted(cols, breaks, lag=1))
    assert isinstance(before, Slope)
    assert before.low > 0.3
    assert isinstance(known, Slope)
    assert known.low < 0 < known.high


def test_a_true_link_inside_spells_is_still_found():
    cols = columns(teams=30, periods=12, gaps=0.0, covariates=0, slope=0.5, seed=9)
    made = within_teams(parted(cols, [(team, 6) for team in range(0, 30, 3)]))
    assert isinstance(made, Slope)
    assert made.low > 0.3
    assert made.high < 0.7


def test_engagement_of_another_spell_is_not_taken_for_that_of_the_month_before():
    cols = columns(teams=4, periods=6, gaps=0.0)
    made = parted(cols, [(1, 3)], lag=1)
    first = (cols["teams"] == 1) & (cols["periods"] == 3)
    assert np.isnan(made.e[first]).all()
    assert np.isfinite(made.e[(cols["teams"] == 1) & (cols["periods"] == 4)]).all()


def test_a_spell_of_one_period_adds_nothing():
    cols = columns(teams=6, periods=8, gaps=0.0, seed=2)
    made = within_teams(parted(cols, [(0, 3), (0, 4)]))
    kept = (cols["teams"] != 0) | (cols["periods"] != 3)
    without = {name: each[kept] for name, each in cols.items()}
    expected = within_teams(parted(without, [(0, 4)]))
    assert isinstance(expected, Slope)
    assert (made.value, made.se, made.cells) == pytest.approx(
        (expected.value, expected.se, expected.cells)
    )
    assert made.cells == 47


def test_breaks_that_part_no_team_change_nothing():
    cols = columns(teams=6, periods=8, gaps=0.0)
    assert parted(cols, [(0, 0), (3, 8), (5, 99)]) is None
    assert parted(cols, []) is None


def test_breaks_in_every_period_leave_nothing_to_compare():
    cols = columns(teams=6, periods=5, gaps=0.0)
    made = within_teams(parted(cols, [(team, at) for team in range(6) for at in range(5)]))
    assert isinstance(made, Unusable)
    assert made.reason is Reason.NO_OVERLAP
