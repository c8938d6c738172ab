"""The question what the company chose about thanks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cxstaff.db import db
from cxstaff.recognition.rules.models import USUAL_WEEKS, CustomersThanks, ThanksRules


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the company chose, or what holds before it did."""

    customers_thanks: CustomersThanks = CustomersThanks.HANDLER
    lately_weeks: int = USUAL_WEEKS
    customers_points: int = 0
    budget_id: int | None = None
    points_since: datetime | None = None

    @property
    def lately(self) -> timedelta:
        """Return how long ago somebody may have been thanked lately."""
        return timedelta(weeks=self.lately_weeks)


def chosen() -> Chosen:
    """Return what the company chose about thanks."""
    row = db.session.get(ThanksRules, 1)
    if row is None:
        return Chosen()
    return Chosen(
        CustomersThanks(row.customers_thanks),
        row.lately_weeks,
        row.customers_points,
        row.budget_id,
        row.points_since,
    )
