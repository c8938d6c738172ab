"""Shares of R² over all orders: against the definition, and what must hold for any data."""

from itertools import permutations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.linkage.estimates.lmg import MOST, r_squared, shares

Floats = npt.NDArray[np.float64]


def products(seed: int, k: int, n: int = 40) -> Floats:
    """Sums of products of k regressors that move alike, and an outcome, last."""
    draw = np.random.default_rng(seed)
    x = draw.normal(size=(n, k)) @ draw.normal(size=(k, k))
    y = x @ draw.normal(size=k) + 3 * draw.normal(size=n)
    values = np.column_stack([x, y])
    values -= values.mean(axis=0)
    made: Floats = values.T @ values
    return made


def explained(sums: Floats, chosen: tuple[int, ...]) -> float:
    if not chosen:
        return 0.0
    at = list(chosen)
    solved = np.linalg.solve(sums[np.ix_(at, at)], sums[at, -1])
    return float(sums[at, -1] @ solved / sums[-1, -1])


@pytest.mark.parametrize("k", [1, 2, 4, 5])
def test_shares_are_mean_gains_over_all_orders(k: int) -> None:
    sums = products(k, k)
    gains = np.zeros(k)
    orders = list(permutations(range(k)))
    for order in orders:
        for at, regressor in enumerate(order):
            gains[regressor] += explained(sums, order[: at + 1]) - explained(sums, order[:at])
    np.testing.assert_allclose(shares(sums), gains / len(orders), atol=1e-10)


def test_every_subset_has_the_r_squared_of_its_regression() -> None:
    sums = products(3, 4)
    found = r_squared(sums)
    assert found.shape == (16,)
    for subset in range(16):
        chosen = tuple(j for j in range(4) if subset >> j & 1)
        assert found[subset] == pytest.approx(explained(sums, chosen), abs=1e-10)


@given(st.integers(0, 10_000), st.integers(1, 6))
def test_shares_add_up_are_never_below_0_and_follow_their_regressors(seed: int, k: int) -> None:
    sums = products(seed, k)
    found = shares(sums)
    assert (found >= 0).all()
    assert found.sum() == pytest.approx(r_squared(sums)[-1], abs=1e-9)
    order = np.random.default_rng(seed).permutation(k)
    turned = sums[np.ix_([*order, k], [*order, k])]
    np.testing.assert_allclose(shares(turned), found[order], atol=1e-9)
    scale = np.append(np.random.default_rng(seed).uniform(0.1, 100, k), -7.0)
    np.testing.assert_allclose(shares(sums * np.outer(scale, scale)), found, atol=1e-9)


def test_regressors_without_a_common_part_keep_what_is_theirs() -> None:
    sums = np.diag([4.0, 9.0, 10.0])
    sums[0, 2] = sums[2, 0] = 2.0
    sums[1, 2] = sums[2, 1] = 3.0
    np.testing.assert_allclose(shares(sums), [4 / 40, 9 / 90])


def test_twins_share_alike_and_what_does_not_vary_has_nothing() -> None:
    draw = np.random.default_rng(2)
    x = draw.normal(size=50)
    values = np.column_stack([x, x, np.zeros(50), x + draw.normal(size=50)])
    sums = values.T @ values
    found = shares(sums)
    assert found[0] == pytest.approx(found[1])
    assert found[2] == 0
    assert found.sum() == pytest.approx(explained(sums[np.ix_([0, 3], [0, 3])], (0,)))
    assert (shares(np.zeros((4, 4))) == 0).all()


def test_of_an_outcome_that_does_not_vary_nothing_is_explained() -> None:
    sums = products(7, 3)
    small = sums / sums[-1, -1] / 1e6
    np.testing.assert_allclose(r_squared(small), r_squared(sums), atol=1e-12)
    small[-1, :] = small[:, -1] = 0.0
    assert (r_squared(small) == 0).all()


def test_many_tables_at_once_are_each_by_itself_up_to_ten_regressors() -> None:
    tables = np.stack([products(seed, MOST) for seed in range(5)])
    together = shares(tables)
    assert together.shape == (5, MOST)
    for table, found in zip(tables, together, strict=True):
        np.testing.assert_allclose(shares(table), found)


@pytest.mark.parametrize("k", [0, MOST + 1])
def test_no_regressor_or_more_than_ten_is_a_mistake(k: int) -> None:
    with pytest.raises(ValueError, match="1 to 10"):
        shares(np.eye(k + 1))
