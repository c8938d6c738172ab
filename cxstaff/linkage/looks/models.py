"""Looks: on which days the answer to a question was shown."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.db import Model


def known_span() -> CheckConstraint:
    """Return what holds a column to the spans there are."""
    return CheckConstraint("span IN ('week', 'month', 'quarter')", name="known_span")


def known_lag() -> CheckConstraint:
    """Return what holds a column to the lags there are."""
    return CheckConstraint("lag BETWEEN 0 AND 3", name="known_lag")


class Look(Model):
    """A day on which the answer to a question was shown; by whom is not kept.

    `first_at` is the moment of that day's first look.
    """

    __tablename__ = "comparison_look"
    __table_args__ = (known_span(), known_lag())

    engagement: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(primary_key=True)
    span: Mapped[str] = mapped_column(primary_key=True)
    lag: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    first_at: Mapped[datetime]
