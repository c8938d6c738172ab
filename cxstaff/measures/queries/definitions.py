"""Questions about the catalogue of measures."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from cxstaff.db import Page, db, page_of
from cxstaff.engine import holding
from cxstaff.measures.models import EarlierReading, Measure, Reading
from cxstaff.people.models import Person


def measures() -> list[Measure]:
    """Return every measure that is not retired, by name."""
    return list(db.session.scalars(_by_name().where(Measure.retired_on.is_(None))))


def all_measures() -> list[Measure]:
    """Return every measure, retired ones too, with guards and owners, by name."""
    query = _by_name().options(joinedload(Measure.guard), joinedload(Measure.owner))
    return list(db.session.scalars(query))


def measures_page(number: int, words: str, *, retired: bool = False) -> Page[Measure]:
    """Return page `number` of the measures, those whose name holds `words` if any.

    `retired` ones stand on pages of their own.
    """
    query = _by_name().options(joinedload(Measure.guard), joinedload(Measure.owner))
    is_retired = Measure.retired_on.is_not(None)
    query = query.where(is_retired if retired else ~is_retired)
    if words:
        query = query.where(*holding(words, Measure.name))
    return page_of(query, number)


def has_retired() -> bool:
    """Say whether any measure is retired."""
    query = select(Measure.id).where(Measure.retired_on.is_not(None)).limit(1)
    return db.session.scalar(query) is not None


def count_without_owner(today: date) -> int:
    """Count the measures in use for which nobody answers, or somebody who has left."""
    gone = or_(Measure.owner_id.is_(None), Person.left_on <= today)
    query = select(func.count()).select_from(Measure).outerjoin(Person)
    return db.session.scalar(query.where(Measure.retired_on.is_(None), gone)) or 0


def find_measure(measure_id: int) -> Measure | None:
    """Return a measure, or None where there is none."""
    return db.session.get(Measure, measure_id)


def find_measure_called(name: str) -> Measure | None:
    """Return the measure of this name, in any spelling of its case."""
    return db.session.scalar(select(Measure).where(func.lower(Measure.name) == name.lower()))


def guarded_by(measure: Measure) -> list[Measure]:
    """Return the measures in use whose guard a measure is, by name."""
    query = _by_name().where(Measure.guard_id == measure.id, Measure.retired_on.is_(None))
    return list(db.session.scalars(query))


def opposed_to(measure: Measure) -> list[Measure]:
    """Return the measures in use that name a measure as their opposite, by name."""
    query = _by_name().where(Measure.opposite_id == measure.id, Measure.retired_on.is_(None))
    return list(db.session.scalars(query))


def has_readings(measure: Measure) -> bool:
    """Say whether any number of a measure was entered."""
    query = select(Reading.measure_id).where(Reading.measure_id == measure.id).limit(1)
    return db.session.scalar(query) is not None


def corrections_page(
    measure_id: int, team_ids: Collection[int], number: int
) -> Page[EarlierReading]:
    """Return page `number` of what readings of a measure were before, the newest first."""
    query = (
        select(EarlierReading)
        .where(EarlierReading.measure_id == measure_id, EarlierReading.team_id.in_(team_ids))
        .options(joinedload(EarlierReading.corrected_by), joinedload(EarlierReading.entered_by))
        .order_by(EarlierReading.corrected_at.desc(), EarlierReading.id.desc())
    )
    return page_of(query, number)


def _by_name() -> Select[Measure]:
    return select(Measure).order_by(Measure.name)
