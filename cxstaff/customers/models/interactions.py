"""Interactions, and what customers said about them."""

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
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from cxstaff.db import Instant, Model, Whole
from cxstaff.people.models import Person, Team
from cxstaff.search import folded_if_needed


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


class ContactReason(Model):
    """Why a customer got in touch; '' stands for not said."""

    __tablename__ = "reason"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Circumstance(Model):
    """Why a customer needed the company just then; '' stands for not said."""

    __tablename__ = "circumstance"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Customer(Model):
    """What a system knows of a customer beside what is summed up; each of it may be missing.

    `reference` is what the interactions of that source call the customer by. Of each detail it is
    known when it was told, so that older news never take the place of newer; None: before that was
    kept. `search_text` is name and address as `cxstaff.search.folded` writes them.
    """

    __tablename__ = "customer"

    source: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str | None]
    address_at: Mapped[datetime | None]
    name: Mapped[str | None]
    name_at: Mapped[datetime | None]
    language: Mapped[str | None]
    language_at: Mapped[datetime | None]
    zone: Mapped[str | None]
    zone_at: Mapped[datetime | None]
    search_text: Mapped[str | None]


def _named(column: str) -> dict[str, Any]:
    """Let an index hold only the rows in which a column says something."""
    is_named = text(f"{column} IS NOT NULL")
    return {"sqlite_where": is_named, "postgresql_where": is_named}


class Interaction(Model):
    """One contact of a customer, handled by a person who was then in `team_id`, or by the team.

    `source` and `reference` name it in the system it comes from. `day` is the calendar day of
    `happened_at` in the company's zone, `changed_at` when that system last changed it, `value` what
    it was worth in hundredths of the company's currency. `run_id` is the import that brought it.
    One that is left out counts in no sum.
    """

    __tablename__ = "interaction"
    __table_args__ = (
        UniqueConstraint("source", "reference"),
        CheckConstraint("handling_seconds >= 0", name="handling_not_negative"),
        CheckConstraint("value >= 0", name="value_not_negative"),
        Index("ix_interaction_team_id_happened_at", "team_id", "happened_at"),
        Index("ix_interaction_handler_id_happened_at", "handler_id", "happened_at"),
        Index("ix_interaction_happened_at", "happened_at"),
        Index("ix_interaction_run_id", "run_id"),
        # Only of those that name one: most files do not, and would write it for nothing.
        Index("ix_interaction_customer", "customer", **_named("customer")),
    )

    id: Mapped[int] = mapped_column(Whole, primary_key=True)
    source: Mapped[str]
    reference: Mapped[str]
    customer: Mapped[str | None]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"))
    reason_id: Mapped[int] = mapped_column(ForeignKey("reason.id"))
    circumstance_id: Mapped[int] = mapped_column(ForeignKey("circumstance.id"))
    happened_at: Mapped[datetime] = mapped_column(Instant)
    day: Mapped[date]
    responded_at: Mapped[datetime | None] = mapped_column(Instant)
    handling_seconds: Mapped[int | None]
    is_resolved: Mapped[bool | None]
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    reopened_at: Mapped[datetime | None] = mapped_column(Instant)
    is_reopened: Mapped[bool | None]
    is_escalated: Mapped[bool | None]
    is_complaint: Mapped[bool | None]
    value: Mapped[int | None] = mapped_column(Whole)
    changed_at: Mapped[datetime | None] = mapped_column(Instant)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"))
    is_left_out: Mapped[bool] = mapped_column(default=False)

    team: Mapped[Team] = relationship()
    handler: Mapped[Person | None] = relationship()
    channel: Mapped[Channel] = relationship()
    segment: Mapped[Segment] = relationship()
    reason: Mapped[ContactReason] = relationship()
    circumstance: Mapped[Circumstance] = relationship()
    feedback: Mapped[Feedback | None] = relationship(back_populates="interaction")


FEWEST_OF_GOOD = 4
"""Where a satisfaction begins of which it may be told whom it is about."""


class Feedback(Model):
    """What the customer said about one interaction; `is_satisfied` where asked in two steps.

    `is_solved` is the customer's word for it: what the company says stands with the interaction.

    `search_text` is the remark as `cxstaff.search.folded_if_needed` writes it; what is set here
    keeps it, and so has to whoever writes remarks of many.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("csat BETWEEN 1 AND 5", name="csat_range"),
        CheckConstraint("nps BETWEEN 0 AND 10", name="nps_range"),
        CheckConstraint("ces BETWEEN 1 AND 7", name="ces_range"),
        CheckConstraint("search_text IS NULL OR remark IS NOT NULL", name="search_text_of_remark"),
    )

    interaction_id: Mapped[int] = mapped_column(
        Whole, ForeignKey("interaction.id"), primary_key=True, autoincrement=False
    )
    given_at: Mapped[datetime | None] = mapped_column(Instant)
    csat: Mapped[int | None] = mapped_column(SmallInteger)
    nps: Mapped[int | None] = mapped_column(SmallInteger)
    ces: Mapped[int | None] = mapped_column(SmallInteger)
    is_satisfied: Mapped[bool | None]
    is_solved: Mapped[bool | None]
    remark: Mapped[str | None]
    search_text: Mapped[str | None]

    interaction: Mapped[Interaction] = relationship(back_populates="feedback")

    @property
    def is_good(self) -> bool:
        """Say whether it may be told whom it is about."""
        return self.csat is None or self.csat >= FEWEST_OF_GOOD

    @validates("remark")
    def _is_found_by(self, _name: str, remark: str | None) -> str | None:
        self.search_text = folded_if_needed(remark)
        return remark


class ChangeCause(StrEnum):
    """Why an interaction is no longer what it was."""

    UPDATED = "updated"
    CORRECTED = "corrected"
    MOVED = "moved"
    FOLLOWED = "followed"
    LEFT_OUT = "left_out"
    COUNTED_AGAIN = "counted_again"


class Change(Model):
    """One change of an interaction: when, by which import or whom, and what it was before.

    `before` holds the former values of what changed, by the names of `Contact`'s fields.
    """

    __tablename__ = "interaction_change"

    id: Mapped[int] = mapped_column(Whole, primary_key=True)
    interaction_id: Mapped[int] = mapped_column(Whole, ForeignKey("interaction.id"), index=True)
    changed_at: Mapped[datetime]
    cause: Mapped[str]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str | None]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)

    interaction: Mapped[Interaction] = relationship()
    by: Mapped[Person | None] = relationship()
