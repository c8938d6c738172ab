"""The ledger: accounts of one unit each, transfers between two of them, notes, and their chain."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Table,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff import engine
from cxstaff.db import Model, Whole
from cxstaff.engine import append_only
from cxstaff.people.models import Person, Team
from cxstaff.points import stored
from cxstaff.points.stored import LARGEST_BALANCE

LARGEST_AMOUNT = 10**12
"""The most that one transfer moves, in the smallest parts of its unit."""


class AccountKind(StrEnum):
    """Whose or what for an account is; its value is stored for good."""

    PERSON = "person"  # what somebody earned and keeps
    TEAM = "team"
    BUDGET = "budget"  # what may be given out for something
    ALLOWANCE = "allowance"  # what a person may give to others in a month
    ISSUING = "issuing"  # the company's: where everything comes from; the one that may overdraw
    PAID_OUT = "paid out"  # where what was paid or redeemed goes


class TransferKind(StrEnum):
    """What a transfer does; its value is stored for good."""

    TRANSFER = "transfer"  # moves its amount at once
    HOLD = "hold"  # sets its amount aside on the debit account, apart from the balance
    POSTING = "posting"  # ends a hold: moves up to its amount, the rest is free again
    VOIDING = "voiding"  # ends a hold: all of it is free again


class LedgerAccount(Model):
    """An account: `balance` is what came in less what went out, `held` what is set aside of it.

    Both are whole numbers of the smallest part of `unit` (see `units`). What may be spent is
    balance - held, and the database itself keeps it from falling below zero on every account but
    the issuing one. `owner` says once and for all whose it is, by number and without a name; there
    is one account of an owner and unit. `since` and `until` are the days of an allowance. From
    `closed_at` on nothing is put into a budget or set aside on it; what becomes free goes back.
    """

    __tablename__ = "points_account"
    __table_args__ = (
        CheckConstraint("may_overdraw OR balance - held >= 0", name="not_below_zero"),
        CheckConstraint("held >= 0", name="holds_something"),
        CheckConstraint(
            f"balance BETWEEN -{LARGEST_BALANCE} AND {LARGEST_BALANCE}", name="within_bounds"
        ),
        CheckConstraint("may_overdraw = (kind = 'issuing')", name="issuing_alone_overdraws"),
        CheckConstraint(
            "(person_id IS NOT NULL) = (kind IN ('person', 'allowance'))", name="of_a_person"
        ),
        CheckConstraint("(team_id IS NOT NULL) = (kind = 'team')", name="of_a_team"),
        CheckConstraint("kind <> 'budget' OR name IS NOT NULL", name="named_budget"),
        CheckConstraint("(until IS NOT NULL) = (kind = 'allowance')", name="allowance_ends"),
        CheckConstraint("until IS NULL OR until > since", name="until_after_since"),
        CheckConstraint("closed_at IS NULL OR kind = 'budget'", name="budgets_alone_close"),
        UniqueConstraint("owner", "unit"),
        UniqueConstraint("id", "unit"),  # for transfers, which stay within one unit
        Index("ix_points_account_person_id", "person_id"),
        Index("ix_points_account_kind_until", "kind", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    unit: Mapped[str]
    owner: Mapped[str]
    name: Mapped[str | None] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    since: Mapped[date | None]
    until: Mapped[date | None]
    may_overdraw: Mapped[bool] = mapped_column(default=False)
    balance: Mapped[int] = mapped_column(Whole, default=0)
    held: Mapped[int] = mapped_column(Whole, default=0)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()
    team: Mapped[Team | None] = relationship()

    @property
    def free(self) -> int:
        """Return what may be spent."""
        return self.balance - self.held

    @property
    def last_day(self) -> date | None:
        """Return the last day of an allowance."""
        return self.until - timedelta(days=1) if self.until else None


class Transfer(Model):
    """What went from one account (`debit`) to another (`credit`) of the same unit. Never changed.

    `amount` is at least 1. `effective_on` is the day it counts for, `recorded_at` when it was
    written. `key` is the caller's: of any number of tries with one key, one is written. A posting
    or voiding names the hold that it ends (`settles_id`), a reversal what it takes back.
    """

    __tablename__ = "points_transfer"
    __table_args__ = (
        CheckConstraint(f"amount BETWEEN 1 AND {LARGEST_AMOUNT}", name="some_amount"),
        CheckConstraint("debit_id <> credit_id", name="two_accounts"),
        CheckConstraint("kind IN ('transfer', 'hold', 'posting', 'voiding')", name="known_kind"),
        CheckConstraint(
            "(settles_id IS NOT NULL) = (kind IN ('posting', 'voiding'))", name="settles_a_hold"
        ),
        CheckConstraint("(expires_at IS NOT NULL) = (kind = 'hold')", name="hold_expires"),
        CheckConstraint("reverses_id IS NULL OR kind = 'transfer'", name="reverses_by_transfer"),
        ForeignKeyConstraint(
            ["debit_id", "unit"],
            ["points_account.id", "points_account.unit"],
            name="fk_points_transfer_debit",
        ),
        ForeignKeyConstraint(
            ["credit_id", "unit"],
            ["points_account.id", "points_account.unit"],
            name="fk_points_transfer_credit",
        ),
        Index("ix_points_transfer_debit_id", "debit_id", "id"),
        Index("ix_points_transfer_credit_id", "credit_id", "id"),
    )

    id: Mapped[int] = mapped_column(Whole, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    unit: Mapped[str]
    debit_id: Mapped[int]
    credit_id: Mapped[int]
    amount: Mapped[int] = mapped_column(Whole)
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int | None]  # None: a job or the command line
    settles_id: Mapped[int | None] = mapped_column(
        Whole, ForeignKey("points_transfer.id"), unique=True
    )
    reverses_id: Mapped[int | None] = mapped_column(
        Whole, ForeignKey("points_transfer.id"), unique=True
    )
    expires_at: Mapped[datetime | None]
    note_digest: Mapped[bytes | None] = mapped_column(LargeBinary)  # None: nothing was said

    note: Mapped[TransferNote | None] = relationship(viewonly=True)
    debit: Mapped[LedgerAccount] = relationship(
        primaryjoin="Transfer.debit_id == LedgerAccount.id",
        foreign_keys="Transfer.debit_id",
        viewonly=True,
    )
    credit: Mapped[LedgerAccount] = relationship(
        primaryjoin="Transfer.credit_id == LedgerAccount.id",
        foreign_keys="Transfer.credit_id",
        viewonly=True,
    )


class TransferNote(Model):
    """What a transfer was for, in words. Can be removed, to erase a person, and not changed."""

    __tablename__ = "points_note"

    transfer_id: Mapped[int] = mapped_column(
        Whole, ForeignKey("points_transfer.id"), primary_key=True, autoincrement=False
    )
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    words: Mapped[str]


class TransferLink(Model):
    """The place of a transfer in the chain (see `chain`), given by a job soon after. Never changed.

    `linked_on` is the day, which the head tells.
    """

    __tablename__ = "points_link"

    position: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)
    transfer_id: Mapped[int] = mapped_column(Whole, ForeignKey("points_transfer.id"), unique=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    linked_on: Mapped[date]


class BudgetChange(Model):
    """That a budget was renamed or closed, what it was called, and by whom. Rows are only added.

    Of one that was closed: what went back at once, and what was set aside and stayed so.
    """

    __tablename__ = "points_budget_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("points_account.id"), index=True)
    was: Mapped[str]
    returned: Mapped[int | None] = mapped_column(Whole)  # None: it was renamed
    held: Mapped[int | None] = mapped_column(Whole)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    changed_by: Mapped[Person | None] = relationship()

    @property
    def is_closing(self) -> bool:
        """Say whether the budget was closed by it."""
        return self.returned is not None


class Audience(StrEnum):
    """Who is given an allowance; its value is stored for good."""

    EVERYBODY = "everybody"
    LEADS = "leads"  # of any team: theirs takes the place of everybody's


class AllowanceRule(Model):
    """What people may give to others each month, from when it was set until it was ended.

    `amount` is in smallest parts, given on `day` of the month (1–28). What is left at the month's
    end goes back where it `lapses`, and is added to the next month's otherwise. It comes from the
    budget `source`, from what the company issues where that is None. Changed by a new row.
    """

    __tablename__ = "points_allowance_rule"
    __table_args__ = (
        CheckConstraint("audience IN ('everybody', 'leads')", name="known_audience"),
        CheckConstraint(f"amount BETWEEN 1 AND {LARGEST_AMOUNT}", name="some_amount"),
        CheckConstraint("day BETWEEN 1 AND 28", name="day_of_every_month"),
        ForeignKeyConstraint(
            ["source_id", "unit"],
            ["points_account.id", "points_account.unit"],
            name="fk_points_allowance_rule_source",
        ),
        Index(
            "uq_points_allowance_rule_in_force",
            "audience",
            "unit",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    audience: Mapped[str]
    unit: Mapped[str]
    amount: Mapped[int] = mapped_column(Whole)
    day: Mapped[int]
    lapses: Mapped[bool]
    source_id: Mapped[int | None]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    source: Mapped[LedgerAccount | None] = relationship()
    set_by: Mapped[Person | None] = relationship(foreign_keys=[set_by_id])
    ended_by: Mapped[Person | None] = relationship(foreign_keys=[ended_by_id])


def _guard(table: Table, connection: Connection, **_: Any) -> None:
    append_only.forbid_changes(connection, table.name)


def _guard_notes(table: Table, connection: Connection, **_: Any) -> None:
    append_only.forbid_updates(connection, table.name)
    stored.MOVE.define(connection)


event.listen(engine.table_of(Transfer), "after_create", _guard)
event.listen(engine.table_of(TransferLink), "after_create", _guard)
event.listen(engine.table_of(TransferNote), "after_create", _guard_notes)
