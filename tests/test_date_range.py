"""Where one dated record ends and the next begins."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.clock import monday_of
from cxstaff.date_range import DateRange, is_reasonable, until_after

DAYS = st.dates(date(2026, 1, 1), date(2026, 2, 15))
SPANS = st.builds(
    lambda since, length: DateRange(since, since + timedelta(days=length) if length else None),
    DAYS,
    st.integers(0, 40),
)


@given(SPANS, SPANS)
def test_two_spans_meet_when_one_day_is_in_both(one: DateRange, other: DateRange) -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(90)]
    assert one.meets(other) == any(one.holds(day) and other.holds(day) for day in days)


@given(SPANS, DAYS)
def test_a_cut_leaves_two_spans_that_share_no_day_and_lose_none(span: DateRange, day: date) -> None:
    if not span.can_be_cut(day):
        return
    before, after = DateRange(span.since, day), DateRange(day, span.until)
    for n in range(90):
        each = date(2026, 1, 1) + timedelta(days=n)
        assert span.holds(each) == (before.holds(each) != after.holds(each))


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 3, 16), False), (date(2026, 3, 17), True), (date(2026, 3, 20), False)],
)
def test_a_span_is_cut_inside_only(day: date, expected: bool) -> None:
    assert DateRange(date(2026, 3, 16), date(2026, 3, 20)).can_be_cut(day) is expected


def test_a_last_day_is_the_day_before_the_half_open_end() -> None:
    assert until_after(date(2026, 2, 28)) == date(2026, 3, 1)
    assert DateRange(date(2026, 1, 1), date(2026, 3, 1)).last_day == date(2026, 2, 28)
    assert until_after(None) is None
    assert DateRange(date(2026, 1, 1), None).last_day is None


def test_spans_that_follow_each_other_share_no_day() -> None:
    before, after = (
        DateRange(date(2026, 1, day), date(2026, 1, until)) for day, until in ((1, 10), (10, 20))
    )
    assert not before.meets(after)
    assert not after.meets(before)


def test_days_of_this_century_are_reasonable() -> None:
    inside, outside = ("2000-01-01", "2099-12-31"), ("1999-12-31", "2100-01-01")
    assert all(is_reasonable(date.fromisoformat(day)) for day in inside)
    assert not any(is_reasonable(date.fromisoformat(day)) for day in outside)


def test_weeks_start_on_mondays() -> None:
    assert {monday_of(date(2026, 3, 16) + timedelta(days=n)) for n in range(7)} == {
        date(2026, 3, 16)
    }
