"""Cells weigh by the inverse of what their results vary by, held against linear algebra."""

import numpy as np
import pytest

from cxstaff.linkage.estimates.panel import FloatArray, IntArray
from cxstaff.linkage.material.variation import precision

TEAMS, PERIODS = 7, 6
TEAM, PERIOD = (each.ravel() for each in np.indices((TEAMS, PERIODS)))


def answers() -> FloatArray:
    """Give unequal teams and periods, for which taking means out in turn is exact."""
    return np.outer([1, 5, 8, 13, 40, 90, 150], [1, 2, 4, 3, 5, 2]).ravel().astype(float)


def between(team: IntArray, period: IntArray, y: FloatArray, n: FloatArray, noise: float) -> float:
    """Give σ² by the method of moments, with every dummy of a team and of a period written out."""
    dummies = np.column_stack(
        [*(team == each for each in set(team)), *(period == each for each in set(period))]
    ).astype(float)
    weighed = dummies * n[:, None]
    left = np.diag(n) - weighed @ np.linalg.pinv(dummies.T @ weighed) @ weighed.T
    degrees = y.size - int(np.linalg.matrix_rank(dummies))
    return float((y @ left @ y - noise * degrees) / np.trace(left))


def expected(y: FloatArray, n: FloatArray, variance: FloatArray) -> FloatArray:
    noise = float((variance * n).sum() / n.sum())
    usual = noise / float(np.median(n))
    moves = max(between(TEAM, PERIOD, y, n, noise), usual)
    weights: FloatArray = (moves + usual) / (moves + noise / n)
    return weights


@pytest.mark.parametrize("spread", [0.0, 3.0])
def test_weights_are_inverse_variances_that_moments_of_a_regression_tell(spread: float) -> None:
    dice, n = np.random.default_rng(5), answers()
    variance = dice.uniform(2.0, 9.0, n.size)
    teams, periods = 20 * dice.normal(size=TEAMS), 9 * dice.normal(size=PERIODS)
    y = 50 + teams[TEAM] + periods[PERIOD] + spread * dice.normal(size=n.size)
    y += np.sqrt(variance / n) * dice.normal(size=n.size)
    found = precision(TEAM, PERIOD + 24_000, y, n, variance)
    assert found == pytest.approx(expected(y, n, variance), rel=1e-9)
    if spread:
        assert found.max() < 1.2, "what moves teams counts for more than how many answered"
    else:
        assert 1.8 < found.max() < 2, "no cell weighs more than twice as much"


def test_cells_without_a_result_weigh_nothing_and_change_no_other() -> None:
    dice, n = np.random.default_rng(8), answers()
    y, variance = dice.normal(size=n.size), np.full(n.size, 4.0)
    gone = np.zeros(n.size, dtype=bool)
    gone[[3, 20, 41]] = True
    kept = precision(TEAM[~gone], PERIOD[~gone], y[~gone], n[~gone], variance[~gone])
    for nothing in (np.where(gone, np.nan, n), np.where(gone, 0.0, n)):
        found = precision(TEAM, PERIOD, np.where(gone, np.nan, y), nothing, variance)
        assert (found[gone] == 0).all()
        assert found[~gone] == pytest.approx(kept)
    only_y = precision(TEAM, PERIOD, np.where(gone, np.nan, y), n, variance)
    assert only_y == pytest.approx(precision(TEAM, PERIOD, y, np.where(gone, np.nan, n), variance))


def test_a_team_or_a_period_of_which_nothing_is_known_changes_no_weight() -> None:
    dice, n = np.random.default_rng(21), answers()
    y, variance = 9 * dice.normal(size=n.size), np.full(n.size, 4.0)
    found = precision(TEAM, PERIOD, y, n, variance)
    assert precision(2 * TEAM, PERIOD, y, n, variance) == pytest.approx(found)
    assert precision(TEAM, 3 * PERIOD, y, n, variance) == pytest.approx(found)


def test_gaps_leave_weights_near_those_of_the_regression() -> None:
    dice = np.random.default_rng(13)
    n = dice.integers(4, 200, TEAMS * PERIODS).astype(float)
    variance = np.full(n.size, 25.0)
    y = 8 * dice.normal(size=TEAMS)[TEAM] + 2 * dice.normal(size=n.size)
    found = precision(TEAM, PERIOD, y, n, variance)
    assert found == pytest.approx(expected(y, n, variance), rel=0.02)


def test_where_nobody_disagrees_or_nobody_answered_all_cells_weigh_alike() -> None:
    n = answers()
    y = np.arange(n.size, dtype=float)
    assert (precision(TEAM, PERIOD, y, n, np.zeros(n.size)) == 1).all()
    unknown = precision(TEAM, PERIOD, y, n, np.full(n.size, np.nan))
    assert (unknown == 1).all(), "a variance that is not known counts as none"
    assert (precision(TEAM, PERIOD, y, np.zeros(n.size), np.ones(n.size)) == 0).all()
    alike = precision(TEAM, PERIOD, np.full(n.size, 4.0), n, np.zeros(n.size))
    assert (alike == 1).all()
    one = precision(TEAM[:1], PERIOD[:1], y[:1], n[:1], np.ones(1))
    assert one == pytest.approx([1.0]), "too few cells to tell what moves teams"
    two = precision(TEAM[:12:6], PERIOD[:12:6], y[:12:6], np.array([4.0, 12.0]), np.ones(2))
    assert two == pytest.approx([2 / 3, 1.2]), "1/8 for what moves teams, as a median cell has"
