"""The newest of many rows of which something holds: some of the newest are looked at before all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, select
from sqlalchemy.orm import Session

FIRST, SECOND = 10_000, 60_000
"""So many of the newest are looked at, and then so many, if that may be enough, before all are."""

RARE = 5
"""What fewer of the first hold is rare."""

Holding = Callable[[Any], Sequence[ColumnElement[bool]]]


def newest_ids(
    session: Session,
    rows: Select[Any],
    holding: Holding,
    *,
    most: int,
    narrowed: Callable[[], Sequence[ColumnElement[bool]]] = list,
) -> Sequence[int]:
    """Return the ids of the newest of `rows`, at most `most`, of which what is asked for holds.

    `rows` select `id`, `happened_at` and the columns that `holding` asks about, whose conditions
    it returns. What many hold is found among the newest, and no more are looked at; what few
    hold, which the newest tell, is looked for in all at once, since a database reads a table
    sooner whole than in an order. Nobody has to know how often a word occurs. `narrowed` may say
    what else holds of those, where hardly any of the newest is one.
    """
    found = _among_newest(session, rows, holding, FIRST, most)
    if len(found) < most <= len(found) * (SECOND // FIRST):
        found = _among_newest(session, rows, holding, SECOND, most)
    if len(found) == most:
        return found
    columns, also = rows.selected_columns, narrowed() if len(found) < RARE else ()
    held = rows.with_only_columns(columns["id"], columns["happened_at"])
    held = held.where(*also, *holding(columns))
    return session.scalars(_newest(held.cte().prefix_with("MATERIALIZED"), most)).all()


def _among_newest(
    session: Session, rows: Select[Any], holding: Holding, number: int, most: int
) -> Sequence[int]:
    """Do the same among so many of the newest."""
    columns = rows.selected_columns
    order = columns["happened_at"].desc(), columns["id"].desc()
    looked_at = rows.order_by(*order).limit(number).subquery()
    return session.scalars(_newest(looked_at, most).where(*holding(looked_at.c))).all()


def _newest(rows: FromClause, most: int) -> Select[Any]:
    query = select(rows.c.id)
    return query.order_by(rows.c.happened_at.desc(), rows.c.id.desc()).limit(most)
