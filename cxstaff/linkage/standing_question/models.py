"""The standing question of a company, and every one it had before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model
from cxstaff.linkage.looks.models import known_lag, known_span
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Question
from cxstaff.people.models import Person


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
