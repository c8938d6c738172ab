"""The answer to a question, made anew only when results or interactions have come in."""

from __future__ import annotations

from datetime import date

from cxstaff.customers import queries as customers
from cxstaff.linkage import queries
from cxstaff.linkage.comparison import Comparison, compare
from cxstaff.linkage.memory import Memory
from cxstaff.linkage.periods import number_of
from cxstaff.linkage.question import Question
from cxstaff.pulses import queries as pulses

MOST_KEPT = 6

memory = Memory[Comparison](MOST_KEPT)


def answer(question: Question, today: date, zone: str) -> Comparison:
    """Compare engagement with an outcome in the periods that were over before `today`."""
    running = number_of(today, question.span)
    key = question, running, zone, pulses.version(), customers.version()
    return memory.get(key, lambda: compare(queries.material_for(question, today, zone), question))
