"""The family of all questions: its parts add up to the level, and pages read it alike."""

from itertools import product

import numpy as np
import pytest

from cxstaff.linkage.leads.family import (
    MEASURES,
    SCORES,
    STANDING,
    USUAL,
    USUAL_LEAD,
    Family,
    Status,
)
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Mix, Question
from cxstaff.linkage.words.terms import LAGS

OUTCOMES = ("csat", "csat_top2", "nps", "ces")
SUBJECTS = ("index", "enps", "driver:voice")
FAMILY = Family(SUBJECTS, len(OUTCOMES), Question(), 1.0)
LEADS = Family(SUBJECTS, len(OUTCOMES), Question("none", "none"), 1.0)
"""A family in which every question is a lead, the usual one apart."""


def groups(subjects: tuple[str, ...]) -> list[Question]:
    """Every group of questions whose p-values are adjusted together."""
    own = [
        Question(subject, "csat", span, lag)
        for subject, span, lag in product(subjects, Period, range(4))
    ]
    same = [
        Question(subject, outcome, span, lag, Mix.SAME)
        for subject, outcome, span, lag in product(subjects, OUTCOMES, Period, range(4))
    ]
    return own + same


def everything() -> list[Question]:
    """Every question of all teams and times, with every lag that a form offers."""
    return [
        Question(*asked) for asked in product(SUBJECTS, OUTCOMES, Period, range(len(LAGS)), Mix)
    ]


@pytest.mark.parametrize("subjects", [SUBJECTS, ("index",), ("enps", "driver:voice")])
def test_parts_of_all_groups_and_of_measures_add_up_to_the_level(subjects) -> None:
    for standing in (Question("none", "csat"), USUAL):
        family = Family(subjects, len(OUTCOMES), standing, 1.0)
        usual = USUAL_LEAD if "index" in subjects and standing != USUAL else 0.0
        found = {each: family.of(each) for each in groups(subjects)}
        # The group of the usual question is told by any other question of it.
        found[USUAL] = family.of(Question(outcome="nps"))
        measures = [family.of_measures(each).part for each in OUTCOMES[1:]]
        if "index" not in subjects:
            del found[USUAL]
        scores = sum(each.part for each in found.values())
        assert scores == pytest.approx(SCORES * (1 - usual))
        assert sum(measures) == pytest.approx(MEASURES * (1 - usual))
        assert min(each.part for each in found.values()) > 0
    assert sum((SCORES, MEASURES)) == pytest.approx(1), "leads have the level once"


@pytest.mark.parametrize("part", [1.0, None])
def test_the_usual_question_has_a_third_where_another_one_stands(part) -> None:
    family = Family(SUBJECTS, len(OUTCOMES), Question("enps"), part)
    usual = family.of(USUAL)
    assert (usual.status, usual.part, usual.alone) == (Status.EXPLORATORY, USUAL_LEAD, True)
    for beside in (0.0001, 0.7):
        adjusted = usual.adjusted(np.array([0.01, beside]), 0)
        assert adjusted == pytest.approx(0.01 / USUAL_LEAD)
    others = family.of(Question(outcome="nps"))
    assert others.part == pytest.approx((1 - USUAL_LEAD) * FAMILY.of(Question(outcome="nps")).part)


def test_verdicts_share_their_level_between_the_standing_question_and_measures() -> None:
    both = Family(SUBJECTS, len(OUTCOMES), Question(), STANDING)
    assert both.of(Question()).part + both.of_measures("csat").part == pytest.approx(1)
    assert min(both.of(Question()).part, both.of_measures("csat").part) > 0
    assert both.of_measures_beside_a_verdict("csat").part == 1
    assert both.of_measures_beside_a_verdict("nps") == both.of_measures("nps")
    unseen = Family(SUBJECTS, len(OUTCOMES), Question(), None)
    assert unseen.of_measures("csat").part == 1


def test_the_standing_question_is_alone_others_are_leads_and_chosen_teams_neither() -> None:
    assert FAMILY.of(Question()).status is Status.STANDING
    for beside in (0.001, 0.9):  # neither a clear nor an unclear one beside it changes anything
        assert FAMILY.of(Question()).adjusted(np.array([0.03, beside]), 0) == 0.03
    for other in (Question(lag=2), Question(outcome="nps"), Question(mix=Mix.SAME)):
        assert FAMILY.of(other).status is Status.EXPLORATORY
    assert FAMILY.of(Question(team_id=1)).status is Status.POST_HOC
    assert FAMILY.of(Question()).questions == 1
    assert FAMILY.of(Question(lag=2)).questions == len(set(everything())) == 3 * 4 * 3 * 4 * 2
    looked = Family(SUBJECTS, len(OUTCOMES), Question(), None)
    assert looked.of(Question()).status is Status.EXPLORATORY


def test_the_usual_question_leaves_most_room_for_leads() -> None:
    parts = {
        question: FAMILY.of(question).part for question in groups(SUBJECTS) if question != USUAL
    }
    usual = FAMILY.of(Question(outcome="nps")).part
    assert usual > max(parts.values())
    p = np.array([0.002, 0.5, np.nan, 0.9])
    adjusted = FAMILY.of(Question(outcome="nps")).adjusted_all(p)
    assert adjusted[0] == pytest.approx(0.002 * 3 / usual)
    assert np.isnan(adjusted[2])
    assert FAMILY.of(Question("enps", "nps")).adjusted(p, 0) > adjusted[0]


def test_a_question_alone_has_its_own_part_whatever_stands_beside_it() -> None:
    alone = LEADS.of(Question(mix=Mix.SAME))
    assert alone.alone
    for beside in (0.0001, 0.7):
        p = np.array([beside, 0.0004])
        assert alone.adjusted(p, 1) == pytest.approx(0.0004 / alone.part)
    assert alone.adjusted(np.array([0.8]), 0) == 1.0
    assert np.isnan(alone.adjusted(np.array([np.nan]), 0))
    assert (LEADS.of(Question()).adjusted_all(np.array([0.9, 0.95])) == 1).all()


def test_luck_finds_a_lead_in_few_families_whatever_is_asked() -> None:
    dice = np.random.default_rng(2)
    found = 0
    allowances = [LEADS.of(each) for each in (*groups(SUBJECTS), Question(outcome="nps"))]
    for _ in range(600):
        found += any(
            np.nanmin(each.adjusted_all(dice.random(1 if each.alone else len(OUTCOMES)))) <= 0.05
            for each in allowances
        )
    assert 0.02 < found / 600 < 0.065
