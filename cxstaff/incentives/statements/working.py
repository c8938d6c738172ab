"""What a plan owes for a period, worked out from the numbers and the people as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any

from cxstaff.date_range import DateRange
from cxstaff.incentives.eligibility import Staffing, staffing
from cxstaff.incentives.models import IncentivePlan, Pays, PlanTerms, Settlement, Statement
from cxstaff.incentives.payout.formula import Rule, Working, work_out
from cxstaff.incentives.payout.sharing import shares, within
from cxstaff.incentives.payout.terms import Shape
from cxstaff.incentives.periods import days_of, period_of
from cxstaff.measures.judging import Number
from cxstaff.measures.models import Measure
from cxstaff.measures.values import find_number
from cxstaff.people.queries import team_ids_below

TEAM = None
"""In the place of a person's id: the team as a whole."""


@dataclass(frozen=True, slots=True)
class AmountDue:
    """What one recipient is due: for how many days, and how the amount comes about."""

    days: int
    working: tuple[Working, ...]

    @property
    def amount(self) -> int:
        """Return the amount, in the smallest unit."""
        return self.working[-1].amount

    @property
    def stored(self) -> list[Any]:
        """Return the working as statements keep it."""
        return [list(astuple(step)) for step in self.working]


@dataclass(frozen=True, slots=True)
class Owed:
    """What a plan owes for a period by recipient, with the numbers that it comes from.

    `full` is the working of what somebody who was there all the time is due, or of the pool.
    """

    number: Number
    guard: Number | None
    full: tuple[Working, ...]
    due: Mapping[int | None, AmountDue]

    def for_some(self, due: Mapping[int | None, AmountDue]) -> Owed:
        """Return the same for some recipients alone."""
        return replace(self, due=due)

    @property
    def total(self) -> int:
        """Return what all together are due."""
        return sum(each.amount for each in self.due.values())


def owed(plan: IncentivePlan, period: DateRange) -> Owed | None:
    """Work out what a plan owes for a period; None while its measure has no number for it."""
    assert plan.terms is not None  # noqa: S101 – plans in words alone owe nothing
    people = staffing(team_ids_below([plan.team_id]), period)
    return owed_by(plan.measure, plan.terms, plan.team_id, period, people)


def owed_by(
    measure: Measure, terms: PlanTerms, team_id: int, period: DateRange, people: Staffing
) -> Owed | None:
    """Work out what terms owe for a period of a team with the people who were there.

    Where the plan held for a part of the calendar's month or quarter, that part is owed.
    """
    number = find_number(measure, team_id, period)
    guard = find_number(terms.guard, team_id, period) if terms.guard else None
    if number is None:
        return None
    rules, held = terms.for_measure(measure), guard.value if guard else None
    all_days, whole = days_of(period), days_of(period_of(period.since, terms.every))
    full = tuple(work_out(rules, number.value, held, all_days, whole))
    if terms.pays == Pays.TEAM:
        return Owed(number, guard, full, {TEAM: AmountDue(all_days, full)})
    days = people.days_in(period, terms)
    if terms.shape == Shape.POOL:
        return Owed(number, guard, full, _shared(days, full))
    due: dict[int | None, AmountDue] = {
        each: AmountDue(there, tuple(work_out(rules, number.value, held, there, whole)))
        for each, there in days.items()
    }
    return Owed(number, guard, full, due)


def has_changed(settlement: Settlement, newest: Mapping[int | None, Statement]) -> bool:
    """Say whether a settlement would be worked out differently now, by numbers or by people.

    What a budget cut is not compared: it depends on what else is paid from it.
    """
    found = owed(settlement.plan, settlement.period)
    if found is None:
        return True
    kept = {who: _before_budget(each) for who, each in newest.items() if each.days}
    return kept != {who: each.stored for who, each in found.due.items()}


def cut_to(budget: int, found: Owed) -> Owed:
    """Return what is owed with everybody's amount cut alike where a budget does not reach."""
    amounts = within(budget, [each.amount for each in found.due.values()])
    due = {
        who: each if amount == each.amount else _step(each, Rule.BUDGET, amount)
        for (who, each), amount in zip(found.due.items(), amounts, strict=True)
    }
    return replace(found, due=due)


def _shared(days: Mapping[int, int], pool: tuple[Working, ...]) -> dict[int | None, AmountDue]:
    whole = sum(days.values())
    parts = shares(pool[-1].amount, list(days.values()))
    return {
        each: AmountDue(there, (*pool, Working(Rule.SHARED, part, None, there, whole)))
        for (each, there), part in zip(days.items(), parts, strict=True)
    }


def _step(due: AmountDue, rule: Rule, amount: int) -> AmountDue:
    return AmountDue(due.days, (*due.working, Working(rule, amount)))


def _before_budget(statement: Statement) -> list[Any]:
    return [list(step) for step in statement.working if step[0] != Rule.BUDGET]
