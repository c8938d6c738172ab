"""Imports: files on their way in, how they are read, and records that were held back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model, Whole
from cxstaff.people.models import Person


class ImportState(StrEnum):
    """How far an import has come."""

    UPLOADED = "uploaded"
    QUEUED = "queued"
    RUNNING = "running"
    STOPPED = "stopped"
    FINISHED = "finished"
    FAILED = "failed"
    TAKING_BACK = "taking_back"
    TAKEN_BACK = "taken_back"


class LongWork:
    """What a job worker does batch by batch: a row that says how far it has come."""

    if TYPE_CHECKING:
        state: Mapped[str]

    @property
    def is_moving(self) -> bool:
        """Say whether it waits for a worker or is under way."""
        return self.state in (ImportState.QUEUED, ImportState.RUNNING)

    @property
    def is_finished(self) -> bool:
        """Say whether all was looked at."""
        return self.state == ImportState.FINISHED


class ImportRun(LongWork, Model):
    """One file on its way in; at every commit its records are the sum of what became of them.

    `accepted` are new, `updated` told something newer of what was known, `duplicates` nothing new;
    `left_out` were not wanted, `quarantined` are held back. `unread` counts, by field, the optional
    values that could not be read and were left empty, with some of them and how often each stood;
    `too_old` the records whose details were left out, since they are older than those are kept.
    `joined` counts ratings that were held back until their interactions came with another import,
    `awaited` ratings of other imports that waited for what this one brought.

    `bytes_done` and `lines_done` say where to go on; `layout` and `mapping` say how to read.
    `worker` names who brings it in or takes it back, `heard_at` when that worker last gave a sign
    of life. `to_take_back` is how many interactions it had brought or changed when taking it back
    began; its counts stay.
    """

    __tablename__ = "import_run"
    __table_args__ = (
        CheckConstraint(
            "records = accepted + updated + duplicates + left_out + quarantined", name="adds_up"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    stored_as: Mapped[str]
    layout: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    mapping: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(default=ImportState.UPLOADED, index=True)
    worker: Mapped[str | None]
    heard_at: Mapped[datetime | None]
    bytes_total: Mapped[int] = mapped_column(Whole, default=0)
    bytes_done: Mapped[int] = mapped_column(Whole, default=0)
    lines_done: Mapped[int] = mapped_column(default=0)
    records: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    duplicates: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)
    quarantined: Mapped[int] = mapped_column(default=0)
    unread: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    too_old: Mapped[int] = mapped_column(default=0)
    joined: Mapped[int] = mapped_column(default=0)
    awaited: Mapped[int] = mapped_column(default=0)
    complaint: Mapped[str | None]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    to_take_back: Mapped[int | None]
    taken_back_at: Mapped[datetime | None]

    @property
    def is_going(self) -> bool:
        """Say whether it is being taken back."""
        return self.state == ImportState.TAKING_BACK

    @property
    def holds_records(self) -> bool:
        """Say whether records that were held back can be looked at."""
        is_gone = self.state in (ImportState.TAKING_BACK, ImportState.TAKEN_BACK)
        return self.quarantined > 0 and not is_gone

    started_by: Mapped[Person | None] = relationship()


class QuarantinedRecord(Model):
    """A record that could not be taken in: as it was written, its line, and why.

    `problem` is a sentence with places for `column` and `value`.
    """

    __tablename__ = "quarantined_record"
    __table_args__ = (
        UniqueConstraint("run_id", "line"),
        Index("ix_quarantined_record_problem_value", "problem", "value"),
    )

    id: Mapped[int] = mapped_column(Whole, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"))
    line: Mapped[int]
    raw: Mapped[str]
    problem: Mapped[str]
    column: Mapped[str | None]
    value: Mapped[str | None]

    run: Mapped[ImportRun] = relationship()


class KnownHandler(Model):
    """What somebody said once about a word that stands for who handled an interaction.

    It is a person, or nobody: then the record counts for its team, or is left out. `word` is in
    plain letters, "" is an empty cell.
    """

    __tablename__ = "known_handler"
    __table_args__ = (
        CheckConstraint("person_id IS NULL OR NOT is_left_out", name="person_or_left_out"),
    )

    word: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    is_left_out: Mapped[bool] = mapped_column(default=False)
