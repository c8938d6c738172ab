"""Interactions, and what customers said about them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
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
