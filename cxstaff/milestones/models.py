"""Birthdays that people told, who wants nothing of theirs celebrated, and what was told."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model
from cxstaff.people.models import Person, Team

SHORT_MONTHS = "month NOT IN (4, 6, 9, 11) OR day <= 30"


class Birthday(Model):
    """The month and the day that a person told of their own accord; nobody asks for the year."""

    __tablename__ = "birthday"
    __table_args__ = (
        CheckConstraint("month BETWEEN 1 AND 12", name="month_of_year"),
        CheckConstraint("day BETWEEN 1 AND 31", name="day_of_month"),
        CheckConstraint(SHORT_MONTHS, name="short_months"),
        CheckConstraint("month <> 2 OR day <= 29", name="february"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    month: Mapped[int]
    day: Mapped[int]
    told_at: Mapped[datetime]


class MilestoneRefusal(Model):
    """A person who wants nothing of theirs celebrated: nobody is told, nothing is shown."""

    __tablename__ = "milestone_refusal"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class MilestoneKind(StrEnum):
    """What is celebrated; the value is stored for good."""

    YEARS = "years"
    BIRTHDAY = "birthday"


class Milestone(Model):
    """A milestone that was told: the local day it was on, and of years how many they are.

    The UNIQUE constraint lets each kind be told once a year. Of one that was taken back, as when a
    birthday is removed, the day is gone and that it was told stays.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint("kind IN ('years', 'birthday')", name="known_kind"),
        CheckConstraint("(kind = 'years') = (years IS NOT NULL)", name="years_are_counted"),
        CheckConstraint("years IS NULL OR years > 0", name="some_years"),
        UniqueConstraint("person_id", "kind", "year"),
        Index("ix_milestone_on_day_team_id", "on_day", "team_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    year: Mapped[int]
    on_day: Mapped[date | None]
    years: Mapped[int | None]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    told_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
    team: Mapped[Team] = relationship()
