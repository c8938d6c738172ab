"""An eNPS in a comparison: held alike in teams of every size, and told as open where coded."""

from typing import Any

import numpy as np
import pytest

from cxstaff.db import db
from cxstaff.linkage.material.coded import held
from cxstaff.linkage.material.gathering import rounds_over, scores
from cxstaff.linkage.material.periods import Period
from cxstaff.people.models import Person
from cxstaff.pulses.models import RoundResult
from cxstaff.pulses.scoring import scoring
from tests.linkage.worlds import Build


def promoters(answers: list[int]) -> Any:
    """Give an eNPS as it is published: mean, variance and n, of under 40 answers coded."""
    return scoring.promoters(answers)


@pytest.mark.parametrize(
    "answers",
    [
        [10] * 41,
        [0] * 60,
        [8] * 45,
        [10] * 30 + [8] * 30,
        [10] * 20 + [8] * 20 + [0] * 20,
        [10] * 58 + [0] * 2,
    ],
)
def test_a_large_team_is_held_as_a_small_one_with_the_same_shares(answers: list[int]) -> None:
    told = promoters(answers)
    few = answers[:: len(answers) // 20][:20]
    like = promoters(sorted(few)) if len(set(answers)) == 1 else None
    value, low, high = held(*(np.array([x]) for x in (told.mean, told.variance, float(told.n))))
    shares = [sum(v >= 9 for v in answers) / told.n, sum(v < 7 for v in answers) / told.n]
    clipped = [min(max(share, 0.1), 0.9) for share in shares]
    assert value[0] == pytest.approx(100 * (clipped[0] - clipped[1]))
    assert low[0] - 1e-9 <= told.mean <= high[0] + 1e-9
    if like is not None:
        assert value[0] == pytest.approx(like.mean)
        assert (low[0], high[0]) == pytest.approx((like.coded.low, like.coded.high))


def test_what_no_answers_can_have_is_left_as_it_is() -> None:
    value, low, high = held(
        np.array([60.0, np.nan]), np.array([250.0, 1.0]), np.array([50.0, 50.0])
    )
    assert (value[0], low[0], high[0]) == (60, 60, 60)
    assert np.isnan(value[1])


def test_growing_past_40_answers_is_no_change_in_a_comparison(company: Build) -> None:
    world = company(teams=4, months=3, subject="enps")
    db.session.execute(db.delete(RoundResult))
    for n, round_ in zip((39, 41, 80), world.rounds, strict=True):
        told = promoters([10] * n)
        low, high = (told.coded.low, told.coded.high) if told.coded else (None, None)
        db.session.add(
            RoundResult(
                round_id=round_.id, team_id=world.made[0].id, subject="enps", invited=n + 9, n=n,
                mean=told.mean, variance=told.variance, coded_low=low, coded_high=high,
            )
        )  # fmt: skip
    db.session.commit()
    found = scores("enps", rounds_over(Period.MONTH, "UTC", 10**6))
    assert found.columns["value"].tolist() == pytest.approx([80, 80, 80])
    for score in found.values():
        assert (score.coded_low, score.coded_high) == pytest.approx((80, 100))
        assert score.low is not None
        assert score.low < 80
        assert score.high == 100


def test_the_page_says_how_an_enps_is_held_and_which_way_it_is_open(
    company: Build, as_: Any, ines: Person, read: Any
) -> None:
    world = company(teams=12, months=3, subject="enps")
    for each in db.session.scalars(
        db.select(RoundResult).where(RoundResult.team_id == world.made[0].id)
    ):
        each.mean, each.variance, each.coded_low, each.coded_high = 80.0, 4000.0, 80.0, 100.0
    db.session.commit()
    visit = as_(ines)
    text = str(read(visit.get("/comparison", query_string={"engagement": "enps"})))
    assert "+80 or more" in text
    assert "does not seem to change" in text
    assert "does not seem to change" not in str(read(visit.get("/comparison")))
    assert "does not seem to change" in visit.get("/comparison/teams?engagement=enps").text
