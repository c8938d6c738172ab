"""What a plan owes for a period, worked out from the numbers and the people as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any

from cxstaff.date_range import DateRange
from cxstaff.incentives.eligibility import Staffing, staffing
from cxstaff.incentives.models import IncentivePlan, Pays, PlanTerms, Settlement
from cxstaff.incentives.payout.formula import Rule, Working, capped, work_out
from cxstaff.incentives.payout.sharing import shares, within
from cxstaff.incentives.payout.terms import PayoutTerms, Shape
from cxstaff.incentives.periods import days_of, period_of, read_over
from cxstaff.measures.judging import Number
from cxstaff.measures.models import Measure
from cxstaff.measures.values import find_number
from cxstaff.people.queries import team_ids_below

TEAM = None
"""In the place of a person's id: the team as a whole."""
CUTS = frozenset({Rule.BUDGET, Rule.POOL_LEFT})
"""Rules by which an amount depends on what else was paid."""


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
class KeptWorking:
    """How a statement was worked out when it was drafted: its days, and the steps as stored."""

    days: int
    working: list[Any]

    @property
    def before_cuts(self) -> list[Any]:
        """Return the steps before what depends on other payments."""
        return [list(step) for step in self.working if step[0] not in CUTS]


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
    whole = period_of(period.since, plan.terms.every)
    people = staffing(team_ids_below([plan.team_id]), whole)
    return owed_by(plan.measure, plan.terms, plan.team_id, period, people)


def owed_by(
    measure: Measure, terms: PlanTerms, team_id: int, period: DateRange, people: Staffing
) -> Owed | None:
    """Work out what terms owe for a period of a team with the people who were there.

    Where the plan held for a part of the calendar's month or quarter, that part is owed.
    """
    number = number_of(measure, terms, team_id, period)
    guard = number_of(terms.guard, terms, team_id, period) if terms.guard else None
    if number is None:
        return None
    rules, held = terms.for_measure(measure), guard.value if guard else None
    all_days, whole = days_of(period), days_of(period_of(period.since, terms.every))
    full = tuple(work_out(rules, number.value, held, all_days, whole, all_days))
    if terms.pays == Pays.TEAM:
        return Owed(number, guard, full, {TEAM: AmountDue(all_days, full)})
    days = people.days_in(period, terms)
    if terms.shape == Shape.POOL:
        return Owed(number, guard, full, _shared(rules, days, full, all_days, whole))
    due: dict[int | None, AmountDue] = {
        each: AmountDue(there, tuple(work_out(rules, number.value, held, there, whole, all_days)))
        for each, there in days.items()
    }
    return Owed(number, guard, full, due)


def number_of(measure: Measure, terms: PlanTerms, team_id: int, period: DateRange) -> Number | None:
    """Return the number of a measure that counts for a period of a plan, or for a part of one."""
    if measure.is_entered:
        period = read_over(period, measure.read_by, terms.every)
    return find_number(measure, team_id, period)


def has_changed(settlement: Settlement, kept: Mapping[int | None, KeptWorking]) -> bool:
    """Say whether a settlement would be worked out differently now, by numbers or by people.

    What a budget, or what others of a pool had been paid, cut is not compared: both depend on what
    else was paid meanwhile.
    """
    found = owed(settlement.plan, settlement.period)
    return found is None or _stood(kept) != {who: each.stored for who, each in found.due.items()}


def has_changed_for_some(settlement: Settlement, kept: Mapping[int | None, KeptWorking]) -> bool:
    """Say whether the statements of some would be worked out differently now."""
    found = owed(settlement.plan, settlement.period)
    if found is None:
        return True
    return _stood(kept) != {who: each.stored for who, each in found.due.items() if who in kept}


def cut_to(left: int, found: Owed, rule: Rule = Rule.BUDGET) -> Owed:
    """Return what is owed with everybody's amount cut alike where what is left does not reach."""
    amounts = within(left, [each.amount for each in found.due.values()])
    due = {
        who: each if amount == each.amount else _step(each, rule, amount)
        for (who, each), amount in zip(found.due.items(), amounts, strict=True)
    }
    return replace(found, due=due)


def _stood(kept: Mapping[int | None, KeptWorking]) -> dict[int | None, list[Any]]:
    return {who: each.before_cuts for who, each in kept.items() if each.days}


def _shared(
    rules: PayoutTerms, days: Mapping[int, int], pool: tuple[Working, ...], held: int, whole: int
) -> dict[int | None, AmountDue]:
    together = sum(days.values())
    found: dict[int | None, AmountDue] = {}
    parts = shares(pool[-1].amount, list(days.values()))
    for (each, there), part in zip(days.items(), parts, strict=True):
        steps = [*pool, Working(Rule.SHARED, part, None, there, together)]
        most = capped(rules, part, held, whole)
        found[each] = AmountDue(there, tuple([*steps, most] if most else steps))
    return found


def _step(due: AmountDue, rule: Rule, amount: int) -> AmountDue:
    return AmountDue(due.days, (*due.working, Working(rule, amount)))
