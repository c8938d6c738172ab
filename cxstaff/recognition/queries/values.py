"""Questions about company values and celebrations."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from cxstaff.db import Page, db, page_of
from cxstaff.measures.queries import levers_of
from cxstaff.recognition.models import Celebration, CompanyValue


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


def find_value_called(name: str) -> CompanyValue | None:
    """Return the value of this name, in any spelling of its case."""
    return db.session.scalar(
        select(CompanyValue).where(func.lower(CompanyValue.name) == name.lower())
    )
