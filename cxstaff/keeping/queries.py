"""Questions about keeping: the times that hold, what was removed, who is being erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select

from cxstaff import clock
from cxstaff.db import db
from cxstaff.keeping.models import Erasure, KeepingStart, KeepingTime, Kind, Removal, Stage
from cxstaff.keeping.times import LIMITS
from cxstaff.people import queries as people
from cxstaff.people.models import Person

LISTED = 20


@dataclass(frozen=True, slots=True)
class Cut:
    """The first day whose records are still kept, the moment it begins, and today."""

    day: date
    moment: datetime
    today: date
    now: datetime


def days() -> dict[Kind, int]:
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


def removals() -> Mapping[str, Removal]:
    """Return the last removal of every kind that was ever removed."""
    return {each.kind: each for each in db.session.scalars(select(Removal))}


def old_leavers(before: date) -> Select[int]:
    """Select the ids of people who left before a day and whom nobody is erasing yet."""
    begun = select(Erasure.person_id).where(Erasure.person_id == Person.id)
    return select(Person.id).where(
        Person.left_on < before, Person.erased_on.is_(None), ~begun.exists()
    )


def count_old_leavers(before: date) -> int:
    """Return how many people left before a day and are not being erased yet."""
    query = select(func.count()).select_from(old_leavers(before).subquery())
    return db.session.scalar(query) or 0


def find_erasure(person_id: int) -> Erasure | None:
    """Return the erasure of a person, as the database has it now, or None."""
    return db.session.get(Erasure, person_id, populate_existing=True)


def unfinished() -> Sequence[int]:
    """Return the ids of people whose erasure is not done, in the order it was asked for."""
    query = select(Erasure.person_id).where(Erasure.stage != Stage.DONE)
    return db.session.scalars(query.order_by(Erasure.asked_at, Erasure.person_id)).all()


def erasures() -> Sequence[Erasure]:
    """Return the newest erasures, those that are not done first."""
    query = select(Erasure).order_by(Erasure.finished_at.is_not(None), Erasure.asked_at.desc())
    return db.session.scalars(query.limit(LISTED)).all()


def names_of(found: Sequence[Erasure]) -> dict[int, str]:
    """Return the names of people whose entry is not emptied yet, by id."""
    ids = [each.person_id for each in found]
    query = select(Person.id, Person.name).where(Person.id.in_(ids), Person.erased_on.is_(None))
    return {person_id: name for person_id, name in db.session.execute(query)}  # noqa: C416 – rows


def counts_by_stage() -> dict[Stage, int]:
    """Return how many erasures stand at each stage."""
    query = select(Erasure.stage, func.count()).group_by(Erasure.stage)
    return {Stage(stage): number for stage, number in db.session.execute(query)}


def not_erased(ids: Sequence[int]) -> list[Person]:
    """Return those of these people who are on the roster by name and not being erased."""
    begun = select(Erasure.person_id).where(Erasure.person_id == Person.id)
    query = select(Person).where(Person.id.in_(ids), Person.erased_on.is_(None), ~begun.exists())
    return list(db.session.scalars(query.order_by(Person.id)))
