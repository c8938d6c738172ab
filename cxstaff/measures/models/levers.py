"""Levers, which are dated and point to a measure, and targets, the first kind of them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from cxstaff.date_range import DateRange
from cxstaff.db import Model
from cxstaff.measures.models.definitions import Measure
from cxstaff.people.models import Person, Team

OF_COMPANY = text("team_id IS NULL")


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
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))

    @declared_attr
    def team(cls) -> Mapped[Team | None]:  # noqa: N805 – SQLAlchemy calls it with the class
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
    def is_agreed(self) -> bool:
        """Say whether somebody else agreed to it: then no one person changes or lengthens it."""
        return False

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

    It holds for the teams below as well, as long as they have none of their own on the measure;
    without a team it is the whole company's. `good_behaviour` is one sentence: what doing well
    looks like for this team. `by_role` says it for single roles, a line each ("Back office: …").
    """

    __tablename__ = "target"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="until_after_since"),
        UniqueConstraint("team_id", "measure_id", "since"),
        Index("ix_target_team_id_since", "team_id", "since"),
        Index(
            "uq_target_of_company",
            "measure_id",
            "since",
            unique=True,
            sqlite_where=OF_COMPANY,
            postgresql_where=OF_COMPANY,
        ),
    )

    lever = LeverKind.MEASURED

    level: Mapped[float]
    good_behaviour: Mapped[str | None]
    by_role: Mapped[str | None]
