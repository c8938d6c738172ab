"""How well answers measure a team, against R and against what was planted."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from cxstaff.linkage.estimates.panel import panel_of
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.reliability import (
    Differences,
    Halves,
    Reliability,
    agreement,
    change_reliability,
    differences_between,
    differences_from,
)
from cxstaff.linkage.estimates.slopes import Slope, within_teams
from tests.linkage.estimates.panels import survey_by_formula


def sums(team, answer):
    return np.bincount(team), np.bincount(team, answer), np.bincount(team, answer**2)


def test_icc_is_that_of_multilevel():
    team, _, answer = survey_by_formula()
    made = differences_between(*sums(team, answer))
    assert isinstance(made, Differences)
    assert made.icc1 == pytest.approx(0.05728939241, abs=1e-9)
    assert made.icc2 == pytest.approx(0.2984407957, abs=1e-9)
    assert (made.teams, made.answers) == (7, team.size)
    assert made.low < made.icc1 < made.high


def test_interval_of_icc_covers_what_was_planted():
    draw = np.random.default_rng(4)
    team = np.repeat(np.arange(25), 8)
    covered = []
    for _ in range(200):
        values = draw.normal(size=25)[team] * np.sqrt(0.25) + draw.normal(size=200)
        made = differences_between(*sums(team, values))
        assert isinstance(made, Differences)
        covered.append(made.low < 0.2 < made.high)
    assert 0.91 <= np.mean(covered) <= 0.985


@pytest.mark.parametrize(
    ("n", "total", "squares", "reason"),
    [
        ([], [], [], Reason.NO_CELLS),
        ([0, 0], [0, 0], [0, 0], Reason.NO_CELLS),
        ([np.nan], [1], [1], Reason.NO_CELLS),
        ([5, 0], [20, 0], [90, 0], Reason.ONE_TEAM),
        ([1, 1], [4, 5], [16, 25], Reason.TOO_FEW_ANSWERS),
        ([3, 3], [12, 12], [48, 48], Reason.ANSWERS_DO_NOT_DIFFER),
        ([3, 3], [12, 15], [48, 75], Reason.ANSWERS_DO_NOT_DIFFER),
        ([2, 2], [6, 6], [20, 20], Reason.ANSWERS_DO_NOT_DIFFER),
    ],
)
def test_icc_refuses_bad_data(n, total, squares, reason):
    made = differences_between(n, total, squares)
    assert isinstance(made, Unusable)
    assert made.reason is reason


@pytest.mark.parametrize("hole", [(np.nan, 7.0, 9.0), (4.0, np.nan, 9.0), (0.0, 0.0, 0.0)])
def test_a_team_of_which_nothing_is_known_is_left_out_of_icc(hole):
    known = np.array([[4, 10, 30], [6, 24, 110], [5, 9, 25]], float)
    with_hole = np.insert(known, 1, hole, axis=0)
    made = differences_between(*with_hole.T)
    assert isinstance(made, Differences)
    assert made == differences_between(*known.T)


def test_counts_may_be_larger_than_whole_numbers_hold_squared():
    n, total, squares = np.array([[3, 3, 3], [3, 30, 90], [3, 400, 90_000]]) * 2**30
    made = differences_between(n, total, squares)
    exact = differences_between(n.astype(float), total.astype(float), squares.astype(float))
    assert made == exact


def items(step: int) -> list[float]:
    """Give r_wg(j) of each team over three items, made as in `from_r.R`."""
    team, person, _ = survey_by_formula()
    result = []
    for g in range(7):
        i = person[team == g]
        if step == 5:
            rows = [1 + (i * (j + 2) + g * j * 3 + i * i) % 5 for j in (1, 2, 3)]
        else:
            rows = [3 + (i * (j + 2) + g * j) % 3 for j in (1, 2, 3)]
        result.append(agreement([np.var(r, ddof=1) for r in rows], 5, i.size))
    return result


def test_agreement_is_that_of_multilevel():
    assert items(5) == pytest.approx(
        [0, 0.2142857143, 0.4453125, 0.5643564356, 0.4367088608, 0, 0.4054054054], abs=1e-9
    )
    assert items(3) == pytest.approx(
        [0.8720930233, 0.8571428571, 0.8918918919, 0.8903225806, 0.8823529412, 0.9, 0.8973214286],
        abs=1e-9,
    )


@pytest.mark.parametrize(
    ("variances", "options", "answers", "reason"),
    [
        ([1.0], 5, 1, Reason.TOO_FEW_ANSWERS),
        ([], 5, 9, Reason.TOO_FEW_ANSWERS),
        ([1.0], 1, 9, Reason.IMPOSSIBLE_COUNTS),
        ([-1.0], 5, 9, Reason.IMPOSSIBLE_COUNTS),
        ([np.nan], 5, 9, Reason.IMPOSSIBLE_COUNTS),
        ([1.0, -1.0], 5, 9, Reason.IMPOSSIBLE_COUNTS),
        ([1.0, np.nan], 5, 9, Reason.IMPOSSIBLE_COUNTS),
    ],
)
def test_agreement_refuses_bad_data(variances, options, answers, reason):
    assert agreement(variances, options, answers) == Unusable(reason, 1, 0, answers)


def test_two_people_and_two_choices_are_enough_to_agree():
    """A yes and a no vary by ½ where chance gives (2² − 1) / 12, and two who are alike by 0."""
    assert agreement([0.5], 2, 2) == 0
    assert agreement([0.0], 2, 2) == 1
    assert agreement([0.125], 2, 2) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("icc1", "teams", "answers"),
    [
        (0.2, 0, 0),
        (0.2, 1, 9),
        (0.2, 4, 4),
        (1.0, 4, 12),
        (-0.5, 4, 12),
        (-0.75, 4, 12),
    ],
)
def test_differences_refuse_what_no_answers_could_give(icc1, teams, answers):
    """In teams of three ICC(1) lies above −1 / 2 and below 1."""
    made = differences_from(icc1, teams, answers)
    assert made == Unusable(Reason.IMPOSSIBLE_COUNTS, teams, 0, answers)


def test_the_ends_of_icc_are_those_of_shrout_and_fleiss():
    """F of six teams of five, on 5 and 24 degrees of freedom, by scipy's own quantiles."""
    made = differences_from(0.3, 6, 30)
    assert isinstance(made, Differences)
    ratio = (1 + 4 * 0.3) / 0.7
    ends = [ratio / stats.f.ppf(share, 5, 24) for share in (0.975, 0.025)]
    assert [made.low, made.high] == pytest.approx([(f - 1) / (f + 4) for f in ends])
    assert made.icc2 == pytest.approx((ratio - 1) / ratio)


@pytest.mark.parametrize(("icc1", "teams", "answers"), [(-0.4, 2, 4), (-0.4, 4, 12), (0.3, 4, 12)])
def test_differences_that_answers_could_give_are_told(icc1, teams, answers):
    made = differences_from(icc1, teams, answers)
    assert isinstance(made, Differences)
    assert (made.icc1, made.teams, made.answers) == (pytest.approx(icc1), teams, answers)


def test_four_teams_are_enough_to_leave_one_out():
    made = reliability(*halves(4, 12, 0.5))
    assert isinstance(made, Reliability)
    assert (made.teams, made.low < made.value < made.high) == (4, True)


WHOLE = 14.0  # answers in every team and period, of which each half has seven


def halves(teams: int, periods: int, noise: float, seed: int = 0):
    """Two halves whose within-team change has variance 1 and error `noise`² each."""
    draw = np.random.default_rng(seed)
    team, period = np.repeat(np.arange(teams), periods), np.tile(np.arange(periods), teams)
    true = draw.normal(size=team.size) + 3 * draw.normal(size=teams)[team]
    first, second = true + noise * draw.normal(size=(2, team.size))
    given = panel_of(
        team, period, draw.normal(size=team.size), true, answers=np.full(team.size, WHOLE)
    )
    return given, first, second


def reliability(given, first, second, lag: int = 0):
    sizes = np.full((2, first.size), WHOLE / 2)
    return change_reliability(given.at(lag), Halves(first, second, *sizes))


@pytest.mark.parametrize(("noise", "truth"), [(0.5, 1 / 1.125), (1.0, 2 / 3), (3.0, 2 / 11)])
def test_reliability_of_change_is_what_was_planted(noise, truth):
    made = [reliability(*halves(40, 12, noise, seed)) for seed in range(60)]
    assert all(isinstance(m, Reliability) for m in made)
    assert np.mean([m.value for m in made]) == pytest.approx(truth, abs=0.03)
    assert np.mean([m.low <= truth <= m.high for m in made]) >= 0.88


def test_the_interval_leaves_out_one_team_at_a_time():
    """By hand, on Fisher's scale: effects are taken out once, and no team is weighed twice."""
    given, *both = halves(5, 6, 0.5, seed=3)
    one, other = (
        grid - grid.mean(axis=1, keepdims=True) - grid.mean(axis=0) + grid.mean()
        for grid in (each.reshape(5, 6) for each in both)
    )

    def fisher(teams: list[int]) -> float:
        a, b = one[teams], other[teams]
        return float(np.arctanh((a * b).sum() / np.sqrt((a**2).sum() * (b**2).sum())))

    whole = fisher([*range(5)])
    left_out = [fisher([each for each in range(5) if each != team]) for team in range(5)]
    reach = stats.t.ppf(0.975, 4) * np.sqrt(4 / 5 * np.var(left_out) * 5)
    r = np.tanh(np.maximum([whole, whole - reach, whole + reach], 0))
    made = reliability(given, *both)
    assert isinstance(made, Reliability)
    assert [made.value, made.low, made.high] == pytest.approx(list(2 * r / (1 + r)), rel=1e-6)


def test_scores_too_small_to_be_halved_count_by_their_own_answers():
    """A slope on what is seen is the true one times the reliability, small teams and all."""
    teams, periods, slope, spread = 60, 12, 2.0, 3.0
    draw = np.random.default_rng(6)
    team, period = np.repeat(np.arange(teams), periods), np.tile(np.arange(periods), teams)
    people = np.where(team % 3, 6.0, 24.0)  # two teams of three are too small
    weights = np.where(team % 2, 400.0, 40.0)
    found, shrunk = [], []
    for _ in range(30):
        true = draw.normal(size=team.size)
        halved = true + spread / np.sqrt(people / 2) * draw.normal(size=(2, team.size))
        seen = halved.mean(axis=0)
        y = slope * true + draw.normal(size=team.size)
        given = panel_of(team, period, y, seen, weights=weights, answers=people)
        known = np.where(people > 9, halved, np.nan)
        sizes = np.where(people > 9, np.stack([people / 2, people / 2]), np.nan)
        made = change_reliability(given.at(0), Halves(*known, *sizes))
        link = within_teams(given.at(0))
        assert isinstance(made, Reliability)
        assert isinstance(link, Slope)
        assert (made.halved, made.compared) == (240, 720)
        found.append(made.value)
        shrunk.append(link.value / slope)
    assert np.mean(found) == pytest.approx(np.mean(shrunk), abs=0.03)
    assert np.mean(found) == pytest.approx(1 / (1 + spread**2 * (2 / 6 + 1 / 24) / 3), abs=0.03)
    assert np.mean(found) < 0.55  # of large teams alone: 0.73


def test_the_scores_compared_are_those_that_the_lag_points_to():
    given, first, second = halves(20, 6, 1.0)
    few = np.where(given.period == 5, 1e-3, WHOLE)  # the newest is ahead of nothing yet
    panel = panel_of(given.team, given.period, given.y, given.e, answers=few)
    at_once, later = (reliability(panel, first, second, lag) for lag in (0, 1))
    assert isinstance(at_once, Reliability)
    assert isinstance(later, Reliability)
    assert at_once.value < 0.05
    assert later.value == pytest.approx(reliability(given, first, second).value)
    assert (at_once.compared, later.compared, later.halved) == (120, 100, 120)


def test_teams_that_differ_but_do_not_change_are_not_reliable_change():
    panel, first, _ = halves(40, 12, 1.0)
    stable = 10 * np.random.default_rng(1).normal(size=40)[panel.team]
    draw = np.random.default_rng(2).normal(size=(2, first.size))
    made = reliability(panel, stable + draw[0], stable + draw[1])
    assert isinstance(made, Reliability)
    assert made.value < 0.3


def test_halves_hidden_for_privacy_are_left_out():
    panel, first, second = halves(20, 6, 1.0)
    first = np.where(panel.period < 3, np.nan, first)
    made = reliability(panel, first, second)
    assert isinstance(made, Reliability)
    assert (made.teams, made.periods, made.halved, made.compared) == (20, 3, 60, 120)


def bad_halves(name):
    panel, first, second = halves(3 if name == "few" else 12, 6, 1.0)
    nothing = np.full(first.size, np.nan)
    lonely = np.where(panel.team == 0, first, 0.0)
    without = panel_of(panel.team, panel.period, panel.y, panel.e)
    return {
        "few": (panel, first, second),
        "hidden": (panel, nothing, second),
        "flat": (panel, np.ones(first.size), second),
        "flat second": (panel, first, np.ones(first.size)),
        "stable": (panel, panel.team / 3, second),
        "copied": (panel, first, first),
        "lonely": (panel, lonely, second),
        "uncounted": (without, first, second),
        "nothing compared": (replace(panel, y=nothing), first, second),
    }[name]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("few", Reason.TOO_FEW_TEAMS),
        ("hidden", Reason.NO_CELLS),
        ("flat", Reason.ENGAGEMENT_DOES_NOT_CHANGE),
        ("flat second", Reason.ENGAGEMENT_DOES_NOT_CHANGE),
        ("stable", Reason.ENGAGEMENT_DOES_NOT_CHANGE),
        ("copied", Reason.FITS_EXACTLY),
        ("uncounted", Reason.TOO_FEW_ANSWERS),
        ("nothing compared", Reason.NO_CELLS),
    ],
)
def test_reliability_refuses_bad_halves(name, reason):
    made = reliability(*bad_halves(name))
    assert isinstance(made, Unusable)
    assert made.reason is reason


@pytest.mark.parametrize("gap", [0.0, np.nan, -1.0])
def test_a_single_score_without_answers_is_told(gap):
    given, first, second = halves(12, 6, 1.0)
    answers = np.where(np.arange(72) == 40, gap, WHOLE)
    panel = panel_of(given.team, given.period, given.y, given.e, answers=answers)
    made = reliability(panel, first, second)
    assert isinstance(made, Unusable)
    assert made.reason is Reason.TOO_FEW_ANSWERS


def test_halves_where_one_team_moves_pretend_nothing():
    made = reliability(*bad_halves("lonely"))
    assert isinstance(made, Unusable) or made.low == 0.0
