"""What happens to standing questions and looks: one is declared, the first of a day is noted."""

from __future__ import annotations

from datetime import date, datetime

from cxstaff import security_log
from cxstaff.db import db
from cxstaff.engine import insert_if_absent, lock
from cxstaff.errors import Refused
from cxstaff.linkage.leads import queries
from cxstaff.linkage.leads.models import Look, StandingQuestion, columns_of
from cxstaff.linkage.material.question import Question
from cxstaff.people.models import Person
from cxstaff.security_log import Act


def declare(question: Question, actor: Person, *, now: datetime) -> StandingQuestion:
    """Declare the company's standing question; the one before stays on record.

    Raises `Refused` for a question about chosen teams, times or mixes, and for the one that stands.
    """
    lock(db.session(), "standing question")
    plain = Question(question.engagement, question.outcome, question.span, question.lag)
    if question != plain:
        raise Refused("A standing question is about all teams, times and customers as they came.")
    now_stands = queries.standing()
    if now_stands.declared is not None and now_stands.question == question:
        raise Refused("This is your standing question already.")
    declared = StandingQuestion(
        **columns_of(question),
        was_seen=queries.looks_before(question, now).total > 0,
        declared_at=now,
        declared_by_id=actor.id,
    )
    db.session.add(declared)
    db.session.flush()
    security_log.record(
        Act.STANDING_QUESTION_DECLARED,
        by=actor,
        now=now,
        question=_key(question),
        before=_key(now_stands.question),
    )
    return declared


def look(question: Question, day: date, *, now: datetime) -> None:
    """Note that the answer to a question was shown; once a day is enough, and two at once too."""
    insert_if_absent(
        db.session(),
        Look,
        **columns_of(question),
        day=day,
        first_at=now,
    )


def _key(question: Question) -> str:
    """Write a question by its keys, as the log of a company in any language can hold it."""
    return ", ".join(map(str, columns_of(question).values()))
