"""The standing questions of a company, and the days on which answers were looked at."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Question
from cxstaff.people.models import Person


def known_span() -> CheckConstraint:
    """Return what holds a column to the spans there are."""
    return CheckConstraint("span IN ('week', 'month', 'quarter')", name="known_span")


def known_lag() -> CheckConstraint:
    """Return what holds a column to the lags there are."""
    return CheckConstraint("lag BETWEEN 0 AND 3", name="known_lag")


QUESTION = "engagement", "outcome", "span", "lag"
"""The columns that keep a question of all teams, times and customers as they came."""


def columns_of(question: Question) -> dict[str, Any]:
    """Return what those columns keep of a question, by name."""
    kept = question.engagement, question.outcome, question.span.value, question.lag
    return dict(zip(QUESTION, kept, strict=True))


class StandingQuestion(Model):
    """What a company declared as its standing question; the newest counts, all others stay.

    `was_seen` says that the same score and result had been compared here before it was declared.
    """

    __tablename__ = "standing_question"
    __table_args__ = (known_span(), known_lag())

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement: Mapped[str]
    outcome: Mapped[str]
    span: Mapped[str]
    lag: Mapped[int]
    was_seen: Mapped[bool]
    declared_at: Mapped[datetime]
    declared_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    declared_by: Mapped[Person] = relationship()

    @property
    def question(self) -> Question:
        """Return the question as the comparison asks it, of all teams and times."""
        return Question(self.engagement, self.outcome, Period(self.span), self.lag)


class Look(Model):
    """A day on which the answer to a question was shown; by whom is not kept.

    `first_at` is the moment of that day's first look.
    """

    __tablename__ = "comparison_look"
    __table_args__ = (known_span(), known_lag())

    engagement: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(primary_key=True)
    span: Mapped[str] = mapped_column(primary_key=True)
    lag: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    first_at: Mapped[datetime]
