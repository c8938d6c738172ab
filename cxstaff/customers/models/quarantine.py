"""Passes over records that were held back: fed again or left out, many at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.customers.models.imports import ImportRun, ImportState, LongWork
from cxstaff.db import Model


class QuarantinePass(LongWork, Model):
    """One pass over the records of an import that are held back, which ends at the last of them.

    It feeds them again or, as a dismissal, leaves them out. `problem` and `column` name the kind of
    records that it is about, `word` who handled them; None for any. `line_done` says where to go
    on, `total` how many records there were to look at. Of those `looked_at`, some were `taken_in`,
    some `left_out`, some are `still_held`; others it is not about.
    """

    __tablename__ = "quarantine_pass"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"), index=True)
    is_dismissal: Mapped[bool] = mapped_column(default=False)
    problem: Mapped[str | None]
    column: Mapped[str | None]
    word: Mapped[str | None]
    state: Mapped[str] = mapped_column(default=ImportState.QUEUED, index=True)
    worker: Mapped[str | None]
    heard_at: Mapped[datetime | None]
    line_done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    looked_at: Mapped[int] = mapped_column(default=0)
    taken_in: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)
    still_held: Mapped[int] = mapped_column(default=0)
    complaint: Mapped[str | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    run: Mapped[ImportRun] = relationship()
