"""How much of the answers' variance lies between groups, against analysis of variance."""

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.pulses.closing.intraclass import icc1

values = st.lists(st.integers(0, 100).map(float), min_size=1, max_size=6)


@given(groups=st.lists(values, min_size=2, max_size=6))
def test_icc_is_that_of_one_way_analysis_of_variance(groups: list[list[float]]) -> None:
    """ICC(1) = (F − 1) / (F − 1 + k) for the mean group size k (Bliese 2000)."""
    found = icc1([*groups, []])
    size = sum(map(len, groups)) / len(groups)
    alike = all(len(set(group)) == 1 for group in groups)
    means = {round(sum(group) / len(group), 9) for group in groups}
    if alike or len(means) == 1:
        assert found is None
    else:
        ratio = scipy.stats.f_oneway(*groups).statistic
        assert found == pytest.approx((ratio - 1) / (ratio - 1 + size), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    "groups",
    [
        [],
        [[1.0, 2.0, 3.0]],
        [[1.0], [2.0], [3.0]],  # nobody has a neighbour
        [[40.1, 40.1], [60.7, 60.7]],  # alike within, but for rounding
        [[40.1, 60.7], [60.7, 40.1]],  # groups are alike
    ],
)
def test_where_nothing_can_be_compared_nothing_is_told(groups: list[list[float]]) -> None:
    assert icc1(groups) is None


def test_a_small_difference_of_large_numbers_is_told() -> None:
    assert icc1([[60.0, 60.1], [60.2, 60.3]]) == pytest.approx(7 / 9)
