"""Which measures are judged: those that some team is measured or incented on."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select

from cxstaff.db import db
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.models import Lever, Measure, Target

KINDS: dict[str, type[Lever]] = {"target": Target, "plan": IncentivePlan}
"""The levers by which a measure is put before a team: what is measured, what is incented."""


def measures_with_levers(on: date) -> list[Measure]:
    """Return every measure that some team is measured or incented on, on the day `on`, by name."""
    return list(db.session.scalars(_with_levers(on, Measure).order_by(Measure.name)))


def measures_have_levers(on: date) -> bool:
    """Say whether there is any such measure."""
    return db.session.scalar(_with_levers(on, Measure.id).limit(1)) is not None


def _with_levers(on: date, wanted: Any) -> Select[Any]:
    ids = [
        select(kind.measure_id).where(kind.since <= on, or_(kind.until.is_(None), kind.until > on))
        for kind in KINDS.values()
    ]
    return select(wanted).where(or_(*(Measure.id.in_(each) for each in ids)))
