"""Interactions, what customers said about them, the running sums, and how they came in."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model, Whole
from cxstaff.people.models import Person, Team


class Channel(Model):
    """How a customer reached the company: phone, e-mail, chat."""

    __tablename__ = "channel"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Segment(Model):
    """A group of customers in like circumstances; '' stands for not said."""

    __tablename__ = "segment"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Reason(Model):
    """Why a customer got in touch; '' stands for not said."""

    __tablename__ = "reason"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Interaction(Model):
    """One contact of a customer, handled by a person who was then in `team_id`.

    `source` and `reference` name it in the system it comes from; importing it again changes
    nothing. `day` is the calendar day of `happened_at` in the company's zone.
    """

    __tablename__ = "interaction"
    __table_args__ = (
        UniqueConstraint("source", "reference"),
        CheckConstraint("handling_seconds >= 0", name="handling_not_negative"),
        Index("ix_interaction_team_id_happened_at", "team_id", "happened_at"),
        Index("ix_interaction_handler_id_happened_at", "handler_id", "happened_at"),
        Index("ix_interaction_happened_at", "happened_at"),
    )

    id: Mapped[int] = mapped_column(Whole, primary_key=True)
    source: Mapped[str]
    reference: Mapped[str]
    customer: Mapped[str | None]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    handler_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"))
    reason_id: Mapped[int] = mapped_column(ForeignKey("reason.id"))
    happened_at: Mapped[datetime]
    day: Mapped[date]
    responded_at: Mapped[datetime | None]
    handling_seconds: Mapped[int | None]
    is_resolved: Mapped[bool | None]

    team: Mapped[Team] = relationship()
    handler: Mapped[Person] = relationship()
    channel: Mapped[Channel] = relationship()
    reason: Mapped[Reason] = relationship()
    feedback: Mapped[Feedback | None] = relationship(back_populates="interaction")


class Feedback(Model):
    """What the customer said about one interaction."""

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("csat BETWEEN 1 AND 5", name="csat_range"),
        CheckConstraint("nps BETWEEN 0 AND 10", name="nps_range"),
        CheckConstraint("ces BETWEEN 1 AND 7", name="ces_range"),
    )

    interaction_id: Mapped[int] = mapped_column(
        Whole, ForeignKey("interaction.id"), primary_key=True, autoincrement=False
    )
    given_at: Mapped[datetime | None]
    csat: Mapped[int | None] = mapped_column(SmallInteger)
    nps: Mapped[int | None] = mapped_column(SmallInteger)
    ces: Mapped[int | None] = mapped_column(SmallInteger)
    remark: Mapped[str | None]

    interaction: Mapped[Interaction] = relationship(back_populates="feedback")


class Grain(StrEnum):
    """How long a cell is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Sums:
    """The running sums that a cell and a total hold; all whole numbers, so that they are exact."""

    interactions: Mapped[int] = mapped_column(default=0)
    csat_n: Mapped[int] = mapped_column(default=0)
    csat_sum: Mapped[int] = mapped_column(Whole, default=0)
    csat_squares: Mapped[int] = mapped_column(Whole, default=0)
    csat_top2: Mapped[int] = mapped_column(default=0)
    nps_n: Mapped[int] = mapped_column(default=0)
    nps_promoters: Mapped[int] = mapped_column(default=0)
    nps_detractors: Mapped[int] = mapped_column(default=0)
    ces_n: Mapped[int] = mapped_column(default=0)
    ces_sum: Mapped[int] = mapped_column(Whole, default=0)
    ces_squares: Mapped[int] = mapped_column(Whole, default=0)
    resolved_n: Mapped[int] = mapped_column(default=0)
    resolved_yes: Mapped[int] = mapped_column(default=0)
    resolved_heard: Mapped[int] = mapped_column(default=0)  # resolved, and the customer answered
    unresolved_heard: Mapped[int] = mapped_column(default=0)
    handling_n: Mapped[int] = mapped_column(default=0)
    handling_sum: Mapped[int] = mapped_column(Whole, default=0)  # seconds
    handling_squares: Mapped[int] = mapped_column(Whole, default=0)  # of whole minutes
    waiting_n: Mapped[int] = mapped_column(default=0)
    waiting_sum: Mapped[int] = mapped_column(Whole, default=0)  # seconds until the response
    waiting_squares: Mapped[int] = mapped_column(Whole, default=0)  # of whole minutes


SUMS = tuple(name for name in vars(Sums) if not name.startswith("_"))
CELL_KEYS = ("grain", "team_id", "starts_on", "channel_id", "segment_id")
TOTAL_KEYS = ("grain", "team_id", "starts_on")


class Cell(Sums, Model):
    """The running sums of one team, day (week, month), channel and segment."""

    __tablename__ = "cell"

    grain: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"), primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"), primary_key=True)


class Total(Sums, Model):
    """The running sums of one team and day (week, month) over all channels and segments."""

    __tablename__ = "total"

    grain: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)


class ImportPreset(Model):
    """A saved way to read files of one source: which column is what, and how dates are written."""

    __tablename__ = "import_preset"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)


class ImportState(StrEnum):
    """How far an import has come."""

    UPLOADED = "uploaded"
    QUEUED = "queued"
    RUNNING = "running"
    STOPPED = "stopped"
    FINISHED = "finished"
    FAILED = "failed"


class ImportRun(Model):
    """One file on its way in: records = accepted + duplicates + quarantined, at every commit.

    `bytes_done` and `lines_done` say where to go on; `layout` and `mapping` say how to read.
    `worker` names who brings it in, `heard_at` when that worker last gave a sign of life.
    """

    __tablename__ = "import_run"
    __table_args__ = (
        CheckConstraint("records = accepted + duplicates + quarantined", name="adds_up"),
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
    duplicates: Mapped[int] = mapped_column(default=0)
    quarantined: Mapped[int] = mapped_column(default=0)
    complaint: Mapped[str | None]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    started_by: Mapped[Person | None] = relationship()


class QuarantinedRecord(Model):
    """A record that could not be taken in: as it was written, its line, and why.

    `problem` is a sentence with places for `column` and `value`.
    """

    __tablename__ = "quarantined_record"
    __table_args__ = (UniqueConstraint("run_id", "line"),)

    id: Mapped[int] = mapped_column(Whole, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"))
    line: Mapped[int]
    raw: Mapped[str]
    problem: Mapped[str]
    column: Mapped[str | None]
    value: Mapped[str | None]

    run: Mapped[ImportRun] = relationship()
