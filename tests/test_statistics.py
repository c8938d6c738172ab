"""Distributions as printed tables have them, and adjusted p-values as their definitions say."""

from math import log, nan, sqrt

import numpy as np
import pytest

from cxstaff import statistics
from cxstaff.statistics import benjamini_hochberg, holm


def by_definition(p: list[float]) -> list[float]:
    """Give, for each of m p-values, the least of m · p / rank among all that are no smaller."""
    ordered = sorted(p)
    ends = {each: max(n for n, other in enumerate(ordered, 1) if other == each) for each in p}
    return [min(1.0, *(len(p) * other / ends[other] for other in p if other >= each)) for each in p]


@pytest.mark.parametrize(
    "p", [[0.04], [0.01, 0.04, 0.03, 0.5], [0.2, 0.2, 0.01, 0.9, 0.03, 0.03], [0.9, 0.8, 0.95]]
)
def test_false_discoveries_are_adjusted_by_the_definition(p: list[float]) -> None:
    assert benjamini_hochberg(p) == pytest.approx(by_definition(p))


def test_what_has_no_answer_is_no_question() -> None:
    found = benjamini_hochberg([0.01, None, 0.04, nan])
    assert found[[0, 2]] == pytest.approx(by_definition([0.01, 0.04]))
    assert np.isnan(found[[1, 3]]).all()
    assert benjamini_hochberg([]).size == 0


def test_holm_multiplies_the_smallest_by_all_and_never_falls() -> None:
    found = holm(np.array([0.03, 0.01, 0.04, 0.5, 0.02]))
    assert found == pytest.approx([0.09, 0.05, 0.09, 0.5, 0.08])
    assert holm(np.array([0.6, 0.7])) == pytest.approx([1.0, 1.0])


def test_distributions_are_those_of_tables() -> None:
    assert statistics.t_quantile(4, 0.975) == pytest.approx(2.776445, abs=1e-6)
    assert statistics.t_share(4, 2.776445) == pytest.approx(0.975, abs=1e-7)
    assert statistics.normal_quantile(0.975) == pytest.approx(1.959964, abs=1e-6)
    assert statistics.normal_share(1.959964) == pytest.approx(0.975, abs=1e-7)
    assert statistics.f_quantile((3, 10), 0.95) == pytest.approx(3.708265, abs=1e-6)
    assert statistics.gamma_quantile(2.0, 0.5) == pytest.approx(1.678347, abs=1e-6)
    assert statistics.log_beta(2, 3) == pytest.approx(log(1 / 12))
    assert statistics.root(lambda x: x**2 - 2, 0.0, 2.0) == pytest.approx(sqrt(2))


def test_parts_of_a_graph_hang_together_whichever_way_its_ties_point() -> None:
    row, column = np.array([1, 1, 4, 3]), np.array([0, 0, 3, 5])
    ties = statistics.sparse(np.array([1.0, 2.0, 1.0, 1.0]), row, column, (7, 7))
    assert ties[1, 0] == 3.0
    assert ties.shape == (7, 7)
    part = statistics.components(ties)
    assert part.dtype == np.int64
    assert [set(np.flatnonzero(part == each).tolist()) for each in range(4)] == [
        {0, 1}, {2}, {3, 4, 5}, {6}
    ]  # fmt: skip
