"""A verdict needs everything it promises; anything missing means that we cannot tell."""

from dataclasses import replace

import numpy as np
import pytest

from cxstaff.linkage.estimates.direction import Gate, direction_gate
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.reliability import Reliability
from cxstaff.linkage.estimates.slopes import Slope, within_teams
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.estimates.verdict import (
    Beside,
    DesiredDirection,
    Judgement,
    Lead,
    Verdict,
    judge,
    lead_of,
)
from cxstaff.statistics import benjamini_hochberg
from tests.linkage.estimates.panels import columns, panel

FOUND = Slope(
    value=0.3,
    se=0.1,
    df=20.0,
    low=0.1,
    high=0.5,
    p=0.01,
    confidence=0.95,
    visible=0.28,
    teams=30,
    periods=12,
    cells=360,
    interactions=9000.0,
    answers=2500,
)
SMALL = replace(FOUND, teams=4)
NOTHING = replace(FOUND, value=0.01, low=-0.2, high=0.22, p=0.9)
LESS = replace(FOUND, value=-0.3, low=-0.5, high=-0.1)
SILENT, FIRED = Gate(NOTHING, NOTHING, 0.05), Gate(NOTHING, FOUND, 0.05)
UNTESTED = Gate(NOTHING, Unusable(Reason.ONE_PERIOD), 0.05)
KNOWN = Reliability(0.7, 0.6, 0.8, 30, 12, 360, 360)
COARSE = replace(KNOWN, value=0.3)


def said(slope=FOUND, p=0.02, gate=SILENT, reliability=KNOWN, **more) -> Judgement:
    return judge(slope, p, gate, reliability, **more)


@pytest.mark.parametrize(
    ("slope", "hope", "verdict", "reason"),
    [
        (FOUND, DesiredDirection.TOGETHER, Verdict.SUPPORTS, Reason.MOVES_AS_HOPED),
        (LESS, DesiredDirection.TOGETHER, Verdict.CONFLICTS, Reason.MOVES_AGAINST),
        (FOUND, DesiredDirection.OPPOSITE, Verdict.CONFLICTS, Reason.MOVES_AGAINST),
        (LESS, DesiredDirection.OPPOSITE, Verdict.SUPPORTS, Reason.MOVES_AS_HOPED),
    ],
)
def test_a_whole_case_gets_a_verdict(slope, hope, verdict, reason):
    made = said(slope, hope=hope)
    assert (made.verdict, made.reasons) == (verdict, (reason,))
    assert made.slope is slope


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"slope": replace(FOUND, teams=9)}, Reason.TOO_FEW_TEAMS),
        ({"slope": replace(FOUND, periods=5)}, Reason.TOO_FEW_PERIODS),
        ({"slope": replace(FOUND, df=3.2)}, Reason.TOO_FEW_DEGREES),
        ({"slope": NOTHING}, Reason.INTERVAL_HOLDS_ZERO),
        ({"slope": replace(FOUND, low=0.0)}, Reason.INTERVAL_HOLDS_ZERO),
        ({"slope": replace(LESS, high=0.0)}, Reason.INTERVAL_HOLDS_ZERO),
        ({"slope": replace(FOUND, low=np.nan, high=np.nan)}, Reason.INTERVAL_HOLDS_ZERO),
        ({"p": 0.051}, Reason.MAY_BE_ONE_OF_MANY),
        ({"p": 0.04, "terms": Terms(run_level=0.03)}, Reason.MAY_BE_ONE_OF_MANY_RUNS),
        (
            {"slope": NOTHING, "p": 0.04, "terms": Terms(run_level=0.03)},
            Reason.INTERVAL_HOLDS_ZERO,
        ),
        ({"p": np.nan}, Reason.MAY_BE_ONE_OF_MANY),
        ({"gate": FIRED}, Reason.DIRECTION_UNDETERMINED),
        ({"gate": UNTESTED}, Reason.DIRECTION_UNTESTED),
        ({"reliability": Unusable(Reason.NO_CELLS)}, Reason.RELIABILITY_UNKNOWN),
        ({"slope": Unusable(Reason.ONE_TEAM)}, Reason.ONE_TEAM),
    ],
)
def test_anything_missing_means_we_cannot_tell(change, reason):
    made = said(**change)
    assert (made.verdict, made.reasons) == (Verdict.CANNOT_TELL, (reason,))


@pytest.mark.parametrize(
    "limit",
    [
        {"slope": replace(FOUND, teams=10, periods=6, df=4.0)},
        {"p": 0.05},
        {"p": 0.03, "terms": Terms(run_level=0.03)},
        {"reliability": replace(KNOWN, value=0.5)},
    ],
)
def test_what_is_asked_for_is_enough(limit):
    made = said(**limit)
    assert (made.verdict, made.reasons) == (Verdict.SUPPORTS, (Reason.MOVES_AS_HOPED,))


def test_every_obstacle_is_named():
    made = said(replace(NOTHING, teams=4, periods=3), gate=FIRED, reliability=COARSE)
    assert made.reasons == (
        Reason.TOO_FEW_TEAMS,
        Reason.TOO_FEW_PERIODS,
        Reason.INTERVAL_HOLDS_ZERO,
        Reason.DIRECTION_UNDETERMINED,
        Reason.TOO_COARSE_TO_SIZE,
    )


def test_coarse_measurement_allows_the_link_but_not_its_size():
    made = said(reliability=COARSE)
    assert made.verdict is Verdict.SUPPORTS
    assert made.reasons == (Reason.MOVES_AS_HOPED, Reason.TOO_COARSE_TO_SIZE)


def test_a_study_may_declare_other_terms():
    terms = Terms(teams=31)
    assert said(terms=terms).reasons == (Reason.TOO_FEW_TEAMS,)
    assert said(terms=terms).terms is terms


@pytest.mark.long
def test_twenty_questions_about_nothing_seldom_get_a_verdict():
    companies = 0
    for company in range(40):
        seeds = range(20 * company, 20 * company + 20)
        shape = {"teams": 20, "periods": 10, "covariates": 0, "slope": 0.0, "gaps": 0.1}
        slopes = [within_teams(panel(columns(**shape, seed=seed)).at(1)) for seed in seeds]
        p = benjamini_hochberg([slope.p for slope in slopes])
        judged = [judge(s, q, SILENT, KNOWN) for s, q in zip(slopes, p, strict=True)]
        companies += any(j.verdict is not Verdict.CANNOT_TELL for j in judged)
    assert companies <= 5


def test_a_planted_link_is_supported():
    made = panel(columns(40, 14, seed=9, slope=0.3))
    slope = within_teams(made.at(0))
    assert isinstance(slope, Slope)
    assert judge(slope, slope.p, direction_gate(made.at(0)), KNOWN).verdict is Verdict.SUPPORTS


SMALL = replace(FOUND, teams=4)


LARGER = replace(FOUND, value=0.51, low=0.4, high=0.62)


@pytest.mark.parametrize(
    ("slope", "p", "verdict", "lead"),
    [
        (FOUND, 0.02, None, None),
        (FOUND, 0.06, Reason.LOST_BESIDE_CHANGES, Reason.LOST_BESIDE_CHANGES),
        (NOTHING, 0.9, Reason.LOST_BESIDE_CHANGES, Reason.LOST_BESIDE_CHANGES),
        (LESS, 0.02, Reason.ESTIMATES_DIFFER, Reason.LOST_BESIDE_CHANGES),
        (LARGER, 0.001, None, None),
        (SMALL, 0.02, Reason.CHANGES_LEAVE_TOO_LITTLE, Reason.CHANGES_LEAVE_TOO_LITTLE),
        (
            replace(FOUND, df=3.0),
            0.02,
            Reason.CHANGES_LEAVE_TOO_LITTLE,
            Reason.CHANGES_LEAVE_TOO_LITTLE,
        ),
        (
            Unusable(Reason.NO_OVERLAP),
            float("nan"),
            Reason.CHANGES_LEAVE_TOO_LITTLE,
            Reason.CHANGES_LEAVE_TOO_LITTLE,
        ),
    ],
)
def test_a_verdict_rests_on_parted_teams_and_a_lead_needs_both(slope, p, verdict, lead):
    beside = Beside(slope, p)
    made = said(beside=beside)
    reading, reasons = lead_of(FOUND, 0.02, beside)
    assert made.reasons == (verdict or Reason.MOVES_AS_HOPED,)
    assert (made.verdict is Verdict.SUPPORTS) == (verdict is None)
    assert reasons == ([lead] if lead else [])
    assert (reading is Lead.TOGETHER) == (lead is None)
    assert made.as_called == (FOUND, 0.02, beside)
    assert made.rests_on_parted == (verdict is not Reason.CHANGES_LEAVE_TOO_LITTLE)
    assert made.slope is (slope if made.rests_on_parted else FOUND)


def test_teams_as_they_are_called_need_not_stand_out_but_have_the_same_sign():
    weak = replace(FOUND, value=0.15, low=-0.05, high=0.35, p=0.14)
    assert said(weak, 0.14, beside=Beside(FOUND, 0.02)).verdict is Verdict.SUPPORTS
    other = replace(weak, value=-0.15, low=-0.35, high=0.05)
    assert said(other, 0.14, beside=Beside(FOUND, 0.02)).reasons == (Reason.ESTIMATES_DIFFER,)
    assert lead_of(weak, 0.14, Beside(FOUND, 0.02)) == (
        Verdict.CANNOT_TELL,
        [Reason.INTERVAL_HOLDS_ZERO],
    )


def test_many_runs_are_allowed_for_in_the_estimate_that_a_verdict_rests_on():
    terms = Terms(run_level=0.01)
    assert said(p=0.02, terms=terms, beside=Beside(FOUND, 0.005)).verdict is Verdict.SUPPORTS
    made = said(p=0.005, terms=terms, beside=Beside(FOUND, 0.02))
    assert made.reasons == (Reason.MAY_BE_ONE_OF_MANY_RUNS,)


def test_what_is_not_seen_at_all_is_told_so_and_not_blamed_on_changes():
    made = said(NOTHING, 0.9, beside=Beside(NOTHING, 0.9))
    assert made.reasons == (Reason.INTERVAL_HOLDS_ZERO,)
