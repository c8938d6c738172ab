"""Running sums counted anew from the interactions, one team at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select, union

from cxstaff import engine
from cxstaff.customers.models import (
    CELL_KEYS,
    SUMS,
    TOTAL_KEYS,
    Cell,
    Feedback,
    Interaction,
    Total,
)
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records import loading
from cxstaff.customers.records.sums import DayCells
from cxstaff.db import db

BATCH = 5000
COLUMNS = (
    Interaction.channel_id,
    Interaction.segment_id,
    Interaction.happened_at,
    Interaction.day,
    Interaction.responded_at,
    Interaction.handling_seconds,
    Interaction.is_resolved,
    Feedback.csat,
    Feedback.nps,
    Feedback.ces,
)


def team_ids() -> list[int]:
    """Return the teams that have interactions or sums."""
    return sorted(db.session.scalars(union(select(Interaction.team_id), select(Cell.team_id))))


def rebuild(team_id: int) -> int:
    """Count the sums of one team anew; return how many interactions it has.

    Imports wait until the caller commits.
    """
    session = db.session()
    engine.lock(session, "customers.load")
    days, number = _counted(team_id)
    for model in (Cell, Total):
        session.execute(delete(model).where(model.team_id == team_id))
    loading.add_to_sums(session, days)
    return number


def differences(team_id: int) -> int:
    """Return how many cells and totals of a team are not what its interactions add up to."""
    days, _ = _counted(team_id)
    wanted = {*days.cell_rows(), *days.total_rows()}
    cells = _kept(Cell, (*CELL_KEYS, *SUMS), team_id)
    return len(wanted ^ {*cells, *_kept(Total, (*TOTAL_KEYS, *SUMS), team_id)})


def _counted(team_id: int) -> tuple[DayCells, int]:
    """Add up the interactions of one team; return their sums and how many there are."""
    days, number = DayCells(), 0
    query: Any = select(*COLUMNS).outerjoin(Feedback).where(Interaction.team_id == team_id)
    for row in db.session.execute(query.execution_options(yield_per=BATCH)):
        days.add((team_id, row.day, row.channel_id, row.segment_id), _contact_of(row))
        number += 1
    return days, number


def _kept(model: type[Cell | Total], columns: Sequence[str], team_id: int) -> list[tuple[Any, ...]]:
    query = select(*(getattr(model, name) for name in columns)).where(model.team_id == team_id)
    return [tuple(row) for row in db.session.execute(query)]


def _contact_of(row: Any) -> Contact:
    return Contact(
        reference="",
        happened_at=row.happened_at,
        day=row.day,
        handler="",
        channel="",
        responded_at=row.responded_at,
        handling_seconds=row.handling_seconds,
        is_resolved=row.is_resolved,
        csat=row.csat,
        nps=row.nps,
        ces=row.ces,
    )
