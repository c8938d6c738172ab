"""When people are reminded: by their own clocks, in every zone there is."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff import clock
from cxstaff.pulses.letters.reminders import moments, number_due
from cxstaff.pulses.planning import opening_times

BERLIN = "Europe/Berlin"
A_ROUND = st.tuples(
    st.dates(date(2010, 1, 1), date(2040, 1, 1)),
    st.integers(0, 23),
    st.sampled_from(clock.zone_names()),
    st.integers(1, 28),
)


def window(day: date, hour: int, zone: str, days: int) -> tuple[datetime, datetime]:
    opens_at = opening_times.opening(day, hour, zone)
    return opens_at, opening_times.closing(opens_at, days, zone)


@given(A_ROUND)
def test_reminders_keep_every_promise_in_every_zone(asked) -> None:
    day, hour, zone, days = asked
    opens_at, closes_at = window(day, hour, zone, days)
    found = list(moments(opens_at, closes_at, zone, hour))
    for moment in found:
        local = moment.astimezone(ZoneInfo(zone))
        assert local.weekday() < 5
        assert 8 <= local.hour < 18
        assert moment - opens_at >= (closes_at - opens_at) / 2
        assert moment - opens_at >= timedelta(days=1)
        assert closes_at - moment >= timedelta(hours=2)
        if 8 <= hour < 18:
            assert moment >= opening_times.opening(local.date(), hour, zone)
    assert all(after - before >= timedelta(days=4) for before, after in pairwise(found))
    if days >= 10:  # a weekend cannot hold half of it
        assert found, "a long round reminds at least once"


@pytest.mark.long
@given(A_ROUND, st.integers(0, 28 * 24))
def test_of_all_that_were_missed_the_last_is_due_and_only_by_day(asked, hours) -> None:
    day, hour, zone, days = asked
    opens_at, closes_at = window(day, hour, zone, days)
    now = opens_at + timedelta(hours=hours)
    number = number_due(now, opens_at, closes_at, zone, hour)
    if number is None:
        return
    found = list(moments(opens_at, closes_at, zone, hour))
    assert found[number - 1] <= now
    assert len(found) == number or found[number] > now
    local = now.astimezone(ZoneInfo(zone))
    assert local.weekday() < 5
    assert 8 <= local.hour < 18
    assert closes_at - now >= timedelta(hours=2)


@given(A_ROUND)
def test_each_is_due_at_its_own_moment(asked) -> None:
    day, hour, zone, days = asked
    opens_at, closes_at = window(day, hour, zone, days)
    for number, moment in enumerate(moments(opens_at, closes_at, zone, hour), 1):
        assert number_due(moment, opens_at, closes_at, zone, hour) == number


def test_a_week_from_wednesday_reminds_once_on_monday_not_at_the_weekend() -> None:
    opens_at, closes_at = window(date(2026, 3, 18), 9, BERLIN, 7)
    assert list(moments(opens_at, closes_at, BERLIN, 9)) == [
        datetime(2026, 3, 23, 8, tzinfo=UTC)  # half-way is on Saturday evening
    ]


def test_two_weeks_remind_half_way_and_four_days_later() -> None:
    opens_at, closes_at = window(date(2026, 5, 4), 9, BERLIN, 14)
    assert list(moments(opens_at, closes_at, BERLIN, 9)) == [
        datetime(2026, 5, 11, 7, tzinfo=UTC),
        datetime(2026, 5, 15, 7, tzinfo=UTC),
    ]


def test_a_round_of_one_day_reminds_nobody() -> None:
    opens_at, closes_at = window(date(2026, 3, 18), 9, BERLIN, 1)
    assert list(moments(opens_at, closes_at, BERLIN, 9)) == []


def test_a_day_that_a_zone_left_out_is_no_day_for_a_reminder() -> None:
    """Samoa had no 30 December 2011, a Friday."""
    opens_at, closes_at = window(date(2011, 12, 26), 9, "Pacific/Apia", 14)
    days = [m.astimezone(ZoneInfo("Pacific/Apia")).date() for m in
            moments(opens_at, closes_at, "Pacific/Apia", 9)]  # fmt: skip
    assert days == [date(2012, 1, 3)]
