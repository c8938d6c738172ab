"""What the words of measures are called on screen."""

from __future__ import annotations

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.measures.judging import Absence, Number
from cxstaff.measures.models import Direction, Measure, Voice
from cxstaff.periods import CalendarPeriod, Frequency
from cxstaff.web import amount, between, day
from cxstaff.web.marks import NOTHING

DIGITS = 2
"""To how many digits levels and numbers are written."""

VOICES = {
    Voice.CUSTOMER: _l("Customer’s voice"),
    Voice.INTERNAL: _l("The company’s own number, not the customer’s voice"),
    Voice.EMPLOYEE: _l("Employees’ voice, as in a pulse"),
}
FREQUENCIES = {
    Frequency.DAY: _l("Day"),
    Frequency.WEEK: _l("Week"),
    Frequency.MONTH: _l("Month"),
    Frequency.QUARTER: _l("Quarter"),
}
LAST_PERIOD = {
    Frequency.DAY: _l("The last full day"),
    Frequency.WEEK: _l("The last full week"),
    Frequency.MONTH: _l("The last full month"),
    Frequency.QUARTER: _l("The last full quarter"),
}
ABSENT = {
    Absence.NO_DATA: _l("No data yet"),
    Absence.HIDDEN: _l("Hidden to protect people"),
    Absence.NOT_SHOWN: _l("Open to leads, HR and CX"),
}


def period_name(period: CalendarPeriod) -> str:
    """Name a period: 9 Mar 2026, week of 9 Mar 2026, March 2026, quarter 1 of 2026."""
    if period.frequency is Frequency.DAY:
        return day(period.first_day)
    if period.frequency is Frequency.WEEK:
        return str(_("Week of %(day)s", day=day(period.first_day)))
    if period.frequency is Frequency.MONTH:
        return str(format_date(period.first_day, "MMMM yyyy"))
    number = (period.first_day.month + 2) // 3
    return str(_("Quarter %(number)s of %(year)s", number=number, year=period.first_day.year))


def better(measure: Measure) -> str:
    """Say which way of a measure is better."""
    return str(_("Higher") if measure.direction == Direction.UP else _("Lower"))


def goal(measure: Measure, level: float) -> str:
    """Say what has to be reached: at least or at most a level of a measure."""
    written = amount(round(level, DIGITS), measure.unit or "")
    if measure.direction == Direction.UP:
        return str(_("At least %(level)s", level=written))
    return str(_("At most %(level)s", level=written))


def number_in_words(found: Number | None, measure: Measure) -> str:
    """Write a measure's number with the ends of its interval, where it has any."""
    if found is None:
        return NOTHING
    value = amount(round(found.value, DIGITS), measure.unit or "")
    if found.low is None or found.high is None or found.low == found.high:
        return value
    ends = between(round(found.low, DIGITS), round(found.high, DIGITS), measure.unit or "")
    return f"{value} ({ends})"
