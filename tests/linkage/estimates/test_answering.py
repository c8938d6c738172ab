"""Who answered a pulse is held against the customers' results of the same period."""

import numpy as np
import pytest

from benchmarks.linkage import workload
from benchmarks.linkage.workload import Silence
from cxstaff.linkage.estimates.direction import who_answered
from cxstaff.linkage.estimates.panel import panel_of
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.slopes import Slope


def test_the_slope_on_who_answered_is_that_of_a_regression_with_every_dummy() -> None:
    dice = np.random.default_rng(2)
    team, period = (each.ravel() for each in np.indices((9, 8)))
    e, share, y = 50 + 9 * dice.normal(size=72), dice.random(72), dice.normal(size=72)
    weight = dice.integers(20, 90, 72).astype(float)
    found = who_answered(panel_of(team, period, y, e, weights=weight).at(1), share)
    assert isinstance(found, Slope)
    later = period > 0
    before = np.roll(e, 1)
    dummies = np.column_stack([team[:, None] == np.arange(9), period[:, None] == np.arange(2, 8)])
    given = np.column_stack([share, e, before, dummies])[later].astype(float)
    scale = np.sqrt(weight[later])
    whole, *_ = np.linalg.lstsq(given * scale[:, None], y[later] * scale, rcond=None)
    assert found.value == pytest.approx(whole[0])


def test_busy_months_in_which_the_unhappy_are_silent_are_noticed() -> None:
    rows = [workload.tried(100, Silence(busy=2.0), 0.0, number) for number in range(20)]
    slope, seen, fires = np.array(rows).T
    assert slope.mean() < -0.01  # there is no link
    assert seen.mean() > 0.3
    assert fires.mean() > 0.85
    assert (seen * (1 - fires)).mean() <= 0.1


def test_where_anybody_may_be_silent_a_link_is_left_standing() -> None:
    rows = [workload.tried(100, Silence(), workload.LINK, number) for number in range(20)]
    _, seen, fires = np.array(rows).T
    assert seen.mean() > 0.6
    assert fires.mean() <= 0.2


def test_where_everybody_always_answers_there_is_nothing_to_hold_against() -> None:
    dice = np.random.default_rng(2)
    team, period = (each.ravel() for each in np.indices((9, 8)))
    panel = panel_of(team, period, dice.normal(size=72), dice.normal(size=72))
    assert isinstance(who_answered(panel.at(1), np.ones(72)), Unusable)
