"""Questions about the standing question, and what any question is beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import db
from cxstaff.linkage.leads.family import STANDING, Family
from cxstaff.linkage.leads.queries import measures_have_levers
from cxstaff.linkage.looks.queries import looks_before
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.standing_question.models import StandingQuestion
from cxstaff.pulses import queries as pulses

USUAL = Question()
"""What stands where nobody declared anything: chosen by cxstaff and not by what was seen."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing question, whether it gets verdicts, and who declared it, if anybody did."""

    question: Question
    gets_verdicts: bool
    declared: StandingQuestion | None


def standing() -> Standing:
    """Return the standing question: the one declared last, else the usual one.

    One whose result had been looked at before gets no verdict, unless it is the usual one, which
    nobody chose by what was seen.
    """
    newest = db.session.scalar(_newest_first().limit(1))
    if newest is None:
        return Standing(USUAL, True, None)
    question = newest.question
    return Standing(question, question == USUAL or not newest.was_seen, newest)


def main_outcome() -> str:
    """Return the customer result that measures get verdicts by: that of the standing question."""
    return standing().question.outcome


def declared_before() -> Sequence[StandingQuestion]:
    """Return every standing question that was declared, the newest first."""
    return db.session.scalars(_newest_first()).all()


def is_open_to_change(question: Question, now: datetime) -> bool:
    """Say whether no comparison of its score and result was opened yet."""
    return looks_before(question, now).total == 0


def family(today: date) -> Family:
    """Return everything that can be asked, on the day `today`."""
    stands = standing()
    part = STANDING if measures_have_levers(today) else 1.0
    scores = tuple(pulses.subject_names())
    return Family(scores, len(OUTCOMES), stands.question, part if stands.gets_verdicts else None)


def _newest_first() -> Select[StandingQuestion]:
    query = select(StandingQuestion).options(joinedload(StandingQuestion.declared_by))
    return query.order_by(StandingQuestion.id.desc())
