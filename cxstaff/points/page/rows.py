"""Rows of tables of points in words: accounts, lines of a statement, and what is set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.points import policy, units
from cxstaff.points.models import BudgetChange, LedgerAccount, Transfer
from cxstaff.points.page.origins import origins_of
from cxstaff.points.queries import StatementLine
from cxstaff.points.words import name_of, signed, told_of, unit_name
from cxstaff.web import day, when
from cxstaff.web.marks import Way

Tabs = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in a list, with what it holds in words."""

    account: LedgerAccount

    @property
    def name(self) -> str:
        """Return what it is called."""
        return name_of(self.account)

    @property
    def mark(self) -> str:
        """Say that it is closed."""
        return str(_("Closed")) if self.account.closed_at else ""

    @property
    def over(self) -> str:
        """Say since when it is closed with nothing left; "" where there is something to read."""
        if self.account.closed_at is None or self.account.balance or self.account.held:
            return ""
        return str(_("Nothing is left since %(day)s", day=when(self.account.closed_at)))

    @property
    def unit(self) -> str:
        """Return what it is in."""
        return unit_name(self.account.unit)

    @property
    def balance(self) -> str:
        """Return what it holds."""
        return units.written(self.account.balance, self.account.unit)

    @property
    def held(self) -> str:
        """Return what is set aside of it."""
        return units.written(self.account.held, self.account.unit)

    @property
    def free(self) -> str:
        """Return what can be spent; nothing limits the issuing account."""
        if self.account.may_overdraw:
            return str(_("No limit"))
        return units.written(self.account.free, self.account.unit)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a statement in words."""

    line: StatementLine
    may_take_back: bool = False
    origin: Way | None = None

    @property
    def day(self) -> str:
        """Return the day it counts for."""
        return day(self.line.transfer.effective_on)

    @property
    def told(self) -> str:
        """Return what it was for."""
        return told_of(self.line.transfer)

    @property
    def other(self) -> str:
        """Return where it came from or went."""
        return name_of(self.line.other)

    @property
    def change(self) -> str:
        """Return by how much the account changed."""
        return signed(self.line.change, self.line.transfer.unit)

    @property
    def balance(self) -> str:
        """Return what the account held afterwards."""
        return units.written(self.line.balance, self.line.transfer.unit)

    @property
    def mark(self) -> str:
        """Say that it was taken back."""
        return str(_("Taken back")) if self.line.is_reversed else ""

    @property
    def ways(self) -> list[Way]:
        """Return what takes it back."""
        place = {"transfer_id": self.line.transfer.id}
        back = Way(_("Take back"), "points.take_back", place, tone="link", posts=True)
        is_open = policy.may_be_taken_back(self.line.transfer, is_reversed=self.line.is_reversed)
        return [back] if self.may_take_back and is_open else []


@dataclass(frozen=True, slots=True)
class HoldRow:
    """Something that is set aside."""

    transfer: Transfer
    may_end: bool = False

    @property
    def told(self) -> str:
        """Return what it is for."""
        return told_of(self.transfer)

    @property
    def amount(self) -> str:
        """Return how much it is."""
        return units.written(self.transfer.amount, self.transfer.unit)

    @property
    def until(self) -> str:
        """Say until when."""
        return when(self.transfer.expires_at) if self.transfer.expires_at else ""

    @property
    def ways(self) -> list[Way]:
        """Return what ends it."""
        if not self.may_end or not policy.is_kept_here(self.transfer):
            return []
        place = {"transfer_id": self.transfer.id}
        free = Way(_("Release"), "points.release", place, tone="link", posts=True)
        return [Way(_("Pay out"), "points.pay_out", place), free]


@dataclass(frozen=True, slots=True)
class BudgetChangeRow:
    """That a budget was renamed or closed; `now` is what it was called afterwards."""

    change: BudgetChange
    unit: str
    now: str

    @property
    def day(self) -> str:
        """Say when."""
        return when(self.change.changed_at)

    @property
    def by(self) -> str:
        """Say who did it."""
        who = self.change.changed_by
        return who.name if who else str(_("The command line"))

    @property
    def told(self) -> str:
        """Say what was done."""
        change = self.change
        if change.returned is None:
            return str(_("Renamed from “%(was)s” to “%(now)s”", was=change.was, now=self.now))
        returned = units.written(change.returned, self.unit)
        held = units.written(change.held or 0, self.unit)
        told = _(
            "Closed: %(returned)s went back, %(held)s stayed set aside",
            returned=returned,
            held=held,
        )
        return str(told)


def own_rows(lines: Sequence[StatementLine]) -> list[LineRow]:
    """Return lines of somebody's own account, with where they came from."""
    origins = origins_of([each.transfer for each in lines])
    return [LineRow(each, origin=origins.get(each.transfer.id)) for each in lines]


def change_rows(account: LedgerAccount, changes: Sequence[BudgetChange]) -> list[BudgetChangeRow]:
    """Return how a budget was renamed or closed, from the newest on, with what it was called."""
    names = [account.name or "", *(each.was for each in changes)]
    return [BudgetChangeRow(each, account.unit, names[at]) for at, each in enumerate(changes)]


def files_of(endpoint: str, place: Mapping[str, Any]) -> list[Way]:
    """Return the ways to a statement as files."""
    return [
        Way(label, endpoint, {**place, "ending": ending}, icon="download")
        for label, ending in ((_("CSV"), "csv"), (_("Excel"), "xlsx"))
    ]
