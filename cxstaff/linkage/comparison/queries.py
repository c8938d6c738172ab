"""The comparison a question asks for, made anew only when what it rests on has changed."""

from __future__ import annotations

from datetime import date

from cxstaff.linkage.comparison.comparison import Comparison, compare
from cxstaff.linkage.leads.family import Family
from cxstaff.linkage.leads.queries import family
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.queries import material_for, state_of
from cxstaff.linkage.material.question import Question


def answer(question: Question, today: date, zone: str) -> Comparison:
    """Compare engagement with an outcome in the periods that were over before `today`."""
    return answer_among(family(today), question, today, zone)


def answer_among(asked: Family, question: Question, today: date, zone: str) -> Comparison:
    """Answer a question among all that can be asked, for who has read that already."""
    allowance = asked.of(question)
    made: Comparison = cache.get(
        (question, allowance, *state_of(question.span, today, zone)),
        lambda: compare(material_for(question, today, zone), question, allowance),
    )
    return made
