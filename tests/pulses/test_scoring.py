"""What answers add up to, and what is said of small groups."""

import pytest

from cxstaff.pulses import scoring
from cxstaff.pulses.models import Scale
from cxstaff.pulses.results import Answered, Item, Published, results
from cxstaff.pulses.scoring import Summary

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


@pytest.mark.parametrize(
    ("total", "band"), [(21, "high"), (19, "high"), (18, "moderate"), (15, "slight"), (12, "low")]
)
def test_bands_of_the_temkin_index(total, band) -> None:
    assert scoring.teei_band((total - 3) / 18 * 100) == band


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
