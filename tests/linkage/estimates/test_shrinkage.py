"""Team means are pulled toward all teams as far as chance explains them."""

import numpy as np
import pytest

from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.shrinkage import TeamMeans, team_means


def survey(draw, true, counts):
    team = np.repeat(np.arange(true.size), counts)
    values = true[team] + draw.normal(size=team.size)
    sums = [np.bincount(team, weights, true.size) for weights in (values, values**2)]
    return counts, *sums


def shrunk(*sums) -> TeamMeans:
    made = team_means(*sums)
    assert isinstance(made, TeamMeans)
    return made


def test_shrunken_means_are_nearer_the_truth_and_intervals_hold_it():
    draw = np.random.default_rng(6)
    raw, better, covered = [], [], []
    for _ in range(150):
        true, counts = 4 + 0.3 * draw.normal(size=20), draw.integers(4, 40, 20)
        made = shrunk(*survey(draw, true, counts))
        raw.append(np.mean((made.raw - true) ** 2))
        better.append(np.mean((made.value - true) ** 2))
        covered.append(np.mean((made.low < true) & (true < made.high)))
    assert np.mean(better) < 0.85 * np.mean(raw)
    assert 0.93 <= np.mean(covered) <= 0.975


def test_teams_of_one_size_are_morris_by_hand():
    means, noise, k = np.array([1.0, 2, 4, 5, 8]), 9 / 10, 5
    made = shrunk([10] * 5, 10 * means, 10 * means**2 + 9 * 9)
    centre, seen = means.mean(), means.var(ddof=1)
    pull = (k - 3) / (k - 1) * noise / seen
    spread = noise * (1 - (k - 1) / k * pull) + 2 / (k - 3) * (pull * (means - centre)) ** 2
    assert made.value == pytest.approx(means - pull * (means - centre))
    assert made.high - made.value == pytest.approx(1.959963984540054 * np.sqrt(spread))
    assert made.spread == pytest.approx(np.sqrt(seen - noise))


@pytest.mark.parametrize("apart", [0.68, 3.0])
def test_teams_of_any_size_are_morris_by_hand(apart):
    n, k = np.array([4, 10, 25, 60, 150, 9]), 6
    means = 5 + apart * np.array([-1.0, 0.5, 0.2, -0.3, 0.4, 1.1])
    noise = 3.0 / n
    made = shrunk(n, n * means, n * means**2 + 3.0 * (n.sum() - k) * n / n.sum())
    between = made.spread**2
    weight = 1 / (between + noise)
    centre = (weight * means).sum() / weight.sum()
    assert (weight * (means - centre) ** 2).sum() == pytest.approx(k - 1), "Paule and Mandel"
    pull = (k - 3) / (k - 1) * noise * weight
    part = weight / weight.sum()
    learnt = 2 / (k - 3) * pull**2 * ((part * noise).sum() + between) / (noise + between)
    variance = noise * (1 - (1 - part) * pull) + learnt * (means - centre) ** 2
    assert made.centre == pytest.approx(centre)
    assert made.value == pytest.approx(means - pull * (means - centre))
    assert made.value - made.low == pytest.approx(1.959963984540054 * np.sqrt(variance))


def test_fewer_answers_are_pulled_further():
    made = shrunk([5, 50, 20, 20], [25, 250, 70, 80], [140, 1400, 270, 340])
    assert abs(made.value[0] - made.centre) < abs(made.value[1] - made.centre)
    assert (made.high - made.low)[0] > (made.high - made.low)[1]


def test_teams_that_differ_by_chance_only_stand_together():
    counts = np.full(12, 10)
    made = shrunk(counts, counts * 4.0, counts * 17.0)
    assert made.spread == 0
    assert made.value == pytest.approx(np.full(12, 4.0))


def test_many_answers_are_left_alone():
    counts = np.full(6, 100_000)
    means = np.arange(6.0)
    made = shrunk(counts, counts * means, counts * (means**2 + 1))
    assert made.value == pytest.approx(means, abs=1e-3)


def test_a_team_without_answers_gets_no_number():
    made = shrunk([5, 0, 9, 9, 9], [20, 0, 30, 40, 36], [90, 0, 130, 190, 160])
    assert np.isnan(made.value[1])
    assert np.isfinite(np.delete(made.low, 1)).all()
    unknown = shrunk([5, 4, 9, 9, 9], [20, 16, 30, 40, 36], [90, np.nan, 130, 190, 160])
    assert unknown.value == pytest.approx(made.value, nan_ok=True), "nor does one that is not known"


@pytest.mark.parametrize(
    ("n", "total", "squares", "reason"),
    [
        ([], [], [], Reason.NO_CELLS),
        ([5, 5, 5], [20, 15, 10], [90, 50, 30], Reason.TOO_FEW_TEAMS),
        ([1, 1, 1, 1], [1, 2, 3, 4], [1, 4, 9, 16], Reason.TOO_FEW_ANSWERS),
        ([2, 2, 2, 2], [2, 4, 6, 8], [2, 8, 18, 32], Reason.ANSWERS_DO_NOT_DIFFER),
    ],
)
def test_bad_data_gets_a_reason(n, total, squares, reason):
    made = team_means(n, total, squares)
    assert made == Unusable(reason, len(n), 0, sum(n))
