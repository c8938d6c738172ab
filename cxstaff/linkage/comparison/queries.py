"""The comparison a question asks for, made anew only when what it rests on has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cache as once
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from cxstaff.db import db
from cxstaff.linkage.comparison.as_json import read
from cxstaff.linkage.comparison.comparison import Comparison, WholeComparison, compare
from cxstaff.linkage.comparison.models import KeptEstimates
from cxstaff.linkage.leads.family import Allowance, Family
from cxstaff.linkage.leads.models import QUESTION, columns_of
from cxstaff.linkage.leads.queries import family
from cxstaff.linkage.material.cache import cache
from cxstaff.linkage.material.material import TeamCells
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.queries import material_for, state_of, team_cells
from cxstaff.linkage.material.question import Mix, Question
from cxstaff.memory import large_arrays

TRIES = 3
"""Times that an answer is made where data change while it is made."""
PROGRAM = Path(__file__).parents[2]

State = tuple[object, ...]


def answer(question: Question, today: date, zone: str) -> Comparison:
    """Compare engagement with an outcome in the periods that were over before `today`."""
    return answer_among(family(today), question, today, zone)


def answer_among(asked: Family, question: Question, today: date, zone: str) -> Comparison:
    """Answer a question among all that can be asked, for who has read that already.

    What was told in the same state is taken as it was kept, whoever made it; where something
    changes meanwhile, so that numbers of two states might be mixed, it is made again.
    """
    allowance = asked.of(question)
    for state in _states(question, today, zone):

        def make(state: State = state) -> Comparison:
            kept = kept_comparison(question, allowance, state_text(allowance, state))
            if kept is not None:
                return kept
            made = compare(material_for(question, today, zone), question, allowance)
            # With the same mix a team's results follow from all teams' and are not read alone.
            return made if question.mix is Mix.SAME else made.told

        key = (question, allowance, *state)
        was_known = key in cache
        answered: Comparison = cache.get(key, make)
        if was_known:
            break
    return answered


def whole_answer(question: Question, today: date, zone: str) -> WholeComparison:
    """Answer a question with every cell behind it, which are read anew unless they are at hand."""
    allowance = family(today).of(question)
    with large_arrays():
        for state in _states(question, today, zone):
            told = cache.find((question, allowance, *state))
            told = told or kept_comparison(question, allowance, state_text(allowance, state))
            if isinstance(told, WholeComparison):
                return told
            known = None if told is None else told.estimates
            whole = compare(material_for(question, today, zone), question, allowance, known)
        return whole


def _states(question: Question, today: date, zone: str) -> Iterator[State]:
    """Give the state to answer in, and a newer one where data changed meanwhile."""
    state = state_of(question.span, today, zone)
    for _ in range(TRIES):
        yield state
        before, state = state, state_of(question.span, today, zone)
        if state == before:
            return


def cells_of(comparison: Comparison, team_ids: Collection[int], zone: str) -> TeamCells:
    """Return what is known of some teams of a comparison: of all teams, where that is at hand."""
    if isinstance(comparison, WholeComparison):
        return comparison.of_teams
    return team_cells(comparison.question, comparison.running, zone, team_ids)


def state_now(question: Question, today: date, zone: str) -> str:
    """Return a text that differs whenever the answer to a question may."""
    return state_text(family(today).of(question), state_of(question.span, today, zone))


def state_text(allowance: Allowance, state: State) -> str:
    """Return a text that differs whenever the allowance, the state or this program does."""
    told = [repr(sorted(each) if isinstance(each, frozenset) else each) for each in state]
    return sha256("\n".join([program(), repr(allowance), *told]).encode()).hexdigest()


def is_kept(question: Question, state: str) -> bool:
    """Say whether the answer to a question is kept as it is in a state."""
    query = select(KeptEstimates.lag).filter_by(**columns_of(question), state=state)
    return db.session.scalar(query) is not None


def kept_questions() -> list[Question]:
    """Return the questions of which an answer is kept, in whatever state."""
    columns = [getattr(KeptEstimates, name) for name in QUESTION]
    rows = db.session.execute(select(*columns).order_by(*columns))
    return [Question(subject, outcome, Period(span), lag) for subject, outcome, span, lag in rows]


def kept_comparison(question: Question, allowance: Allowance, state: str) -> Comparison | None:
    """Return what was kept of a question in a state; None where there is nothing."""
    if question.is_narrowed or question.mix is not Mix.OWN:
        return None
    query = select(KeptEstimates.content).filter_by(**columns_of(question), state=state)
    content = db.session.scalar(query)
    known = {"question": question, "allowance": allowance}
    return None if content is None else read(Comparison, content, known)


@once
def program() -> str:
    """Return a text that differs whenever the program does: estimates rest on many parts of it."""
    found = sha256()
    for path in sorted(PROGRAM.rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()
