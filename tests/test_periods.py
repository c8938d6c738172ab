"""Days, weeks, months, quarters as numbers: leap years, ends of years, clocks that are shifted."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.clock import local_day
from cxstaff.linkage.material import periods as linkage
from cxstaff.periods import CalendarPeriod, Frequency, last_over, number_of, period_of

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
FREQUENCIES = st.sampled_from(Frequency)


@pytest.mark.parametrize(
    ("day", "frequency", "first", "last"),
    [
        (date(2028, 2, 29), Frequency.DAY, date(2028, 2, 29), date(2028, 2, 29)),
        (date(2028, 2, 29), Frequency.MONTH, date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 2, 28), Frequency.MONTH, date(2026, 2, 1), date(2026, 2, 28)),
        (date(2028, 3, 31), Frequency.QUARTER, date(2028, 1, 1), date(2028, 3, 31)),
        (date(2027, 1, 1), Frequency.WEEK, date(2026, 12, 28), date(2027, 1, 3)),
        (date(2026, 3, 29), Frequency.WEEK, date(2026, 3, 23), date(2026, 3, 29)),
        (date(2026, 12, 31), Frequency.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_has_its_days(day: date, frequency: Frequency, first: date, last: date) -> None:
    period = period_of(day, frequency)
    assert (period.first_day, period.last_day) == (first, last)


@given(DAYS, FREQUENCIES)
def test_every_day_lies_in_one_period_and_periods_follow_each_other(
    day: date, frequency: Frequency
) -> None:
    period = period_of(day, frequency)
    assert period.days.holds(day)
    assert period.shifted(1).first_day == period.until
    assert period_of(period.last_day, frequency) == period
    assert period_of(period.until, frequency) == period.shifted(1)
    assert last_over(day, frequency).until <= day < last_over(day, frequency).shifted(1).until


@given(DAYS, st.sampled_from(linkage.Period))
def test_the_comparison_counts_by_the_same_rule(day: date, span: linkage.Period) -> None:
    frequency = Frequency(span.value)
    assert linkage.number_of(day, span) == number_of(day, frequency)
    number = number_of(day, frequency)
    assert linkage.first_day(number, span) == CalendarPeriod(frequency, number).first_day


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Sao_Paulo", "Africa/Cairo", "UTC"])
def test_a_day_is_over_at_midnight_where_the_company_is_however_clocks_are_shifted(
    zone: str,
) -> None:
    moment, seen = datetime(2026, 3, 27, tzinfo=UTC), list[date]()
    while moment < datetime(2026, 4, 27, tzinfo=UTC):
        seen.append(last_over(local_day(moment, zone), Frequency.DAY).first_day)
        moment += timedelta(minutes=30)
    steps = {(after - before).days for before, after in pairwise(seen)}
    assert steps == {0, 1}
