"""Where a stable cause makes teams and their customers alike, the usual correlation is fooled."""

import numpy as np
from scipy.stats import pearsonr

from cxstaff.linkage.slopes import Slope, within_teams
from tests.linkage.panels import columns, panel

RUNS = 200


def estimates(slope: float) -> list[Slope]:
    shape = {"teams": 30, "periods": 12, "covariates": 0, "slope": slope}
    made = [within_teams(panel(columns(**shape, seed=seed)), 0) for seed in range(RUNS)]
    assert all(isinstance(m, Slope) for m in made)
    return made


def test_correlating_team_means_finds_a_link_where_none_is():
    found = 0
    for seed in range(RUNS):
        cols = columns(teams=30, periods=12, covariates=0, slope=0.0, seed=seed)
        seen = np.bincount(cols["teams"])
        means = [np.bincount(cols["teams"], cols[name]) / seen for name in ("y", "e")]
        found += pearsonr(*means).pvalue < 0.05
    assert found > 0.9 * RUNS


def test_within_teams_is_wrong_as_seldom_as_it_says():
    false = np.mean([m.p < 0.05 for m in estimates(0.0)])
    assert false <= 0.09


def test_within_teams_finds_and_covers_what_is_there():
    made = estimates(0.2)
    covered = np.mean([m.low < 0.2 < m.high for m in made])
    assert 0.91 <= covered <= 0.985
    assert abs(np.mean([m.value for m in made]) - 0.2) < 0.01
    assert np.mean([m.value for m in made]) > np.mean([m.visible for m in made])


def test_a_slope_of_the_smallest_visible_size_is_found_four_times_in_five():
    visible = float(np.mean([m.visible for m in estimates(0.0)]))
    found = np.mean([m.p < 0.05 for m in estimates(visible)])
    assert 0.72 <= found <= 0.9
