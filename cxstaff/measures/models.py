"""Measures, the targets teams have on them, and readings entered by hand."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from cxstaff.date_range import DateRange
from cxstaff.db import Model
from cxstaff.people.models import Person, Team

ASKED_OF_CUSTOMERS = frozenset({"csat", "csat_top2", "satisfied", "nps", "ces"})
"""The outcomes that are the customer's voice; the others are counted by the company itself."""

OUTCOME_UNITS = {"csat": "/ 5", "ces": "/ 7"}
"""The units of outcomes that are means on a scale."""


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
    READINGS = "readings"


class Measure(Model):
    """Something that can be measured: in which unit, which way is better, whose voice it is.

    `outcome` names a customer outcome when the source is one. `guard` is the measure that must
    not fall while this one rises.
    """

    __tablename__ = "measure"
    __table_args__ = (
        CheckConstraint("direction IN ('up', 'down')", name="known_direction"),
        CheckConstraint("voice IN ('customer', 'internal', 'employee')", name="known_voice"),
        CheckConstraint("(source = 'outcome') = (outcome IS NOT NULL)", name="outcome_named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    unit: Mapped[str]
    direction: Mapped[str]
    voice: Mapped[str]
    source: Mapped[str]
    outcome: Mapped[str | None]
    guard_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))

    guard: Mapped[Measure | None] = relationship(remote_side=[id])

    @property
    def is_customers_voice(self) -> bool:
        """Say whether it is the customer who speaks, not the company about itself."""
        return self.voice == Voice.CUSTOMER


class LeverKind(StrEnum):
    """What drives a team; each is kept by a class of its own, in the feature it belongs to."""

    MEASURED = "measured"
    INCENTED = "incented"
    CELEBRATED = "celebrated"


class Lever:
    """What every lever is: dated, and pointing to a team and a measure. Its past is never edited.

    `set_by_id` is the person who wrote it down. Of two levers alike in `alike_by` no days overlap.
    """

    lever: ClassVar[LeverKind]
    alike_by: ClassVar[tuple[str, ...]] = ("team_id", "measure_id")

    def __init_subclass__(cls, **more: Any) -> None:
        """Register the class that keeps levers of its kind."""
        super().__init_subclass__(**more)
        _LEVERS[cls.lever] = cls

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    @declared_attr
    def team(cls) -> Mapped[Team]:  # noqa: N805 – SQLAlchemy calls it with the class
        """Relate it to the team it holds for."""
        return relationship(Team)

    @declared_attr
    def measure(cls) -> Mapped[Measure]:  # noqa: N805
        """Relate it to the measure it points to."""
        return relationship(Measure)

    @declared_attr
    def set_by(cls) -> Mapped[Person | None]:  # noqa: N805
        """Relate it to the person who wrote it down."""
        return relationship(Person)

    @property
    def span(self) -> DateRange:
        """Return the days it holds."""
        return DateRange(self.since, self.until)

    @property
    def last_day(self) -> date | None:
        """Return the last day it holds, None while no end is planned."""
        return self.span.last_day if self.until else None


_LEVERS: dict[LeverKind, type[Lever]] = {}


def lever_classes() -> list[type[Lever]]:
    """Return the class of every lever; KeyError names a kind whose feature was never loaded."""
    return [_LEVERS[kind] for kind in LeverKind]


class Target(Lever, Model):
    """What a team is measured on: a level of a measure to reach, from `since` until `until`.

    `good_behaviour` is one sentence: what doing well looks like for this team.
    """

    __tablename__ = "target"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="until_after_since"),
        UniqueConstraint("team_id", "measure_id", "since"),
        Index("ix_target_team_id_since", "team_id", "since"),
    )

    lever = LeverKind.MEASURED

    level: Mapped[float]
    good_behaviour: Mapped[str | None]


class Reading(Model):
    """One number of a measure for a team and the week that starts on `starts_on`."""

    __tablename__ = "reading"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[float]
