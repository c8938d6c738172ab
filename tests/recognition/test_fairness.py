"""Whether groups are thanked alike: rates with intervals, few false calls, small groups hidden."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.clock import start_of
from cxstaff.db import db
from cxstaff.people.models import Leave, Membership, Person, Team
from cxstaff.recognition import actions
from cxstaff.recognition.actions import ThanksWords
from cxstaff.recognition.fairness.estimates import ThankedPeople, adjusted, rates
from cxstaff.recognition.fairness.queries import Fairness, StaffGrouping, Tenure, fairness
from cxstaff.recognition.models import CompanyValue
from cxstaff.recognition.queries import colleagues
from tests.cast import NOW, TODAY, ZONE
from tests.pulses.rounds import hire
from tests.thanks import thank

SINCE = TODAY - timedelta(days=182)


@pytest.fixture
def value(ines: Person) -> CompanyValue:
    return actions.define_value("Own it", ines, sentence="We see it through.", now=NOW)


def looked_at() -> Fairness:
    until = TODAY + timedelta(days=1)
    return fairness(SINCE, until, start_of(SINCE, ZONE), start_of(until, ZONE))


def shown(found: Fairness, by: StaffGrouping) -> dict[Any, int]:
    return {each.key: each.n for each in found.groups[by]}


def made(dice: np.random.Generator, size: int, low: float = 1.0) -> tuple[ThankedPeople, list[int]]:
    """Teams of ten who differ among themselves; those of the first are thanked `low` times."""
    team = [place // 10 for place in range(size)]
    own = dice.gamma(1.5, 1 / 1.5, size) * 0.5 * np.where(np.array(team) == 0, low, 1)
    months = dice.uniform(1, 6, size)
    return ThankedPeople(dice.poisson(own * months).astype(float), months), team


def test_intervals_hold_the_truth_and_equal_groups_are_seldom_called_different() -> None:
    dice, held, asked, called = np.random.default_rng(3), 0, 0, 0
    for _ in range(60):
        people, team = made(dice, 100)
        found = rates(people, team, 5)
        held += sum(each.rate.low <= 0.5 <= each.rate.high for each in found)
        asked += len(found)
        called += any(each.stands_out for each in adjusted({"team": found})["team"])
    assert 0.93 <= held / asked <= 0.99
    assert called / 60 <= 0.1


def test_a_team_that_is_hardly_thanked_is_found() -> None:
    dice, found = np.random.default_rng(4), 0
    for _ in range(30):
        people, team = made(dice, 100, low=0.1)
        first = adjusted({"team": rates(people, team, 5)})["team"][0]
        found += first.stands_out and (first.ratio or 0) < 1
    assert found >= 15


@given(
    st.lists(st.tuples(st.integers(0, 9), st.floats(0.9, 12), st.integers(0, 4)), max_size=60),
    st.integers(1, 6),
)
def test_whatever_is_counted_stands_within_its_interval(
    rows: list[tuple[int, float, int]], smallest: int
) -> None:
    thanks, months, keys = (
        (list(column) for column in zip(*rows, strict=True)) if rows else ([],) * 3
    )
    people = ThankedPeople(np.array(thanks, dtype=float), np.array(months, dtype=float))
    for each in rates(people, keys, smallest):
        assert each.n >= smallest
        for ends in (each.share, each.rate):
            assert 0 <= ends.low <= ends.value + 1e-9 <= ends.high + 2e-9
        is_asked = len(keys) - each.n >= smallest
        assert (0 <= each.p <= 1) if is_asked else np.isnan(each.p)


def test_groups_of_fewer_than_five_are_not_shown(ines: Person) -> None:
    found = looked_at()
    assert shown(found, StaffGrouping.TEAM) == {"Blue": 6, "Red": 5}
    assert found.too_small[StaffGrouping.TEAM] == 1  # Office, of four
    assert shown(found, StaffGrouping.TENURE) == {Tenure.SETTLED: 15}
    assert shown(found, StaffGrouping.JOB) == {None: 15}


def test_thanks_by_name_that_are_not_private_are_counted(
    ana: Person, ben: Person, bea: Person, cleo: Person, blue: Team, value: CompanyValue
) -> None:
    thank(ben, ana, value=value)
    thank(bea, ana, value=value, is_private=True)
    said = ThanksWords("All of you!", value=value)
    actions.thank(actions.receivers_in(blue, ana, NOW), ana, said, to_team=blue, now=NOW)
    two = colleagues([ben.id, cleo.id], TODAY)
    actions.thank(two, ana, ThanksWords("You two.", value=value), now=NOW)
    thank(cleo, ana, value=value, now=NOW - timedelta(days=200))
    groups = {each.key: each for each in looked_at().groups[StaffGrouping.TEAM]}
    months = 183 / (365.25 / 12)
    assert groups["Blue"].share.value == pytest.approx(1 / 6)
    assert groups["Blue"].rate.value == pytest.approx(1.5 / (6 * months))
    assert groups["Red"].rate.value == pytest.approx(0.5 / (5 * months))


def test_newcomers_and_time_on_leave_are_taken_off(
    ben: Person, bea: Person, blue: Team, value: CompanyValue, ana: Person
) -> None:
    ben.leaves.append(Leave(since=SINCE, until=SINCE + timedelta(days=100)))
    bea.leaves.append(Leave(since=SINCE - timedelta(days=9)))
    new = Person(name="Ned New", email="ned@bright.example")
    new.memberships.append(Membership(team=blue, since=TODAY - timedelta(days=9)))
    db.session.add(new)
    thank(ben, ana, value=value)
    found = looked_at()
    (blues,) = [each for each in found.groups[StaffGrouping.TEAM] if each.key == "Blue"]
    assert blues.n == 5
    assert blues.rate.value == pytest.approx((365.25 / 12) / (4 * 183 + 83))


def test_hr_alone_reads_it_and_takes_it_along(
    ana: Person, ben: Person, ines: Person, cyrus: Person, ada: Person, blue: Team,
    value: CompanyValue, as_: Any,
) -> None:  # fmt: skip
    thank(ben, ana, value=value)
    db.session.commit()
    assert "Are people thanked alike?" in as_(ines).get("/thanks").text
    page = as_(ines).get("/thanks/fairness?by=team&months=3").text
    assert "Blue" in page
    assert "Ben Berg" not in page
    assert "1 group of fewer than five people is not shown." in page
    file = as_(ines).get("/thanks/fairness.csv").text
    assert "Team,Blue,6" in file
    assert "Office" not in file
    for other in (ana, ben, cyrus, ada):
        assert as_(other).get("/thanks/fairness").status_code == 403
        assert as_(other).get("/thanks/fairness.csv").status_code == 403


def test_it_asks_a_bounded_number_of_questions_and_shows_a_page(
    ines: Person, service: Team, as_: Any, counting: Any
) -> None:
    for number in range(30):
        team = Team(name=f"Team {number:02}", parent=service)
        db.session.add(team)
        hire(team, 5)
    with counting() as sent:
        page = as_(ines).get("/thanks/fairness").text
    assert "Page 1 of 2" in page
    assert len(sent) <= 12
