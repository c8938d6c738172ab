"""What happens to looks: the first of a day is noted."""

from __future__ import annotations

from datetime import date, datetime

from cxstaff.db import db
from cxstaff.engine import insert_if_absent
from cxstaff.linkage.looks.models import Look
from cxstaff.linkage.material.question import Question


def look(question: Question, day: date, *, now: datetime) -> None:
    """Note that the answer to a question was shown; once a day is enough, and two at once too."""
    insert_if_absent(
        db.session(),
        Look,
        engagement=question.engagement,
        outcome=question.outcome,
        span=question.span.value,
        lag=question.lag,
        day=day,
        first_at=now,
    )
