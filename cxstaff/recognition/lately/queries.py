"""Questions about who was not thanked by name for a while; a private thanks counts like any."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import aliased

from cxstaff.customers.praise import praised_contact
from cxstaff.db import Page, db, page_of
from cxstaff.people.models import Leave, Membership, Person, Team
from cxstaff.people.queries import held_on, is_here
from cxstaff.recognition.models import Thanks, ThanksReceiver


class Presence(StrEnum):
    """Whether somebody was here to be thanked: all of the time, new or back since, or away now."""

    HERE = "1 here"
    NEW = "2 new"
    AWAY = "3 away"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose thanks somebody asks after: those of people in teams, in how long until now."""

    team_ids: Collection[int]
    reader_id: int
    lately: timedelta
    now: datetime
    today: date

    @property
    def since(self) -> datetime:
        """Return since when a thanks is one of lately."""
        return self.now - self.lately


@dataclass(frozen=True, slots=True)
class WaitsForThanks:
    """Somebody whom nobody thanked by name lately; `contact_id` is one that a customer praised."""

    person_id: int
    name: str
    team: str
    presence: Presence
    contact_id: int | None = None


@dataclass(frozen=True, slots=True)
class NotLately:
    """Some who were here and were not thanked, and how many of each presence there are."""

    people: Sequence[WaitsForThanks]
    here: int
    new: int
    away: int


def not_lately(asked: Asked, most: int) -> NotLately:
    """Return up to `most` people whom nobody thanked lately, by name, and how many there are."""
    if not asked.team_ids:
        return NotLately((), 0, 0, 0)
    found: Any = _unthanked(asked).subquery()
    kind = found.c.presence
    place = func.row_number().over(partition_by=kind, order_by=(found.c.name, found.c.id))
    total = func.count().over(partition_by=kind)
    numbered: Any = select(found, place.label("place"), total.label("total")).subquery()
    few = _with_contacts(numbered, asked).where(numbered.c.place <= most)
    rows = db.session.execute(few.order_by(numbered.c.place)).all()
    totals = {row.presence: row.total for row in rows}
    here = [row for row in rows if row.presence == Presence.HERE]
    return NotLately(
        [_told(row) for row in here],
        *(int(totals.get(each.value, 0)) for each in Presence),
    )


def not_lately_page(asked: Asked, number: int) -> Page[WaitsForThanks]:
    """Return page `number` of those whom nobody thanked lately: who was here, who is new, away."""
    found: Any = _unthanked(asked).subquery()
    ordered = _with_contacts(found, asked).order_by(found.c.presence, found.c.name, found.c.id)
    page = page_of(ordered, number)
    return page.showing([_told(row) for row in page.items])


def _unthanked(asked: Asked) -> Select[Any]:
    first_day = asked.today - asked.lately
    columns: Any = Person.id, Person.name, Team.name.label("team")
    presence = case(
        (_was_on_leave(held_on(Leave, asked.today)), Presence.AWAY.value),
        (~_was_on_roster(first_day), Presence.NEW.value),
        (_was_on_leave(Leave.until > first_day, Leave.until <= asked.today), Presence.NEW.value),
        else_=Presence.HERE.value,
    )
    return (
        select(*columns, presence.label("presence"))
        .join(Membership, Membership.person_id == Person.id)
        .join(Team, Team.id == Membership.team_id)
        .where(
            Membership.team_id.in_(list(asked.team_ids)),
            held_on(Membership, asked.today),
            is_here(asked.today),
            Person.id != asked.reader_id,
            ~_was_thanked_since(asked.since),
        )
    )


def _was_thanked_since(since: datetime) -> ColumnElement[bool]:
    """Say that somebody thanked a person by name: what goes to a whole team reaches all alike."""
    thanked = (
        select(ThanksReceiver.thanks_id)
        .join(Thanks, Thanks.id == ThanksReceiver.thanks_id)
        .where(
            ThanksReceiver.person_id == Person.id,
            ThanksReceiver.given_at >= since,
            Thanks.to_team_id.is_(None),
        )
    )
    return thanked.correlate(Person).exists()


def _was_on_leave(*when: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(Leave.id).where(Leave.person_id == Person.id, *when).correlate(Person).exists()


def _was_on_roster(day: date) -> ColumnElement[bool]:
    """Say that a person was in some team on a day."""
    then = aliased(Membership)
    held = (then.since <= day) & (then.until.is_(None) | (then.until > day))
    return select(then.id).where(then.person_id == Person.id, held).correlate(Person).exists()


def _with_contacts(rows: Any, asked: Asked) -> Select[Any]:
    contact = praised_contact(rows, rows.c.id, asked.since)
    return select(rows, contact.label("contact"))


def _told(row: Any) -> WaitsForThanks:
    return WaitsForThanks(row.id, row.name, row.team, Presence(row.presence), row.contact)
