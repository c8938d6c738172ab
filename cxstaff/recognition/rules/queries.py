"""The question what the company chose about thanks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cxstaff.db import db
from cxstaff.recognition.rules.models import USUAL_WEEKS, CustomersThanks, ThanksRules


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the company chose, or what holds before it did."""

    customers_thanks: CustomersThanks = CustomersThanks.HANDLER
    lately_weeks: int = USUAL_WEEKS

    @property
    def lately(self) -> timedelta:
        """Return how long ago somebody may have been thanked lately."""
        return timedelta(weeks=self.lately_weeks)


def chosen() -> Chosen:
    """Return what the company chose about thanks."""
    row = db.session.get(ThanksRules, 1)
    if row is None:
        return Chosen()
    return Chosen(CustomersThanks(row.customers_thanks), row.lately_weeks)
