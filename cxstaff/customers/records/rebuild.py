"""Running sums counted anew from the interactions, one team at a time, then of the company."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, union

from cxstaff import engine
from cxstaff.customers.models import (
    CELL_KEYS,
    CHANNEL_KEYS,
    SEGMENT_KEYS,
    SUMS,
    TOTAL_KEYS,
    Cell,
    ChannelTotal,
    Feedback,
    Interaction,
    SegmentTotal,
    Total,
)
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records import writing
from cxstaff.customers.records.sums import DayCells
from cxstaff.db import db

BATCH = 5000
_OF_INTERACTION = (
    *("happened_at", "day", "responded_at", "handling_seconds", "is_resolved", "closed_at"),
    *("is_reopened", "is_escalated", "is_complaint", "value"),
)
_OF_FEEDBACK = ("csat", "nps", "ces", "is_satisfied", "is_solved")
COLUMNS = (
    Interaction.channel_id,
    Interaction.segment_id,
    *(getattr(Interaction, name) for name in _OF_INTERACTION),
    *(getattr(Feedback, name) for name in _OF_FEEDBACK),
)
OF_COMPANY = ((ChannelTotal, CHANNEL_KEYS), (SegmentTotal, SEGMENT_KEYS))


def team_ids() -> list[int]:
    """Return the teams that have interactions or sums."""
    return sorted(db.session.scalars(union(select(Interaction.team_id), select(Cell.team_id))))


def rebuild(team_id: int) -> int:
    """Count the sums of one team anew; return how many interactions it has.

    Imports wait until the caller commits. The company's totals are counted by `rebuild_company`.
    """
    session = db.session()
    engine.lock(session, "customers.load")
    days, number = _counted(team_id)
    writing.count_periods(session, _periods(Cell, team_id), _periods(Total, team_id))
    for model in (Cell, Total):
        session.execute(delete(model).where(model.team_id == team_id))
    writing.add_team_sums(session, days)
    return number


def rebuild_company() -> None:
    """Add the company's totals by channel and by segment up anew from the cells of its teams.

    Imports wait until the caller commits.
    """
    session = db.session()
    engine.lock(session, "customers.load")
    for model, keys in OF_COMPANY:
        session.execute(delete(model))
        session.execute(insert(model).from_select((*keys, *SUMS), _from_cells(keys)))
    writing.count_change(session)


def differences(team_id: int) -> int:
    """Return how many cells and totals of a team are not what its interactions add up to."""
    days, _ = _counted(team_id)
    wanted = {
        *_rows_of((*CELL_KEYS, *SUMS), days.of_cells()),
        *_rows_of((*TOTAL_KEYS, *SUMS), days.of_totals()),
    }
    cells = _kept(Cell, (*CELL_KEYS, *SUMS), team_id)
    return len(wanted ^ {*cells, *_kept(Total, (*TOTAL_KEYS, *SUMS), team_id)})


def company_differences() -> int:
    """Return how many totals by channel or segment are not what the cells add up to."""
    found = 0
    for model, keys in OF_COMPANY:
        kept = select(*(getattr(model, name) for name in (*keys, *SUMS)))
        found += len(_rows(kept) ^ _rows(_from_cells(keys)))
    return found


def _from_cells(keys: Sequence[str]) -> Select[Any]:
    by = [getattr(Cell, name) for name in keys]
    return select(*by, *(func.sum(getattr(Cell, name)) for name in SUMS)).group_by(*by)


def _rows(query: Select[Any]) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in db.session.execute(query)}


def _rows_of(
    names: Sequence[str], columns: Mapping[str, Sequence[Any]]
) -> Iterator[tuple[Any, ...]]:
    """Give the rows of columns; sums that are not there are 0."""
    nothing = [0] * len(next(iter(columns.values()), ()))
    return zip(*(columns.get(name, nothing) for name in names), strict=True)


def _counted(team_id: int) -> tuple[DayCells, int]:
    """Add up the interactions of one team; return their sums and how many there are."""
    days, number = DayCells(), 0
    query: Any = select(*COLUMNS).outerjoin(Feedback)
    query = query.where(Interaction.team_id == team_id, Interaction.is_left_out.is_(False))
    for row in db.session.execute(query.execution_options(yield_per=BATCH)):
        days.add((team_id, row.day, row.channel_id, row.segment_id), _contact_of(row))
        number += 1
    return days, number


def _periods(model: type[Cell | Total], team_id: int) -> list[tuple[str, date]]:
    """Return the days, weeks and months in which a team has sums."""
    query = select(model.grain, model.starts_on).where(model.team_id == team_id).distinct()
    return [(grain, starts_on) for grain, starts_on in db.session.execute(query)]


def _kept(model: type[Cell | Total], columns: Sequence[str], team_id: int) -> list[tuple[Any, ...]]:
    query = select(*(getattr(model, name) for name in columns)).where(model.team_id == team_id)
    return [tuple(row) for row in db.session.execute(query)]


def _contact_of(row: Any) -> Contact:
    told = {name: getattr(row, name) for name in (*_OF_INTERACTION, *_OF_FEEDBACK)}
    return Contact(reference="", handler="", channel="", **told)
