"""What the page is handed on which numbers of one period are entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.measures.models import Measure
from cxstaff.measures.words import FREQUENCIES, period_name
from cxstaff.people.models import Team
from cxstaff.periods import CalendarPeriod


@dataclass(frozen=True, slots=True)
class ReadingsPage:
    """One period's numbers of a measure, for a page of teams."""

    form: Any
    measure: Measure
    teams: Page[Team]
    period: CalendarPeriod
    is_newest: bool
    may_remove: bool  # a number stands in one of the fields

    @property
    def lead(self) -> str:
        """Say which period it is."""
        return period_name(self.period)

    @property
    def length(self) -> Any:
        """Say how long a period is."""
        return FREQUENCIES[self.measure.read_by]

    @property
    def day(self) -> str:
        """Return the first day of the period as addresses and date fields write it."""
        return self.period.first_day.isoformat()

    @property
    def before(self) -> date:
        """Return the first day of the period before."""
        return self.period.shifted(-1).first_day

    @property
    def after(self) -> date | None:
        """Return the first day of the period after; None where that is not over yet."""
        return None if self.is_newest else self.period.until

    @property
    def fields(self) -> Sequence[tuple[Any, Any]]:
        """Return the fields of each team: its number, and its cases or None."""
        rows: Sequence[tuple[Any, Any]] = self.form.rows
        return rows

    @property
    def submit(self) -> str:
        """Name the button."""
        return str(_("Save these numbers"))


@dataclass(frozen=True, slots=True)
class RemovalPage:
    """Numbers of one period that stand there, to remove."""

    form: Any
    measure: Measure
    period: CalendarPeriod

    @property
    def lead(self) -> str:
        """Say which period it is."""
        return period_name(self.period)

    @property
    def day(self) -> str:
        """Return the first day of the period as addresses write it."""
        return self.period.first_day.isoformat()
