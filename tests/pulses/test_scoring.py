"""What answers add up to, and what is said of small groups."""

from dataclasses import asdict
from itertools import product
from statistics import mean, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.pulses.closing.tabulation import Answered, Item, Published, results
from cxstaff.pulses.models import Scale
from cxstaff.pulses.scoring import scoring
from cxstaff.pulses.scoring.scoring import Summary
from cxstaff.statistics import t_quantile

A = Item("teei-mission", Scale.AGREE_7, "engagement", "teei")
B = Item("teei-asked", Scale.AGREE_7, "engagement", "teei")
C = Item("teei-tools", Scale.AGREE_7, "engagement", "teei")
E = Item("enps", Scale.ZERO_TO_TEN, "engagement", "enps")
V = Item("voice-safe", Scale.AGREE_7, "voice", "own")


def published(items, responses, parents=None) -> dict[tuple[int | None, str], Summary]:
    found: list[Published] = results(Answered(responses, items, parents or {1: None}, 5))
    return {(each.team_id, each.subject): each.summary for each in found}


@pytest.mark.parametrize(
    ("scale", "value", "expected"),
    [
        (Scale.AGREE_7, 1, 0),
        (Scale.AGREE_7, 4, 50),
        (Scale.AGREE_7, 7, 100),
        (Scale.AGREE_5, 3, 50),
        (Scale.ZERO_TO_TEN, 0, 0),
        (Scale.ZERO_TO_TEN, 7, 70),
    ],
)
def test_points(scale, value, expected) -> None:
    assert scoring.points(scale, value) == pytest.approx(expected)


def test_promoters_less_detractors() -> None:
    answers = [10, 9, 8, 7, 6, 0]
    found = published([E], [(1, {"enps": v}) for v in answers])
    assert found[1, "enps"].mean == pytest.approx(0)
    assert found[1, "enps"].n == 6
    assert found[1, "question:enps"].mean == pytest.approx(400 / 6)


def test_index_is_the_mean_of_the_engagement_questions_alone() -> None:
    numbers = {"teei-mission": 7, "teei-asked": 4, "teei-tools": 1, "voice-safe": 1}
    found = published([A, B, C, V], [(1, numbers)] * 5)
    assert found[None, "index"].mean == pytest.approx(50)
    assert found[1, "teei"].mean == pytest.approx(50)
    assert found[1, "driver:voice"].mean == pytest.approx(0)


def test_the_temkin_index_of_a_group_is_a_mean_of_sums() -> None:
    assert scoring.teei_sum(0) == 3
    assert scoring.teei_sum(100) == 21
    assert scoring.teei_sum((15.5 - 3) / 18 * 100) == pytest.approx(15.5)


def test_favourable_shares_are_coded_in_small_groups_only() -> None:
    small = published([V], [(1, {"voice-safe": 7})] * 39)
    large = published([V], [(1, {"voice-safe": 7})] * 40)
    assert small[1, "question:voice-safe"].favourable == 0.9
    assert large[1, "question:voice-safe"].favourable == 1.0
    assert published([V], [(1, {"voice-safe": 1})] * 5)[1, "driver:voice"].favourable == 0.1
    five_of_seven = published([V], [(1, {"voice-safe": v}) for v in (5, 5, 4, 4, 4)])
    assert five_of_seven[1, "question:voice-safe"].favourable == pytest.approx(0.4)


def test_skipping_a_question_tells_nothing_about_the_one_who_skipped() -> None:
    """Six answered A, five of them B: from all that is published A of the sixth cannot follow."""
    five = [(1, {"teei-mission": 4, "teei-asked": 4})] * 5
    high = published([A, B], [*five, (1, {"teei-mission": 7})])
    assert high[1, "index"].n == 5
    means = [high[1, f"question:{key}"].mean for key in ("teei-mission", "teei-asked")]
    assert high[1, "index"].mean == pytest.approx(sum(means) / 2)


def test_a_question_too_few_answered_hides_what_it_is_part_of() -> None:
    full = {"teei-mission": 4, "teei-asked": 4}
    responses = [(1, full)] * 5 + [(2, full)] * 4 + [(2, {"teei-mission": 4})]
    found = published([A, B], responses, {1: None, 2: None})
    assert (2, "question:teei-asked") not in found
    assert (1, "question:teei-asked") not in found  # all less team 1 would be those four
    assert (2, "question:teei-mission") in found
    assert (2, "index") not in found
    assert (None, "index") in found


def test_four_answers_publish_nothing() -> None:
    assert published([A], [(None, {"teei-mission": 4})] * 4) == {}


def test_an_interval_shrinks_to_the_mean_when_everybody_answered() -> None:
    wide = scoring.interval(60, 400, 10, 100)
    narrow = scoring.interval(60, 400, 10, 12)
    assert wide.high - wide.low > narrow.high - narrow.low > 0
    assert scoring.interval(60, 400, 10, 10) == scoring.Interval(60, 60)
    assert scoring.interval(60, 400, 10, 10_000).high == pytest.approx(
        60 + 2.262157 * (400 / 10 * (1 - 10 / 10_000)) ** 0.5, rel=1e-5
    )
    assert scoring.interval(60, None, 1, 10) is None


@pytest.mark.parametrize(
    ("n", "invited", "lowest", "step"),
    [
        (40, 80, -100, 50 / 40),
        (64, 65, -100, 50 / 64),
        (39, 80, -100, 0),
        (40, 80, 0, 0),
    ],
)
def test_half_a_step_is_added_to_an_enps_of_which_nothing_is_coded(
    n: int, invited: int, lowest: float, step: float
) -> None:
    half = {39: 2.0243942, 40: 2.0226909, 64: 1.9983405}[n] * (
        (2500 / n * (1 - n / invited)) ** 0.5
    )
    found = scoring.interval(40, 2500, n, invited, lowest)
    assert (found.low, found.high) == pytest.approx((40 - half - step, 40 + half + step), abs=1e-5)
    assert scoring.interval(40, 2500, n, n, lowest) == scoring.Interval(40, 40)


@pytest.mark.parametrize(("mean", "lowest"), [(100, 0), (0, 0), (100, -100), (-100, -100), (50, 0)])
@pytest.mark.parametrize("n", [5, 19, 20, 60])
def test_answers_that_are_all_alike_leave_the_interval_a_width(mean, lowest, n) -> None:
    some = scoring.interval(mean, 0.0, n, 2 * n, lowest)
    assert some.high - some.low > 1
    assert lowest <= some.low <= mean <= some.high <= 100
    assert scoring.interval(mean, 0.0, n, n, lowest) == scoring.Interval(mean, mean)


def test_five_sevens_of_ten_leave_room_for_one_who_is_unhappy() -> None:
    assert scoring.interval(100, 0.0, 5, 10).low < 100 - 100 / 10


def test_the_variance_of_several_questions_is_the_most_it_can_be() -> None:
    """It is that of people's own means where everybody answers all alike, and never less."""
    alike = [
        (1, dict.fromkeys(("teei-mission", "teei-asked", "teei-tools"), v)) for v in range(1, 8)
    ]
    of_people = scoring.summarise([(v - 1) / 6 * 100 for v in range(1, 8)], None).variance
    assert published([A, B, C], alike)[1, "teei"].variance == pytest.approx(of_people)
    apart = [(1, {"teei-mission": v, "teei-asked": 8 - v}) for v in range(1, 8)]
    assert published([A, B], apart)[1, "index"].variance == pytest.approx(of_people)


def test_the_bound_is_the_mean_of_standard_errors_over_the_fewest_answers() -> None:
    one, two = Summary(20, 60.0, 400.0, None), Summary(5, 40.0, 125.0, 0.5)
    both = scoring.composite([one, two])
    assert (both.n, both.mean, both.favourable) == (5, 50, 0.5)
    assert (both.variance / both.n) ** 0.5 == pytest.approx((20**0.5 + 25**0.5) / 2)
    assert scoring.composite([one, Summary(1, 40.0, None, None)]).variance is None


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from((1, 2, 3)),
        st.fixed_dictionaries({}, optional={k: st.integers(1, 7) for k in ("a", "b", "c", "v")}),
    ),
    min_size=5,
    max_size=40,
)
JOINED = [Item(key, Scale.AGREE_7, "engagement", "teei") for key in "abc"]
JOINED.append(Item("v", Scale.AGREE_7, "voice", "own"))


@pytest.mark.long
@given(PEOPLE, st.randoms(use_true_random=False))
def test_nothing_published_changes_when_answers_are_dealt_anew(people, source) -> None:
    """Whoever answered what in a group: each question alone decides all that is published."""
    dealt = [(group, {}) for group, _ in people]
    for key, group in product("abcv", (1, 2, 3)):
        places = [n for n, (own, _) in enumerate(people) if own == group]
        given_ = [people[n][1].get(key) for n in places]
        source.shuffle(given_)
        for n, value in zip(places, given_, strict=True):
            if value is not None:
                dealt[n][1][key] = value
    parents = {1: None, 2: 1, 3: 1}
    before, after = published(JOINED, people, parents), published(JOINED, dealt, parents)
    assert before.keys() == after.keys()
    for place, told in before.items():
        numbers = [asdict(told), asdict(after[place])]
        assert numbers[0] == pytest.approx(numbers[1], abs=1e-9), place


@pytest.mark.parametrize(
    ("answers", "mean", "coded"),
    [
        ([10] * 12, 80, (80, 100)),
        ([0] * 12, -80, (-100, -80)),
        ([8] * 12, 0, (-10, 10)),
        ([10] * 6 + [8] * 6, 40, (40, 50)),
        ([0] * 6 + [8] * 6, -40, (-50, -40)),
        ([10] * 6 + [0] * 6, 0, None),
        ([10] * 9 + [8] * 30, (9 / 39 - 0.1) * 100, (900 / 39 - 10, 900 / 39)),
        ([10] * 40, 100, None),
        ([0] * 41, -100, None),
    ],
)
def test_an_enps_under_40_answers_tells_where_it_lies(answers, mean, coded) -> None:
    told = scoring.promoters(answers)
    assert told.mean == pytest.approx(mean)
    if coded is None:
        assert told.coded is None
    else:
        assert (told.coded.low, told.coded.high) == pytest.approx(coded)


def promoter_points(value: int) -> int:
    return 100 * ((value in (9, 10)) - (value in range(7)))


@given(st.lists(st.integers(0, 10), min_size=5, max_size=60))
def test_an_enps_lies_where_it_is_said_to_lie(answers) -> None:
    told = scoring.promoters(answers)
    raw = sum(promoter_points(v) for v in answers) / len(answers)
    ends = told.coded or scoring.Interval(told.mean, told.mean)
    assert ends.low - 1e-9 <= raw <= ends.high + 1e-9
    assert ends.low - 1e-9 <= told.mean <= ends.high + 1e-9


def test_a_coded_end_opens_the_interval() -> None:
    told = scoring.promoters([10] * 12)
    everybody = scoring.interval(told.mean, told.variance, 12, 12, -100.0, told.coded)
    assert (everybody.low, everybody.high) == pytest.approx((80, 100))
    some = scoring.interval(told.mean, told.variance, 12, 20, -100.0, told.coded)
    assert some.low < 80
    assert some.high == 100


@pytest.mark.parametrize(
    "answers", [[10], [10, 0], [10, 7, 0], [10] * 21 + [8] * 15 + [0] * 9, list(range(11)) * 5]
)
def test_the_variance_of_a_group_is_that_of_single_answers(answers) -> None:
    """None of one answer; of an eNPS and of choices as of the points that each answer is worth."""
    points = [scoring.points(Scale.ZERO_TO_TEN, value) for value in answers]
    promoted = [promoter_points(value) for value in answers]
    chosen = [100.0 * (value == 10) for value in answers]
    for found, numbers in (
        (scoring.summarise(points, None), points),
        (scoring.promoters(answers), promoted),
        (scoring.chosen(answers, 10), chosen),
    ):
        assert found.n == len(answers)
        assert found.variance == (None if len(answers) == 1 else pytest.approx(variance(numbers)))
        if len(answers) > 1:  # one answer is told as nine in ten
            assert found.mean == pytest.approx(mean(numbers))


def test_the_share_of_a_choice_is_coded_like_any_other() -> None:
    few, many = scoring.chosen([1] * 39, 1), scoring.chosen([1] * 40, 1)
    assert (few.mean, few.favourable) == (90, 0.9)
    assert (many.mean, many.favourable) == (100, 1)
    assert scoring.chosen([1] * 39, 2).mean == pytest.approx(10)


@pytest.mark.parametrize(
    ("answers", "low", "high"), [([10] * 5 + [8] * 4 + [0], 40, 50), ([10] * 9 + [8], 80, 100)]
)
def test_a_share_of_just_a_tenth_may_be_none(answers, low, high) -> None:
    coded = scoring.promoters(answers).coded
    assert (coded.low, coded.high) == pytest.approx((low, high))


def test_how_far_the_mean_of_all_asked_may_lie() -> None:
    assert scoring.variance_of_mean(50, None, 5, 9) is None
    assert scoring.variance_of_mean(50, 10.0, 1, 9) is None
    assert scoring.variance_of_mean(50, 1e6, 2, 4) == pytest.approx(250_000)
    ends = ((0, 0.0, 6.25), (100, 0.0, 6.25), (100, -100.0, 25))  # one in 20 at the far end
    for value, lowest, expected in ends:
        assert scoring.variance_of_mean(value, 0.0, 40, 80, lowest) == pytest.approx(expected)
    assert scoring.variance_of_mean(100, 0.0, 40, 80) == pytest.approx(6.25)
    reach = 5 * t_quantile(39, 0.975) + 50 / 40
    assert scoring.interval(100, 0.0, 40, 80, -100.0).low == pytest.approx(100 - reach)
    assert scoring.interval(2, 400.0, 5, 10).low == 0
