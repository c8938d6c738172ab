"""What the page of allowances is handed: rules, how far each is this month, what held before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.db import Page
from cxstaff.points import units
from cxstaff.points.allowing import RuleStanding
from cxstaff.points.models import AllowanceRule, Audience
from cxstaff.points.page.rows import Tabs
from cxstaff.points.words import AUDIENCES
from cxstaff.web import when
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Notice, Way


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in words."""

    rule: AllowanceRule
    standing: RuleStanding | None = None

    @property
    def who(self) -> str:
        """Return who is given it."""
        return str(AUDIENCES[Audience(self.rule.audience)])

    @property
    def amount(self) -> str:
        """Return how much it is."""
        return units.written(self.rule.amount, self.rule.unit)

    @property
    def day(self) -> str:
        """Say on which day of the month."""
        return str(_("Day %(day)s", day=self.rule.day))

    @property
    def source(self) -> str:
        """Return what it comes out of."""
        return (self.rule.source.name or "") if self.rule.source else str(_("The company"))

    @property
    def rest(self) -> str:
        """Say what becomes of what is left."""
        return str(_("Goes back") if self.rule.lapses else _("Is added to the next month"))

    @property
    def held(self) -> str:
        """Say from when to when it held."""
        since = when(self.rule.set_at)
        return since if self.rule.ended_at is None else f"{since} – {when(self.rule.ended_at)}"

    @property
    def by(self) -> str:
        """Say who set it."""
        return self.rule.set_by.name if self.rule.set_by else str(_("The command line"))

    @property
    def this_month(self) -> str:
        """Say how many were given theirs this month."""
        if self.standing is None:
            return ""
        told: str = ngettext("%(num)s was given it", "%(num)s were given it", self.standing.given)
        if not self.standing.is_day_over or not self.standing.due:
            return told
        waiting: str = ngettext("%(num)s waits", "%(num)s wait", self.standing.due)
        return f"{told}, {waiting}"

    @property
    def ways(self) -> list[Way]:
        """Return what can be done about it."""
        place = {"rule_id": self.rule.id}
        return [Way(_("End"), "points.end_allowance", place, tone="link", posts=True)]


@dataclass(frozen=True, slots=True)
class AllowancesPage:
    """What people may give each month, and what held before."""

    rules: Sequence[RuleRow]
    ended: Page[RuleRow]
    is_on: bool
    tabs: Tabs

    @property
    def notices(self) -> list[Notice]:
        """Say why nobody, or not everybody, is given anything."""
        if self.rules and not self.is_on:
            told = _("Switch points on, and everybody is given theirs within the hour.")
            return [Notice("warn", _("Points are off: nothing is given"), told)]
        return [each for each in map(self._shortage, self.rules) if each is not None]

    @property
    def nothing(self) -> EmptyState:
        """Say what an allowance is good for."""
        told = _("People thank others with points of their own choosing, from what they may give.")
        title, button = _("Nobody may give anything yet"), _("Set an allowance")
        return EmptyState("gift", title, told, button, "points.new_allowance")

    def _shortage(self, row: RuleRow) -> Notice | None:
        """Say that a budget does not reach, or is closed, while somebody waits for theirs."""
        source, standing = row.rule.source, row.standing
        if source is None or standing is None or not standing.due or not standing.is_day_over:
            return None
        if source.closed_at is not None:
            title = _("%(name)s is closed: nothing is given from it", name=source.name)
            return Notice("warn", title, _("Set the allowance anew, from another budget."))
        if source.free >= standing.due * row.rule.amount:
            return None
        title = _("%(name)s does not reach for everybody", name=source.name)
        free = units.written(source.free, source.unit)
        told = _("%(free)s is left in it. Top it up, and the others are given theirs.", free=free)
        return Notice("warn", title, told)
