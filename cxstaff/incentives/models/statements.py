"""What plans owe: a settlement for each plan and period, in it a statement for each recipient."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.date_range import DateRange
from cxstaff.db import Model, Whole
from cxstaff.incentives.models.plans import IncentivePlan
from cxstaff.incentives.payout.formula import Rule, Working
from cxstaff.people.models import Person, Team


class State(StrEnum):
    """Where a statement stands."""

    DRAFTED = "drafted"
    DISPUTED = "disputed"
    APPROVED = "approved"
    PAID = "paid"
    REVERSED = "reversed"


class RemarkKind(StrEnum):
    """What somebody wrote beside a statement."""

    DISPUTE = "dispute"
    ANSWER = "answer"


class Settlement(Model):
    """What a plan owes for one period: the numbers it was worked out from, once they were there.

    `value`, `low`, `high` and `n` are the measure's number for the period [since, until), `guard`
    the guard's value. `hold_id` sets what is not paid yet aside on the budget; `budget_left` is
    what was free on it after that.
    """

    __tablename__ = "settlement"
    __table_args__ = (
        CheckConstraint("until > since", name="until_after_since"),
        UniqueConstraint("plan_id", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("incentive_plan.id"))
    since: Mapped[date]
    until: Mapped[date]
    value: Mapped[float]
    low: Mapped[float | None]
    high: Mapped[float | None]
    n: Mapped[int]
    guard: Mapped[float | None]
    hold_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("points_transfer.id"))
    budget_left: Mapped[int] = mapped_column(Whole)
    drafted_at: Mapped[datetime]
    rounds: Mapped[int] = mapped_column(default=0)  # of what was set aside anew

    plan: Mapped[IncentivePlan] = relationship(IncentivePlan)

    @property
    def period(self) -> DateRange:
        """Return the days it is for."""
        return DateRange(self.since, self.until)


class Statement(Model):
    """What a plan pays one person, or its team as a whole, for one period, step by step.

    `working` are the steps as `formula.Working` has them; `amount` is the last of them. A statement
    that was paid and turned out wrong is reversed, and followed by another `edition`. Who wrote the
    plan stands here as well, so that the database itself keeps them from approving it.
    """

    __tablename__ = "statement"
    __table_args__ = (
        CheckConstraint(
            "state IN ('drafted', 'disputed', 'approved', 'paid', 'reversed')", name="known_state"
        ),
        CheckConstraint("amount >= 0 AND days >= 0", name="not_below_nothing"),
        CheckConstraint(
            "(state IN ('approved', 'paid', 'reversed')) = (approved_at IS NOT NULL)",
            name="approved_before_paid",
        ),
        CheckConstraint(
            "(state IN ('paid', 'reversed')) = (paid_at IS NOT NULL)", name="paid_at_a_time"
        ),
        CheckConstraint(
            "(state = 'reversed') = (reversed_at IS NOT NULL)", name="reversed_at_a_time"
        ),
        CheckConstraint(
            "state NOT IN ('paid', 'reversed') OR amount = 0 OR transfer_id IS NOT NULL",
            name="paid_by_a_transfer",
        ),
        CheckConstraint("approved_by_id <> person_id", name="nobody_approves_their_own"),
        CheckConstraint("approved_by_id <> plan_written_by_id", name="writer_does_not_approve"),
        UniqueConstraint("settlement_id", "person_id", "edition"),
        Index(
            "uq_statement_of_team",
            "settlement_id",
            "edition",
            unique=True,
            sqlite_where=text("person_id IS NULL AND is_teams"),
            postgresql_where=text("person_id IS NULL AND is_teams"),
        ),
        Index("ix_statement_person_id", "person_id"),
        Index("ix_statement_paid_at", "paid_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    settlement_id: Mapped[int] = mapped_column(ForeignKey("settlement.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    is_teams: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[int] = mapped_column(default=1)
    days: Mapped[int]
    amount: Mapped[int] = mapped_column(Whole)
    working: Mapped[list[Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(default=State.DRAFTED)
    plan_written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]
    reversed_at: Mapped[datetime | None]
    transfer_id: Mapped[int | None] = mapped_column(
        Whole, ForeignKey("points_transfer.id"), unique=True
    )
    reversal_id: Mapped[int | None] = mapped_column(
        Whole, ForeignKey("points_transfer.id"), unique=True
    )

    settlement: Mapped[Settlement] = relationship(Settlement)
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    approved_by: Mapped[Person | None] = relationship(foreign_keys=[approved_by_id])
    remarks: Mapped[list[StatementRemark]] = relationship(order_by="StatementRemark.id")

    @property
    def team(self) -> Team:
        """Return the team whose plan it is."""
        team = self.settlement.plan.team
        assert team is not None  # noqa: S101 – a plan is always a team's
        return team

    @property
    def steps(self) -> list[Working]:
        """Return the steps of the working."""
        return [Working(Rule(rule), *rest) for rule, *rest in self.working]

    @property
    def is_nothing(self) -> bool:
        """Say whether it stands at nothing to pay: nobody has to approve or pay that."""
        return self.state == State.DRAFTED and not self.amount

    @property
    def is_unpaid(self) -> bool:
        """Say whether it is still to be paid."""
        return self.state not in {State.PAID, State.REVERSED}


class StatementRemark(Model):
    """What somebody wrote beside a statement: why it is wrong, or what was done about that."""

    __tablename__ = "statement_remark"
    __table_args__ = (CheckConstraint("kind IN ('dispute', 'answer')", name="known_kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), index=True)
    kind: Mapped[str]
    words: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]

    person: Mapped[Person | None] = relationship(Person)
