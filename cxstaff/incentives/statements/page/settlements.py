"""What the pages of a plan, and of what plans owe period by period, are handed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.db import Page
from cxstaff.incentives.models import IncentivePlan, Settlement
from cxstaff.incentives.statements.page.closings import ClosedPeriodRow, way_to_close
from cxstaff.incentives.statements.progress import Progress
from cxstaff.incentives.statements.queries import SettlementLine
from cxstaff.incentives.statements.waiting import WaitingPeriod
from cxstaff.incentives.statements.words import (
    course,
    days_in_words,
    waiting_reason,
)
from cxstaff.incentives.words import NOTHING_TO_PAY, conditions, stopped_in_words
from cxstaff.measures.judging import Number
from cxstaff.measures.words import number_in_words
from cxstaff.points.units import written
from cxstaff.web import day
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Notice, Way, lasting


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """One period of a plan in a list: its number, what it comes to, and what waits.

    `stopped` says what brought it to nothing, "" where it is something.
    """

    settlement: Settlement
    period: str
    number: str
    total: str
    stopped: str
    waits: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan: what it pays for what, how the period stands, and what it has paid."""

    plan: IncentivePlan
    conditions: Sequence[tuple[str, str]]
    progress: Progress | None
    settlements: Page[SettlementRow] | None
    ways: Sequence[Way]
    waiting: Sequence[Notice]
    closings: Sequence[Way]
    closed: Sequence[ClosedPeriodRow]

    @property
    def holds(self) -> str:
        """Say from when to when it holds."""
        last_day = self.plan.last_day
        return lasting(day(self.plan.since), day(last_day) if last_day else None)

    @property
    def course(self) -> list[Notice]:
        """Say what the number so far would pay, and whether that can be told."""
        if self.progress is None:
            return []
        return [course(self.progress, self.plan)]

    @property
    def nothing(self) -> EmptyState:
        """Say that no period is over."""
        return EmptyState(
            "calendar",
            _("No period has been settled yet"),
            _("Statements are drafted three days after a period, once its number is in."),
        )


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A period that is over and has no number: of which plan, and what to do about it."""

    plan: IncentivePlan
    period: str
    reason: str
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True)
class SettlementsPage:
    """Every settlement somebody may see, the newest first."""

    settlements: Page[SettlementRow]
    waiting: Sequence[WaitingRow]

    @property
    def nothing(self) -> EmptyState:
        """Say that there is none."""
        return EmptyState(
            "cash",
            _("No plan has anything to pay yet"),
            _("Once a period of a plan is over, what it owes is drafted here for approval."),
        )


def settlement_row(line: SettlementLine) -> SettlementRow:
    """Return a settlement as lists show it."""
    settlement = line.settlement
    terms, measure = settlement.plan.terms, settlement.plan.measure
    assert terms is not None  # noqa: S101 – what is settled has terms
    return SettlementRow(
        settlement,
        period_in_words(settlement),
        number_in_words(number_kept(settlement), measure),
        written(line.total, terms.unit),
        stopped_in_words(line.stopped, terms, measure),
        _waits(line),
    )


def waiting_row(waiting: WaitingPeriod, *, may_close: bool) -> WaitingRow:
    """Return a period that waits for a number as the list shows it."""
    measure, ways = waiting.plan.measure, list[Way]()
    if measure.is_entered and measure.retired_on is None:
        ways.append(Way(_("Enter it"), "measures.readings", {"measure_id": measure.id}))
    if may_close and waiting.is_long:
        ways.append(way_to_close(waiting))
    return WaitingRow(waiting.plan, days_in_words(waiting), waiting_reason(waiting), ways)


def period_in_words(settlement: Settlement) -> str:
    """Write the days of a settlement: 1 Apr 2026 to 30 Apr 2026."""
    return lasting(day(settlement.since), day(settlement.period.last_day))


def number_kept(settlement: Settlement) -> Number:
    """Return the number that a settlement was worked out from."""
    return Number(settlement.n, settlement.value, settlement.low, settlement.high)


def conditions_of(plan: IncentivePlan) -> list[tuple[str, str]]:
    """Return what a plan pays for what; of one in words alone, its words."""
    if plan.terms is None:
        return [(str(_("What it pays")), plan.pays)]
    return conditions(plan.terms, plan.measure)


def _waits(line: SettlementLine) -> str:
    told = []
    if line.disputed:
        told.append(ngettext("%(num)s disputed", "%(num)s disputed", line.disputed))
    if line.waiting:
        told.append(ngettext("%(num)s to approve", "%(num)s to approve", line.waiting))
    if line.approved:
        told.append(ngettext("%(num)s to pay", "%(num)s to pay", line.approved))
    if told:
        return ", ".join(told)
    return str(_("All paid") if line.paid else NOTHING_TO_PAY[0])
