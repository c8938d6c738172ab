"""Lines of the security log with the names of those they tell of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import select

from cxstaff.db import Page, db
from cxstaff.people import queries as people
from cxstaff.people.models import Person, Role, RoleGrant
from cxstaff.security_log import Act, Area
from cxstaff.security_log import queries as log
from cxstaff.security_log.models import SecurityEvent
from cxstaff.security_log.queries import WantedActs

CHUNK = 500


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line as it is read: what was done, by whom, about whom or what, from where.

    `at` is a whole day where `is_coarse`. Names are None for nobody; `by` is None for the command
    line and jobs. Without a note, `address` and `words` are empty.
    """

    position: int
    at: datetime
    is_coarse: bool
    act: Act
    by: str | None
    on: str | None
    address: str
    words: dict[str, str | int]

    @property
    def day(self) -> date:
        """Return the day of a line that tells no hour."""
        return self.at.astimezone(UTC).date()


def search(
    who: str, area: Area | None, since: date | None, until: date | None, zone: str
) -> WantedActs:
    """Say what is looked for: `who` is part of a name, days are whole days in `zone`."""
    ids = people.ids_matching(who) if who.strip() else None
    ends = until + timedelta(days=1) if until else None
    return WantedActs(ids, area, _midnight(since, zone), _midnight(ends, zone))


def page(wanted: WantedActs, number: int) -> Page[LogEntry]:
    """Return page `number` of the lines that are wanted, newest first."""
    found = log.lines(wanted, number)
    return found.showing(_named(found.items))


def page_about(person_id: int, number: int) -> Page[LogEntry]:
    """Return page `number` of what a person did and of what was done about them.

    From where others acted is left out: that is theirs.
    """
    found = log.lines(WantedActs([person_id]), number)
    own = {each.position for each in found.items if each.by_id == person_id}
    lines = _named(found.items)
    return found.showing(
        [each if each.position in own else replace(each, address="") for each in lines]
    )


def every_row(wanted: WantedActs) -> Iterator[Sequence[object]]:
    """Go through the wanted lines as rows of a file, newest first, under their headings."""
    yield ("line", "at (UTC)", "to the day", "act", "by", "about", "from", "notes", "digest")
    events = iter(log.every_line(wanted))
    while chunk := list(islice(events, CHUNK)):
        for event, line in zip(chunk, _named(chunk), strict=True):
            at = event.at.astimezone(UTC).isoformat(timespec="seconds")
            notes = "; ".join(f"{name}: {word}" for name, word in line.words.items())
            told = (line.act.value, line.by or "", line.on or "", line.address, notes)
            yield (line.position, at, line.is_coarse, *told, event.digest.hex())


def emails_of_admins(today: date) -> list[str]:
    """Return the addresses of the admins who work here."""
    query = select(Person).join(RoleGrant).where(RoleGrant.role == Role.ADMIN).order_by(Person.id)
    admins = db.session.scalars(query)
    return [each.email for each in admins if each.email and each.works_here(today)]


def _named(events: Iterable[SecurityEvent]) -> list[LogEntry]:
    events = list(events)
    ids = {each for event in events for each in (event.by_id, event.on_id) if each is not None}
    names = people.names_of_people(ids)
    return [_line(event, names) for event in events]


def _line(event: SecurityEvent, names: dict[int, str]) -> LogEntry:
    return LogEntry(
        position=event.position,
        at=event.at,
        is_coarse=event.is_coarse,
        act=Act(event.act),
        by=names.get(event.by_id, f"#{event.by_id}") if event.by_id else None,
        on=names.get(event.on_id, f"#{event.on_id}") if event.on_id else None,
        address=event.note.address if event.note else "",
        words=event.note.words if event.note else {},
    )


def _midnight(day: date | None, zone: str) -> datetime | None:
    return datetime.combine(day, time(), ZoneInfo(zone)) if day else None
