"""What the words of measures are called on screen."""

from __future__ import annotations

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.measures.judging import Absence
from cxstaff.measures.models import Direction, Measure, Voice
from cxstaff.periods import CalendarPeriod, Frequency
from cxstaff.web import day

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
