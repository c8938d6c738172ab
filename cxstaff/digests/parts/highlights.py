"""Which thanks of several teams an edition gives in full: nobody is left out over a quarter.

Time is cut into weeks that end at a local midnight, and weeks into quarters of thirteen. Within a
quarter the choice of each week is worked out from the first on, so that whoever asks, and whenever,
it is the same; what came later changes no earlier choice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cxstaff import clock

WEEK = timedelta(days=7)
QUARTER = 13
"""Weeks in which everybody who is thanked gets their turn."""


@dataclass(frozen=True, slots=True)
class ThanksCandidate:
    """A thanks that may be given in full, and the ids of those whom it would name."""

    thanks_id: int
    given_at: datetime
    named: frozenset[int]


@dataclass(frozen=True, slots=True)
class HighlightWeek:
    """A week of which highlights are chosen: it ends with the midnight that begins `ends_on`."""

    ends_on: date
    until: datetime


def weeks_within(
    since: datetime, until: datetime, weekday: int, zone: str
) -> list[list[HighlightWeek]]:
    """Return the weeks that end in (since, until], with those before them in their quarters.

    A list for each quarter, its weeks from the first on. Weeks end with the midnight that begins a
    `weekday` (0: Monday) in `zone`.
    """
    last = clock.local_day(until, zone)
    day = last - timedelta(days=(last.weekday() - weekday) % 7)
    found = list[list[HighlightWeek]]()
    while clock.start_of(day, zone) > since:
        number = _number_of(day) % QUARTER
        days = [day - WEEK * back for back in range(number, -1, -1)]
        found.append([HighlightWeek(each, clock.start_of(each, zone)) for each in days])
        day -= WEEK * (number + 1)
    return found[::-1]


def begins(quarter: Sequence[HighlightWeek], zone: str) -> datetime:
    """Return when the first week of a quarter begins."""
    return clock.start_of(quarter[0].ends_on - WEEK, zone)


def chosen(
    candidates: Sequence[ThanksCandidate], ends: Sequence[datetime], most: int
) -> list[list[int]]:
    """Return the ids of up to `most` thanks for each stretch, the newest first; each once.

    Stretches end at `ends`, in order; `candidates` are in the order they were given, from the
    beginning of the first stretch on. Whoever was not named before comes first, and of them who
    has waited longest, also from an earlier stretch. What room is left goes to thanks of the
    stretch itself, those to the people who were named least first, and then the newest.
    """
    named, found = Counter[int](), list[list[int]]()
    begins_at: datetime | None = None
    for ends_at in ends:
        open_ = [each for each in candidates if each.given_at < ends_at and each.named]
        picked = list[ThanksCandidate]()
        for each in open_:
            if len(picked) < most and any(not named[person] for person in each.named):
                _pick(each, picked, named)
        new = [each for each in open_ if begins_at is None or each.given_at >= begins_at]
        while len(picked) < most and (left := [each for each in new if each not in picked]):
            _pick(min(left, key=lambda each: _turn(each, named)), picked, named)
        newest = sorted(picked, key=lambda each: (each.given_at, each.thanks_id), reverse=True)
        found.append([each.thanks_id for each in newest])
        begins_at = ends_at
    return found


def _pick(each: ThanksCandidate, picked: list[ThanksCandidate], named: Counter[int]) -> None:
    picked.append(each)
    named.update(each.named)


def _turn(each: ThanksCandidate, named: Counter[int]) -> tuple[int, float, int]:
    """Return what is smallest for the thanks whose turn it is."""
    least = min(named[person] for person in each.named)
    return least, -each.given_at.timestamp(), -each.thanks_id


def _number_of(day: date) -> int:
    """Return the number of the week that ends on a day, counted from the first Monday there was."""
    return clock.monday_of(day).toordinal() // 7
