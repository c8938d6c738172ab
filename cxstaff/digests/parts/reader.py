"""Who reads an edition: their teams, those they lead, and what else they look after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cxstaff import clock
from cxstaff.digests.models import Edition
from cxstaff.digests.parts.material import EditionMaterial
from cxstaff.people import queries as people
from cxstaff.people.models import Role

EVERYTHING = frozenset({Role.HR.value, Role.CX.value})


@dataclass(frozen=True, slots=True)
class EditionReader:
    """Somebody who reads of [since, until), which are days of theirs up to `ends_on`.

    `own` is their team, `led` those they lead without those below, `shown` all of these with those
    below. `hears_all` says that they look after the whole company, as HR or CX.
    """

    person_id: int
    zone: str
    since: datetime
    until: datetime
    ends_on: date
    own: int | None
    led: tuple[int, ...]
    shown: frozenset[int]
    hears_all: bool

    @property
    def first_day(self) -> date:
        """Return the first day that is told of."""
        return clock.local_day(self.since, self.zone)

    @property
    def last_day(self) -> date:
        """Return the last day that is told of."""
        return self.ends_on - timedelta(days=1)

    @property
    def teams(self) -> tuple[int, ...]:
        """Return the teams they lead, and their own."""
        return tuple(dict.fromkeys([*self.led, *([self.own] if self.own is not None else [])]))


def reader_of(edition: Edition, material: EditionMaterial) -> EditionReader:
    """Return who reads an edition, as they stood on its day."""
    person = edition.person
    own = people.team_id_of(person, edition.ends_on)
    led = tuple(sorted(people.led_team_ids(person, edition.ends_on)))
    shown = frozenset(material.teams.below(led)) | ({own} if own is not None else frozenset())
    return EditionReader(
        person_id=person.id,
        zone=people.zone_of(person),
        since=edition.since,
        until=edition.until,
        ends_on=edition.ends_on,
        own=own,
        led=led,
        shown=shown,
        hears_all=any(each.role in EVERYTHING for each in person.grants),
    )
