"""Periods of plans that were closed without a statement, since their number never came."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model
from cxstaff.incentives.models.plans import IncentivePlan
from cxstaff.people.models import Person


class ClosedPeriod(Model):
    """The period [since, until) of a plan for which nothing is paid: why, and who said so."""

    __tablename__ = "closed_period"
    __table_args__ = (
        CheckConstraint("until > since", name="until_after_since"),
        UniqueConstraint("plan_id", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("incentive_plan.id"))
    since: Mapped[date]
    until: Mapped[date]
    reason: Mapped[str]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime]

    plan: Mapped[IncentivePlan] = relationship(IncentivePlan)
    closed_by: Mapped[Person | None] = relationship(Person)
