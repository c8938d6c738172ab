"""Thanks between people, the values they name, and each team's standing celebrations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.customers.models import Interaction
from cxstaff.db import Model, Whole
from cxstaff.measures.models import Lever, LeverKind, Measure
from cxstaff.people.models import Person, Team


class CompanyValue(Model):
    """Something the company holds dear, in a word and a sentence."""

    __tablename__ = "company_value"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    sentence: Mapped[str]


class Celebration(Lever, Model):
    """What a team celebrates as a habit: a measure, the occasion, from when to when."""

    __tablename__ = "celebration"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="until_after_since"),
        UniqueConstraint("team_id", "measure_id", "name", "since"),
        Index("ix_celebration_team_id_since", "team_id", "since"),
    )

    lever = LeverKind.CELEBRATED
    alike_by = ("team_id", "measure_id", "name")

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    name: Mapped[str]
    occasion: Mapped[str]


class Thanks(Model):
    """One person's thanks to another, for a measure or a value, with the customer's words if any.

    `team_id` is the team the thanked person was in. A private one is seen by the two alone.
    """

    __tablename__ = "thanks"
    __table_args__ = (
        CheckConstraint("giver_id <> receiver_id", name="not_oneself"),
        CheckConstraint("measure_id IS NOT NULL OR value_id IS NOT NULL", name="celebrates"),
        Index("ix_thanks_receiver_id_given_at", "receiver_id", "given_at"),
        Index("ix_thanks_team_id_given_at", "team_id", "given_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    value_id: Mapped[int | None] = mapped_column(ForeignKey("company_value.id"))
    interaction_id: Mapped[int | None] = mapped_column(
        Whole, ForeignKey("interaction.id", ondelete="SET NULL"), index=True
    )
    message: Mapped[str]
    is_private: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime] = mapped_column(index=True)
    request_key: Mapped[str | None] = mapped_column(unique=True)  # a form sent twice thanks once

    giver: Mapped[Person] = relationship(foreign_keys=[giver_id])
    receiver: Mapped[Person] = relationship(foreign_keys=[receiver_id])
    team: Mapped[Team] = relationship()
    measure: Mapped[Measure | None] = relationship()
    value: Mapped[CompanyValue | None] = relationship()
    interaction: Mapped[Interaction | None] = relationship()

    @property
    def celebrated(self) -> str | None:
        """Return the name of the measure or value it is given for."""
        celebrated = self.measure or self.value
        return celebrated.name if celebrated else None

    @property
    def quote(self) -> str | None:
        """Return what the customer said, if it is given for an interaction with a remark."""
        feedback = self.interaction.feedback if self.interaction else None
        return feedback.remark if feedback else None
