"""Actions: what a team heard, what it will do about it, who sees to it by when, and what came."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model
from cxstaff.people.models import Person, Team


class ActionStage(StrEnum):
    """How far an action is."""

    PLANNED = "planned"
    UNDER_WAY = "under way"
    DONE = "done"
    DROPPED = "dropped"


class Action(Model):
    """One thing a team will do about what it heard; `did` says what became of it in the end."""

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint("stage IN ('planned', 'under way', 'done', 'dropped')", name="known_stage"),
        CheckConstraint(
            "(stage IN ('done', 'dropped')) = (ended_on IS NOT NULL)", name="ended_has_a_day"
        ),
        Index("ix_action_team_id_ended_on", "team_id", "ended_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    heard: Mapped[str]
    will_do: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date] = mapped_column(index=True)
    stage: Mapped[str] = mapped_column(default=ActionStage.PLANNED.value)
    did: Mapped[str | None]
    ended_on: Mapped[date | None]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]

    team: Mapped[Team] = relationship()
    owner: Mapped[Person] = relationship(foreign_keys=[owner_id])
    notes: Mapped[list[ActionNote]] = relationship(order_by="ActionNote.id")

    @property
    def is_open(self) -> bool:
        """Say whether it is neither done nor dropped."""
        return self.ended_on is None

    def is_overdue(self, today: date) -> bool:
        """Say whether its day is over and it is not."""
        return self.is_open and self.due_on < today


class ActionNote(Model):
    """A step on the way, in the words of whoever took it."""

    __tablename__ = "action_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    text: Mapped[str]

    written_by: Mapped[Person] = relationship()
