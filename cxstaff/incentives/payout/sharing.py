"""Amounts that are shared: a pool by days, and a budget that does not reach for all."""

from __future__ import annotations

from collections.abc import Sequence

from cxstaff.date_range import DateRange


def shares(amount: int, weights: Sequence[int]) -> list[int]:
    """Share an amount by weights (m,), to whole units that add up to it exactly.

    What rounding leaves goes to the largest remainders, among equals to the first (Hamilton's
    method). Where no weight is above 0 nobody gets anything. ValueError for weights below 0.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("weights are never below 0")
    total = sum(weights)
    if total == 0:
        return [0] * len(weights)
    found = [amount * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(amount * weights[place] % total))
    for place in by_remainder[: amount - sum(found)]:
        found[place] += 1
    return found


def within(budget: int, amounts: Sequence[int]) -> list[int]:
    """Return amounts (m,) as they are, or cut by one share where the budget left is less.

    Nobody is paid before others: who was worked out first must not matter.
    """
    if sum(amounts) <= budget:
        return list(amounts)
    return shares(max(budget, 0), amounts)


def days_counted(
    period: DateRange, stays: Sequence[DateRange], absences: Sequence[DateRange]
) -> int:
    """Count the days of a period with an end on which somebody was there and not away.

    `stays` are memberships, `absences` what the plan does not count; days told twice count once.
    ValueError for a period without an end.
    """
    if period.until is None:
        raise ValueError("a period has an end")
    there = _days(period.since.toordinal(), period.until.toordinal(), stays)
    away = _days(period.since.toordinal(), period.until.toordinal(), absences)
    return len(there - away)


def _days(first: int, end: int, spans: Sequence[DateRange]) -> set[int]:
    found = set[int]()
    for span in spans:
        until = end if span.until is None else min(end, span.until.toordinal())
        found.update(range(max(first, span.since.toordinal()), until))
    return found
