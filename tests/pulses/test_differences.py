"""Differences between results: right about noise, careful where many stand together."""

import numpy as np
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.pulses.scoring import scoring, shares, significance
from cxstaff.pulses.scoring.significance import Difference, Result, ScoreMove
from cxstaff.statistics import t_share


def drawn(rng, teams, answering):
    """Draw who answers and return the results of team 0 and of the company."""
    chosen = [
        rng.choice(team, size=n, replace=False) for team, n in zip(teams, answering, strict=True)
    ]
    everybody = np.concatenate(chosen)
    invited = sum(len(team) for team in teams)
    team = Result(chosen[0].mean(), chosen[0].var(ddof=1), len(chosen[0]), len(teams[0]))
    return team, Result(everybody.mean(), everybody.var(ddof=1), len(everybody), invited)


@pytest.mark.long
@pytest.mark.parametrize("sizes", [(12, 60), (60, 12), (30, 200)])
def test_the_error_of_a_part_against_the_whole_is_what_simulation_finds(sizes) -> None:
    rng = np.random.default_rng(7)
    teams = [rng.normal(60, 30, size) for size in sizes]
    answering = [size // 2 for size in sizes]
    found, told = [], []
    for _ in range(4000):
        team, company = drawn(rng, teams, answering)
        weight = team.n / company.n
        found.append(team.mean - company.mean)
        told.append(team.variance_of_mean * (1 - 2 * weight) + company.variance_of_mean)
    assert np.mean(told) == pytest.approx(np.var(found), rel=0.12)


@pytest.mark.long
def test_teams_like_their_company_are_seldom_called_different() -> None:
    rng, called = np.random.default_rng(11), 0
    for _ in range(1000):
        teams = [rng.normal(60, 15, 20), rng.normal(60, 15, 300)]
        same = [team - team.mean() + 60 for team in teams]
        team, company = drawn(rng, same, [10, 150])
        found = significance.from_company(team, company)
        called += found.p <= 0.05
    assert called <= 70  # 5 % and what a thousand draws may stray


def test_a_group_that_is_the_whole_company_does_not_differ_from_it() -> None:
    whole = Result(64.0, 200.0, 20, 40)
    found = significance.from_company(whole, whole)
    assert (found.value, found.p) == (0.0, 1.0)


def test_a_large_change_is_named_and_a_small_one_is_not() -> None:
    before, small, large = (Result(mean, 150.0, 20, 24) for mean in (60.0, 62.0, 80.0))
    [one, two] = significance.judged(
        [significance.since(small, before), significance.since(large, before)]
    )
    assert one.direction is ScoreMove.UNCLEAR
    assert two.direction is ScoreMove.HIGHER
    assert two.value == pytest.approx(20)


def test_a_difference_is_tested_on_the_freedom_of_the_smaller_group() -> None:
    few, many = Result(60.0, 100.0, 5, 5000), Result(70.3, 100.0, 300, 5000)
    for now, before in ((few, many), (many, few)):
        found = significance.since(now, before)
        t = abs(found.value) / (few.variance_of_mean + many.variance_of_mean) ** 0.5
        assert found.p == pytest.approx(2 * scipy.stats.t.sf(t, 4), rel=1e-6)


def test_several_rounds_are_tested_on_the_freedom_of_the_smallest() -> None:
    company = Result(60.0, 150.0, 900, 900)
    few, many = Result(70.0, 100.0, 5, 5000), Result(70.0, 100.0, 60, 5000)
    for rounds in ([(few, company), (many, company)], [(many, company), (few, company)]):
        found = significance.from_company_over(rounds)
        errors = [
            each.reach / scipy.stats.t.ppf(0.975, each_n - 1)
            for each, each_n in (
                (significance.from_company(few, company), 5),
                (significance.from_company(many, company), 60),
            )
        ]
        error = (5 * errors[0] + 60 * errors[1]) / 65
        assert found.p == pytest.approx(2 * scipy.stats.t.sf(abs(found.value) / error, 4), rel=1e-6)


def test_what_everybody_said_needs_no_test_but_nothing_is_no_difference() -> None:
    before, now = Result(60.0, 150.0, 9, 9), Result(64.0, 150.0, 9, 9)
    assert significance.judged([significance.since(now, before)])[0].direction is ScoreMove.HIGHER
    assert significance.judged([significance.since(now, now)])[0].direction is ScoreMove.UNCLEAR


def test_equal_answers_of_some_say_less_than_equal_answers_of_all() -> None:
    """Five sevens of ten beside five sixes of ten: the other five may have answered anything."""
    sevens, sixes = Result(100.0, 0.0, 5, 10), Result(83.3, 0.0, 5, 10)
    assert significance.since(sevens, sixes).p > 0.05
    assert significance.since(Result(100.0, 0.0, 5, 5), Result(83.3, 0.0, 5, 5)).p == 0


def enps(answers: list[int], invited: int) -> Result:
    told = scoring.promoters(answers)
    return Result(told.mean, told.variance, told.n, invited, -100.0, told.coded)


def test_no_difference_across_a_coded_end_is_called_change() -> None:
    before, now = enps([10] * 39, 45), enps([10] * 41, 45)
    assert (before.mean, now.mean) == pytest.approx((80, 100))
    for found in (significance.since(now, before), significance.since(before, now)):
        assert (found.value, found.p) == (0, 1)
    half = [10] * 20 + [8] * 20  # +50; of the first 38 it reads as +40 or more
    assert significance.since(enps(half, 44), enps(half[1:-1], 44)).p == 1
    assert significance.from_company(enps([10] * 12, 12), enps([10] * 60, 60)).p == 1


def test_a_difference_beyond_what_coding_hides_is_told_as_far_as_it_is_sure() -> None:
    found = significance.since(enps([10] * 30, 34), enps([0] * 25 + [10] * 20, 50))
    assert found.value == pytest.approx(80 + 100 / 9)
    assert significance.judged([found])[0].direction is ScoreMove.HIGHER
    assert significance.since(enps([0] * 25 + [10] * 20, 50), enps([10] * 30, 34)).value < 0


def test_a_team_that_is_most_of_a_company_is_not_called_different_by_a_bound() -> None:
    """With bounds of both variances the error of the difference is never taken for none."""
    team, company = Result(60.0, 900.0, 18, 20), Result(61.0, 300.0, 20, 23)
    assert significance.from_company(team, company).p > 0.05


def test_one_answer_leaves_nothing_to_compare() -> None:
    alone = Result(60.0, None, 1, 3)
    assert significance.since(alone, alone) is None
    assert significance.judged([None]) == [None]


def test_one_small_p_among_many_is_not_called() -> None:
    many = [Difference(8.0, 0.04)] + [Difference(1.0, 0.5)] * 19
    assert {each.direction for each in significance.judged(many)} == {ScoreMove.UNCLEAR}
    assert significance.judged(many[:1])[0].direction is ScoreMove.HIGHER


@given(
    st.lists(st.none() | st.builds(Difference, st.floats(-100, 100), st.floats(0, 1)), max_size=30)
)
def test_judging_more_together_never_calls_a_lone_unclear_one(found) -> None:
    judged = significance.judged(found)
    assert [each is None for each in judged] == [each is None for each in found]
    for one, difference in zip(judged, found, strict=True):
        if one and one.direction is not ScoreMove.UNCLEAR:
            assert difference.p <= 0.05
            assert (one.direction is ScoreMove.HIGHER) == (difference.value > 0)


@given(st.integers(5, 500), st.integers(0, 500), st.floats(0, 1))
def test_an_interval_of_a_share_holds_it_and_shrinks_to_it_when_all_answered(n, more, value):
    low, high = shares.interval(value, n, n + more)
    assert 0 <= low <= value <= high <= 1
    assert shares.interval(value, n, n) == (value, value)


@pytest.mark.long
def test_the_interval_of_a_share_covers_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    for invited, n, truth in [(60, 30, 0.5), (60, 30, 0.2), (400, 60, 0.8), (40, 10, 0.3)]:
        people = np.arange(invited) < round(invited * truth)
        real, covered = people.mean(), 0
        for _ in range(2000):
            value = rng.choice(people, size=n, replace=False).mean()
            low, high = shares.interval(value, n, invited)
            covered += low <= real <= high
        assert covered / 2000 >= 0.93, (invited, n, truth)


def test_a_coded_share_reaches_to_the_end() -> None:
    few, many = shares.share(0.9, 12, 20), shares.share(0.9, 60, 80)
    assert (few.is_highest, few.high) == (True, 1.0)
    assert not many.is_highest
    assert many.high < 1


def test_what_one_answer_leaves_open_on_either_side_is_not_compared() -> None:
    alone, others = Result(100.0, None, 1, 9), Result(50.0, 300.0, 9, 12)
    assert significance.since(alone, others) is None
    assert significance.since(others, alone) is None
    assert significance.from_company(alone, others) is None
    assert significance.from_company(others, alone) is None


def test_a_team_that_is_most_of_the_company_is_compared_with_those_outside() -> None:
    """Three in four of those who answered: bounds of variances would make too little of it."""
    found = significance.from_company(Result(60.0, 100.0, 30, 60), Result(55.0, 90.0, 40, 80))
    team, company = 60**2 / 20 / 30 / 2, 55**2 / 20 / 40 / 2
    outside = 55**2 / 20 / 10 / 2  # ten of twenty, as spread as the company
    least = (10 / 40) ** 2 * (team + outside)
    assert least > team * (1 - 2 * 30 / 40) + company
    assert found.value == 5
    assert found.p == pytest.approx(2 * t_share(29, -5 / least**0.5))


def test_half_a_point_is_named_and_what_is_unclear_keeps_its_value() -> None:
    some, more = Result(50.0, 0.0, 5, 5), Result(50.5, 0.0, 5, 5)
    for now, before, direction in (
        (more, some, ScoreMove.HIGHER),
        (some, more, ScoreMove.LOWER),
    ):
        [judged] = significance.judged([significance.since(now, before)])
        assert (judged.direction, abs(judged.value)) == (direction, 0.5)
    found = significance.since(Result(52.0, 900.0, 6, 20), Result(50.0, 900.0, 6, 20))
    [judged] = significance.judged([found])
    assert (judged.direction, judged.value) == (ScoreMove.UNCLEAR, 2)
