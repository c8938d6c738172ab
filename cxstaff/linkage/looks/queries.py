"""Questions about looks: who saw a result before it was declared as a study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from cxstaff.db import db
from cxstaff.linkage.looks.models import Look
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Question

MOST_DAYS = 5
"""Days of looks that are told; of more, how many there are."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The last few days on which a result was looked at before a moment, and how many there are."""

    days: Sequence[date]
    total: int


def looked_at(day: date) -> set[Question]:
    """Return the questions whose look of a day is noted already."""
    columns = Look.engagement, Look.outcome, Look.span, Look.lag
    rows = db.session.execute(select(*columns).where(Look.day == day))
    return {Question(subject, outcome, Period(span), lag) for subject, outcome, span, lag in rows}


def looks_before(question: Question, moment: datetime) -> Looks:
    """Return when a customer result was looked at against the same engagement, at any lag and span.

    Whoever has seen one lag or span knows something of the others, so all of them count.
    """
    same = _same(question, moment)
    total = select(func.count(Look.day.distinct())).where(*same)
    days = select(Look.day).where(*same).distinct().order_by(Look.day.desc()).limit(MOST_DAYS)
    found = db.session.scalars(days).all()
    return Looks(sorted(found), db.session.scalar(total) or 0)


def was_anything_looked_at(before: date) -> bool:
    """Say whether the answer to any question was shown before a day."""
    return db.session.scalar(select(Look.day).where(Look.day < before).limit(1)) is not None


def _same(question: Question, moment: datetime) -> list[ColumnElement[bool]]:
    return [
        Look.engagement == question.engagement,
        Look.outcome == question.outcome,
        Look.first_at <= moment,
    ]
