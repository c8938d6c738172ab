"""The comparison a question asks for, made anew only when what it rests on has changed."""

from __future__ import annotations

from datetime import date
from functools import cache as once
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from cxstaff.db import db
from cxstaff.linkage.comparison.as_json import read
from cxstaff.linkage.comparison.comparison import Comparison, Estimates, compare
from cxstaff.linkage.comparison.models import KeptEstimates
from cxstaff.linkage.leads.family import Allowance, Family
from cxstaff.linkage.leads.models import columns_of
from cxstaff.linkage.leads.queries import family
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.queries import material_for, state_of
from cxstaff.linkage.material.question import Mix, Question

TRIES = 3
"""Times that an answer is made where data change while it is made."""
PROGRAM = Path(__file__).parents[2]

State = tuple[object, ...]


def answer(question: Question, today: date, zone: str) -> Comparison:
    """Compare engagement with an outcome in the periods that were over before `today`."""
    return answer_among(family(today), question, today, zone)


def answer_among(asked: Family, question: Question, today: date, zone: str) -> Comparison:
    """Answer a question among all that can be asked, for who has read that already.

    What was estimated in the same state is taken as it was kept, whoever made it; where something
    changes meanwhile, so that numbers of two states might be mixed, it is made again.
    """
    allowance = asked.of(question)
    state = state_of(question.span, today, zone)
    for _ in range(TRIES):
        before = state

        def make(state: State = before) -> Comparison:
            kept = kept_estimates(question, state_text(allowance, state))
            return compare(material_for(question, today, zone), question, allowance, kept)

        key = (question, allowance, *before)
        was_known = key in cache
        made: Comparison = cache.get(key, make)
        if was_known:
            break
        state = state_of(question.span, today, zone)
        if state == before:
            break
    return made


def state_now(question: Question, today: date, zone: str) -> str:
    """Return a text that differs whenever the answer to a question may."""
    return state_text(family(today).of(question), state_of(question.span, today, zone))


def state_text(allowance: Allowance, state: State) -> str:
    """Return a text that differs whenever the allowance, the state or this program does."""
    told = [repr(sorted(each) if isinstance(each, frozenset) else each) for each in state]
    return sha256("\n".join([program(), repr(allowance), *told]).encode()).hexdigest()


def kept_estimates(question: Question, state: str) -> Estimates | None:
    """Return the estimates that were kept of a question in a state; None where there are none."""
    if question.is_narrowed or question.mix is not Mix.OWN:
        return None
    query = select(KeptEstimates.content).filter_by(**columns_of(question), state=state)
    content = db.session.scalar(query)
    return None if content is None else read(Estimates, content)


@once
def program() -> str:
    """Return a text that differs whenever the program does: estimates rest on many parts of it."""
    found = sha256()
    for path in sorted(PROGRAM.rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()
