"""What the page of payroll is handed: a month's payments, and the way to other months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from cxstaff.date_range import DAY
from cxstaff.db import Page
from cxstaff.incentives.payroll.queries import PayrollLine
from cxstaff.points.units import written
from cxstaff.web import day, when
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Way, lasting

A_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class PayrollRow:
    """One payment; one that was taken back is below nothing."""

    line: PayrollLine
    period: str
    amount: str
    at: str


@dataclass(frozen=True, slots=True)
class PayrollPage:
    """What was paid within the month that begins on `first`.

    `earlier` and `later` are the months beside it as addresses have them; "" where nothing is.
    """

    rows: Page[PayrollRow]
    first: date
    earlier: str
    later: str

    @property
    def month(self) -> str:
        """Name the month."""
        return str(format_date(self.first, "LLLL yyyy"))

    @property
    def months(self) -> list[Way]:
        """Return the ways to the months beside it, where there are any."""
        beside = (
            (_("Month before"), self.earlier, "chevron-left"),
            (_("Month after"), self.later, "chevron-right"),
        )
        return [
            Way(label, "incentives.payroll", {"month": month}, icon=icon)
            for label, month, icon in beside
            if month
        ]

    @property
    def key(self) -> str:
        """Return the month as addresses have it."""
        return f"{self.first:%Y-%m}"

    @property
    def nothing(self) -> EmptyState:
        """Say that nothing was paid."""
        text = _("What is paid on the pages of settlements is listed here.")
        return EmptyState("cash", _("Nothing was paid in this month"), text)


def row(line: PayrollLine) -> PayrollRow:
    """Return a payment as the page shows it."""
    period = lasting(day(line.since), day(line.until - DAY))
    return PayrollRow(line, period, written(line.amount, line.unit), when(line.at))


def month_before(first: date) -> date:
    """Return the first day of the month before the one that begins on `first`."""
    return (first - DAY).replace(day=1)


def month_after(first: date) -> date:
    """Return the first day of the month after the one that begins on `first`."""
    return (first + A_MONTH).replace(day=1)
