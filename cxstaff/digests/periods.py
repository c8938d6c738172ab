"""When an edition is due, and the stretch of time it covers, in the recipient's own zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from cxstaff import clock

DAY, WEEK = timedelta(days=1), timedelta(days=7)
SETTLING = timedelta(minutes=5)
"""How long after midnight an edition waits, so that no thanks of that day is still on its way."""


class Cadence(StrEnum):
    """How often editions go out; monthly ones on the first such weekday of a month.

    Fortnightly ones go out in every other week, counted from the same Monday for everybody.
    """

    WEEK = "weekly"
    FORTNIGHT = "fortnightly"
    MONTH = "monthly"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, on which weekday (0: Monday) and local hour editions go out, and the first day."""

    weekday: int
    hour: int
    starts_on: date
    every: Cadence = Cadence.WEEK


@dataclass(frozen=True, slots=True)
class EditionPeriod:
    """What one edition covers: [since, until) in UTC; `ends_on` is the local day it goes out."""

    ends_on: date
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Recipient:
    """What decides when somebody's edition is due: where they live, since when, what they had."""

    zone: str
    joined_on: date | None = None
    previous: EditionPeriod | None = None


def latest_day(rhythm: Rhythm, zone: str, now: datetime) -> date:
    """Return the last local day of sending whose hour has come by `now`."""
    day = _on_or_before(clock.local_day(now, zone), rhythm)
    return day if due_at(rhythm, day, zone) <= now else _on_or_before(day - DAY, rhythm)


def due_at(rhythm: Rhythm, day: date, zone: str) -> datetime:
    """Return the moment from which the edition of `day` may go out, in UTC.

    An hour that clocks skip comes when they have skipped it; of one shown twice it is the first.
    """
    hour = clock.at(day, time(rhythm.hour), zone)
    return max(hour, clock.start_of(day, zone) + SETTLING)


def period_due(rhythm: Rhythm, recipient: Recipient, now: datetime) -> EditionPeriod | None:
    """Return the period whose edition is due for `recipient` at `now`, if one is.

    It begins where the previous edition ended, whatever happened in between (a week that nobody
    worked through, a move to another zone, another weekday), so that each moment belongs to
    exactly one edition. A first edition begins where the one before it would have ended.
    """
    day, previous = latest_day(rhythm, recipient.zone, now), recipient.previous
    first = _first_day(rhythm, recipient)
    if day < first or (previous is not None and day <= previous.ends_on):
        return None
    before = _on_or_before(first - DAY, rhythm)
    since = previous.until if previous else clock.start_of(before, recipient.zone)
    until = clock.start_of(day, recipient.zone)
    return EditionPeriod(day, since, until) if until > since else None


def next_day(rhythm: Rhythm, recipient: Recipient, now: datetime) -> date:
    """Return the local day of the first edition to come after `now`."""
    first = max(latest_day(rhythm, recipient.zone, now) + DAY, _first_day(rhythm, recipient))
    if recipient.previous is not None:
        first = max(first, recipient.previous.ends_on + DAY)
    return _on_or_after(first, rhythm)


def _first_day(rhythm: Rhythm, recipient: Recipient) -> date:
    known_since = max(rhythm.starts_on, recipient.joined_on or rhythm.starts_on)
    return _on_or_after(known_since, rhythm)


def _on_or_after(day: date, rhythm: Rhythm) -> date:
    """Return the first day of sending from `day` on."""
    found = day + timedelta(days=(rhythm.weekday - day.weekday()) % 7)
    while not _is_sent_on(found, rhythm.every):
        found += WEEK
    return found


def _on_or_before(day: date, rhythm: Rhythm) -> date:
    """Return the last day of sending up to `day`."""
    found = day - timedelta(days=(day.weekday() - rhythm.weekday) % 7)
    while not _is_sent_on(found, rhythm.every):
        found -= WEEK
    return found


def _is_sent_on(day: date, every: Cadence) -> bool:
    """Say whether editions go out in the week of `day`, of which the weekday is right."""
    match every:
        case Cadence.WEEK:
            return True
        case Cadence.FORTNIGHT:
            return clock.monday_of(day).toordinal() // 7 % 2 == 0
        case Cadence.MONTH:
            return day.day <= 7
