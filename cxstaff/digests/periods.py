"""When an edition is due, and the stretch of time it covers, in the recipient's own zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cxstaff import clock

WEEK = timedelta(days=7)
SETTLING = timedelta(minutes=5)
"""How long after midnight an edition waits, so that no thanks of that day is still on its way."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """On which weekday (0: Monday) and local hour editions go out, and the first day they may."""

    weekday: int
    hour: int
    starts_on: date


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
    """Return the last local day whose hour of sending has come by `now`."""
    today = clock.local_day(now, zone)
    day = today - timedelta(days=(today.weekday() - rhythm.weekday) % 7)
    return day if due_at(rhythm, day, zone) <= now else day - WEEK


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
    exactly one edition. A first edition begins seven local days before the first day it was due.
    """
    day, previous = latest_day(rhythm, recipient.zone, now), recipient.previous
    first = _first_day(rhythm, recipient)
    if day < first or (previous is not None and day <= previous.ends_on):
        return None
    since = previous.until if previous else clock.start_of(first - WEEK, recipient.zone)
    until = clock.start_of(day, recipient.zone)
    return EditionPeriod(day, since, until) if until > since else None


def next_day(rhythm: Rhythm, recipient: Recipient, now: datetime) -> date:
    """Return the local day of the first edition to come after `now`."""
    day = latest_day(rhythm, recipient.zone, now) + WEEK
    first = _first_day(rhythm, recipient)
    if recipient.previous is not None:
        first = max(first, recipient.previous.ends_on + timedelta(days=1))
    return day if day >= first else _on_or_after(first, rhythm.weekday)


def _first_day(rhythm: Rhythm, recipient: Recipient) -> date:
    known_since = max(rhythm.starts_on, recipient.joined_on or rhythm.starts_on)
    return _on_or_after(known_since, rhythm.weekday)


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)
