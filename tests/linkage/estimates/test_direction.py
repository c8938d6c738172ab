"""The gate stays silent when engagement is ahead, and fires when customers come first."""

from dataclasses import replace

import numpy as np
import pytest

from cxstaff.linkage.estimates.direction import (
    Gate,
    GateState,
    direction_gate,
    half_panel_slope,
    who_answered,
    who_scored,
)
from cxstaff.linkage.estimates.panel import Panel, panel_of
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope, fit_within, within_teams
from tests.linkage.estimates.brute_force import dummies


def history(
    teams: int, periods: int, seed: int, *, ahead: float = 0.0, feedback: float = 0.0
) -> Panel:
    """Engagement that lasts from one period to the next, and its exchange with customers."""
    draw = np.random.default_rng(seed)
    stable = draw.normal(size=teams)
    e, y = np.zeros((2, periods, teams))
    e[0], y[0] = draw.normal(size=(2, teams))
    for t in range(1, periods):
        e[t] = stable + 0.4 * (e[t - 1] - stable) + feedback * y[t - 1] + draw.normal(size=teams)
        y[t] = 2 * stable + ahead * e[t - 1] + draw.normal(size=teams)
    team, period = np.tile(np.arange(teams), periods), np.repeat(np.arange(periods), teams)
    return panel_of(team, period, y.ravel(), e.ravel(), weights=np.full(team.size, 20))


def fired(runs: int, **truth: float) -> tuple[float, float]:
    gates = [direction_gate(history(30, 12, seed, **truth).at(1)) for seed in range(runs)]
    lead, reverse = (
        np.mean([getattr(g, f"{n}_fired") for g in gates]) for n in ("lead", "reverse")
    )
    return float(lead), float(reverse)


@pytest.mark.long
@pytest.mark.parametrize("ahead", [0.0, 0.3])
def test_tests_of_direction_rarely_fire_when_engagement_is_ahead(ahead):
    assert max(fired(100, ahead=ahead)) <= 0.12


def test_both_tests_fire_when_customers_come_first():
    assert min(fired(30, feedback=0.5)) >= 0.8


def test_one_test_that_fires_is_enough():
    gate = direction_gate(history(40, 14, 3, feedback=0.6).at(1))
    assert gate.state is GateState.FIRED
    silent = Gate(Unusable(Reason.NO_CELLS), gate.reverse, 0.05)
    assert silent.state is GateState.FIRED


def test_silent_needs_both_tests_made():
    gate = direction_gate(history(40, 14, 2, ahead=0.3).at(1))
    assert gate.state is GateState.SILENT
    assert isinstance(gate.lead, Slope)
    assert gate.lead.periods == 12  # the first and last have no neighbour
    assert Gate(gate.lead, Unusable(Reason.NO_CELLS), 0.05).state is GateState.UNTESTED


@pytest.mark.parametrize("periods", [1, 2])
def test_a_short_history_cannot_be_tested(periods):
    assert direction_gate(history(20, periods, 1).at(1)).state is GateState.UNTESTED


def test_reverse_test_does_not_use_outcomes_without_interactions():
    panel = history(30, 12, 5)
    weights = np.where(panel.period == 4, 0.0, 20.0)
    wild = np.where(panel.period == 4, 1e6 * panel.e, panel.y)
    made = panel_of(panel.team, panel.period, wild, panel.e, weights=weights)
    hidden = np.where(panel.period == 4, np.nan, panel.y)
    expected = panel_of(panel.team, panel.period, hidden, panel.e, weights=panel.weight)
    assert direction_gate(made.at(1)).reverse == direction_gate(expected.at(1)).reverse


@pytest.mark.parametrize("lag", [0, 1, 2])
def test_both_tests_are_regressions_on_what_came_before_and_after(lag):
    teams, periods = 9, 11
    panel = history(teams, periods, 8, ahead=0.3, feedback=0.3)
    e, y = (each.reshape(periods, teams) for each in (panel.e, panel.y))
    gate = direction_gate(panel.at(lag))

    def slope(outcome, regressors):
        period, team = (each.ravel() for each in np.indices(outcome.shape))
        x = np.column_stack(
            [*(each.ravel() for each in regressors), dummies(team), dummies(period)]
        )
        return np.linalg.lstsq(x, outcome.ravel(), rcond=None)[0][0]

    now = slice(lag, periods - 1)
    assert gate.lead.value == pytest.approx(slope(y[now], [e[lag + 1 :], e[: periods - 1 - lag]]))
    at = np.arange(lag + 1, periods)
    before = [y[at - 1], e[at - 1], *([e[at - 1 - lag]] if lag else [])]
    assert gate.reverse.value == pytest.approx(slope(e[at], before))


def test_each_test_is_made_at_half_of_the_level_that_both_share():
    lagged = history(12, 8, 4).at(1)
    assert direction_gate(lagged).level == 0.025
    assert direction_gate(lagged, 0.01).level == 0.005


def test_who_answered_is_looked_at_where_it_is_known_and_is_no_test_of_direction():
    panel = history(30, 10, 6)
    share = np.random.default_rng(1).uniform(0.3, 0.9, panel.e.size)
    moved = panel_of(panel.team, panel.period, panel.y - 3 * share, panel.e).at(1)
    gate = direction_gate(moved, shares=share)
    assert gate.answering == who_answered(moved, share)
    assert gate.scoring == who_scored(moved, share)
    assert gate.state is GateState.SILENT
    assert (direction_gate(moved).answering, direction_gate(moved).scoring) == (None, None)


NOT_KNOWN = Unusable(Reason.NO_CELLS)


@pytest.mark.parametrize(
    ("result", "score", "slope", "fires"),
    [
        ((0.3, 0.2), (-0.3, 0.03), -0.1, True),  # 0.006, of which Fisher makes 0.037
        ((0.3, 0.2), (-0.3, 0.06), -0.1, False),  # 0.012: 0.065
        ((0.3, 0.31), (-0.3, 0.0), -0.1, False),  # results do not even lean with who answers
        ((0.3, 0.29), (-0.3, 0.0), -0.1, True),
        ((0.3, 0.001), (-0.3, 0.001), 0.1, False),  # would make for the opposite
        ((-0.3, 0.001), (-0.3, 0.001), 0.1, True),
        ((0.3, 0.024), (0.3, 0.9), 0.1, True),
        ((0.3, 0.026), (0.3, 0.001), 0.1, False),  # the happy answer more: that is engagement
        ((0.3, 0.024), (0.3, 0.9), -0.1, False),
        ((0.3, 0.024), None, -0.1, True),
        ((0.3, 0.026), None, -0.1, False),
        (None, (-0.3, 0.001), -0.1, False),
    ],
)
def test_who_answered_counts_where_it_may_account_for_the_slope(result, score, slope, fires):
    known = within_teams(history(20, 8, 1).at(1))
    result, score, slope = (
        NOT_KNOWN if each is None else replace(known, value=each[0], p=each[1])
        for each in (result, score, (slope, 0.01))
    )
    gate = Gate(known, known, 0.025, result, score)
    assert gate.answering_fired(slope) is fires
    assert not gate.answering_fired(NOT_KNOWN)


@pytest.mark.long
@pytest.mark.parametrize("periods", [10, 11])
def test_half_panels_take_most_of_feedbacks_bias_out(periods):
    plain, halved = [], []
    for seed in range(40):
        panel = history(100, periods, seed, feedback=0.5)
        both = within_teams(panel.at(1)), half_panel_slope(panel.at(1))
        assert all(isinstance(made, Slope) for made in both)
        plain.append(both[0].value)
        halved.append(both[1].value)
    assert np.mean(plain) < -0.025
    assert abs(np.mean(halved)) < abs(np.mean(plain)) / 2


@pytest.mark.long
@pytest.mark.parametrize("periods", [10, 11])
def test_half_panels_are_twice_the_whole_less_the_mean_of_both_halves(periods):
    panel = history(8, periods, 5, ahead=0.4, feedback=0.3)
    made = half_panel_slope(panel.at(0))

    def part(first, end):
        kept = np.where((panel.period >= first) & (panel.period < end), panel.y, np.nan)
        sample, fit = fit_within(panel, kept, panel.e[:, None], panel.weight)
        return sample.unit * fit.slope, sample.unit * fit.scores

    whole = part(0, periods)
    cuts = (periods // 2, -(-periods // 2))  # an odd number of periods is cut both ways
    halves = [part(*ends) for cut in cuts for ends in ((0, cut), (cut, periods))]
    value, scores = (2 * whole[n] - sum(each[n] for each in halves) / 4 for n in (0, 1))
    assert made.value == pytest.approx(value)
    assert made.se == pytest.approx(np.sqrt((scores**2).sum()))


def test_half_panels_say_how_sure_they_are():
    made = [half_panel_slope(history(60, 12, seed, ahead=0.2).at(1)) for seed in range(60)]
    assert all(isinstance(m, Slope) for m in made)
    covered = [m.low < 0.2 < m.high for m in made]
    assert np.mean(covered) > 0.85


def test_half_panels_refuse_what_cannot_be_halved():
    made = half_panel_slope(history(20, 3, 1).at(1))
    assert isinstance(made, Unusable)
    assert made.reason is Reason.ONE_PERIOD
