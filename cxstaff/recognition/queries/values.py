"""Questions about company values and celebrations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select

from cxstaff import engine
from cxstaff.db import Page, db, page_of
from cxstaff.engine import Prepared
from cxstaff.measures.models import Measure, Voice
from cxstaff.measures.queries import levers_of
from cxstaff.recognition.models import Celebration, CompanyValue

_VALUE, _MEASURE = engine.table_of(CompanyValue).c, engine.table_of(Measure).c
_OFFERED = {
    "value": Prepared(select(_VALUE.id).where(_VALUE.id == bindparam("its_id"))),
    "measure": Prepared(
        select(_MEASURE.id).where(
            _MEASURE.id == bindparam("its_id"),
            _MEASURE.retired_on.is_(None),
            _MEASURE.voice != Voice.INTERNAL,
        )
    ),
}


@dataclass(frozen=True, slots=True)
class Celebrated:
    """What a thanks is for: a measure or a value, of which the id alone is needed."""

    id: int


def celebrations_of(team_id: int, on: date) -> list[Celebration]:
    """Return what a team celebrates on the day `on`, by name of the measure."""
    return levers_of(Celebration, team_id, on)


def values() -> list[CompanyValue]:
    """Return what the company holds dear, by name."""
    return list(db.session.scalars(select(CompanyValue).order_by(CompanyValue.name)))


def values_page(number: int) -> Page[CompanyValue]:
    """Return page `number` of the company's values, by name."""
    return page_of(select(CompanyValue).order_by(CompanyValue.name), number)


def find_value(value_id: int) -> CompanyValue | None:
    """Return a company value, or None where there is none."""
    return db.session.get(CompanyValue, value_id)


def find_celebrated(kind: str, number: int) -> Celebrated | None:
    """Return a "measure" or "value" that can be thanked for, else None.

    A company's own numbers and measures that are retired cannot.
    """
    offered = _OFFERED.get(kind)
    found = offered.row(db.session.connection(), {"its_id": number}) if offered else None
    return Celebrated(found[0]) if found else None


def find_value_called(name: str) -> CompanyValue | None:
    """Return the value of this name, in any spelling of its case."""
    return db.session.scalar(
        select(CompanyValue).where(func.lower(CompanyValue.name) == name.lower())
    )
