"""The step that slopes are told for is how far a team's score usually moves."""

import numpy as np
import pytest

from cxstaff.linkage.material.question import MeanScore
from cxstaff.linkage.material.variation import USUAL_STEP, rounded, step_of
from tests.linkage.laid import scores_of


def company(spread: float, teams: int = 30, months: int = 12) -> dict[tuple[int, int], MeanScore]:
    """Teams that differ for good, months that differ for all, and what moves in a team."""
    dice = np.random.default_rng(4)
    value = 60 + 20 * dice.normal(size=(teams, 1)) + 9 * dice.normal(size=months)
    value = value + spread * dice.normal(size=(teams, months))
    return {
        (team, month): MeanScore(9, float(value[team, month]), None, None)
        for team in range(teams)
        for month in range(months)
    }


@pytest.mark.parametrize(("spread", "step"), [(12.0, 12.0), (3.0, 3.0), (0.8, 0.8)])
def test_what_lasts_in_a_team_or_moves_all_of_them_is_no_part_of_it(
    spread: float, step: float
) -> None:
    assert step_of(scores_of(company(spread))) == pytest.approx(
        step, abs=max(1.0 * (step > 2), 0.1)
    )


def test_teams_above_others_do_not_count() -> None:
    scores = company(3.0)
    scores |= {(99, month): MeanScore(90, 500.0 * month**2, None, None) for month in range(12)}
    assert step_of(scores_of(scores), frozenset({99})) == step_of(scores_of(company(3.0)))


def test_where_nothing_can_be_known_it_is_what_is_usual() -> None:
    assert step_of(scores_of({(1, 1): MeanScore(9, 60.0, None, None)})) == USUAL_STEP
    still = {
        (team, month): MeanScore(9, 60.0, None, None) for team in range(3) for month in range(3)
    }
    assert step_of(scores_of(still)) == USUAL_STEP
    assert USUAL_STEP == 7.0


def test_four_scores_leave_one_degree_of_freedom_and_three_none() -> None:
    four = {(1, 1): 10.0, (1, 2): 20.0, (2, 1): 30.0, (2, 2): 60.0}  # 5 off the means each
    laid = {place: MeanScore(9, value, None, None) for place, value in four.items()}
    assert step_of(scores_of(laid)) == 10.0
    del laid[2, 2]
    assert step_of(scores_of(laid)) == USUAL_STEP


@pytest.mark.parametrize(
    ("points", "told"),
    [
        (0.04, USUAL_STEP),
        (0.05, 0.1),
        (0.06, 0.1),
        (0.84, 0.8),
        (1.96, 2.0),
        (2.4, 2.0),
        (7.6, 8.0),
    ],
)
def test_steps_are_told_so_that_they_can_be_pictured(points: float, told: float) -> None:
    assert rounded(points) == told
