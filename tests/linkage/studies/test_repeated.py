"""Studies that run again and again: all runs together seldom find what is not there."""

from typing import Any

import numpy as np
import pytest

from cxstaff.customers.models import Total
from cxstaff.db import db
from cxstaff.linkage.estimates.power import Spreads
from cxstaff.linkage.estimates.sequential import level_of_a_run, over_all_runs
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.planner import planner
from cxstaff.linkage.planner import words as planner_words
from cxstaff.linkage.planner.planner import USUAL_SIZE
from cxstaff.people.models import Person
from tests.linkage.studying import Declare, later, versions
from tests.linkage.worlds import Build


def test_a_run_takes_stronger_evidence_the_more_there_may_have_been() -> None:
    levels = [level_of_a_run(periods, 6) for periods in (6, 7, 12, 36, 1000)]
    assert levels == sorted(levels, reverse=True)
    assert levels[0] == pytest.approx(0.00518, abs=1e-5)
    assert level_of_a_run(2, 6) == levels[0]  # such a run gives no verdict anyway
    assert level_of_a_run(6, 6, 0.01) < levels[0]


def test_a_path_without_a_link_seldom_leaves_the_limits_at_any_run() -> None:
    """A thousand paths that wander from run to run, each looked at 114 times."""
    from scipy.special import ndtri

    runs = np.arange(6, 120)
    time = (runs - 1) / 5
    steps = np.sqrt(np.diff(time, prepend=0))
    paths = (np.random.default_rng(3).normal(size=(1000, runs.size)) * steps).cumsum(axis=1)
    z = np.abs(paths) / np.sqrt(time)
    limits = np.array([-ndtri(level_of_a_run(int(each), 6) / 2) for each in runs])
    assert 0.005 <= (z > limits).any(axis=1).mean() <= 0.05
    assert (z > 1.96).any(axis=1).mean() > 0.25


def test_the_interval_over_all_runs_leaves_zero_out_where_a_run_may_speak() -> None:
    from scipy.special import stdtr

    level, se, df = level_of_a_run(12, 6), 0.7, 9.0
    for value in np.linspace(0, 5, 40):
        low, high = over_all_runs(value, se, df, level)
        assert high - value == pytest.approx(value - low)
        assert (low > 0) == (2 * stdtr(df, -value / se) < level)


def test_what_would_do_for_a_question_asked_once_is_not_enough_for_a_study(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.0014, seed=6)
    assert "Supports" in read(as_(ines).get("/comparison"))
    path = declare()
    as_(ines).post(f"{path}/versions")
    text = read(as_(ines).get(path))
    assert "Cannot tell This time the numbers point to a link." in text
    assert "among many runs one like this can turn up by luck." in text
    assert "1 version so far." in text
    assert "its verdict takes a p-value below 0.0035, not 0.05" in text
    over_all = text[text.index("Over all runs, the interval is ") :]
    assert over_all.startswith("Over all runs, the interval is −0.")
    assert versions()[0].reasons == ["may_be_one_of_many_runs"]


def test_who_declares_more_periods_leaves_less_room_for_runs_before_them(
    company: Build, declare: Declare, as_: Any, ines: Person
) -> None:
    company(link=0.0017, seed=6)
    for fewest in ("6", "11"):
        as_(ines).post(f"{declare(periods=fewest)}/versions")
    early, late = versions()
    assert early.adjusted_p == pytest.approx(late.adjusted_p)
    assert (early.verdict, late.verdict) == ("cannot_tell", "supports")


def test_a_study_declared_before_looking_allows_for_no_other_results(
    company: Build, declare: Declare, as_: Any, ines: Person, read: Any
) -> None:
    company(link=0.01)
    dice = np.random.default_rng(1)
    for total in db.session.scalars(db.select(Total)):  # a result that nothing moves
        total.resolved_n, total.resolved_yes = 400, int(dice.integers(200, 300))
    db.session.commit()
    unseen = declare(outcome="csat_top2")
    as_(ines).post(f"{unseen}/versions")
    as_(ines).get("/comparison?outcome=csat_top2")
    with later():
        seen = declare(name="After a look", outcome="csat_top2")
        as_(ines).post(f"{seen}/versions")
        alone, chosen = versions()
        texts = [read(as_(ines).get(path)) for path in (unseen, seen)]
    assert alone.questions == 1
    assert chosen.questions > 1000  # of everything that can be asked
    assert alone.p == pytest.approx(chosen.p)
    assert alone.adjusted_p == pytest.approx(alone.p, rel=1e-9)
    assert chosen.adjusted_p > 5 * chosen.p
    assert "adjusted for" not in texts[0]
    assert "questions that it may have been chosen from." in texts[1]


def test_a_plan_says_what_a_declared_study_finds_at_its_first_run() -> None:
    found = planner.plan(USUAL_SIZE, Spreads(4.0, 16.0, 0.05, 1.38), 0.1, 10)
    assert 0.0 < found.at_first < found.power < 1.0
    said = planner_words.at_first(found, Question(span=Period.WEEK))
    assert said.startswith(f"{round(100 * found.at_first)} of 100 at the first run, and more with")
    assert "every week" in said
