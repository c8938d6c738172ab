"""How a plan stands while its period runs: what the number so far would pay, and how sure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cxstaff.date_range import DateRange
from cxstaff.incentives.eligibility import staffing
from cxstaff.incentives.models import IncentivePlan, Pays
from cxstaff.incentives.payout.formula import work_out
from cxstaff.incentives.payout.terms import Shape
from cxstaff.incentives.periods import days_of, period_of
from cxstaff.measures.judging import Number
from cxstaff.measures.values import find_number
from cxstaff.people.queries import team_ids_below


@dataclass(frozen=True, slots=True)
class Progress:
    """A period that runs: its number so far, and what that would pay if it stays so.

    `amount` is what the reader would be paid where they take part for `own_days` of the `whole`
    period (0: for too few to be paid); None where they do not, and it is what somebody who is there
    all the time is paid, the team, or all together from a pool. `least` and `most` are what the
    ends of the number's interval would pay, None without one; `guard_holds` is None for a plan
    without a guard.
    """

    period: DateRange
    number: Number | None
    amount: int
    least: int | None
    most: int | None
    guard_holds: bool | None
    own_days: int | None
    whole: int

    @property
    def can_tell(self) -> bool:
        """Say whether both ends of the interval would pay the same."""
        return self.least is not None and self.least == self.most


def progress_of(plan: IncentivePlan, today: date, person_id: int) -> Progress | None:
    """Return how a plan stands for a reader in the period that a day lies in.

    None where the plan does not hold.
    """
    if plan.terms is None or not plan.span.holds(today) or plan.since == today:
        return None
    period, terms = period_of(today, plan.terms.every), plan.terms
    so_far = DateRange(max(period.since, plan.since), today)
    number = find_number(plan.measure, plan.team_id, so_far)
    guard = find_number(terms.guard, plan.team_id, so_far) if terms.guard else None
    rules, whole = terms.for_measure(plan.measure), days_of(period)
    holds = None if rules.guard is None else guard is not None and rules.guard.holds(guard.value)
    part = _held(plan, period)
    own = _own_days(plan, part, person_id)
    if number is None:
        return Progress(period, None, 0, None, None, holds, own, whole)
    held = days_of(part)
    days = held if own is None else own

    def paid(reading: float) -> int:
        stands = guard.value if guard else None
        return work_out(rules, reading, stands, days, whole, held)[-1].amount

    ends = [paid(end) for end in (number.low, number.high) if end is not None]
    least, most = (min(ends), max(ends)) if ends else (None, None)
    return Progress(period, number, paid(number.value), least, most, holds, own, whole)


def _held(plan: IncentivePlan, period: DateRange) -> DateRange:
    """Return the days of a period on which a plan holds, as far as its end is planned."""
    ends = [day for day in (plan.until, period.until) if day is not None]
    return DateRange(max(plan.since, period.since), min(ends))


def _own_days(plan: IncentivePlan, part: DateRange, person_id: int) -> int | None:
    """Return for how many days of a period somebody takes part; None where not each is paid."""
    terms = plan.terms
    if terms is None or terms.pays != Pays.MEMBERS or terms.shape == Shape.POOL:
        return None
    people = staffing(team_ids_below([plan.team_id]), period_of(part.since, terms.every))
    if person_id not in people.stays:
        return None
    return people.days_in(part, terms).get(person_id, 0)
