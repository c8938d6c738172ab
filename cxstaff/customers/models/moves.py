"""Moves told late, followed: interactions let count for the team that the roster says."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.customers.models.imports import ImportState, LongWork
from cxstaff.db import Model, Whole


class LateMovePass(LongWork, Model):
    """One pass over interactions that count for another team than the roster says.

    `person_id`, `from_id` and `to_id` say whose it moves, from which team to which; None for all
    of them. `handler_done` says where to go on, `total` how many there were to move. Only the last
    pass is kept.
    """

    __tablename__ = "late_move_pass"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    from_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    state: Mapped[str] = mapped_column(default=ImportState.QUEUED)
    worker: Mapped[str | None]
    heard_at: Mapped[datetime | None]
    handler_done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(Whole, default=0)
    moved: Mapped[int] = mapped_column(Whole, default=0)
    complaint: Mapped[str | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
