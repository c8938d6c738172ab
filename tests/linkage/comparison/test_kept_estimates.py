"""What was told once is there for every process, until anything behind it changes."""

from collections.abc import Callable
from dataclasses import astuple, is_dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cxstaff import packed, statistics
from cxstaff.customers.models import Total
from cxstaff.db import db
from cxstaff.linkage.comparison import actions, queries
from cxstaff.linkage.comparison.as_json import read, written
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.queries import answer, program, state_now
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.jobs import answer_ahead, pack_parts
from cxstaff.linkage.leads import actions as leads
from cxstaff.linkage.leads.models import Look
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Mix, Question
from cxstaff.people.models import Person
from cxstaff.pulses.scoring import scoring
from cxstaff.versions import count_change
from tests.cast import NOW, TODAY
from tests.linkage.worlds import Build, World, month

ZONE = "Europe/Berlin"
ASKED = Question()
As = Callable[..., Any]


def elsewhere(question: Question = ASKED) -> Comparison:
    """Answer as another process does, which has nothing in its memory."""
    cache.clear()
    return answer(question, TODAY, ZONE)


def numbers(item: Any) -> Any:
    return astuple(item) if is_dataclass(item) and not isinstance(item, type) else item


def is_kept(question: Question = ASKED) -> bool:
    return queries.is_kept(question, state_now(question, TODAY, ZONE))


@pytest.mark.parametrize(
    "world", [World(), World(link=0.02), World(teams=1), World(months=2), World(halves=False)]
)
def test_what_is_told_comes_back_to_the_last_digit(company: Build, world: World) -> None:
    world.build()
    made = answer(ASKED, TODAY, ZONE)
    known = {name: getattr(made, name) for name in actions.KNOWN}
    assert repr(read(Comparison, written(made, actions.KNOWN), known)) == repr(made)


def test_another_process_takes_what_was_estimated_ahead(company: Build) -> None:
    company(link=0.02)
    before = answer(ASKED, TODAY, ZONE)
    assert not is_kept()
    answer_ahead()
    assert is_kept()
    assert repr(elsewhere()) == repr(before)

    # Only somebody who takes what is kept can tell of a slope that nothing gives.
    odd = replace(before, between=replace(before.between, value=77.0))
    actions.keep(odd, state_now(ASKED, TODAY, ZONE))
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


def test_what_nobody_asks_any_more_is_not_kept(company: Build) -> None:
    company(teams=4)
    asked = Question(outcome="nps")
    leads.look(asked, TODAY, now=NOW)
    db.session.commit()
    answer_ahead()
    assert set(queries.kept_questions()) == {ASKED, asked}
    db.session.execute(db.update(Look).values(day=TODAY - timedelta(days=40)))
    db.session.commit()
    answer_ahead()
    assert queries.kept_questions() == [ASKED]


@pytest.mark.parametrize("page", ["/comparison", "/comparison?period=quarter&lag=0"])
def test_a_page_of_what_is_kept_is_the_page_of_what_was_computed(
    company: Build, as_: As, ines: Person, page: str
) -> None:
    company(link=0.02, teams=14)
    visit = as_(ines)
    computed = visit.get(page).text.partition("<main")[2]
    answer_ahead()
    cache.clear()
    assert visit.get(page).text.partition("<main")[2] == computed != ""
    assert "Team 13" in visit.get(f"{page}{'&' if '?' in page else '?'}page=2").text


@pytest.mark.parametrize(
    "question",
    [
        ASKED,
        Question("enps", "csat", Period.QUARTER, 0),
        Question(outcome="csat_top2", first_on=month(3), last_on=month(9)),
    ],
)
def test_cells_of_a_few_teams_are_those_of_all(company: Build, question: Question) -> None:
    world = company(teams=6, subject=question.engagement)
    pack_parts()
    whole, few = queries.whole_answer(question, TODAY, ZONE), [each.id for each in world.made[1:3]]
    told = answer(question, TODAY, ZONE)
    alone, every = queries.cells_of(told, few, ZONE), queries.cells_of(whole, few, ZONE)
    for kind in ("scores", "results", "happened"):
        for team_id in few:
            made, known = (getattr(each, kind).of_team(team_id) for each in (alone, every))
            assert [*made] == [*known]
            for period, item in made.items():
                # Rounds of a quarter add up in any order.
                assert numbers(item) == pytest.approx(numbers(known[period]))
        assert set(getattr(alone, kind).team.tolist()) <= set(few)
    assert alone.scores


@pytest.mark.parametrize("part", [statistics, scoring, packed], ids=lambda part: part.__name__)
def test_a_program_that_estimates_otherwise_is_another_one(
    part: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, whole = program.__wrapped__(), Path.read_bytes

    def changed(path: Path) -> bytes:
        return whole(path) + b"#" * (str(path) == part.__file__)

    monkeypatch.setattr(Path, "read_bytes", changed)
    assert program.__wrapped__() != before
