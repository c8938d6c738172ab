"""Readings: numbers that were entered or imported, what they add up to, what stood there before."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model, Whole
from cxstaff.people.models import Person


class Reading(Model):
    """One number of a measure for a team and the period that starts on `starts_on`.

    `n` is of how many cases it is, where somebody said so. Who entered it last, and when, is not
    known of numbers from before that was kept.
    """

    __tablename__ = "reading"
    __table_args__ = (
        CheckConstraint("n IS NULL OR n > 0", name="some_cases"),
        Index("ix_reading_measure_id_starts_on", "measure_id", "starts_on"),
    )

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[float]
    n: Mapped[int | None]
    entered_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    entered_by: Mapped[Person | None] = relationship()


class ReadingTotal(Model):
    """What the readings of all teams of one period add up to; counted anew when one changes.

    `total` and `squares` are sums of values and of their squares; of the `counted` readings that
    say of how many cases they are, `cases` are all of these and `weighted` each value times its
    own. It holds numbers of the company alone, and nothing that the readings do not tell.
    """

    __tablename__ = "reading_total"
    __table_args__ = (CheckConstraint("count > 0", name="some_readings"),)

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int]
    total: Mapped[float]
    squares: Mapped[float]
    counted: Mapped[int]
    cases: Mapped[int] = mapped_column(Whole)
    weighted: Mapped[float]


class EarlierReading(Model):
    """What a reading was before it was corrected or removed: by whom, when and why.

    Rows are only added. No reading needs to be there any more.
    """

    __tablename__ = "earlier_reading"
    __table_args__ = (
        Index("ix_earlier_reading_measure_id_team_id", "measure_id", "team_id", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    starts_on: Mapped[date]
    value: Mapped[float]
    n: Mapped[int | None]
    entered_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    corrected_at: Mapped[datetime]
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str]
    is_removal: Mapped[bool] = mapped_column(default=False)

    entered_by: Mapped[Person | None] = relationship(foreign_keys=[entered_by_id])
    corrected_by: Mapped[Person | None] = relationship(foreign_keys=[corrected_by_id])
