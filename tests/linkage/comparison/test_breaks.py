"""A link that known changes of teams account for is not told, on any page; a true one still is."""

from dataclasses import replace

import numpy as np
import pytest

from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.linkage.comparison.comparison import compare
from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.verdict import Lead, Verdict
from cxstaff.linkage.leads.family import ALONE, Family
from cxstaff.linkage.material.breaks import Break, TeamChange
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import MeanScore, Question
from cxstaff.linkage.screen.screen import screen
from tests.linkage.laid import laid_out

TEAMS, MONTHS = 30, range(24_300, 24_312)
HALF = MONTHS[6]
FAMILY = Family(("index", "teei"), len(OUTCOMES), Question(), 1.0)


def material(*, jump=0.0, slope=0.0):
    """At half time every other team gets other people: score and satisfaction jump for good."""
    dice = np.random.default_rng(8)
    score, csat = {}, {}
    for team in range(TEAMS):
        lasting, own = dice.normal(), 8 * dice.normal(size=len(MONTHS))
        for at, month in enumerate(MONTHS):
            anew = jump if team % 2 and month >= HALF else 0.0
            before = own[at - 1] if at else 0.0
            score[team, month] = 60 + 5 * lasting + 10 * anew + own[at]
            mean = 4 + 0.1 * lasting + 0.2 * anew + slope * before + 0.05 * dice.normal()
            csat[team, month] = Estimate(100, mean, mean - 0.1, mean + 0.1, 1.2)
    halves = {p: (s + dice.normal(), s + dice.normal()) for p, s in score.items()}
    scores = {place: MeanScore(14, value, value - 5, value + 5) for place, value in score.items()}
    return laid_out(scores, {"csat": csat}, dict.fromkeys(score, 200), MONTHS[-1] + 1, halves)


def known(made):
    breaks = tuple(Break(team, HALF, TeamChange.PEOPLE, 0.6) for team in range(1, TEAMS, 2))
    return replace(made, breaks=breaks)


def test_a_reorganisation_passes_for_a_link_until_it_is_known():
    unknown = material(jump=1.5)
    assert compare(unknown, Question(), ALONE).slope.low > 0
    told = compare(known(unknown), Question(), ALONE)
    assert told.judgement.verdict is Verdict.CANNOT_TELL
    assert Reason.LOST_BESIDE_CHANGES in told.judgement.reasons
    assert isinstance(told.slope, Slope)
    assert told.slope.low < 0 < told.slope.high
    assert told.beside == compare(unknown, Question(), ALONE).slope
    assert len(told.breaks) == TEAMS // 2


def test_a_true_link_is_told_with_both_estimates_beside_each_other():
    made = compare(known(material(slope=0.01)), Question(), ALONE)
    assert made.judgement.verdict is Verdict.SUPPORTS
    assert isinstance(made.beside, Slope)
    assert made.slope.cells == len(made.dots) < made.beside.cells
    for each in (made.slope, made.beside):
        assert each.low < 0.01 < each.high
    through = np.sum(made.dots.weight * made.dots.across * made.dots.up)
    drawn = through / np.sum(made.dots.weight * made.dots.across**2)
    assert drawn == pytest.approx(made.slope.value, rel=0.02), (
        "the dots are those of the estimate that the answer rests on, whose errors go on in a spell"
    )


def test_a_known_change_is_not_taken_for_customers_coming_first():
    moved = material(jump=1.5, slope=0.01)
    unknown = compare(moved, Question(), ALONE).judgement
    assert unknown.reasons == (Reason.DIRECTION_UNDETERMINED,)
    assert compare(known(moved), Question(), ALONE).judgement.verdict is Verdict.SUPPORTS


def test_without_a_known_change_there_is_no_second_estimate():
    made = compare(material(slope=0.01), Question(), ALONE)
    assert (made.beside, made.breaks) == (None, ())


@pytest.mark.parametrize("subject", ["index", "teei"])
def test_the_screen_says_what_the_comparison_says(subject):
    made = material(jump=1.5)
    for each, reading in ((made, None), (known(made), Verdict.CANNOT_TELL)):
        question = Question(subject)
        (row,) = screen({subject: each}, Period.MONTH, 1, FAMILY).rows.values()
        cell = next(one for one in row if one.question == question)
        allowance = FAMILY.of(question)
        compared = compare(each, question, allowance).judgement
        assert cell.reading is compared.verdict
        if reading is not None:
            assert cell.reading is reading
            assert cell.reason is compared.reasons[0]
        elif subject == "teei":
            assert cell.reading is Lead.TOGETHER
