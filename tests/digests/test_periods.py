"""Editions divide time: no gap, no overlap, never early – in every zone, across clock changes."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxstaff import clock
from cxstaff.digests.periods import (
    SETTLING,
    Cadence,
    EditionPeriod,
    Recipient,
    Rhythm,
    due_at,
    latest_day,
    next_day,
    period_due,
)

WEEK = timedelta(days=7)
TICK = timedelta(microseconds=1)
MONDAY_EIGHT = Rhythm(weekday=0, hour=8, starts_on=date(2026, 1, 1))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def clock_changes(zone: str) -> list[tuple[datetime, timedelta]]:
    """Return when clocks in `zone` change, 2010 to 2030, and how far from UTC they are then."""
    tz, found = ZoneInfo(zone), []
    moment, end = datetime(2010, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    before = moment.astimezone(tz).utcoffset()
    while moment < end:
        after = moment + WEEK
        usual, before = before, after.astimezone(tz).utcoffset()
        if usual != before:
            low, high = moment, after
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) / 2
                same = low.astimezone(tz).utcoffset() == middle.astimezone(tz).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            found.append((high, before or timedelta()))
        moment = after
    return found


def zones_by_their_clocks() -> dict[tuple[Any, ...], list[str]]:
    """Return zones whose clocks went alike from before the ninth of their last changes on."""
    alike = defaultdict[tuple[Any, ...], list[str]](list)
    for zone in clock.zone_names():
        changes = clock_changes(zone)[-9:]
        first = changes[0][0] if changes else datetime(2026, 1, 1, tzinfo=UTC)
        usual = (first - WEEK).astimezone(ZoneInfo(zone)).utcoffset()
        alike[usual, *changes].append(zone)
    return alike


def test_around_every_clock_change_editions_adjoin_and_are_due_once() -> None:
    """Of zones whose clocks go alike, one is looked at: of a zone no more is known to the code."""
    zones = zones_by_their_clocks()
    assert len(zones) > 100
    for usual, *changes in zones:
        (zone, *_alike) = zones[usual, *changes]
        days = [moment.astimezone(ZoneInfo(zone)).date() for moment, _ in changes[-8:]]
        for changed_on in (*days, date(2026, 3, 2)):
            for hour in (0, 1, 2, 3, 8, 23):
                _check_three(zone, [changed_on - WEEK, changed_on, changed_on + WEEK], hour)


def test_two_years_of_every_rhythm_adjoin_and_are_due_once_in_every_zone() -> None:
    """Each edition of each rhythm in 2025 and 2026; hours take turns from zone to zone."""
    zones = zones_by_their_clocks()
    for place, (zone, *_alike) in enumerate(zones.values()):
        for every in Cadence:
            first = date(2025, 1, 1) + timedelta(days=place % 7)
            days = [first + WEEK * week for week in range(104)]
            sent = [day for day in days if _is_sent_by_hand(day, every)]
            assert (
                len(sent)
                in {Cadence.WEEK: {104}, Cadence.FORTNIGHT: {52}, Cadence.MONTH: {24}}[every]
            )
            _check_three(zone, sent, (0, 1, 2, 3, 8, 23)[place % 6], every)


def _is_sent_by_hand(day: date, every: Cadence) -> bool:
    """Say whether editions go out on a day, from the calendar: 6 January 2025 was a Monday."""
    weeks = (day - timedelta(days=day.weekday()) - date(2025, 1, 6)).days // 7
    is_other_week = (date(2025, 1, 6).toordinal() // 7 + weeks) % 2 == 0
    return {
        Cadence.WEEK: True,
        Cadence.FORTNIGHT: is_other_week,
        Cadence.MONTH: (day - WEEK).month != day.month,
    }[every]


def _check_three(zone: str, days: list[date], hour: int, every: Cadence = Cadence.WEEK) -> None:
    rhythm = Rhythm(days[0].weekday(), hour, days[0], every)
    recipient, editions = Recipient(zone), []
    for due_on, after in pairwise([*days, None]):
        due = due_at(rhythm, due_on, zone)
        shown = due.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert shown >= datetime.combine(due_on, datetime.min.time().replace(hour=hour))
        assert period_due(rhythm, recipient, due - TICK) is None, "not before its hour"
        period = period_due(rhythm, recipient, due + timedelta(hours=1))
        assert period is not None
        assert (period.ends_on, period.until) == (due_on, clock.start_of(due_on, zone))
        assert clock.local_day(period.until - TICK, zone) < due_on <= shown.date()
        recipient = replace(recipient, previous=period)
        last = due_at(rhythm, after or due_on + WEEK, zone) - TICK
        assert period_due(rhythm, recipient, last) is None, "only once"
        assert after is None or next_day(rhythm, recipient, last) == after
        editions.append(period)
    assert all(a.until == b.since for a, b in pairwise(editions))
    before = {Cadence.WEEK: {7}, Cadence.FORTNIGHT: {14}, Cadence.MONTH: {28, 35}}[every]
    assert clock.local_day(editions[0].since, zone) in {days[0] - timedelta(d) for d in before}


@pytest.mark.parametrize(
    ("zone", "day", "hour", "due"),
    [
        # Midnight does not exist: clocks went from 00:00 to 01:00.
        ("Africa/Cairo", date(2026, 4, 24), 0, "2026-04-23T22:05"),
        # Midnight is shown twice: clocks went back from 01:00 to 00:00.
        ("America/Havana", date(2026, 11, 1), 0, "2026-11-01T04:05"),
        # The hour does not exist, then exists twice.
        ("Europe/Berlin", date(2026, 3, 29), 2, "2026-03-29T01:00"),
        ("Europe/Berlin", date(2026, 10, 25), 2, "2026-10-25T00:00"),
        # Half an hour only.
        ("Australia/Lord_Howe", date(2026, 4, 5), 8, "2026-04-04T21:30"),
        # The whole Friday was left out when Samoa crossed the date line.
        ("Pacific/Apia", date(2011, 12, 30), 8, "2011-12-30T18:00"),
    ],
)
def test_hours_that_are_skipped_or_shown_twice(zone: str, day: date, hour: int, due: str) -> None:
    assert due_at(Rhythm(day.weekday(), hour, day), day, zone) == at(due)


def test_seven_full_local_days() -> None:
    period = period_due(MONDAY_EIGHT, Recipient("Europe/Berlin"), at("2026-03-30T06:00"))
    first = period_due(MONDAY_EIGHT, Recipient("Europe/Berlin"), at("2026-01-05T07:00"))
    assert first == EditionPeriod(date(2026, 1, 5), at("2025-12-28T23:00"), at("2026-01-04T23:00"))
    assert period is not None
    assert period.until == at("2026-03-29T22:00"), "summer time began on Sunday"


def test_weeks_that_nobody_worked_through_are_caught_up_in_one_edition() -> None:
    had = EditionPeriod(date(2026, 1, 5), at("2025-12-28T23:00"), at("2026-01-04T23:00"))
    recipient = Recipient("Europe/Berlin", previous=had)
    late = period_due(MONDAY_EIGHT, recipient, at("2026-02-04T10:00"))
    assert late == EditionPeriod(date(2026, 2, 2), had.until, at("2026-02-01T23:00"))
    never = period_due(MONDAY_EIGHT, Recipient("Europe/Berlin"), at("2026-02-04T10:00"))
    assert never is not None
    assert never.since == at("2025-12-28T23:00"), "the very first one too reaches back"


def test_who_came_later_gets_no_edition_of_the_time_before() -> None:
    recipient = Recipient("Europe/Berlin", joined_on=date(2026, 2, 4))
    assert period_due(MONDAY_EIGHT, recipient, at("2026-02-06T10:00")) is None
    first = period_due(MONDAY_EIGHT, recipient, at("2026-02-09T10:00"))
    assert first is not None
    assert first.since == at("2026-02-01T23:00")
    assert next_day(MONDAY_EIGHT, recipient, at("2026-02-06T10:00")) == date(2026, 2, 9)


def test_nothing_is_due_before_the_plan_starts() -> None:
    rhythm = replace(MONDAY_EIGHT, starts_on=date(2026, 3, 18))
    recipient = Recipient("Europe/Berlin")
    assert period_due(rhythm, recipient, at("2026-03-18T10:00")) is None
    assert next_day(rhythm, recipient, at("2026-03-18T10:00")) == date(2026, 3, 23)


def test_a_period_of_no_length_waits_for_the_next() -> None:
    """Monday ended in Honolulu at the very moment at which Tuesday began in Kiritimati."""
    had = EditionPeriod(date(2026, 3, 2), at("2026-02-23T10:00"), at("2026-03-02T10:00"))
    moved = Recipient("Pacific/Kiritimati", previous=had)
    tuesday = replace(MONDAY_EIGHT, weekday=1)
    assert period_due(tuesday, moved, at("2026-03-02T20:00")) is None
    later = period_due(tuesday, moved, at("2026-03-09T20:00"))
    assert later == EditionPeriod(date(2026, 3, 10), had.until, at("2026-03-09T10:00"))


zones = st.sampled_from(clock.zone_names())
hours = st.integers(0, 23)
days = st.integers(0, 6)
rhythms = st.sampled_from(Cadence)
moments = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_moves_and_other_rhythms_neither_lose_nor_repeat_a_moment(data: st.DataObject) -> None:
    now = data.draw(moments)
    zone, editions = data.draw(zones), list[EditionPeriod]()
    rhythm = Rhythm(data.draw(days), data.draw(hours), now.date(), data.draw(rhythms))
    for _ in range(12):
        previous = editions[-1] if editions else None
        period = period_due(rhythm, Recipient(zone, previous=previous), now)
        if period is not None:
            assert previous is None or (previous.until == period.since)
            assert period.since < period.until <= now - SETTLING
            assert now >= due_at(rhythm, period.ends_on, zone)
            assert period.ends_on == latest_day(rhythm, zone, now)
            editions.append(period)
        match data.draw(st.sampled_from(["wait", "wait", "move", "replan"])):
            case "move":
                zone = data.draw(zones)
            case "replan":
                when, every = (data.draw(days), data.draw(hours)), data.draw(rhythms)
                rhythm = Rhythm(*when, rhythm.starts_on, every)
        now += timedelta(hours=data.draw(st.integers(0, 24 * 9)))
    assert len({each.ends_on for each in editions}) == len(editions)


@st.composite
def recipients(draw: st.DrawFn, today: date) -> Recipient:
    """Somebody who came, and had an edition, up to two weeks before or a few days after a day."""
    around = st.integers(-16, 3).map(lambda days: today + timedelta(days=days))
    had = draw(st.none() | around)
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    previous = None if had is None else EditionPeriod(had, moment, moment)
    return Recipient(draw(zones), draw(st.none() | around), previous)


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(data=st.data(), weekday=days, hour=hours, now=moments, every=rhythms)
def test_the_day_named_next_is_the_first_that_may_come(
    data: st.DataObject, weekday: int, hour: int, now: datetime, every: Cadence
) -> None:
    """Whoever moved, came today, or had today's before it was put off to the evening."""
    recipient = data.draw(recipients(now.date()))
    starts_on = data.draw(st.sampled_from([now.date(), date(2020, 1, 1)]))
    rhythm = Rhythm(weekday, hour, starts_on, every)
    begins = max(rhythm.starts_on, recipient.joined_on or rhythm.starts_on)
    had = recipient.previous.ends_on if recipient.previous else date.min
    today = clock.local_day(now, recipient.zone)
    coming = (today + timedelta(days=ahead) for ahead in range(-1, 60))
    assert next_day(rhythm, recipient, now) == next(
        day
        for day in coming
        if day.weekday() == weekday
        and _is_sent_by_hand(day, every)
        and day >= begins
        and day > had
        and due_at(rhythm, day, recipient.zone) > now
    )


@settings(max_examples=100, deadline=None)
@given(
    zone=zones,
    weekday=days,
    hour=hours,
    moment=moments,
)
def test_the_day_named_next_is_the_day_it_comes(
    zone: str, weekday: int, hour: int, moment: datetime
) -> None:
    rhythm = Rhythm(weekday, hour, date(2020, 1, 1))
    period = period_due(rhythm, Recipient(zone), moment)
    recipient = Recipient(zone, previous=period)
    day = next_day(rhythm, recipient, moment)
    coming = due_at(rhythm, day, zone)
    assert moment < coming <= moment + timedelta(days=9)
    found = period_due(rhythm, recipient, coming + timedelta(hours=1))
    assert found is not None
    assert found.ends_on == day
