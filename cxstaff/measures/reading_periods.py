"""For which periods a reading may be entered: those that are over by the calendar."""

from __future__ import annotations

from datetime import date

from cxstaff.date_range import is_reasonable
from cxstaff.periods import Frequency, period_of
from cxstaff.text import N_

BEGINNINGS = {
    Frequency.WEEK: N_("A week starts on a Monday. Choose the Monday of the week."),
    Frequency.MONTH: N_("A month starts on its first day. Choose that day."),
    Frequency.QUARTER: N_(
        "A quarter starts in January, April, July or October. Choose its first day."
    ),
}
NOT_BEGUN = {
    Frequency.DAY: N_("That day has not come yet. Choose yesterday or an earlier one."),
    Frequency.WEEK: N_("That week has not begun yet. Choose one that is over."),
    Frequency.MONTH: N_("That month has not begun yet. Choose one that is over."),
    Frequency.QUARTER: N_("That quarter has not begun yet. Choose one that is over."),
}
NOT_OVER = {
    Frequency.DAY: N_("That day is not over yet. Enter it from %(day)s on."),
    Frequency.WEEK: N_("That week is not over yet. Enter it from %(day)s on."),
    Frequency.MONTH: N_("That month is not over yet. Enter it from %(day)s on."),
    Frequency.QUARTER: N_("That quarter is not over yet. Enter it from %(day)s on."),
}
UNLIKELY = "Choose days between the years 2000 and 2099."

Flaw = tuple[str, dict[str, object]]
"""A sentence that says what is wrong, and what fills its places."""


def flaw_of(starts_on: date, frequency: Frequency, today: date) -> Flaw | None:
    """Say why no reading can be entered for the period that starts on a day; None where it can."""
    if not is_reasonable(starts_on):
        return UNLIKELY, {}
    period = period_of(starts_on, frequency)
    if period.first_day != starts_on:
        return BEGINNINGS[frequency], {}
    if starts_on > today:
        return NOT_BEGUN[frequency], {}
    if period.until > today:
        return NOT_OVER[frequency], {"day": period.until}
    return None
