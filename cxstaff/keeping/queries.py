"""Questions about keeping: the times that hold, what was removed, who is being erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Select, func, select

from cxstaff.db import db
from cxstaff.keeping.models import Erasure, Removal, Stage
from cxstaff.people.models import Person

LISTED = 20


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
