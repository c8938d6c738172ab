"""The same mix for every team: exact where it can be, honest where it cannot, against by hand."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.linkage.estimates.casemix import Standardised, Strata, standardised
from cxstaff.linkage.estimates.panel import panel_of
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope, within_teams

Rows = list[tuple[int, int, int, float]]
"""Cell, stratum, answers, their mean."""


def strata(rows: Rows, teams: list[int], variance: float = 1.0) -> Strata:
    cell, stratum, n, mean = (np.array(column) for column in zip(*rows, strict=True))
    n = n.astype(float)
    squares = n * mean**2 + (n - 1) * variance
    return Strata(cell, stratum, n, n * mean, squares, np.array(teams))


def columns_of(given: Strata) -> list[Any]:
    return [given.cell, given.stratum, given.n, given.total, given.squares, given.team]


def made(rows: Rows, teams: list[int], variance: float = 1.0) -> Standardised:
    found = standardised(strata(rows, teams, variance))
    assert isinstance(found, Standardised), found
    return found


def test_each_stratum_counts_by_its_share_among_all_answers() -> None:
    rows = [(0, 0, 10, 4.0), (0, 1, 30, 2.0), (1, 0, 50, 3.5), (1, 1, 10, 3.0)]
    found = made(rows, [0, 1], variance=1.44)
    assert found.value == pytest.approx([0.6 * 4 + 0.4 * 2, 0.6 * 3.5 + 0.4 * 3])
    needed = np.array([0.36 / 10 + 0.16 / 30, 0.36 / 50 + 0.16 / 10])
    assert found.se == pytest.approx(1.2 * np.sqrt(needed))
    assert found.weight == pytest.approx(1 / needed)
    assert list(found.counted) == [40, 60]
    assert (found.strata, found.left_out, found.filled) == (2, 0, 0.0)


def test_strata_vary_as_their_own_answers_do_where_these_tell() -> None:
    """Answers of stratum 0 vary by 1, those of 1 by 9; of stratum 2 each cell has one alone."""
    rows = [(cell, k, n, 4.0 - k) for cell in (0, 1) for k, n in ((0, 10), (1, 30), (2, 1))]
    given = strata(rows, [0, 1])
    squares = given.squares + np.tile([0, 29 * 8, 0], 2)
    found = standardised(Strata(*columns_of(given)[:4], squares, given.team))
    assert isinstance(found, Standardised)
    pooled = (2 * 9 * 1 + 2 * 29 * 9) / (2 * 9 + 2 * 29)
    share, n = np.array([10, 30, 1]) / 41, np.array([10, 30, 1])
    variance = (share**2 * np.array([1, 9, pooled]) / n).sum()
    assert found.se == pytest.approx([np.sqrt(variance)] * 2)


def test_where_nobody_shares_a_cell_and_stratum_all_answers_together_tell_how_they_vary() -> None:
    rows = [(0, 0, 1, 4.0), (0, 1, 1, 2.0), (1, 0, 1, 3.0), (1, 1, 1, 2.0)]
    found = made(rows, [0, 1])
    assert found.se == pytest.approx([np.sqrt(2 * 0.25 * np.var([4, 2, 3, 2]))] * 2)


def test_of_very_many_strata_the_largest_take_part() -> None:
    small = 7
    rows = [(cell, k, 1 if k == small else 5, 3.0) for cell in (0, 1) for k in range(201)]
    found = made(rows, [0, 1])
    assert (found.strata, found.left_out) == (200, 2)


def test_a_missing_stratum_is_filled_with_the_usual_difference() -> None:
    """Stratum 1 is 2 lower everywhere; the third team has none of it."""
    rows = [(0, 0, 30, 4.0), (0, 1, 20, 2.0), (1, 0, 30, 3.0), (1, 1, 20, 1.0), (2, 0, 40, 5.0)]
    found = made(rows, [0, 1, 2])
    assert found.value == pytest.approx([4 - 2 * 40 / 140, 3 - 2 * 40 / 140, 5 - 2 * 40 / 140])
    assert found.filled == pytest.approx(40 / 140 * 40 / 140)


def test_a_stratum_that_one_team_alone_has_is_left_out() -> None:
    rows = [(0, 0, 10, 4.0), (0, 7, 90, 1.0), (1, 0, 20, 3.0)]
    found = made(rows, [0, 1])
    assert found.value == pytest.approx([4.0, 3.0])
    assert (found.strata, found.left_out) == (1, 90)
    assert list(found.counted) == [10, 20]


def test_a_team_with_nothing_in_common_is_left_out() -> None:
    rows = [(0, 0, 10, 4.0), (1, 0, 20, 3.0), (2, 5, 8, 1.0), (3, 5, 7, 1.0)]
    found = made(rows, [0, 1, 2, 3])
    assert np.isnan(found.value).tolist() == [False, False, True, True]
    assert found.left_out == 15
    assert list(found.weight[2:]) == [0, 0]


def test_a_team_with_less_than_half_of_the_mix_is_left_out() -> None:
    rows = [(0, 0, 10, 4.0), (0, 1, 70, 3.0), (1, 0, 10, 4.0), (1, 1, 70, 3.0), (2, 0, 9, 5.0)]
    found = made(rows, [0, 1, 2])
    assert np.isnan(found.value[2])
    assert found.left_out == 9


@pytest.mark.parametrize(
    "rows", [[(0, 0, 10, 4.0), (1, 1, 10, 4.0)], [(0, 0, 10, 4.0), (0, 1, 5, 4.0)]]
)
def test_without_anything_in_common_it_refuses(rows: Rows) -> None:
    found = standardised(strata(rows, [0, 1]))
    assert isinstance(found, Unusable)
    assert found.reason is Reason.NO_SHARED_MIX


def test_nothing_at_all_is_refused() -> None:
    nothing: Any = np.empty(0)
    empty = nothing.astype(int)
    found = standardised(Strata(empty, empty, nothing, nothing, nothing, empty))
    assert isinstance(found, Unusable)


def test_single_answers_are_no_certainty() -> None:
    found = made([(0, 0, 1, 4.0), (1, 0, 1, 2.0)], [0, 1])
    assert (found.se > 0.5).all()
    assert list(found.weight) == [1, 1]


@given(
    st.lists(st.floats(-100, 100), min_size=4, max_size=40),
    st.lists(st.integers(1, 9), min_size=2, max_size=5),
)
def test_where_every_team_has_the_same_mix_nothing_changes(
    means: list[float], mix: list[int]
) -> None:
    kinds = len(mix)
    cells = len(means) // kinds
    if cells < 2:
        return
    rows = [(c, k, 3 * mix[k], means[c * kinds + k]) for c in range(cells) for k in range(kinds)]
    found = made(rows, list(range(cells)))
    crude = [np.average(means[c * kinds : c * kinds + kinds], weights=mix) for c in range(cells)]
    assert found.value == pytest.approx(crude, abs=1e-9)
    assert found.weight == pytest.approx([3 * sum(mix)] * cells)


@pytest.mark.long
@given(st.data())
def test_mix_alone_makes_no_difference_between_teams(data: st.DataObject) -> None:
    """Cells that differ by their mix only, with any of it missing, come out alike."""
    kinds = data.draw(st.integers(2, 5))
    usual = data.draw(st.lists(st.integers(-9, 9), min_size=kinds, max_size=kinds))
    counts = data.draw(
        st.lists(
            st.lists(st.integers(0, 30), min_size=kinds, max_size=kinds), min_size=2, max_size=12
        )
    )
    rows = [(c, k, n, float(usual[k])) for c, here in enumerate(counts) for k, n in enumerate(here)]
    rows = [row for row in rows if row[2]]
    found = standardised(strata(rows, list(range(len(counts))))) if rows else None
    if isinstance(found, Standardised):
        known = found.value[np.isfinite(found.value)]
        assert known == pytest.approx([known[0]] * known.size if known.size else [], abs=1e-8)
        assert int(found.counted.sum()) + found.left_out == sum(map(sum, counts))
        assert (found.weight <= found.counted + 1e-9).all()


def test_a_link_made_by_the_mix_alone_is_gone_and_the_intervals_hold() -> None:
    """Engagement goes with the share of an easy channel, which scores higher in every team."""
    draw = np.random.default_rng(7)
    teams, periods, runs, false, held = 16, 10, 60, 0, []
    team, period = np.repeat(np.arange(teams), periods), np.tile(np.arange(periods), teams)
    for _ in range(runs):
        e = draw.normal(size=team.size)
        easy = draw.binomial(60, 1 / (1 + np.exp(-e)))
        counts = np.stack([easy, 60 - easy], axis=1) + 1.0
        means = np.array([4.2, 3.0]) + draw.normal(size=counts.shape) / np.sqrt(counts)
        cell, kind = np.nonzero(counts)
        n, mean = counts[cell, kind], means[cell, kind]
        table = Strata(cell, kind, n, n * mean, n * mean**2 + n - 1, team)
        found = standardised(table)
        assert isinstance(found, Standardised)
        crude = np.bincount(cell, n * mean) / counts.sum(axis=1)
        naive = within_teams(panel_of(team, period, crude, e, weights=counts.sum(axis=1)).at(0))
        fair = within_teams(panel_of(team, period, found.value, e, weights=found.weight).at(0))
        assert isinstance(naive, Slope)
        assert isinstance(fair, Slope)
        assert naive.low > 0
        false += fair.p < 0.05
        true = np.bincount(kind, n) / n.sum() @ np.array([4.2, 3.0])
        held.append(np.mean(np.abs(found.value - true) < 1.96 * found.se))
    assert false <= 8
    assert 0.93 <= np.mean(held) <= 0.97
