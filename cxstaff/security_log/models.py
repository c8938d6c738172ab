"""The security log: links of a chain that nobody changes, and notes that can be forgotten."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Connection, ForeignKey, Index, LargeBinary, Table, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff import engine
from cxstaff.db import Model, Whole
from cxstaff.engine import append_only


class SecurityEvent(Model):
    """One privileged act or security event: who did what, to whom, when. Never changed.

    `by_id` and `on_id` are ids of people (None: the command line or a job; nobody), without a
    foreign key: the line outlives whatever it tells of. `at` is a whole day where `is_coarse`.
    """

    __tablename__ = "security_event"
    __table_args__ = (
        Index("ix_security_event_on_id", "on_id"),
        Index("ix_security_event_by_id", "by_id"),
        Index("ix_security_event_act_at", "act", "at"),
    )

    position: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    is_coarse: Mapped[bool]
    act: Mapped[str]
    by_id: Mapped[int | None]
    on_id: Mapped[int | None]
    round_id: Mapped[int | None]
    team_id: Mapped[int | None]
    note_digest: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)

    note: Mapped[SecurityNote | None] = relationship(viewonly=True)


class SecurityNote(Model):
    """What a line says beyond the chain: from which address, and words such as an old e-mail.

    It can be removed, to erase a person or after a time, and not changed.
    """

    __tablename__ = "security_note"

    position: Mapped[int] = mapped_column(
        Whole, ForeignKey("security_event.position"), primary_key=True, autoincrement=False
    )
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    address: Mapped[str]
    words: Mapped[dict[str, Any]] = mapped_column(JSON)


class WaitingEvent(Model):
    """What somebody who is asked in an open round did with their account, until the day is over.

    Under a random id, with the day alone: the log never tells the hour, nor the order of a day.
    """

    __tablename__ = "security_waiting"

    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(index=True)
    act: Mapped[str]
    by_id: Mapped[int | None]
    on_id: Mapped[int | None]
    address: Mapped[str]
    words: Mapped[dict[str, Any]] = mapped_column(JSON)


class Checkpoint(Model):
    """The newest line of the log on a day, sent out so that a log rewritten later shows."""

    __tablename__ = "security_checkpoint"

    day: Mapped[date] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(Whole)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    sent_at: Mapped[datetime | None]


def _guard_events(table: Table, connection: Connection, **_: Any) -> None:
    append_only.forbid_changes(connection, table.name)


def _guard_notes(table: Table, connection: Connection, **_: Any) -> None:
    append_only.forbid_updates(connection, table.name)


event.listen(engine.table_of(SecurityEvent), "after_create", _guard_events)
event.listen(engine.table_of(SecurityNote), "after_create", _guard_notes)
