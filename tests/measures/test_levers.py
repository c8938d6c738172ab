"""What holds for all three levers: dated, half-open, and a past that nobody can edit."""

from datetime import date, timedelta
from typing import Any

import pytest

from cxstaff.errors import Refused
from cxstaff.measures.queries import all_levers_of, levers_of
from cxstaff.people.models import Person, Team
from tests.cast import NOW, TODAY
from tests.levers import KINDS, LONG_AGO, TargetKind, a_measure

pytestmark = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.path)
DAY = timedelta(days=1)


def test_a_change_ends_the_old_one_the_day_before(kind: Any, blue: Team, ines: Person) -> None:
    old = kind.begin(blue, a_measure(ines), ines)
    new = kind.change(old, ines, since=TODAY)

    assert levers_of(type(old), blue.id, TODAY - DAY) == [old]
    assert levers_of(type(old), blue.id, TODAY) == [new]
    assert (old.since, old.until, new.since, new.until) == (LONG_AGO, TODAY, TODAY, None)
    assert new.set_by is ines


def test_a_change_keeps_the_end_that_was_planned(kind: Any, blue: Team, ines: Person) -> None:
    old = kind.begin(blue, a_measure(ines), ines, until=TODAY + 30 * DAY)
    new = kind.change(old, ines, since=TODAY)
    assert new.until == TODAY + 30 * DAY


@pytest.mark.parametrize("day", [LONG_AGO, LONG_AGO - DAY, TODAY + 30 * DAY, TODAY + 31 * DAY])
def test_a_change_lies_within_the_days_it_holds(
    kind: Any, day: date, blue: Team, ines: Person
) -> None:
    old = kind.begin(blue, a_measure(ines), ines, until=TODAY + 30 * DAY)
    with pytest.raises(Refused):
        kind.change(old, ines, since=day)
    assert all_levers_of(type(old), blue.id) == [old]
    assert old.until == TODAY + 30 * DAY


def test_two_changes_on_one_day_are_refused(kind: Any, blue: Team, ines: Person) -> None:
    old = kind.begin(blue, a_measure(ines), ines)
    new = kind.change(old, ines, since=TODAY)
    with pytest.raises(Refused, match="It began on 2026-03-18"):
        kind.change(new, ines, since=TODAY)


def test_it_can_end_on_the_day_it_began_and_holds_for_that_day(
    kind: Any, blue: Team, ines: Person
) -> None:
    lever = kind.begin(blue, a_measure(ines), ines, since=TODAY)
    kind.end(lever, ines, last_day=TODAY, now=NOW)
    assert levers_of(type(lever), blue.id, TODAY) == [lever]
    assert levers_of(type(lever), blue.id, TODAY + DAY) == []


def test_an_end_that_is_past_is_not_moved(kind: Any, blue: Team, ines: Person) -> None:
    lever = kind.begin(blue, a_measure(ines), ines, until=TODAY)
    with pytest.raises(Refused, match="ended already"):
        kind.end(lever, ines, last_day=TODAY + DAY, now=NOW)


def test_an_end_that_is_to_come_may_be_moved(kind: Any, blue: Team, ines: Person) -> None:
    lever = kind.begin(blue, a_measure(ines), ines, until=TODAY + DAY)
    kind.end(lever, ines, last_day=TODAY + 9 * DAY, now=NOW)
    assert lever.until == TODAY + 10 * DAY


def test_it_cannot_end_before_it_began(kind: Any, blue: Team, ines: Person) -> None:
    lever = kind.begin(blue, a_measure(ines), ines)
    with pytest.raises(Refused):
        kind.end(lever, ines, last_day=LONG_AGO - DAY, now=NOW)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (LONG_AGO, None),
        (LONG_AGO - DAY, LONG_AGO + DAY),
        (TODAY + DAY, TODAY + 2 * DAY),
        (LONG_AGO - 9 * DAY, None),
    ],
)
def test_the_same_cannot_hold_twice(
    kind: Any, since: date, until: date | None, blue: Team, ines: Person
) -> None:
    measure = a_measure(ines)
    kind.begin(blue, measure, ines, until=TODAY + 10 * DAY)
    with pytest.raises(Refused, match="already holds from 2026-01-05"):
        kind.begin(blue, measure, ines, since=since, until=until)


def test_one_may_stand_right_before_and_right_after_another(
    kind: Any, blue: Team, red: Team, ines: Person
) -> None:
    measure = a_measure(ines)
    middle = kind.begin(blue, measure, ines, until=TODAY)
    after = kind.begin(blue, measure, ines, since=TODAY)
    before = kind.begin(blue, measure, ines, since=date(2025, 1, 1), until=LONG_AGO)
    kind.begin(red, measure, ines)
    assert all_levers_of(type(middle), blue.id) == [after, middle, before]


def test_an_end_cannot_be_moved_into_the_next_one(kind: Any, blue: Team, ines: Person) -> None:
    measure = a_measure(ines)
    first = kind.begin(blue, measure, ines, until=TODAY + DAY)
    kind.begin(blue, measure, ines, since=TODAY + DAY)
    with pytest.raises(Refused, match="already holds from 2026-03-19"):
        kind.end(first, ines, last_day=TODAY + 9 * DAY, now=NOW)


@pytest.mark.parametrize("slip", [date(26, 3, 18), date(2206, 3, 18)])
def test_a_slip_of_the_keyboard_is_seen(kind: Any, slip: date, blue: Team, ines: Person) -> None:
    with pytest.raises(Refused, match="between the years"):
        kind.begin(blue, a_measure(ines), ines, since=slip)


def test_plans_and_celebrations_are_told_apart_by_name_and_targets_are_not(
    kind: Any, blue: Team, ines: Person
) -> None:
    measure = a_measure(ines)
    first = kind.begin(blue, measure, ines)
    if kind is TargetKind:
        with pytest.raises(Refused):
            kind.begin(blue, measure, ines, level=1.0)
    else:
        kind.begin(blue, measure, ines, name="Another")
    assert len(all_levers_of(type(first), blue.id)) == (1 if kind is TargetKind else 2)
