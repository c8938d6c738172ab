"""The amount a plan pays for a reading, worked out step by step so that it can be read again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cxstaff.incentives.payout.terms import PRECISE, WHOLE, PayoutTerms, Shape, is_reached


class Rule(StrEnum):
    """What changed an amount."""

    NOT_REACHED = "not reached"
    REACHED = "reached"
    ON_THE_LINE = "on the line"
    GUARD = "guard"
    DAYS = "days"
    CAP = "cap"
    BUDGET = "budget"
    SHARED = "shared"
    POOL_LEFT = "pool left"
    NOT_THERE = "not there"


@dataclass(frozen=True, slots=True)
class Working:
    """One step of the working: the rule, and the amount after it.

    `level` is the level it looked at, of the measure or of its guard; `part` and `whole` are what
    the amount was multiplied by, hundredths of a guard or days of a period.
    """

    rule: Rule
    amount: int
    level: float | None = None
    part: int | None = None
    whole: int | None = None


def earned(terms: PayoutTerms, reading: float) -> Working:
    """Return what a reading earns before guard, days, cap and budget."""
    if terms.shape is Shape.LINE:
        return _on_the_line(terms, reading)
    reached = [step for step in terms.steps if is_reached(reading, step.level, terms.better)]
    if not reached:
        return Working(Rule.NOT_REACHED, 0, terms.steps[0].level)
    return Working(Rule.REACHED, reached[-1].amount, reached[-1].level)


def guarded(terms: PayoutTerms, amount: int, guard_reading: float | None) -> Working | None:
    """Return what the guard leaves of an amount; None where there is none, or where it holds.

    A guard without a reading does not hold: nobody is paid past what nobody looked at.
    """
    guard = terms.guard
    holds = guard is None or (guard_reading is not None and guard.holds(guard_reading))
    if guard is None or holds or not amount:
        return None
    return Working(Rule.GUARD, share(amount, guard.keeps, WHOLE), guard.level, guard.keeps, WHOLE)


def for_days(amount: int, days: int, period: int) -> Working | None:
    """Return what `days` of a period's days bring of an amount; None for the whole period."""
    if days >= period or not amount:
        return None
    return Working(Rule.DAYS, share(amount, days, period), None, days, period)


def capped(terms: PayoutTerms, amount: int, held: int, period: int) -> Working | None:
    """Return what one recipient gets at most; None where that is no less.

    Of a plan that held for `held` of a period's days it is that part of the cap, rounded down: the
    plans before and after a change pay no more together than one that held throughout.
    """
    if terms.cap is None:
        return None
    most = terms.cap * held // period
    return Working(Rule.CAP, most) if amount > most else None


def work_out(
    terms: PayoutTerms,
    reading: float,
    guard_reading: float | None,
    days: int,
    period: int,
    held: int | None = None,
) -> list[Working]:
    """Return the working of one recipient's amount: reading, guard, days, cap; the last is paid.

    `held` is for how many of the period's days the plan held, None for all of them. For a pool, it
    is the working of what all together get: give it as many days.
    """
    steps = [earned(terms, reading)]

    def then(step: Working | None) -> None:
        if step:
            steps.append(step)

    then(guarded(terms, steps[-1].amount, guard_reading))
    then(for_days(steps[-1].amount, days, period))
    if terms.shape is not Shape.POOL:
        then(capped(terms, steps[-1].amount, period if held is None else held, period))
    return steps


def share(amount: int, part: int, whole: int) -> int:
    """Return `part` of `whole` parts of an amount, to the nearest unit and halves up.

    ValueError where `whole` is not above 0 or `part` is not between 0 and it.
    """
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError(f"no share: {part} of {whole}")
    return (2 * amount * part + whole) // (2 * whole)


def _on_the_line(terms: PayoutTerms, reading: float) -> Working:
    low, high = terms.steps
    if not is_reached(reading, low.level, terms.better):
        return Working(Rule.NOT_REACHED, 0, low.level)
    if is_reached(reading, high.level, terms.better):
        return Working(Rule.REACHED, high.amount, high.level)
    along = round((reading - low.level) / (high.level - low.level), PRECISE)
    return Working(
        Rule.ON_THE_LINE, low.amount + int((high.amount - low.amount) * along + 0.5), low.level
    )
