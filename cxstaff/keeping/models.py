"""How long records are kept, how far their removal has come, and who is being erased."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.db import Model, Whole


class Removal(Model):
    """The last removal of old records of a kind: the day it is for, and how many went."""

    __tablename__ = "keeping_removal"

    kind: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]
    removed: Mapped[int] = mapped_column(default=0)
    removed_ever: Mapped[int] = mapped_column(Whole, default=0)
    is_to_compact: Mapped[bool] = mapped_column(default=False)  # bytes of what went may remain
    finished_at: Mapped[datetime | None]


class Cause(StrEnum):
    """Why somebody is erased."""

    ASKED = "asked"
    LEFT = "left"
    RESTORED = "restored"


class Stage(StrEnum):
    """What of an erasure comes next; WAITING until no round asks the person any more."""

    WAITING = "waiting"
    TEXTS = "texts"
    ENTRY = "entry"
    DISK = "disk"
    DONE = "done"


class Erasure(Model):
    """A person who is erased, or is about to be; `person_id` is all it says about them.

    `tables` are those that changed, whose files are rewritten at the end.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        CheckConstraint("(stage = 'done') = (finished_at IS NOT NULL)", name="done_has_a_time"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    cause: Mapped[str]
    stage: Mapped[str] = mapped_column(default=Stage.WAITING.value, index=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    finished_at: Mapped[datetime | None]
    tables: Mapped[list[str]] = mapped_column(JSON, default=list)

    @property
    def is_waiting(self) -> bool:
        """Say whether it can still be taken back."""
        return self.stage == Stage.WAITING

    @property
    def tone(self) -> str:
        """Return how its stage is coloured."""
        return "good" if self.finished_at else "info"
