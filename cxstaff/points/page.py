"""What pages of points are handed: accounts, statements, and what can be done about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.points import policy, units
from cxstaff.points.models import AccountKind, LedgerAccount, Transfer, TransferLink
from cxstaff.points.queries import StatementLine
from cxstaff.points.units import POINTS
from cxstaff.points.words import name_of, signed, told_of, unit_name
from cxstaff.web import day, when
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Statistic, Way

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
class AccountsPage:
    """The budgets, and the company's accounts beside them."""

    budgets: Page[AccountRow]
    others: Sequence[AccountRow]
    tabs: Tabs

    @property
    def nothing(self) -> EmptyState:
        """Say what a company without a budget can begin with."""
        return EmptyState(
            "wallet",
            _("No budget yet"),
            _("A budget holds what may be given: points, or money. Nothing is spent beyond it."),
            _("Make a budget"),
            "points.new",
        )


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a statement in words."""

    line: StatementLine
    may_take_back: bool = False

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
class AccountPage:
    """One of the company's accounts with its statement."""

    account: LedgerAccount
    lines: Page[LineRow]
    holds: Sequence[HoldRow]
    tabs: Tabs

    @property
    def title(self) -> str:
        """Return what it is called."""
        return name_of(self.account)

    @property
    def is_budget(self) -> bool:
        """Say whether something can be done about it here."""
        return self.account.kind == AccountKind.BUDGET

    @property
    def ways(self) -> list[Way]:
        """Return what can be done about a budget."""
        if not self.is_budget:
            return []
        place = {"account_id": self.account.id}
        more = Way(_("Top up"), "points.top_up", place, tone="primary", icon="plus")
        ways = [more, Way(_("Set aside"), "points.set_aside", place)]
        ways.append(Way(_("Withdraw"), "points.withdraw", place))
        gift = Way(_("Give"), "points.give", place, icon="gift")
        return [*ways, gift] if self.account.unit == POINTS else ways

    @property
    def figures(self) -> list[Statistic]:
        """Return what it holds, what is set aside and what is free."""
        row = AccountRow(self.account)
        if self.account.may_overdraw:
            out = units.written(-self.account.balance, self.account.unit)
            return [Statistic(_("Issued in all"), out, _("less what came back"))]
        told = ((_("Balance"), row.balance), (_("Set aside"), row.held), (_("Free"), row.free))
        return [Statistic(*each) for each in told]

    @property
    def files(self) -> list[Way]:
        """Return the statement as files."""
        return _files("points.statement", {"account_id": self.account.id})


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What somebody has: their accounts, this month's allowance, and one account's statement."""

    accounts: Sequence[LedgerAccount]
    chosen: LedgerAccount | None
    allowance: LedgerAccount | None
    lines: Page[LineRow] | None
    holds: Sequence[HoldRow]
    tabs: Tabs

    @property
    def figures(self) -> list[Statistic]:
        """Return what they have of each unit, and what they may give this month."""
        told = [self._figure(each) for each in self.accounts]
        if not self.accounts:
            told = [Statistic(_("You have"), units.written(0, POINTS))]
        if self.allowance is not None:
            free = units.written(self.allowance.free, self.allowance.unit)
            until = _("to thank others with, before %(day)s", day=day(self.allowance.until))
            told.append(Statistic(_("You may give"), free, str(until)))
        return told

    @property
    def files(self) -> list[Way]:
        """Return the statement as files."""
        place = {"unit": self.chosen.unit} if self.chosen else {}
        return _files("points.own_statement", place) if self.lines else []

    @property
    def nothing(self) -> EmptyState:
        """Say why nothing is listed."""
        told = _("What you are given appears here, with what it was for.")
        return EmptyState("coin", _("Nothing yet"), told)

    def _figure(self, account: LedgerAccount) -> Statistic:
        held = _("%(amount)s of it set aside", amount=units.written(account.held, account.unit))
        row = AccountRow(account)
        return Statistic(_("You have"), row.balance, str(held) if account.held else None)


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form about a budget: what it does, and from where one came."""

    title: str
    lead: str
    button: str
    form: Any
    unit: str
    account: LedgerAccount | None = None

    @property
    def fields(self) -> list[tuple[Any, str | None]]:
        """Return the fields, with what stands behind an amount."""
        behind = unit_name(self.unit) if self.account else None
        return [(each, behind if each.name == "amount" else None) for each in self.form.fields]

    @property
    def back(self) -> Way:
        """Return the way back."""
        if self.account is None:
            return Way(_("Budgets"), "points.index")
        return Way(name_of(self.account), "points.show", {"account_id": self.account.id})


@dataclass(frozen=True, slots=True)
class HeadPage:
    """The newest link of the chain, and how many transfers wait for theirs."""

    link: TransferLink | None
    line: str
    waiting: int
    tabs: Tabs

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Return what is known of the chain, as terms and values."""
        if self.link is None:
            return []
        linked, waiting = str(self.link.position), str(self.waiting)
        told = ((_("Transfers in the chain"), linked), (_("Waiting to be linked"), waiting))
        return [(_("Day"), day(self.link.linked_on)), *told]


@dataclass(frozen=True, slots=True)
class SwitchPage:
    """Whether there are points."""

    form: Any
    tabs: Tabs


def _files(endpoint: str, place: Mapping[str, Any]) -> list[Way]:
    return [
        Way(label, endpoint, {**place, "ending": ending}, icon="download")
        for label, ending in ((_("CSV"), "csv"), (_("Excel"), "xlsx"))
    ]
