"""Queries of the standing question, of looks at results, and of the family of all questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import db
from cxstaff.incentives.models import IncentivePlan
from cxstaff.linkage.leads.family import STANDING, Family
from cxstaff.linkage.leads.models import Look, StandingQuestion
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Question
from cxstaff.measures.models import Lever, Measure, Target
from cxstaff.pulses import queries as pulses

USUAL = Question()
"""What stands where nobody declared anything: chosen by cxstaff and not by what was seen."""
KINDS: dict[str, type[Lever]] = {"target": Target, "plan": IncentivePlan}
"""The levers by which a measure is put before a team: what is measured, what is incented."""
ASKED = Look.engagement, Look.outcome, Look.span, Look.lag
"""The columns of a look that tell its question."""
MOST_DAYS = 5
"""Days of looks that are told; of more, how many there are."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing question, whether it gets verdicts, and who declared it, if anybody did."""

    question: Question
    gets_verdicts: bool
    declared: StandingQuestion | None

    @property
    def outcome(self) -> str:
        """Return the main customer result: the one that measures get verdicts by."""
        return self.question.outcome


@dataclass(frozen=True, slots=True)
class Looks:
    """The last few days on which a result was looked at before a moment, and how many there are."""

    days: Sequence[date]
    total: int


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


def declared_before() -> Sequence[StandingQuestion]:
    """Return every standing question that was declared, the newest first."""
    return db.session.scalars(_newest_first()).all()


def family(today: date) -> Family:
    """Return everything that can be asked, on the day `today`."""
    return family_of(standing(), judges_measures=measures_have_levers(today))


def family_of(stands: Standing, *, judges_measures: bool) -> Family:
    """Return everything that can be asked beside a standing question."""
    part = STANDING if judges_measures else 1.0
    scores = tuple(pulses.subject_names())
    return Family(scores, len(OUTCOMES), stands.question, part if stands.gets_verdicts else None)


def measures_with_levers(on: date) -> list[Measure]:
    """Return every measure that some team is measured or incented on, on the day `on`, by name."""
    return list(db.session.scalars(_with_levers(on, Measure).order_by(Measure.name)))


def measures_have_levers(on: date) -> bool:
    """Say whether there is any such measure."""
    return db.session.scalar(_with_levers(on, Measure.id).limit(1)) is not None


def looked_at(day: date) -> set[Question]:
    """Return the questions whose look of a day is noted already."""
    rows = db.session.execute(select(*ASKED).where(Look.day == day))
    return {_question(*row) for row in rows}


def asked_since(day: date) -> list[Question]:
    """Return the standing question, and those looked at on a day or later, the newest first."""
    query = select(*ASKED).where(Look.day >= day).group_by(*ASKED)
    rows = db.session.execute(query.order_by(func.max(Look.first_at).desc(), *ASKED))
    seen = [_question(*row) for row in rows]
    stands = standing().question
    return [stands, *(each for each in seen if each != stands)]


def looks_before(question: Question, moment: datetime) -> Looks:
    """Return when a customer result was looked at against the same engagement, at any lag and span.

    Whoever has seen one lag or span knows something of the others, so all of them count.
    """
    same = _same(question, moment)
    total = select(func.count(Look.day.distinct())).where(*same)
    days = select(Look.day).where(*same).distinct().order_by(Look.day.desc()).limit(MOST_DAYS)
    found = db.session.scalars(days).all()
    return Looks(sorted(found), db.session.scalar(total) or 0)


def first_look(question: Question) -> date | None:
    """Return the day on which a result was first looked at against the same engagement, if ever."""
    same = Look.engagement == question.engagement, Look.outcome == question.outcome
    return db.session.scalar(select(func.min(Look.day)).where(*same))


def was_anything_looked_at(before: date) -> bool:
    """Say whether the answer to any question was shown before a day."""
    return db.session.scalar(select(Look.day).where(Look.day < before).limit(1)) is not None


def _question(engagement: str, outcome: str, span: str, lag: int) -> Question:
    return Question(engagement, outcome, Period(span), lag)


def _newest_first() -> Select[StandingQuestion]:
    query = select(StandingQuestion).options(joinedload(StandingQuestion.declared_by))
    return query.order_by(StandingQuestion.id.desc())


def _with_levers(on: date, wanted: Any) -> Select[Any]:
    ids = [
        select(kind.measure_id).where(kind.since <= on, or_(kind.until.is_(None), kind.until > on))
        for kind in KINDS.values()
    ]
    return select(wanted).where(or_(*(Measure.id.in_(each) for each in ids)))


def _same(question: Question, moment: datetime) -> list[ColumnElement[bool]]:
    return [
        Look.engagement == question.engagement,
        Look.outcome == question.outcome,
        Look.first_at <= moment,
    ]
