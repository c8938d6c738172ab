"""Sums read by full weeks and single days are those of all the days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cxstaff.customers.models import Grain
from cxstaff.customers.sums_over_time import pieces_of

FIRST = date(2026, 1, 1)


@given(st.integers(0, 60), st.integers(0, 60))
def test_full_weeks_and_single_days_are_all_days_once(since: int, length: int) -> None:
    start, end = FIRST + timedelta(days=since), FIRST + timedelta(days=since + length)
    pieces = pieces_of(start, end)
    days = [
        first + timedelta(days=day)
        for _, first, last in pieces
        for day in range((last - first).days)
    ]
    assert days == [start + timedelta(days=day) for day in range(length)]
    for grain, first, last in pieces:
        if grain is Grain.WEEK:
            assert first.weekday() == last.weekday() == 0
        else:
            assert (last - first).days < 7
