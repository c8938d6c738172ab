"""Measures: what each means, where its numbers come from, which way is better, who answers."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model
from cxstaff.people.models import Person
from cxstaff.periods import Frequency

ASKED_OF_CUSTOMERS = frozenset({"csat", "csat_top2", "satisfied", "nps", "ces", "solved"})
"""The outcomes that are the customer's voice; the others are counted by the company itself."""

OUTCOME_UNITS = {"csat": "/ 5", "ces": "/ 7"}
"""The units of outcomes that are means on a scale."""
POINTS = "points"
"""The unit of what a pulse tells: points from 0 to 100 (an eNPS: −100 to 100)."""
SHARE = "%"
"""The unit of readings that are shares: with the cases behind them they are samples."""


class Direction(StrEnum):
    """Which way of a measure is better."""

    UP = "up"
    DOWN = "down"


class Voice(StrEnum):
    """Who is speaking: the customer, the company about itself, or its employees when asked."""

    CUSTOMER = "customer"
    INTERNAL = "internal"
    EMPLOYEE = "employee"


class Source(StrEnum):
    """Where the numbers of a measure come from."""

    OUTCOME = "outcome"
    PULSE = "pulse"
    READINGS = "readings"


class Measure(Model):
    """Something that can be measured: in which unit, which way is better, whose voice it is.

    `outcome` names a customer outcome, `subject` what a pulse publishes, where the source is one.
    `guard` is the measure that must not fall while this one rises; `opposite` the one that gets
    worse when this one gets better, whatever anybody does. `frequency` is how long the
    periods are that it is read by. One that is retired on a day is kept, and offered no more.
    `starter` tells which of the starter set it is.
    """

    __tablename__ = "measure"
    __table_args__ = (
        CheckConstraint("direction IN ('up', 'down')", name="known_direction"),
        CheckConstraint("voice IN ('customer', 'internal', 'employee')", name="known_voice"),
        CheckConstraint("source IN ('outcome', 'pulse', 'readings')", name="known_source"),
        CheckConstraint("frequency IN ('day', 'week', 'month', 'quarter')", name="known_frequency"),
        CheckConstraint("(source = 'outcome') = (outcome IS NOT NULL)", name="outcome_named"),
        CheckConstraint("(source = 'pulse') = (subject IS NOT NULL)", name="subject_named"),
        CheckConstraint("guard_id IS NULL OR guard_id <> id", name="guarded_by_another"),
        CheckConstraint("opposite_id IS NULL OR opposite_id <> id", name="opposed_to_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    unit: Mapped[str]
    direction: Mapped[str]
    voice: Mapped[str]
    source: Mapped[str]
    outcome: Mapped[str | None]
    subject: Mapped[str | None]
    frequency: Mapped[str] = mapped_column(default=Frequency.WEEK.value)
    definition: Mapped[str] = mapped_column(default="")
    formula: Mapped[str] = mapped_column(default="")
    pitfall: Mapped[str] = mapped_column(default="")
    guard_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    opposite_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    retired_on: Mapped[date | None]
    starter: Mapped[str | None] = mapped_column(unique=True)

    guard: Mapped[Measure | None] = relationship(
        remote_side=[id], foreign_keys=[guard_id], post_update=True
    )
    opposite: Mapped[Measure | None] = relationship(
        remote_side=[id], foreign_keys=[opposite_id], post_update=True
    )
    owner: Mapped[Person | None] = relationship()

    @property
    def is_customers_voice(self) -> bool:
        """Say whether it is the customer who speaks, not the company about itself."""
        return self.voice == Voice.CUSTOMER

    @property
    def is_entered(self) -> bool:
        """Say whether its numbers are entered or imported."""
        return self.source == Source.READINGS

    @property
    def read_by(self) -> Frequency:
        """Return how long the periods are that it is read by."""
        return Frequency(self.frequency)

    def owner_on(self, day: date) -> Person | None:
        """Return who answers for it on a day; nobody once its owner has left."""
        owner = self.owner
        if owner is None or (owner.left_on is not None and owner.left_on <= day):
            return None
        return owner
