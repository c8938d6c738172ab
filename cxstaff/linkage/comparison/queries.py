"""The comparison a question asks for, made anew only when what it rests on has changed."""

from __future__ import annotations

from datetime import date

from cxstaff.linkage.comparison.comparison import Comparison, compare
from cxstaff.linkage.leads.queries import family
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.queries import material_for, state_of
from cxstaff.linkage.material.question import Question


def answer(question: Question, today: date, zone: str) -> Comparison:
    """Compare engagement with an outcome in the periods that were over before `today`."""
    allowance = family(today).of(question)
    made: Comparison = cache.get(
        (question, allowance, *state_of(question.span, today, zone)),
        lambda: compare(material_for(question, today, zone), question, allowance),
    )
    return made
