"""Intervals of pulses hold the mean of everybody asked as often as they say, in teams of any kind.

The table for readers, with more draws, is `python -m benchmarks.covering`.
"""

import pytest

from benchmarks.covering import WORLDS, Covered, measured

SIZES = ((5, 10), (12, 20), (60, 90))
STRAY = 0.029  # three standard errors of 95 % in 500 draws


@pytest.fixture(scope="module")
def found() -> list[Covered]:
    return list(measured(500, SIZES))


def test_intervals_hold_the_truth_in_95_of_100_teams(found) -> None:
    assert {each.world for each in found} == set(WORLDS)
    for each in found:
        assert each.now >= 0.95 - STRAY, each


def test_before_they_did_not_where_answers_stand_at_the_top(found) -> None:
    of_few = [e for e in found if e.world == "nearly all at the top" and e.n < 20]
    assert max(each.before for each in of_few if each.score != "eNPS") < 0.9


def test_several_questions_are_told_about_a_quarter_wider_and_one_hardly(found) -> None:
    for each in found:
        if each.world == "moods":
            most = 1.1 if each.score in ("a question", "eNPS") else 1.3
            assert each.width <= most * each.width_before, each
