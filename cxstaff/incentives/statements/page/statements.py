"""What the pages of one settlement, and of statements, are handed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.incentives.models import RemarkKind, Settlement, State, Statement
from cxstaff.incentives.statements.approval import Obstacle
from cxstaff.incentives.statements.page.settlements import (
    SettlementRow,
    number_kept,
    period_in_words,
)
from cxstaff.incentives.statements.words import (
    NOT_PAYING,
    OBSTACLES,
)
from cxstaff.incentives.words import (
    NOTHING_TO_PAY,
    REMARKS,
    STATES,
    stopped_in_words,
    working_in_words,
)
from cxstaff.measures.judging import Number
from cxstaff.measures.words import number_in_words
from cxstaff.people.models import Person
from cxstaff.points.units import written
from cxstaff.web import when
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Notice, Way


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement in its settlement; `stopped` says what brought it to nothing, else ""."""

    statement: Statement
    who: str
    period: str
    amount: str
    state: Any
    tone: str
    working: Sequence[str]
    stopped: str


@dataclass(frozen=True, slots=True)
class SettlementPage:
    """What a plan owes for one period, recipient by recipient."""

    settlement: Settlement
    row: SettlementRow
    statements: Page[StatementRow]
    numbers: Sequence[tuple[str, str]]
    has_changed: bool
    is_cut: bool
    obstacle: Obstacle | None
    pays: bool
    ways: Sequence[Way]

    @property
    def notices(self) -> list[Notice]:
        """Say what has changed since it was worked out, what was cut, and who can go on."""
        return [*self._changes, *self._cut, *self._who]

    @property
    def _changes(self) -> list[Notice]:
        if not self.has_changed:
            return []
        told = _(
            "Draft it anew for what is not approved yet. What was paid can be taken back, one "
            "statement at a time."
        )
        return [Notice("warn", _("Numbers or people have changed since"), told)]

    @property
    def _cut(self) -> list[Notice]:
        terms = self.settlement.plan.terms
        if not self.is_cut or terms is None:
            return []
        told = _(
            "Everybody’s amount was cut alike. Add to %(budget)s, then draft it anew.",
            budget=terms.budget.name,
        )
        return [Notice("warn", _("The budget did not reach for all"), told)]

    @property
    def _who(self) -> list[Notice]:
        if not self.pays:
            return [NOT_PAYING]
        if self.obstacle is None or self.obstacle not in OBSTACLES:
            return []
        return [Notice("info", *OBSTACLES[self.obstacle])]


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
    def notices(self) -> list[Notice]:
        """Say to who is concerned what can still be done once it was paid."""
        if not self.is_own or self.statement.is_unpaid:
            return []
        told = _("Speak with HR: a payment can be taken back and worked out anew.")
        return [Notice("info", _("If something is wrong with it"), told)]

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


def statement_row(statement: Statement) -> StatementRow:
    """Return a statement as lists show it."""
    plan = statement.settlement.plan
    assert plan.terms is not None  # noqa: S101
    label, tone = NOTHING_TO_PAY if statement.is_nothing else STATES[State(statement.state)]
    return StatementRow(
        statement,
        statement.person.name if statement.person else statement.team.name,
        period_in_words(statement.settlement),
        written(statement.amount, plan.terms.unit),
        label,
        tone,
        working_in_words(statement.steps, plan.terms, plan.measure),
        stopped_in_words(statement.steps, plan.terms, plan.measure),
    )


def numbers_of(settlement: Settlement) -> list[tuple[str, str]]:
    """Return the numbers that a settlement was worked out from, as labels and values."""
    plan = settlement.plan
    assert plan.terms is not None  # noqa: S101
    told = [(plan.measure.name, number_in_words(number_kept(settlement), plan.measure))]
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


def _name(person: Person | None) -> str:
    return person.name if person else str(_("somebody who is not here any more"))
