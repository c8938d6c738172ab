"""One comparison from material alone: luck allowed for, weights, pictures that agree with it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pytest
from flask import Flask
from flask_babel import Babel

from cxstaff.customers.outcomes import Estimate
from cxstaff.linkage.comparison.charts import within
from cxstaff.linkage.comparison.comparison import Comparison, compare
from cxstaff.linkage.comparison.points import MOST_DRAWN, drawn
from cxstaff.linkage.comparison.words.answer import tell
from cxstaff.linkage.comparison.words.card import comparison_card
from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.verdict import Lead, Verdict
from cxstaff.linkage.leads.family import ALONE, Allowance, Status
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.question import MeanScore, Place, Question
from tests.linkage.laid import laid_out

MONTHS = range(24_300, 24_312)
AMONG = Allowance(Status.EXPLORATORY, 0.5, 96)
OTHERS = ("csat_top2", "nps", "ces", "resolved", "handling", "waiting")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let sentences be written without the application around them."""
    app = Flask(__name__)
    Babel(app)
    with app.app_context():
        yield


def material(
    slope: float, *, noise: float = 0.1, others: int = 0, teams: int = 14, n: int = 100
) -> Material:
    """Scores that move csat a period later; `others` more outcomes that nothing moves."""
    dice = np.random.default_rng(11)
    places: list[Place] = [(team, period) for team in range(teams) for period in MONTHS]
    score = {place: 60 + 8 * float(dice.normal()) for place in places}
    csat = {
        (t, p): 3.6 + slope * score.get((t, p - 1), 60) + noise * float(dice.normal())
        for t, p in places
    }
    results = {"csat": {place: _estimate(value, n) for place, value in csat.items()}}
    for key in OTHERS[:others]:
        results[key] = {place: _estimate(float(dice.normal()), n) for place in places}
    halves = {p: (s + float(dice.normal()), s + float(dice.normal())) for p, s in score.items()}
    scores = {place: MeanScore(14, value, value - 5, value + 5) for place, value in score.items()}
    return laid_out(scores, results, dict.fromkeys(places, 2 * n), MONTHS[-1] + 1, halves)


def _estimate(value: float, n: int) -> Estimate:
    return Estimate(n, value, value - 0.1, value + 0.1, 1.2)


def headline(comparison: Comparison) -> Slope:
    assert isinstance(comparison.slope, Slope)
    return comparison.slope


def test_a_lead_is_judged_among_others_and_the_standing_question_alone() -> None:
    given = material(0.0025, others=6)
    stands, asked = compare(given, Question(), ALONE), compare(given, Question(), AMONG)
    p = headline(stands).p
    assert 0.02 < p < 0.05
    assert headline(asked).p == p
    assert stands.judgement.verdict is Verdict.SUPPORTS
    assert stands.judgement.adjusted_p == p
    assert asked.judgement.verdict is Verdict.CANNOT_TELL
    assert asked.judgement.reasons == (Reason.MAY_BE_ONE_OF_MANY,)
    assert "Among the 96 questions" in comparison_card(asked, "engagement").words.sentence


def test_what_stands_out_among_others_is_a_lead_and_chosen_times_are_neither() -> None:
    given, narrow = material(0.01, others=6), Question(first_on=date(2025, 1, 1))
    chosen = Allowance(Status.POST_HOC, 0.5, 96)
    lead, shown = compare(given, Question(), AMONG), compare(given, narrow, chosen)
    assert lead.judgement.verdict is Lead.TOGETHER
    assert "a lead to follow, not a verdict" in str(comparison_card(lead, "engagement").status)
    assert shown.judgement.verdict is Verdict.CANNOT_TELL
    assert shown.judgement.reasons == (Reason.CHOSEN_AFTERWARDS,)
    assert headline(shown) == headline(lead)


def test_results_weigh_by_the_customers_behind_them() -> None:
    given = material(0.01, noise=0.02)
    csat: dict[Place, Estimate] = dict(given.results["csat"])
    for team in range(5):  # few customers, far off
        for period in MONTHS:
            place, away = (
                (team, period),
                0.05 * given.scores[team, max(period - 1, MONTHS[0])].value,
            )
            csat[place] = _estimate(given.results["csat"][place].value - away, 1)
    crooked = laid_out(
        given.scores, {"csat": csat}, given.interactions, given.running, given.halves
    )
    assert headline(compare(crooked, Question(), ALONE)).value == pytest.approx(0.01, abs=0.002)


def test_a_line_through_the_dots_has_the_slope_of_the_headline() -> None:
    comparison = compare(material(0.01), Question(), ALONE)
    across, up, weight = np.array([(d.across, d.up, d.weight) for d in comparison.dots]).T
    slope = (weight * across * up).sum() / (weight * across**2).sum()
    assert slope == pytest.approx(headline(comparison).value)
    assert abs((weight * across).sum()) < 1e-6
    spec: Any = within(comparison, {t: f"Team {t}" for t in range(14)}, "engagement")
    (x, y), (x_end, y_end) = spec["slope"]
    assert (y_end - y) / (x_end - x) == pytest.approx(headline(comparison).value)
    for at, low, high in spec["band"]:
        assert low <= headline(comparison).value * at <= high
    last = spec["band"][-1]
    assert last[1:] == pytest.approx(
        [headline(comparison).low * x_end, headline(comparison).high * x_end]
    )


def test_a_falling_result_is_told_from_its_small_end_to_its_large_end() -> None:
    told = tell(compare(material(-0.01), Question(), ALONE), "engagement")
    slope = headline(compare(material(-0.01), Question(), ALONE))
    ends = f"({-8 * slope.high:.3f} to {-8 * slope.low:.3f})"  # 8 points is what scores move by
    assert f"points lower {ends}" in told.sentence


def test_averages_of_teams_are_weighted_over_the_cells_compared() -> None:
    comparison = compare(material(0.01, teams=3), Question(lag=0), ALONE)
    first = next(mean for mean in comparison.means if mean.team_id == 0)
    scores = [comparison.scores[0, period].value for period in MONTHS]
    assert first.across == pytest.approx(np.mean(scores))
    assert first.cells == 12


def test_a_picture_holds_a_bounded_share_of_marks_evenly_taken() -> None:
    assert drawn([1, 2, 3]) == [1, 2, 3]
    taken = drawn(range(1000))
    assert len(taken) == MOST_DRAWN
    assert taken[0] == 0
    assert taken[-1] >= 990
