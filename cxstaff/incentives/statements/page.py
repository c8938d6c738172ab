"""What the pages of plans, settlements and statements are handed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.db import Page
from cxstaff.incentives.models import IncentivePlan, RemarkKind, Settlement, State, Statement
from cxstaff.incentives.statements.progress import Progress
from cxstaff.incentives.statements.queries import SettlementLine
from cxstaff.incentives.words import REMARKS, STATES, conditions, working_in_words
from cxstaff.measures.judging import Number
from cxstaff.measures.words import number_in_words
from cxstaff.people.models import Person
from cxstaff.points.units import written
from cxstaff.web import day, when
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import NOTHING, Notice, Way, lasting


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """One period of a plan in a list: its number, what it comes to, and what waits."""

    settlement: Settlement
    period: str
    number: str
    total: str
    waits: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan: what it pays for what, how the period stands, and what it has paid."""

    plan: IncentivePlan
    conditions: Sequence[tuple[str, str]]
    progress: Progress | None
    settlements: Page[SettlementRow] | None
    ways: Sequence[Way]

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
        return [_course(self.progress, self.plan)]

    @property
    def nothing(self) -> EmptyState:
        """Say that no period is over."""
        return EmptyState(
            "calendar",
            _("No period has been settled yet"),
            _("Statements are drafted three days after a period, once its number is in."),
        )


@dataclass(frozen=True, slots=True)
class SettlementsPage:
    """Every settlement somebody may see, the newest first."""

    settlements: Page[SettlementRow]

    @property
    def nothing(self) -> EmptyState:
        """Say that there is none."""
        return EmptyState(
            "cash",
            _("No plan has anything to pay yet"),
            _("Once a period of a plan is over, what it owes is drafted here for approval."),
        )


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement in its settlement."""

    statement: Statement
    who: str
    period: str
    amount: str
    state: Any
    tone: str
    working: Sequence[str]


@dataclass(frozen=True, slots=True)
class SettlementPage:
    """What a plan owes for one period, recipient by recipient."""

    settlement: Settlement
    row: SettlementRow
    statements: Page[StatementRow]
    numbers: Sequence[tuple[str, str]]
    has_changed: bool
    ways: Sequence[Way]

    @property
    def notices(self) -> list[Notice]:
        """Say that numbers or people have changed since it was worked out."""
        if not self.has_changed:
            return []
        told = _(
            "Draft it anew for what is not approved yet. What was paid can be taken back, one "
            "statement at a time."
        )
        return [Notice("warn", _("Numbers or people have changed since"), told)]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One statement step by step, what was written beside it, and what can be done."""

    statement: Statement
    is_own: bool
    who: str
    period: str
    amount: str
    facts: Sequence[tuple[str, str]]
    working: Sequence[str]
    state: Any
    tone: str
    remarks: Sequence[tuple[str, str]]
    form: Any
    form_action: str
    way: str
    ways: Sequence[Way]
    back: str

    @property
    def crumbs(self) -> list[tuple[str, str | None]]:
        """Return the way to it: from one's own statements, or from the period of the plan."""
        if self.is_own:
            return [(_("What plans have paid you"), self.back), (self.period, None)]
        return [(self.statement.settlement.plan.name, self.back), (self.who, None)]

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing was written and nothing can be."""
        return not self.remarks and self.form is None


@dataclass(frozen=True, slots=True)
class OwnStatementsPage:
    """What plans owe and have paid the reader."""

    statements: Page[StatementRow]

    @property
    def nothing(self) -> EmptyState:
        """Say that there is none."""
        return EmptyState(
            "cash",
            _("No plan has paid you yet"),
            _("When a plan of your team has a period behind it, your statement appears here."),
        )


def settlement_row(line: SettlementLine) -> SettlementRow:
    """Return a settlement as lists show it."""
    settlement = line.settlement
    terms, measure = settlement.plan.terms, settlement.plan.measure
    assert terms is not None  # noqa: S101 – what is settled has terms
    return SettlementRow(
        settlement,
        period_in_words(settlement),
        number_in_words(_number(settlement), measure),
        written(line.total, terms.unit),
        _waits(line),
    )


def statement_row(statement: Statement) -> StatementRow:
    """Return a statement as lists show it."""
    plan = statement.settlement.plan
    assert plan.terms is not None  # noqa: S101
    label, tone = STATES[State(statement.state)]
    return StatementRow(
        statement,
        statement.person.name if statement.person else statement.team.name,
        period_in_words(statement.settlement),
        written(statement.amount, plan.terms.unit),
        label,
        tone,
        working_in_words(statement.steps, plan.terms, plan.measure),
    )


def numbers_of(settlement: Settlement) -> list[tuple[str, str]]:
    """Return the numbers that a settlement was worked out from, as labels and values."""
    plan = settlement.plan
    assert plan.terms is not None  # noqa: S101
    told = [(plan.measure.name, number_in_words(_number(settlement), plan.measure))]
    if plan.terms.guard is not None:
        guard = settlement.guard
        held = None if guard is None else Number(1, guard, None, None)
        told.append((plan.terms.guard.name, number_in_words(held, plan.terms.guard)))
    told.append((_("Drafted"), when(settlement.drafted_at)))
    return told


def facts_of(statement: Statement, *, tells_budget: bool) -> list[tuple[str, str]]:
    """Return what a statement comes from: plan, numbers, days; the budget to who keeps it."""
    settlement, plan = statement.settlement, statement.settlement.plan
    assert plan.terms is not None  # noqa: S101
    told = [(_("Plan"), plan.name), *numbers_of(settlement)[:-1]]
    if not statement.is_teams:
        told.append((_("Days on the team"), str(statement.days)))
    if statement.approved_by:
        told.append((_("Approved by"), statement.approved_by.name))
    if statement.paid_at:
        told.append((_("Paid"), when(statement.paid_at)))
    if tells_budget:
        told.append((_("Left in the budget"), written(settlement.budget_left, plan.terms.unit)))
    return told


def remarks_of(statement: Statement) -> list[tuple[str, str]]:
    """Return what was written beside a statement: by whom and when, and the words."""
    return [
        (
            f"{REMARKS[RemarkKind(each.kind)]}: {_name(each.person)}, {when(each.written_at)}",
            each.words,
        )
        for each in statement.remarks
    ]


def period_in_words(settlement: Settlement) -> str:
    """Write the days of a settlement: 1 Apr 2026 to 30 Apr 2026."""
    return lasting(day(settlement.since), day(settlement.period.last_day))


def conditions_of(plan: IncentivePlan) -> list[tuple[str, str]]:
    """Return what a plan pays for what; of one in words alone, its words."""
    if plan.terms is None:
        return [(str(_("What it pays")), plan.pays)]
    return conditions(plan.terms, plan.measure)


def _number(settlement: Settlement) -> Number:
    return Number(settlement.n, settlement.value, settlement.low, settlement.high)


def _waits(line: SettlementLine) -> str:
    told = []
    if line.disputed:
        told.append(ngettext("%(num)s disputed", "%(num)s disputed", line.disputed))
    if line.waiting:
        told.append(ngettext("%(num)s to approve", "%(num)s to approve", line.waiting))
    if line.approved:
        told.append(ngettext("%(num)s to pay", "%(num)s to pay", line.approved))
    return ", ".join(told) or str(_("All paid"))


def _course(progress: Progress, plan: IncentivePlan) -> Notice:
    terms = plan.terms
    assert terms is not None  # noqa: S101
    if progress.number is None:
        return Notice("info", _("No number yet for this period"), None)
    so_far = number_in_words(progress.number, plan.measure)
    paid = written(progress.amount, terms.unit)
    title = _("So far %(number)s: that would pay %(paid)s", number=so_far, paid=paid)
    if progress.guard_holds is False:
        told = _("The guard does not hold so far: %(guard)s.", guard=_guard_name(plan))
        return Notice("warn", title, told)
    if progress.least is None or progress.most is None:
        return Notice("info", title, _("One number alone: it cannot be told yet."))
    if progress.can_tell:
        return Notice("good", title, _("If it stays so until the period is over."))
    ends = {"low": written(progress.least, terms.unit), "high": written(progress.most, terms.unit)}
    told = _("The range reaches from %(low)s to %(high)s: it cannot be told yet.", **ends)
    return Notice("info", title, told)


def _guard_name(plan: IncentivePlan) -> str:
    return plan.terms.guard.name if plan.terms and plan.terms.guard else NOTHING


def _name(person: Person | None) -> str:
    return person.name if person else str(_("somebody who is not here any more"))
