"""Degrees of freedom that hold 5 %, whatever teams carry of a variance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.linkage.estimates.freedom import matched, tail
from cxstaff.statistics import t_quantile, t_share
from tests.linkage.estimates.brute_force import passed

UNEQUAL = {
    "two": [3.0, 1.0],
    "one of ten carries a third": [4.0, *[1.0] * 8, 0.0],
    "falling": [0.7**each for each in range(12)],
    "many": [1.0 + each % 5 for each in range(40)],
}


@pytest.mark.parametrize("count", [2, 5, 30])
def test_teams_that_carry_alike_have_a_degree_of_freedom_each(count):
    assert matched(np.full(count, 3.0)) == pytest.approx(count, rel=1e-6)
    assert tail(2.0, np.full(count, 1 / count)) == pytest.approx(2 * t_share(count, -2.0))


@pytest.mark.parametrize("weights", UNEQUAL.values(), ids=UNEQUAL)
def test_the_5_percent_point_is_passed_in_5_percent(weights):
    weights = np.array(weights)
    df = matched(weights)
    assert passed(t_quantile(df, 0.975), weights[weights > 0]) == pytest.approx(0.05, abs=1e-6)
    satterthwaite = weights.sum() ** 2 / (weights**2).sum()
    assert passed(t_quantile(satterthwaite, 0.975), weights[weights > 0]) < 0.05


@given(st.lists(st.floats(0.01, 1.0), min_size=2, max_size=20))
def test_they_lie_between_satterthwaites_and_the_number_of_teams(weights):
    weights = np.array(weights)
    satterthwaite = weights.sum() ** 2 / (weights**2).sum()
    assert satterthwaite * (1 - 1e-6) <= matched(weights) <= weights.size * (1 + 1e-6)


@pytest.mark.parametrize("share", [0.025, 0.01, 0.001])
@pytest.mark.parametrize("weights", UNEQUAL.values(), ids=UNEQUAL)
def test_points_further_out_are_passed_no_more_often_than_t_says(weights, share):
    weights = np.array(weights) / sum(weights)
    assert tail(t_quantile(matched(weights), 1 - share / 2), weights) <= share * (1 + 1e-4)
