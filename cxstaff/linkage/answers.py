"""The answer to a question, made anew only when what it rests on has changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from cxstaff.customers import queries as customers
from cxstaff.linkage import levered, queries
from cxstaff.linkage.comparison import Comparison, compare
from cxstaff.linkage.drivers import Carried, carried
from cxstaff.linkage.judged import Judged
from cxstaff.linkage.memory import Memory
from cxstaff.linkage.periods import Span, number_of
from cxstaff.linkage.quadrant import Quadrant, quadrant
from cxstaff.linkage.question import Question
from cxstaff.linkage.screen import Screen, screen
from cxstaff.linkage.tripwires import spells
from cxstaff.linkage.tripwires.found import Watch
from cxstaff.linkage.tripwires.watching import watches
from cxstaff.measures import queries as measures
from cxstaff.pulses import queries as pulses

MOST_KEPT = 8
DRIVER = "driver:"

memory = Memory[Any](MOST_KEPT)


def answer(question: Question, today: date, zone: str) -> Comparison:
    """Compare engagement with an outcome in the periods that were over before `today`."""
    made: Comparison = memory.get(
        (question, *_state(question.span, today, zone)),
        lambda: compare(queries.material_for(question, today, zone), question),
    )
    return made


def screened(span: Span, lag: int, today: date, zone: str) -> Screen:
    """Look at every engagement score and every outcome at once."""

    def make() -> Screen:
        return screen(queries.materials_for(pulses.subjects(), span, today, zone), span, lag)

    made: Screen = memory.get(("screen", lag, *_state(span, today, zone)), make)
    return made


def shares(outcome: str, span: Span, lag: int, today: date, zone: str) -> Carried:
    """Decompose an outcome over the drivers that results are published about."""

    def make() -> Carried:
        subjects = [each for each in pulses.subjects() if each.startswith(DRIVER)]
        return carried(queries.materials_for(subjects, span, today, zone), outcome, lag)

    made: Carried = memory.get(("drivers", outcome, lag, *_state(span, today, zone)), make)
    return made


def standing(engagement: str, outcome: str, months: int | None, today: date, zone: str) -> Quadrant:
    """Place teams on engagement and an outcome over the last complete months (None: all)."""

    def make() -> Quadrant:
        materials = queries.materials_for([engagement], Span.MONTH, today, zone)
        return quadrant(materials[engagement], outcome, months)

    key = "teams", engagement, outcome, months, *_state(Span.MONTH, today, zone)
    made: Quadrant = memory.get(key, make)
    return made


def judged(outcome: str, today: date, zone: str) -> dict[int, Judged]:
    """Judge every measure that a team is measured or incented on by an outcome of customers."""
    wanted = levered.levered(today)
    kinds = tuple((each.id, each.outcome, each.direction) for each in wanted)
    state = number_of(today, Span.MONTH), zone, customers.version(), measures.readings_version()
    made: dict[int, Judged] = memory.get(
        ("measures", outcome, kinds, *state), lambda: levered.judged_by(outcome, wanted, today)
    )
    return made


def watched(today: date) -> list[Watch]:
    """Look for every sign of gaming in what was over before `today`."""
    levers = tuple(spells.levers())
    state = customers.version(), measures.readings_version()
    made: list[Watch] = memory.get(("signs", levers, today, *state), lambda: watches(levers, today))
    return made


def _state(span: Span, today: date, zone: str) -> tuple[object, ...]:
    """Return what changes whenever an answer over periods of this span may have changed."""
    tree = frozenset(pulses.parents_of_teams().items())
    return span, number_of(today, span), zone, pulses.version(), customers.version(), tree
