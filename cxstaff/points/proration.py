"""How much of a month's allowance somebody is given who begins within the month. Pure."""

from __future__ import annotations

from datetime import date, timedelta

LONGER_THAN_A_MONTH = timedelta(days=31)


def month_of(day: date) -> tuple[date, date]:
    """Return the first day of a day's month, and the first of the next."""
    since = day.replace(day=1)
    return since, (since + LONGER_THAN_A_MONTH).replace(day=1)


def part_for(amount: int, given_on: date, joined_on: date | None) -> int:
    """Return the part of `amount` for somebody who joined on a day (None: long ago).

    The whole for who was here on the day it is given; for who came later in that month the part
    for the days left of it, their first among them, rounded up.
    """
    since, until = month_of(given_on)
    if joined_on is None or joined_on <= given_on:
        return amount
    days, left = (until - since).days, (until - joined_on).days
    return -(-amount * max(left, 0) // days)
