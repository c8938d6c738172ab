"""Arithmetic of dated memberships: where a new one fits among those a person has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cxstaff.date_range import DateRange


@dataclass(frozen=True, slots=True)
class Span(DateRange):
    """A stay in a team."""

    team: str


class Overlap(ValueError):
    """A stay would reach into a later one; `args` holds the day that one begins."""


def placed(spans: Sequence[Span], new: Span) -> list[Span]:
    """Return `spans` (one at a time, oldest first) with `new` among them.

    The stay that holds on the first day of `new` ends there; one that begins on that very day is
    corrected. An open `new` ends where the next begins. A stay in the same team that already
    holds is kept as it is. Raises `Overlap` when `new` reaches into a later stay.
    """
    later = [span for span in spans if span.since > new.since]
    same = next((span for span in spans if span.since == new.since), None)
    until = _end(new, same, later)
    earlier = [span for span in spans if span.since < new.since]
    around = next((span for span in earlier if span.holds(new.since)), None)
    if around and around.team == new.team and new.until in (None, around.until):
        return list(spans)
    new = replace(new, until=until)
    if around:
        earlier[-1] = replace(around, until=new.since)
    if later and later[0].team == new.team and later[0].since == new.until:
        new, later = replace(new, until=later[0].until), later[1:]
    return [*earlier, new, *later]


def ended(spans: Sequence[Span], on: date) -> list[Span]:
    """Return `spans` as they are for somebody who is gone from the day `on`."""
    kept = [span for span in spans if span.since < on]
    return [s if s.until and s.until <= on else replace(s, until=on) for s in kept]


def transferred(spans: Sequence[Span], old: str, new: str, on: date) -> list[Span]:
    """Return `spans` with every day in the team `old` from `on` spent in `new` instead."""
    found = list[Span]()
    for span in spans:
        if span.team != old or (span.until is not None and span.until <= on):
            parts = [span]
        elif span.since < on:
            parts = [replace(span, until=on), Span(on, span.until, new)]
        else:
            parts = [replace(span, team=new)]
        for part in parts:
            last = found[-1] if found else None
            if last and last.until == part.since and last.team == part.team == new:
                found[-1] = replace(last, until=part.until)
            else:
                found.append(part)
    return found


def told_anew_since(before: Sequence[Span], after: Sequence[Span]) -> date | None:
    """Return the first day on which `after` has a team, and another one than `before`, if any."""
    both = (*before, *after)
    days = {span.since for span in both} | {span.until for span in both if span.until}
    for day in sorted(days):
        team = _team_on(after, day)
        if team is not None and team != _team_on(before, day):
            return day
    return None


def _team_on(spans: Sequence[Span], day: date) -> str | None:
    return next((span.team for span in spans if span.holds(day)), None)


def _end(new: Span, same: Span | None, later: Sequence[Span]) -> date | None:
    """Return the day `new` ends: as told, as it was, or where the next stay begins."""
    following = later[0].since if later else None
    if new.until is None:
        return same.until if same and same.until else following
    if following and following < new.until:
        raise Overlap(following)
    return new.until
