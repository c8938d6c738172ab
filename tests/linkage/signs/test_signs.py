"""Signs of gaming: found where planted, silent where everybody is honest, about nobody."""

from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.linkage.honest import Honest, honest
from benchmarks.linkage.signs import PLANTED, Planted, main, raised
from cxstaff.linkage.estimates.prediction import FIRST, predict_from_others
from cxstaff.linkage.signs.evidence import LEVEL, Quantity, RaisedSign, Sign, Silence, watch
from cxstaff.linkage.signs.grids import Grid
from cxstaff.linkage.signs.guard_falls import GuardedLever, guard_falls
from cxstaff.linkage.signs.identical_scores import Months, identical_scores
from cxstaff.linkage.signs.payout_jumps import EndedPlan, payout_jumps
from cxstaff.linkage.signs.response_bias import response_bias
from cxstaff.linkage.signs.response_floods import Weeks, response_floods
from cxstaff.linkage.signs.words import FALSE_ALARMS, NAMES

TEAMS, WEEKS = 24, 52
IDS = [100 + at for at in range(TEAMS)]


@pytest.fixture(scope="module")
def company() -> Honest:
    return honest(TEAMS, WEEKS, np.random.default_rng(20))


def test_the_others_say_what_is_to_be_expected_of_one() -> None:
    """Against the formulas of Viechtbauer & Cheung, written out for the first of ten."""
    value = np.array([4.0, 1.0, 1.2, 0.8, 1.1, 0.9, 1.3, 0.7, 1.05, 0.95])
    variance = np.full(10, 0.01)
    found = predict_from_others(value, variance)
    rest = value[1:]
    extra = max(0.0, float(rest.var(ddof=1)) - 0.01)
    spread = np.sqrt(0.01 + extra + (0.01 + extra) / 9)
    assert found.expected[0] == pytest.approx(rest.mean())
    assert (found.high - found.expected)[0] == pytest.approx(2.306004 * spread, rel=1e-6)
    assert found.p_high[0] < 1e-6
    assert found.p_low[0] == pytest.approx(1 - found.p_high[0])
    assert found.p_high[1] > 0.1


def test_one_alone_is_told_as_among_all() -> None:
    dice = np.random.default_rng(3)
    value, variance = dice.normal(size=12), dice.uniform(0.1, 2, 12)
    value[5] = np.nan
    whole, first = predict_from_others(value, variance), predict_from_others(value, variance, FIRST)
    for name in ("expected", "low", "high", "p_high", "p_low"):
        assert getattr(first, name) == pytest.approx(getattr(whole, name)[:1])
    assert np.isnan(whole.p_high[5])


def test_too_few_others_say_nothing() -> None:
    value = np.array([4.0, *[1.0] * 7, np.nan])
    assert np.isnan(predict_from_others(value, np.full(9, 0.01)).p_high).all()


def test_nine_alike_and_one_apart_is_found_without_any_sampling_variance() -> None:
    value = np.array([5.0, 1.0, 1.1, 0.9, 1.0, 1.05, 0.95, 1.0, 1.0])
    assert predict_from_others(value, np.zeros(9)).p_high[0] < 1e-6


def test_luck_is_allowed_for_over_everything_looked_at() -> None:
    seen = RaisedSign(1, 0, 0, (), 0.004)
    alone = watch(Sign.ALIKE, [0.004], lambda at: seen, Silence.NO_NUMBERS)
    among = watch(Sign.ALIKE, [0.004, *[0.5] * 9], lambda at: seen, Silence.NO_NUMBERS)
    nothing = watch(Sign.ALIKE, [np.nan], lambda at: seen, Silence.NO_NUMBERS)
    assert [each.adjusted_p for each in alone.found] == [0.004]
    assert (among.looks, among.found) == (10, ())
    assert (nothing.looks, nothing.silence) == (0, Silence.NO_NUMBERS)


@pytest.mark.long
@pytest.mark.parametrize("teams", [12, 30])
def test_honest_companies_are_left_in_peace(teams: int) -> None:
    """The page states rates under 1 of 100; four of 40 would be a chance of 1 in 1,000."""
    assert sum(bool(raised(teams, number)) for number in range(40)) <= 3


@pytest.mark.parametrize("planted", PLANTED, ids=lambda each: each.sign)
def test_what_is_planted_is_found_more_often_than_not(planted: Planted) -> None:
    assert sum(bool(raised(30, number, planted)) for number in range(15)) >= 5


def test_the_benchmark_prints_what_it_counts() -> None:
    words = ["--companies", "1", "--planted", "1"]
    result = CliRunner(env={"COLUMNS": "300"}).invoke(main, words)
    assert result.exit_code == 0, result.output
    for sign in FALSE_ALARMS:
        assert str(NAMES[sign]) in result.output


def numbers(n: np.ndarray, total: np.ndarray, squares: np.ndarray) -> Grid:
    mean = total / np.maximum(n, 1)
    return Grid(n, mean, np.maximum(squares / np.maximum(n, 1) - mean**2, 0))


def resolved(company: Honest) -> Grid:
    share = company.months("resolved") / company.months("contacts")
    return Grid(company.months("contacts"), share, share * (1 - share))


def scores(company: Honest, shift: float = 0.0) -> Grid:
    """Satisfaction by month; the first team's is shifted in the second half of the year."""
    found = numbers(*(company.months(name) for name in ("answers", "total", "squares")))
    found.value[0, 6:] += shift
    return found


def handling(better: float) -> Grid:
    """Minutes by month, less of them in the first team since the seventh."""
    dice = np.random.default_rng(5)
    value = 8 + 0.2 * dice.normal(size=(TEAMS, 13))
    value[0, 6:] -= better
    return Grid(np.full((TEAMS, 13), 200.0), value, np.full((TEAMS, 13), 9.0))


def lever(measure: Grid, guard: Grid) -> GuardedLever:
    others = np.arange(TEAMS) > 0
    return GuardedLever(("target", 7), 0, 6, measure, guard, up=False, guard_up=True, others=others)


def test_a_measure_that_got_better_while_its_guard_got_worse_is_found(company: Honest) -> None:
    found = guard_falls([lever(handling(2.0), scores(company, -0.6))], IDS, 50).found
    assert [(each.team_id, each.lever, each.first, each.last) for each in found] == [
        (100, ("target", 7), 57, 62)
    ]
    measure, guard = found[0].evidence
    assert (measure.what, guard.what) == (Quantity.MEASURE, Quantity.GUARD)
    assert measure.low is not None
    assert guard.low is not None
    assert measure.value < measure.low
    assert guard.value < guard.low
    assert measure.n == 1200


@pytest.mark.parametrize(("better", "shift"), [(2.0, 0.0), (0.0, -0.6), (2.0, 0.6), (-2.0, -0.6)])
def test_one_of_both_alone_is_no_sign(company: Honest, better: float, shift: float) -> None:
    watch = guard_falls([lever(handling(better), scores(company, shift))], IDS, 50)
    assert (watch.looks, watch.found) == (1, ())


def test_a_lever_that_all_teams_have_cannot_be_told(company: Honest) -> None:
    alone = replace(lever(handling(2.0), scores(company, -0.6)), others=np.zeros(TEAMS, bool))
    assert guard_falls([alone], IDS, 50).silence is Silence.TOO_FEW_OTHERS
    assert guard_falls([], IDS, 50).silence is Silence.NO_LEVERS


def ended(jump: float, fall: float) -> EndedPlan:
    dice = np.random.default_rng(6)
    value = 10 + 0.5 * dice.normal(size=(TEAMS, WEEKS))
    value[0, 36:40] += jump
    value[0, 40:44] += jump - fall
    measure = Grid(np.ones((TEAMS, WEEKS)), value, np.zeros((TEAMS, WEEKS)))
    return EndedPlan(("plan", 3), 0, 40, 40, measure, up=True, others=np.arange(TEAMS) > 0)


def test_a_jump_before_a_plan_ends_and_a_fall_after_it_are_found() -> None:
    found = payout_jumps([ended(3.0, 3.0)], IDS, 1000).found
    assert [(each.team_id, each.lever, each.first, each.last) for each in found] == [
        (100, ("plan", 3), 1036, 1043)
    ]
    assert [each.value for each in found[0].evidence] == pytest.approx([3.0, -3.0], abs=0.8)


@pytest.mark.parametrize(("jump", "fall"), [(3.0, 0.0), (0.0, 3.0), (-3.0, -3.0), (0.0, 0.0)])
def test_a_lasting_gain_or_a_fall_alone_is_no_sign(jump: float, fall: float) -> None:
    assert payout_jumps([ended(jump, fall)], IDS, 0).found == ()


def test_a_plan_whose_weeks_are_not_over_is_not_looked_at() -> None:
    assert payout_jumps([replace(ended(3.0, 3.0), after=49)], IDS, 0).looks == 0
    assert payout_jumps([replace(ended(3.0, 3.0), end=11)], IDS, 0).looks == 0


def heard(company: Honest, kept_back: float = 0.0) -> np.ndarray:
    """Half a year of contacts; of the first team's bad ones fewer are heard."""
    names = ("contacts", "resolved", "heard_bad", "heard_good")
    contacts, good, bad_heard, good_heard = (
        getattr(company, name)[:, -26:].sum(axis=1).astype(float) for name in names
    )
    bad_heard[0] = round(bad_heard[0] * (1 - kept_back))
    return np.array([contacts - good, bad_heard, good, good_heard])


def test_bad_contacts_that_are_seldom_heard_are_found(company: Honest) -> None:
    assert response_bias(heard(company), IDS, 1, 6).found == ()
    found = response_bias(heard(company, 0.8), IDS, 1, 6).found
    assert [(each.team_id, each.first, each.last) for each in found] == [(100, 1, 6)]
    bad, good = found[0].evidence
    assert bad.low is not None
    assert bad.value < bad.low < good.value
    assert (good.low, good.high) == (None, None)


def test_unhappy_customers_who_answer_less_everywhere_are_no_sign(company: Honest) -> None:
    everywhere = heard(company)
    everywhere[1] = np.round(everywhere[1] / 4)
    assert response_bias(everywhere, IDS, 1, 6).found == ()


def test_too_few_contacts_are_not_looked_at() -> None:
    few = np.array([[20.0], [2.0], [20.0], [10.0]]).repeat(TEAMS, axis=1)
    assert response_bias(few, IDS, 1, 6).silence is Silence.NO_NUMBERS
    assert response_bias(3 * few[:, :5], IDS, 1, 6).silence is Silence.TOO_FEW_OTHERS


def answers(company: Honest) -> Months:
    return Months(*(company.months(name) for name in ("answers", "total", "squares", "top2")))


@pytest.mark.parametrize(("score", "satisfied"), [(5, True), (4, True), (1, False)])
def test_answers_that_are_all_the_same_are_found(
    company: Honest, score: int, satisfied: bool
) -> None:
    months = answers(company)
    n = months.n[3, 4] = 80.0
    months.total[3, 4], months.squares[3, 4] = n * score, n * score**2
    months.top2[3, 4] = n * satisfied
    found = identical_scores(months, IDS, 10).found
    assert [(each.team_id, each.first, each.last) for each in found] == [(103, 14, 14)]
    assert [each.value for each in found[0].evidence] == [score, 100 * satisfied]


def test_a_happy_month_with_a_single_other_answer_is_no_sign(company: Honest) -> None:
    months = answers(company)
    months.n[3, 4] = months.top2[3, 4] = 80.0
    months.total[3, 4], months.squares[3, 4] = 80 * 5 - 1, 80 * 25 - 9
    assert identical_scores(months, IDS, 10).found == ()


def test_a_few_answers_alike_are_no_sign(company: Honest) -> None:
    months = answers(company)
    months.n[3, 4] = months.top2[3, 4] = 16.0
    months.total[3, 4], months.squares[3, 4] = 80, 400
    assert identical_scores(months, IDS, 10).found == ()


def test_nothing_to_tell_apart_is_said(company: Honest) -> None:
    empty = Months(*np.zeros((4, TEAMS, 12)))
    happy = Months(*np.array([20.0, 100.0, 500.0, 20.0])[:, None, None].repeat(TEAMS, axis=1))
    assert identical_scores(empty, IDS, 0).silence is Silence.NO_NUMBERS
    assert identical_scores(happy, IDS, 0).silence is Silence.NO_NUMBERS


def weeks(company: Honest, more: int = 0, score: int = 5) -> Weeks:
    """The year by week; in one week `more` customers of the first team answer, all the same."""
    names = ("contacts", "answers", "total", "squares")
    found = Weeks(*(getattr(company, name).astype(float) for name in names))
    found.contacts[0, 30] = 80
    found.answers[0, 30] += more
    found.total[0, 30] += more * score
    found.squares[0, 30] += more * score**2
    return found


@pytest.mark.parametrize("score", [1, 5])
def test_a_flood_of_answers_is_found(company: Honest, score: int) -> None:
    found = response_floods(weeks(company, 45, score), IDS, 200).found
    assert [(each.team_id, each.first) for each in found] == [(100, 230)]
    share, mean = found[0].evidence
    assert (share.what, mean.what, share.n) == (Quantity.HEARD, Quantity.SCORE, 80)
    assert share.high is not None
    assert mean.low is not None
    assert mean.high is not None
    assert share.value > share.high
    assert not mean.low < mean.value < mean.high
    assert found[0].adjusted_p <= LEVEL


def test_many_answers_that_are_as_mixed_as_ever_are_no_sign(company: Honest) -> None:
    mixed = weeks(company)
    for name in ("answers", "total", "squares"):
        getattr(mixed, name)[0, 30] *= 3
    assert response_floods(mixed, IDS, 200).found == ()


def test_a_campaign_that_moved_all_teams_is_no_sign(company: Honest) -> None:
    campaign = weeks(company)
    for name in ("answers", "total", "squares"):
        getattr(campaign, name)[:, 30] *= 2
    campaign.total[:, 30] += 0.4 * campaign.answers[:, 30]
    assert response_floods(campaign, IDS, 200).found == ()


def test_too_little_to_look_at_is_said() -> None:
    nothing = Weeks(*np.zeros((4, 3, 52)))
    one = Weeks(*np.array([30.0, 10.0, 40.0, 180.0])[:, None, None].repeat(52, axis=2))
    assert response_floods(nothing, IDS, 0).silence is Silence.NO_NUMBERS
    assert response_floods(one, IDS, 0).silence is Silence.TOO_FEW_OTHERS
