"""What pages of budgets and the company's accounts are handed, and the chain and the switch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.points import units
from cxstaff.points.models import AccountKind, LedgerAccount, TransferLink
from cxstaff.points.page.rows import AccountRow, BudgetChangeRow, HoldRow, LineRow, Tabs, files_of
from cxstaff.points.units import POINTS
from cxstaff.points.words import name_of, unit_name
from cxstaff.web import day, when
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Notice, Statistic, Way


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
class AccountPage:
    """One of the company's accounts with its statement."""

    account: LedgerAccount
    lines: Page[LineRow]
    holds: Sequence[HoldRow]
    changes: Sequence[BudgetChangeRow]
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
        """Return what can be done about a budget that is not closed."""
        if not self.is_budget or self.account.closed_at:
            return []
        place = {"account_id": self.account.id}
        more = Way(_("Top up"), "points.top_up", place, tone="primary", icon="plus")
        ways = [more, Way(_("Set aside"), "points.set_aside", place)]
        ways.append(Way(_("Withdraw"), "points.withdraw", place))
        if self.account.unit == POINTS:
            ways.append(Way(_("Give"), "points.give", place, icon="gift"))
        ways.append(Way(_("Rename"), "points.rename", place))
        return [*ways, Way(_("Close"), "points.close", place)]

    @property
    def notices(self) -> list[Notice]:
        """Say that it is closed, and what is still set aside."""
        if self.account.closed_at is None:
            return []
        title = _("Closed on %(day)s", day=when(self.account.closed_at))
        told = _("Nothing can be put in or given any more. What was free went back.")
        if self.account.held:
            held = units.written(self.account.held, self.account.unit)
            told = _(
                "What was free went back. %(held)s stays set aside until it is paid out or "
                "released; what is released goes back within the hour.",
                held=held,
            )
        return [Notice("info", title, told)]

    @property
    def figures(self) -> list[Statistic]:
        """Return what it holds, what is set aside and what is free; of one closed what is left."""
        row = AccountRow(self.account)
        if self.account.closed_at is not None and not self.account.held:
            return []
        if self.account.may_overdraw:
            out = units.written(-self.account.balance, self.account.unit)
            return [Statistic(_("Issued in all"), out, _("less what came back"))]
        told = ((_("Balance"), row.balance), (_("Set aside"), row.held), (_("Free"), row.free))
        return [Statistic(*each) for each in told]

    @property
    def files(self) -> list[Way]:
        """Return the statement as files."""
        return files_of("points.statement", {"account_id": self.account.id})


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form about a budget: what it does, and from where one came."""

    title: str
    lead: str
    button: str
    form: Any
    unit: str
    account: LedgerAccount | None = None
    facts: Sequence[tuple[str, str]] = ()
    begins_at: Way | None = None

    @property
    def is_once(self) -> bool:
        """Say whether the form has a key of its own, so that it counts once however often sent."""
        return "request_key" in self.form

    @property
    def fields(self) -> list[tuple[Any, str | None]]:
        """Return the fields, with what stands behind an amount."""
        behind = unit_name(self.unit) if self.account else None
        return [(each, behind if each.name == "amount" else None) for each in self.form.fields]

    @property
    def back(self) -> Way:
        """Return the way back."""
        if self.begins_at is not None:
            return self.begins_at
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
