"""A person as the roster knows them, and what a line of a file makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from cxstaff.people.models import Role
from cxstaff.people.roster.reading.line import RosterLine
from cxstaff.people.roster.reading.status import RosterStanding
from cxstaff.people.spans import Span, ended, placed
from cxstaff.text import one_line


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as the roster knows them, or would after the file; teams are lower-case names."""

    id: int | None
    name: str
    email: str | None = None
    number: str | None = None
    zone: str | None = None
    job: str | None = None
    shift: str | None = None
    site: str | None = None
    calendar: str | None = None
    left_on: date | None = None
    spans: tuple[Span, ...] = ()
    leads: tuple[Span, ...] = ()
    roles: frozenset[Role] = frozenset()
    former: tuple[str, ...] = ()
    """Employee numbers that the person had before."""

    @property
    def team(self) -> str | None:
        """Return the team of the last stay that is known, unless it has ended."""
        return self.spans[-1].team if self.spans and self.spans[-1].until is None else None

    @property
    def facts(self) -> dict[str, str | None]:
        """Return what the roster says of the person, beside teams, roles and days."""
        return {
            "name": self.name,
            "email": self.email,
            "employee_number": self.number,
            "zone": self.zone,
            "job": self.job,
            "shift": self.shift,
            "site": self.site,
            "calendar": self.calendar,
        }

    def works_on(self, day: date) -> bool:
        """Say whether the person has not left on a day."""
        return self.left_on is None or day < self.left_on

    def leads_on(self, day: date) -> list[str]:
        """Return the teams that the person leads on a day."""
        return [led.team for led in self.leads if led.holds(day)]

    @property
    def is_admin(self) -> bool:
        """Say whether the person can sign in and holds the role of admin."""
        return Role.ADMIN in self.roles and self.email is not None and self.left_on is None


@lru_cache(maxsize=50_000)
def key_of(name: str) -> str:
    """Return what a name of a team or person is compared by."""
    return one_line(name).casefold()


def after(entry: Entry, row: RosterLine, today: date) -> Entry:
    """Return an entry after a line, whose teams are keys. Raises `Overlap`.

    The day somebody was hired is their first day in a team only where no stay is known that goes
    on after it, or where it is still to come. A status that says so ends today what has no end.
    """
    hired_on = row.hired_on if row.since is None else None
    if hired_on is not None and (hired_on > today or not _goes_on(entry, hired_on)):
        row = replace(row, since=hired_on)
    if row.standing is RosterStanding.LEFT and row.left_on is None and entry.works_on(today):
        row = replace(row, left_on=today)
    entry = replace(
        entry,
        name=_spelled(entry.name, row.name),
        email=row.email or entry.email,
        number=row.number or entry.number,
        former=_former(entry, row.number),
        zone=row.zone or entry.zone,
        job=row.job or entry.job,
        shift=row.shift or entry.shift,
        site=row.site or entry.site,
        calendar=row.calendar or entry.calendar,
        roles=entry.roles if row.roles is None else row.roles,
    )
    entry = _until_later(entry, row)
    if row.team:
        entry = _in_team(entry, row, row.team, today)
    elif row.standing is RosterStanding.WORKS and row.left_on is None and not entry.works_on(today):
        entry = replace(entry, left_on=None)
    left_on = row.left_on or entry.left_on
    if left_on is None:
        return entry
    return replace(
        entry,
        left_on=left_on,
        spans=tuple(ended(entry.spans, left_on)),
        leads=tuple(ended(entry.leads, left_on)),
    )


def _former(entry: Entry, number: str | None) -> tuple[str, ...]:
    """Return the numbers that somebody had before, once a line gives them another one."""
    if number is None or entry.number in (None, number):
        return entry.former
    return tuple(dict.fromkeys((*entry.former, str(entry.number))))


def _spelled(known: str, told: str) -> str:
    """Return a name as it is told, but as it is known where a file writes all in capitals."""
    return known if told.isupper() and key_of(told) == key_of(known) else told


def _goes_on(entry: Entry, day: date) -> bool:
    """Say whether somebody was in a team on a day, or later."""
    return any(span.until is None or span.until > day for span in entry.spans)


def _until_later(entry: Entry, row: RosterLine) -> Entry:
    """Return an entry whose last stay goes on to a day of leaving that was told too early before.

    Who began anew since, or in another team, is left as they are.
    """
    known, last = entry.left_on, entry.spans[-1] if entry.spans else None
    if known is None or row.left_on is None or last is None or last.until != known:
        return entry
    is_same = row.team in (None, last.team) and (row.since is None or row.since < known)
    if not is_same or row.left_on <= known:
        return entry
    longer = replace(last, until=row.left_on)
    leads = (replace(led, until=row.left_on) if led.until == known else led for led in entry.leads)
    return replace(entry, spans=(*entry.spans[:-1], longer), leads=tuple(leads))


def _is_later(entry: Entry, day: date) -> bool:
    """Say whether a day lies after somebody had left, so that it begins another time here."""
    return entry.left_on is not None and day >= entry.left_on


def _in_team(entry: Entry, row: RosterLine, team: str, today: date) -> Entry:
    """Return an entry after a line put the person into a team, or made them lead it."""
    gone = entry.left_on is not None and row.left_on is None
    if gone and row.standing is RosterStanding.LEFT:
        return entry
    since = row.since or today
    if gone and row.until is None and _is_later(entry, since):
        entry = replace(entry, left_on=None)
    now = next((span for span in entry.spans if span.holds(since)), None)
    spans, leads = entry.spans, entry.leads
    if row.since or now is None or now.team != team:
        spans = tuple(placed(spans, Span(since, row.until, team)))
    if now is not None and now.team != team:
        leads = tuple(_closed(leads, now.team, since))
    if row.is_lead is False:
        leads = tuple(_closed(leads, team, _end_of_leading(leads, team, row.since, today)))
    covered = any(led.team == team and (led.holds(since) or since < led.since) for led in leads)
    if row.is_lead and not covered:
        leads = (*leads, Span(since, row.until, team))
    return replace(entry, spans=spans, leads=leads)


def _end_of_leading(leads: Iterable[Span], team: str, since: date | None, today: date) -> date:
    """Return the day the open leading of `team` ends: as the line says, or today."""
    begun = [led.since for led in leads if led.team == team and led.until is None]
    return since if since and begun and begun[0] < since else today


def _closed(leads: Iterable[Span], team: str, on: date) -> list[Span]:
    """Return `leads` with the open one of `team` ended; one not begun by then is left out."""
    kept = []
    for led in leads:
        if led.team != team or led.until is not None:
            kept.append(led)
        elif led.since < on:
            kept.append(replace(led, until=on))
    return kept
