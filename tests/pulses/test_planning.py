"""Rounds open and close at the same local hour, whatever the clocks do."""

from datetime import UTC, date, datetime

import pytest

from cxstaff.pulses.planning.opening_times import closing, opening, opening_after

ZONE = "Europe/Berlin"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_the_local_hour_stays_when_the_clocks_change() -> None:
    before = opening(date(2026, 3, 25), 9, ZONE)
    assert before == utc(2026, 3, 25, 8)
    assert opening_after(before, before, 1, 9, ZONE) == utc(2026, 4, 1, 7)
    assert closing(before, 7, ZONE) == utc(2026, 4, 1, 7)


def test_what_was_missed_is_left_out() -> None:
    last = opening(date(2026, 1, 7), 9, ZONE)
    assert opening_after(last, utc(2026, 3, 18, 10), 2, 9, ZONE) == utc(2026, 4, 1, 7)


def test_the_hour_itself_is_not_planned_twice() -> None:
    last = opening(date(2026, 3, 4), 9, ZONE)
    due = utc(2026, 3, 18, 8)
    assert opening_after(last, due, 2, 9, ZONE) == utc(2026, 4, 1, 7)


def test_once_is_once() -> None:
    assert opening_after(utc(2026, 1, 7, 8), utc(2026, 1, 7, 8), 0, 9, ZONE) is None


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Santiago", "Pacific/Apia", "Asia/Gaza"])
@pytest.mark.parametrize("hour", [0, 2, 23])
def test_openings_go_on_for_years_without_a_gap_or_a_doubling(zone, hour) -> None:
    moment = opening(date(2024, 1, 3), hour, zone)
    for _ in range(150):
        later = opening_after(moment, moment, 1, hour, zone)
        assert later is not None
        assert 6.9 <= (later - moment).total_seconds() / 86400 <= 7.1
        moment = later
