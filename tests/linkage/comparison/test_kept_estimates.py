"""What was estimated once is there for every process, until anything behind it changes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest

from cxstaff import packed, statistics
from cxstaff.customers.models import Total
from cxstaff.db import db
from cxstaff.linkage.comparison import actions
from cxstaff.linkage.comparison.as_json import read, written
from cxstaff.linkage.comparison.comparison import Comparison, Estimates
from cxstaff.linkage.comparison.queries import answer, kept_estimates, program, state_now
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.jobs import answer_ahead
from cxstaff.linkage.leads import actions as leads
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.question import Mix, Question
from cxstaff.pulses.scoring import scoring
from cxstaff.versions import count_change
from tests.cast import NOW, TODAY
from tests.linkage.worlds import Build, World, month

ZONE = "Europe/Berlin"
ASKED = Question()


def elsewhere(question: Question = ASKED) -> Comparison:
    """Answer as another process does, which has nothing in its memory."""
    cache.clear()
    return answer(question, TODAY, ZONE)


def is_kept(question: Question = ASKED) -> bool:
    return kept_estimates(question, state_now(question, TODAY, ZONE)) is not None


@pytest.mark.parametrize(
    "world", [World(), World(link=0.02), World(teams=1), World(months=2), World(halves=False)]
)
def test_estimates_come_back_to_the_last_digit(company: Build, world: World) -> None:
    world.build()
    made = answer(ASKED, TODAY, ZONE).estimates
    assert repr(read(Estimates, written(made))) == repr(made)


def test_another_process_takes_what_was_estimated_ahead(company: Build) -> None:
    company(link=0.02)
    before = answer(ASKED, TODAY, ZONE)
    assert not is_kept()
    answer_ahead()
    assert is_kept()
    assert repr(elsewhere().estimates) == repr(before.estimates)

    # Only somebody who takes what is kept can tell of a slope that nothing gives.
    odd = replace(before.estimates, between=replace(before.between, value=77.0))
    actions.keep(ASKED, state_now(ASKED, TODAY, ZONE), odd)
    db.session.commit()
    between = elsewhere().between
    assert isinstance(between, Slope)
    assert between.value == 77.0
    for other in (Question(mix=Mix.SAME), Question(team_id=1), Question(lag=2)):
        assert getattr(elsewhere(other).between, "value", 0) != 77.0


def test_what_changes_since_is_in_the_next_answer(company: Build) -> None:
    made = company()
    answer_ahead()
    kept = elsewhere().estimates
    of_one = db.update(Total).where(Total.team_id == made.made[0].id)
    db.session.execute(of_one.where(Total.starts_on > month(5)).values(csat_sum=Total.csat_n))
    count_change(db.session(), "customers.sums")  # as whatever changes sums does
    db.session.commit()
    assert not is_kept()
    assert repr(elsewhere().estimates) != repr(kept)
    answer_ahead()
    assert is_kept()


def test_the_standing_question_and_what_was_asked_last_are_answered_ahead(company: Build) -> None:
    company(teams=4)
    asked = [Question(outcome=outcome, lag=lag) for outcome in ("nps", "ces") for lag in range(4)]
    for minutes, question in enumerate(asked):
        leads.look(question, TODAY, now=NOW + timedelta(minutes=minutes))
    leads.look(Question(outcome="resolved"), TODAY - timedelta(days=40), now=NOW)
    db.session.commit()
    answer_ahead()
    assert [is_kept(each) for each in asked] == [False, *[True] * 7]
    assert is_kept()
    assert not is_kept(Question(outcome="resolved"))


@pytest.mark.parametrize("part", [statistics, scoring, packed], ids=lambda part: part.__name__)
def test_a_program_that_estimates_otherwise_is_another_one(
    part: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, whole = program.__wrapped__(), Path.read_bytes

    def changed(path: Path) -> bytes:
        return whole(path) + b"#" * (str(path) == part.__file__)

    monkeypatch.setattr(Path, "read_bytes", changed)
    assert program.__wrapped__() != before
