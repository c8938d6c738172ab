"""What the company chose about thanks: one row, which is not there before somebody chooses."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.db import Model

FEWEST_WEEKS, USUAL_WEEKS, MOST_WEEKS = 1, 4, 52
MOST_POINTS = 1000


class CustomersThanks(StrEnum):
    """Who is shown that a happy customer thanked somebody."""

    OFF = "off"
    HANDLER = "handler"
    TEAM = "team"


class ThanksRules(Model):
    """What the company chose; without this row everything is as these defaults say.

    `lately_weeks` is how long ago the last thanks may be of somebody who was thanked lately. With a
    customer's thanks that comes from `points_since` on go `customers_points`, out of a budget.
    """

    __tablename__ = "thanks_rules"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("customers_thanks IN ('off', 'handler', 'team')", name="customers_thanks"),
        CheckConstraint("lately_weeks BETWEEN 1 AND 52", name="lately_weeks"),
        CheckConstraint("customers_points BETWEEN 0 AND 1000", name="customers_points"),
        CheckConstraint(
            "customers_points = 0 OR (budget_id IS NOT NULL AND points_since IS NOT NULL)",
            name="points_have_a_budget",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    customers_thanks: Mapped[str] = mapped_column(default=CustomersThanks.HANDLER)
    lately_weeks: Mapped[int] = mapped_column(default=USUAL_WEEKS)
    customers_points: Mapped[int] = mapped_column(default=0)
    budget_id: Mapped[int | None] = mapped_column(ForeignKey("points_account.id"))
    points_since: Mapped[datetime | None]
