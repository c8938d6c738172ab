"""What the page of somebody's own points is handed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.points import units
from cxstaff.points.models import AllowanceRule, LedgerAccount
from cxstaff.points.page.rows import AccountRow, HoldRow, LineRow, Tabs, files_of
from cxstaff.points.units import POINTS
from cxstaff.web import day
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Statistic, Way


@dataclass(frozen=True, slots=True)
class AllowanceCard:
    """What somebody may give to others this month, by which rule, and what they gave of it."""

    account: LedgerAccount
    rule: AllowanceRule | None
    lines: Sequence[LineRow]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Return what is left, until when, and what becomes of the rest."""
        account = self.account
        left = units.written(account.free, account.unit)
        told = [(_("Left to give"), left), (_("Until"), day(account.last_day))]
        rest = _("It goes back to where it came from.")
        if self.rule is not None and not self.rule.lapses:
            rest = _("It is added to what you are given next month.")
        told.append((_("What is left then"), rest))
        if self.rule is not None:
            amount = units.written(self.rule.amount, self.rule.unit)
            every = _("%(amount)s on day %(day)s of the month", amount=amount, day=self.rule.day)
            told.append((_("You are given"), every))
        else:
            told.append((_("Next month"), _("Nothing: HR has ended this allowance.")))
        return [(str(term), str(value)) for term, value in told]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What somebody has: their accounts, this month's allowances, and one account's statement."""

    accounts: Sequence[LedgerAccount]
    chosen: LedgerAccount | None
    allowances: Sequence[AllowanceCard]
    lines: Page[LineRow] | None
    holds: Sequence[HoldRow]
    tabs: Tabs

    @property
    def figures(self) -> list[Statistic]:
        """Return what they have of each unit, and what they may give this month."""
        told = [self._figure(each) for each in self.accounts]
        if not self.accounts:
            told = [Statistic(_("You have"), units.written(0, POINTS))]
        for each in self.allowances:
            free = units.written(each.account.free, each.account.unit)
            until = _("to thank others with, before %(day)s", day=day(each.account.until))
            told.append(Statistic(_("You may give"), free, str(until)))
        return told

    @property
    def files(self) -> list[Way]:
        """Return the statement as files."""
        place = {"unit": self.chosen.unit} if self.chosen else {}
        return files_of("points.own_statement", place) if self.lines else []

    @property
    def nothing(self) -> EmptyState:
        """Say why nothing is listed."""
        told = _("What you are given appears here, with what it was for.")
        return EmptyState("coin", _("Nothing yet"), told)

    def _figure(self, account: LedgerAccount) -> Statistic:
        held = _("%(amount)s of it set aside", amount=units.written(account.held, account.unit))
        row = AccountRow(account)
        return Statistic(_("You have"), row.balance, str(held) if account.held else None)
