"""Intervals around shares, net promoter scores and means."""

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from cxstaff.linkage.fdr import adjusted
from cxstaff.linkage.intervals import Interval, mean, net_promoters, share
from cxstaff.linkage.reasons import Reason, Unusable


def ends(made: Interval | Unusable) -> tuple[float, float]:
    assert isinstance(made, Interval)
    return made.low, made.high


@pytest.mark.parametrize(("hits", "n"), [(7, 20), (0, 5), (5, 5), (1, 1), (431, 1000)])
def test_share_is_wilsons(hits, n):
    expected = proportion_confint(hits, n, method="wilson")
    assert ends(share(hits, n)) == pytest.approx(expected, abs=1e-12)
    assert share(hits, n).value == hits / n


def test_share_is_that_of_r():
    assert ends(share(7, 20)) == pytest.approx((0.1811918241, 0.5671457233), abs=1e-9)


def test_a_whole_team_asked_leaves_less_doubt_and_a_whole_answer_none():
    some, most, all_ = (ends(share(7, 20, population=n)) for n in (1000, 25, 20))
    assert ends(share(7, 20))[0] < some[0] < most[0] < all_[0] == 0.35
    assert all_[1] == 0.35


def test_a_finite_population_counts_answers_for_more():
    expected = proportion_confint(0.35 * 96, 96, method="wilson")  # 20 × 24 / 5 answers
    assert ends(share(7, 20, population=25)) == pytest.approx(expected, abs=1e-12)


def test_net_promoters_by_hand():
    made = net_promoters(10, 5, 5)
    up, down = 10.75 / 23, 5.75 / 23
    reach = 1.959963984540054 * np.sqrt((up + down - (up - down) ** 2) / 23)
    assert made.value == 25
    assert made.n == 20
    assert ends(made) == pytest.approx((100 * (up - down - reach), 100 * (up - down + reach)))


@pytest.mark.parametrize("counts", [(1, 0, 0), (0, 0, 1), (0, 9, 0), (50, 0, 0), (3, 2, 40)])
def test_net_promoters_stay_on_the_scale_and_in_the_interval(counts):
    made = net_promoters(*counts)
    low, high = ends(made)
    assert -100 <= low <= made.value <= high <= 100
    assert low < high


def test_net_promoters_cover_the_truth():
    draw = np.random.default_rng(3)
    counts = draw.multinomial(30, [0.5, 0.3, 0.2], size=1000)
    covered = [low < 30 < high for low, high in (ends(net_promoters(*c)) for c in counts)]
    assert 0.93 <= np.mean(covered) <= 0.975


def test_net_promoters_of_everybody_are_exact():
    assert ends(net_promoters(10, 5, 5, population=20)) == pytest.approx((25, 25))
    wide, narrow = ends(net_promoters(10, 5, 5)), ends(net_promoters(10, 5, 5, population=30))
    assert wide[0] < narrow[0] < 25 < narrow[1] < wide[1]


def test_mean_is_students_with_a_finite_population():
    values = np.array([3.0, 4, 5, 5, 2, 4])
    sums = values.size, values.sum(), (values**2).sum()
    reach = 2.570581835636314 * values.std(ddof=1) / np.sqrt(6)
    assert ends(mean(*sums)) == pytest.approx((values.mean() - reach, values.mean() + reach))
    reach *= np.sqrt(1 - 6 / 9)
    assert ends(mean(*sums, population=9)) == pytest.approx(
        (values.mean() - reach, values.mean() + reach)
    )
    assert ends(mean(*sums, population=6)) == pytest.approx((values.mean(), values.mean()))


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (share(0, 0), Reason.TOO_FEW_ANSWERS),
        (share(5, 3), Reason.IMPOSSIBLE_COUNTS),
        (share(-1, 3), Reason.IMPOSSIBLE_COUNTS),
        (share(2, 5, population=4), Reason.IMPOSSIBLE_COUNTS),
        (net_promoters(0, 0, 0), Reason.TOO_FEW_ANSWERS),
        (net_promoters(3, -1, 0), Reason.IMPOSSIBLE_COUNTS),
        (mean(0, 0.0, 0.0), Reason.TOO_FEW_ANSWERS),
        (mean(1, 4.0, 16.0), Reason.TOO_FEW_ANSWERS),
        (mean(5, 20.0, 80.0), Reason.ANSWERS_DO_NOT_DIFFER),
        (mean(5, float("nan"), 80.0), Reason.IMPOSSIBLE_COUNTS),
        (mean(5, 20.0, 90.0, population=3), Reason.IMPOSSIBLE_COUNTS),
    ],
)
def test_bad_counts_get_a_reason(made, reason):
    assert isinstance(made, Unusable)
    assert made.reason is reason


def test_a_mean_of_everybody_alike_is_exact():
    assert ends(mean(5, 20.0, 80.0, population=5)) == (4.0, 4.0)


def test_many_questions_are_adjusted_as_in_r():
    p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
    expected = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.10571429, 0.216, 0.216, 0.216]
    assert adjusted(p) == pytest.approx(expected, abs=1e-8)
    assert adjusted(p[::-1]) == pytest.approx(expected[::-1], abs=1e-8)
    draw = np.random.default_rng(1).random(40) ** 3
    assert adjusted(draw) == pytest.approx(multipletests(draw, method="fdr_bh")[1])


def test_questions_without_an_answer_stay_so():
    assert adjusted([]).size == 0
    assert np.isnan(adjusted([None, np.nan])).all()
    assert adjusted([0.04, None, 0.01])[[0, 2]] == pytest.approx([0.04, 0.02])
