"""A milestone has one day a year, and is told from eight on – in every zone, over two years."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cxstaff import clock
from cxstaff.milestones import occasions
from tests.digests.test_periods import zones_by_their_clocks

FIRST, LAST = date(2027, 1, 1), date(2028, 12, 31)  # 2028 has a 29 February
TICK = timedelta(microseconds=1)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("month", "day", "year", "on"),
    [
        (2, 29, 2027, date(2027, 2, 28)),
        (2, 29, 2028, date(2028, 2, 29)),
        (2, 28, 2028, date(2028, 2, 28)),
        (12, 31, 2027, date(2027, 12, 31)),
        (2, 29, 2100, date(2100, 2, 28)),  # no leap year
    ],
)
def test_the_day_of_a_year(month: int, day: int, year: int, on: date) -> None:
    assert occasions.day_in(year, month, day) == on
    assert occasions.mark_of(month, day) in occasions.marks_on(on)


@example(born=date(2024, 2, 29), year=2027)
@given(born=days, year=st.integers(1900, 2100))
def test_every_day_is_celebrated_once_a_year(born: date, year: int) -> None:
    mark, first = occasions.mark_of(born.month, born.day), date(year, 1, 1)
    length = (date(year, 12, 31) - first).days + 1
    on = [
        day
        for day in (first + timedelta(days=ahead) for ahead in range(length))
        if mark in occasions.marks_on(day)
    ]
    assert on == [occasions.day_in(year, born.month, born.day)]


@given(first=days, ahead=st.integers(0, 30))
def test_marks_of_a_stretch_are_those_of_its_days(first: date, ahead: int) -> None:
    found = occasions.marks_between(first, first + timedelta(days=ahead))
    for back in range(ahead + 1):
        day = first + timedelta(days=back)
        assert all(found[mark] == day for mark in occasions.marks_on(day))
    assert len(found) <= ahead + 2


def test_what_no_year_has_is_no_day() -> None:
    assert occasions.is_a_day(2, 29)
    assert not any(
        occasions.is_a_day(*each) for each in ((2, 30), (4, 31), (13, 1), (0, 1), (1, 0))
    )


def test_over_two_years_each_day_is_told_from_eight_on_in_every_zone() -> None:
    """Of zones whose clocks go alike one is looked at: of a zone no more is known to the code."""
    zones = [alike[0] for alike in zones_by_their_clocks().values()]
    assert len(zones) > 100
    for zone in zones:
        before = None
        for ahead in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=ahead)
            told = occasions.told_from(day, zone)
            shown = told.astimezone(ZoneInfo(zone))
            assert (shown.date(), shown.hour, shown.minute) == (day, 8, 0), (zone, day)
            assert before is None or timedelta(hours=21) < told - before < timedelta(hours=27)
            before = told


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Apia", "America/Havana", "Asia/Kabul"])
def test_days_due_are_those_whose_eight_o_clock_has_come(zone: str) -> None:
    told = occasions.told_from(date(2027, 3, 28), zone)
    assert occasions.days_due(zone, told)[-1] == date(2027, 3, 28)
    assert occasions.days_due(zone, told - TICK)[-1] == date(2027, 3, 27)
    assert occasions.days_due(zone, told)[0] == date(2027, 3, 25)


def test_a_day_that_was_left_out_is_told_when_the_next_begins() -> None:
    """Samoa left out 30 December 2011."""
    told = occasions.told_from(date(2011, 12, 30), "Pacific/Apia")
    assert told == datetime(2011, 12, 30, 18, tzinfo=UTC)
    assert clock.local_day(told, "Pacific/Apia") == date(2011, 12, 31)
