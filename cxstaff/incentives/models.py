"""Incentive plans: what a team is paid or rewarded for, and from when to when."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.db import Model
from cxstaff.measures.models import Lever, LeverKind


class IncentivePlan(Lever, Model):
    """What a team is incented on: a measure, what is paid and for what, dated."""

    __tablename__ = "incentive_plan"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="until_after_since"),
        UniqueConstraint("team_id", "measure_id", "name", "since"),
        Index("ix_incentive_plan_team_id_since", "team_id", "since"),
    )

    lever = LeverKind.INCENTED
    alike_by = ("team_id", "measure_id", "name")

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    name: Mapped[str]
    pays: Mapped[str]
