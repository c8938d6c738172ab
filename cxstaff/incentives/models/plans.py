"""Incentive plans, the terms they pay by, and proposals of plans that somebody has to agree to."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.date_range import DateRange
from cxstaff.db import Model, Whole
from cxstaff.incentives.payout.terms import Guard, PaidLevel, PayoutTerms, Shape
from cxstaff.measures.models import Lever, LeverKind, Measure
from cxstaff.people.models import Person, Team
from cxstaff.points.models import LedgerAccount


class Every(StrEnum):
    """How often a plan pays."""

    MONTH = "month"
    QUARTER = "quarter"


class Pays(StrEnum):
    """Whom a plan pays."""

    TEAM = "team"
    MEMBERS = "members"


class Decision(StrEnum):
    """What became of a proposal."""

    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class PlanTerms(Model):
    """By what a plan pays, as data; written once, since amounts were worked out with it.

    `steps` are pairs of a level and an amount, the easiest first; amounts are whole numbers of the
    smallest `unit` (cents of a currency, points). It is paid from the account `budget`. Who was
    there fewer than `least_days` of a period is paid nothing; others by their days, of which those
    on leave count where `counts_leave` says so.
    """

    __tablename__ = "plan_terms"
    __table_args__ = (
        CheckConstraint("shape IN ('threshold', 'steps', 'line', 'pool')", name="known_shape"),
        CheckConstraint("every IN ('month', 'quarter')", name="known_period"),
        CheckConstraint("pays IN ('team', 'members')", name="known_recipient"),
        CheckConstraint("shape <> 'pool' OR pays = 'members'", name="pool_is_shared"),
        CheckConstraint("cap IS NULL OR cap > 0", name="cap_above_nothing"),
        CheckConstraint("least_days >= 0", name="least_days_counted"),
        CheckConstraint("guard_keeps >= 0 AND guard_keeps < 100", name="guard_keeps_a_part"),
        CheckConstraint("(guard_id IS NULL) = (guard_level IS NULL)", name="guard_has_level"),
        ForeignKeyConstraint(
            ["budget_id", "unit"],
            ["points_account.id", "points_account.unit"],
            name="fk_plan_terms_budget",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    shape: Mapped[str]
    unit: Mapped[str]
    steps: Mapped[list[Any]] = mapped_column(JSON)
    cap: Mapped[int | None] = mapped_column(Whole)
    guard_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    guard_level: Mapped[float | None]
    guard_keeps: Mapped[int] = mapped_column(default=0)
    every: Mapped[str]
    pays: Mapped[str]
    budget_id: Mapped[int] = mapped_column()
    least_days: Mapped[int] = mapped_column(default=0)
    counts_leave: Mapped[bool] = mapped_column(default=True)

    guard: Mapped[Measure | None] = relationship(Measure)
    budget: Mapped[LedgerAccount] = relationship(LedgerAccount)

    @property
    def hardest_level(self) -> float:
        """Return the level that the largest amount is paid for."""
        return float(self.steps[-1][0])

    def for_measure(self, measure: Measure) -> PayoutTerms:
        """Return the terms as they are worked out for a measure."""
        guard = None
        if self.guard is not None and self.guard_level is not None:
            guard = Guard(self.guard_level, self.guard.direction, self.guard_keeps)
        steps = tuple(PaidLevel(float(level), int(amount)) for level, amount in self.steps)
        return PayoutTerms(Shape(self.shape), measure.direction, steps, self.cap, guard)


class IncentivePlan(Lever, Model):
    """What a team is incented on: a measure, what is paid and for what, dated.

    `pays` says it in words. A plan with `terms` also works amounts out, and has been agreed to by
    somebody beside the person who wrote it.
    """

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
    terms_id: Mapped[int | None] = mapped_column(ForeignKey("plan_terms.id"))

    terms: Mapped[PlanTerms | None] = relationship(PlanTerms)
    proposals: Mapped[list[PlanProposal]] = relationship(foreign_keys="PlanProposal.plan_id")
    changes: Mapped[list[PlanProposal]] = relationship(foreign_keys="PlanProposal.follows_id")

    @property
    def is_agreed(self) -> bool:
        """Say whether it pays, and so was agreed to."""
        return self.terms_id is not None


class PlanProposal(Model):
    """A plan that somebody wrote and somebody else has to agree to before it holds.

    `follows` is the plan it changes from `since` on, None where it begins a new one; `plan` what
    came of it once it was approved.
    """

    __tablename__ = "plan_proposal"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until > since", name="until_after_since"),
        CheckConstraint("decision IN ('approved', 'declined', 'withdrawn')", name="known_decision"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_at_a_time"),
        CheckConstraint(
            "decision IS NULL OR decision = 'withdrawn' OR written_by_id IS NULL"
            " OR decided_by_id IS NULL OR decided_by_id <> written_by_id",
            name="decided_by_somebody_else",
        ),
        CheckConstraint("plan_id IS NULL OR decision = 'approved'", name="plan_was_approved"),
        Index("ix_plan_proposal_team_id", "team_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("plan_terms.id"))
    name: Mapped[str]
    pays: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("incentive_plan.id"))
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    decision: Mapped[str | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("incentive_plan.id"), unique=True)

    team: Mapped[Team] = relationship(Team)
    measure: Mapped[Measure] = relationship(Measure)
    terms: Mapped[PlanTerms] = relationship(PlanTerms)
    follows: Mapped[IncentivePlan | None] = relationship(
        foreign_keys=[follows_id], overlaps="changes"
    )
    written_by: Mapped[Person | None] = relationship(foreign_keys=[written_by_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])

    @property
    def span(self) -> DateRange:
        """Return the days it would hold."""
        return DateRange(self.since, self.until)

    @property
    def is_open(self) -> bool:
        """Say whether nobody has decided yet."""
        return self.decision is None
