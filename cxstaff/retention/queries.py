"""Questions about retention: for how long each kind of record is kept, and what is too old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people import queries as people
from cxstaff.retention.models import KeepingStart, KeepingTime, RecordKind
from cxstaff.retention.times import LIMITS


@dataclass(frozen=True, slots=True)
class Cut:
    """The first day whose records are still kept, the moment it begins, and today."""

    day: date
    moment: datetime
    today: date
    now: datetime


def days() -> dict[RecordKind, int]:
    """Return for how many days each kind of record is kept."""
    query = select(KeepingTime.kind, KeepingTime.days)
    chosen = {kind: number for kind, number in db.session.execute(query)}  # noqa: C416 – rows
    return {kind: chosen.get(kind, limits.usual) for kind, limits in LIMITS.items()}


def starts_on() -> date | None:
    """Return the first day on which old records are removed; None before that was decided."""
    return db.session.scalar(select(KeepingStart.starts_on))


def cut(kept_days: int, *, now: datetime) -> Cut:
    """Return where records kept for so many days end, by the company's calendar."""
    zone = people.get_company().zone
    today = clock.local_day(now, zone)
    first = today - timedelta(days=kept_days)
    return Cut(first, clock.start_of(first, zone), today, now)


def first_kept(kind: RecordKind, *, now: datetime) -> datetime | None:
    """Return the moment before which a kind of record is no longer kept.

    None until the month of notice is over: nothing is removed by age before, nor left out.
    """
    since = starts_on()
    if since is None:
        return None
    found = cut(days()[kind], now=now)
    return found.moment if since <= found.today else None
