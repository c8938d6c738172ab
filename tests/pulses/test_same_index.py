"""The company's engagement index is of the same questions in every round that counts for it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.clock import local_day
from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.linkage.material.gathering import rounds_over, scores
from cxstaff.linkage.material.periods import Period
from cxstaff.measures.judging import Number
from cxstaff.measures.models import Measure, Source
from cxstaff.measures.values import value_of
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions, queries
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.results.queries import coverage
from cxstaff.pulses.results.queries.latest import latest_of_teams
from cxstaff.pulses.scoring.index_basis import AskedIndex, basis_of, others
from tests.cast import NOW
from tests.pulses.rounds import LATER, a_round, close, everybody, hire

STATEMENTS = ("teei-mission", "teei-asked", "teei-tools")
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def asked(
    number: int,
    keys: Iterable[str],
    *,
    pulse: int = 1,
    week: int = 0,
    weeks: int = 4,
    invited: int = 100,
    heard: Iterable[str] | None = None,
) -> AskedIndex:
    opens_at = START + timedelta(weeks=week)
    told = frozenset(keys if heard is None else heard)
    return AskedIndex(number, pulse, opens_at, weeks, invited, frozenset(keys), told)


MONTHLY = [asked(n, "abc", week=4 * n) for n in range(13)]
CASES: list[tuple[str, list[AskedIndex], set[int]]] = [
    ("nothing", [], set()),
    ("one pulse", MONTHLY, set()),
    (
        "an eNPS every quarter beside three statements a month",
        [*MONTHLY, *(asked(50 + n, "e", pulse=2, week=13 * n + 1, weeks=13) for n in range(4))],
        {50, 51, 52, 53},
    ),
    (
        "a survey of more questions once a year does not take over",
        [*MONTHLY, asked(50, "abcde", pulse=2, week=49, weeks=52)],
        {50},
    ),
    (
        "nor one that is asked once",
        [*MONTHLY, asked(50, "abcde", pulse=2, week=49, weeks=0)],
        {50},
    ),
    (
        "two pulses of the same questions have one index",
        [*MONTHLY, asked(50, "abc", pulse=2, week=49, invited=7)],
        set(),
    ),
    (
        "of two that are asked as often, that of more questions, whichever was last",
        [asked(1, "ab", week=1), asked(2, "abc", pulse=2), asked(3, "ab", week=5)],
        {1, 3},
    ),
    (
        "a pulse that asks something else from now on has another index from now on",
        [asked(1, "abc"), asked(2, "abc", week=4), asked(3, "ad", week=8)],
        {1, 2},
    ),
    (
        "a pulse that stopped half a year ago does not stand in the way",
        [asked(1, "abcd"), asked(2, "abc", pulse=2, week=26)],
        {1},
    ),
    (
        "a round in which too few were heard on one question has an index of the others",
        [*MONTHLY, asked(50, "abc", week=60, heard="ab")],
        {50},
    ),
    ("a round that told nothing counts by what it asked", [asked(1, "abc", heard="")], set()),
]


@pytest.mark.parametrize(("rounds", "expected"), [each[1:] for each in CASES], ids=lambda _: "")
def test_rounds_of_other_questions_are_told_apart(
    rounds: list[AskedIndex], expected: set[int]
) -> None:
    assert others(rounds) == expected


@given(
    st.lists(
        st.tuples(
            st.frozensets(st.sampled_from("abcd"), min_size=1),
            st.integers(1, 4),
            st.integers(0, 60),
            st.integers(0, 52),
            st.integers(0, 500),
        ),
        min_size=1,
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_what_counts_is_of_one_set_of_questions_in_whatever_order_it_is_read(
    drawn: list[tuple[frozenset[str], int, int, int, int]], dice: Any
) -> None:
    rounds = [
        asked(n, keys, pulse=pulse, week=week, weeks=weeks, invited=people)
        for n, (keys, pulse, week, weeks, people) in enumerate(drawn)
    ]
    kept = {each.heard for each in rounds if each.round_id not in others(rounds)}
    assert kept == {basis_of(rounds)}
    shuffled = dice.sample(rounds, len(rounds))
    assert basis_of(shuffled) == basis_of(rounds)


@pytest.fixture
def two_pulses(ines: Person, service: Team, blue: Team, red: Team) -> tuple[PulseRound, PulseRound]:
    """Statements that most agree with a little, and an eNPS a little later that is higher."""
    hire(blue, 6)
    people = [*everybody(blue), *everybody(red)]
    month = a_round(ines, service, keys=STATEMENTS)
    answer_with(month, people, dict.fromkeys(STATEMENTS, 4))
    close(month)
    later = NOW + timedelta(days=14)
    quarter = a_round(ines, service, later, keys=("enps",), every_weeks=13, name="Recommending")
    answer_with(quarter, people, {"enps": 10}, later)
    close(quarter, LATER + timedelta(days=14))
    return month, quarter


def answer_with(
    round_: PulseRound, people: Iterable[Person], numbers: dict[str, int], now: datetime = NOW
) -> None:
    for person in people:
        actions.answer(hold_respondent(round_.id, person.id), numbers, None, now=now)
    db.session.commit()


def test_another_pulses_question_is_not_mixed_into_the_index(
    two_pulses: tuple[PulseRound, PulseRound], service: Team
) -> None:
    month, quarter = two_pulses
    days = DateRange(local_day(NOW, "UTC"), local_day(NOW + timedelta(days=40), "UTC"))
    measure = Measure(source=Source.PULSE, subject="index")
    for team_id in (None, service.id):  # the company's scorecard and a team's
        found = value_of(measure, team_id, days)
        assert isinstance(found, Number)
        assert found.value == 50.0
    point = queries.latest_of_team(service.id)
    assert point is not None
    assert (point.round_id, point.mean) == (month.id, 50.0)
    assert latest_of_teams([service.id])[service.id].round_id == month.id
    assert [*coverage.rounds_about("index")] == [month.id]
    assert coverage.pulses_about("index") == ["Monthly pulse"]
    compared = scores("index", rounds_over(Period.MONTH, "UTC", 10**6))
    assert {compared[place].value for place in compared} == {50.0}
    assert queries.latest_of_team(service.id, "enps").round_id == quarter.id


def test_a_team_that_was_asked_something_else_alone_has_no_hidden_index(
    two_pulses: tuple[PulseRound, PulseRound], blue: Team
) -> None:
    month, _quarter = two_pulses
    assert queries.was_asked(blue.id)
    month.is_of_index = False
    db.session.commit()
    assert not queries.was_asked(blue.id)


def test_pages_say_that_an_index_is_another_one(
    two_pulses: tuple[PulseRound, PulseRound], as_: Any, ines: Person
) -> None:
    month, quarter = two_pulses
    said = "Its engagement index is another than the company’s"
    assert said in as_(ines).get(f"/pulses/rounds/{quarter.id}/results").text
    assert said not in as_(ines).get(f"/pulses/rounds/{month.id}/results").text
    own = as_(ines).get("/pulses").text
    assert "Other questions" in own
