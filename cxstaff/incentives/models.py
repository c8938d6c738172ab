"""Incentive plans: what a team is paid or rewarded for, and from when to when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model
from cxstaff.measures.models import Measure
from cxstaff.people.models import Team


class IncentivePlan(Model):
    """What a team is incented on: a measure, what is paid and for what, dated."""

    __tablename__ = "incentive_plan"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="until_after_since"),
        Index("ix_incentive_plan_team_id_since", "team_id", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    name: Mapped[str]
    pays: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]

    team: Mapped[Team] = relationship()
    measure: Mapped[Measure] = relationship()
