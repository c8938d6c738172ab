"""How a plan stands while its period runs: what the number so far would pay, and how sure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cxstaff.date_range import DateRange
from cxstaff.incentives.models import IncentivePlan
from cxstaff.incentives.payout.formula import work_out
from cxstaff.incentives.periods import days_of, period_of
from cxstaff.measures.judging import Number
from cxstaff.measures.values import find_number


@dataclass(frozen=True, slots=True)
class Progress:
    """A period that runs: its number so far, and what that would pay for the whole of it.

    `least` and `most` are what the ends of the number's interval would pay, None without one;
    `guard_holds` is None for a plan without a guard.
    """

    period: DateRange
    number: Number | None
    amount: int
    least: int | None
    most: int | None
    guard_holds: bool | None

    @property
    def can_tell(self) -> bool:
        """Say whether both ends of the interval would pay the same."""
        return self.least is not None and self.least == self.most


def progress_of(plan: IncentivePlan, today: date) -> Progress | None:
    """Return how a plan stands in the period that a day lies in; None where it does not hold."""
    if plan.terms is None or not plan.span.holds(today) or plan.since == today:
        return None
    period, terms = period_of(today, plan.terms.every), plan.terms
    so_far = DateRange(max(period.since, plan.since), today)
    number = find_number(plan.measure, plan.team_id, so_far)
    guard = find_number(terms.guard, plan.team_id, so_far) if terms.guard else None
    rules, whole = terms.for_measure(plan.measure), days_of(period)
    holds = None if rules.guard is None else guard is not None and rules.guard.holds(guard.value)
    if number is None:
        return Progress(period, None, 0, None, None, holds)

    def paid(reading: float) -> int:
        held = guard.value if guard else None
        return work_out(rules, reading, held, whole, whole)[-1].amount

    ends = [paid(end) for end in (number.low, number.high) if end is not None]
    least, most = (min(ends), max(ends)) if ends else (None, None)
    return Progress(period, number, paid(number.value), least, most, holds)
