"""Whole companies: which customers' measures no team at all is asked for."""

from cxstaff.alignment.audit.facts import MeasureFact, TargetFact
from tests.alignment.mixed.building import asked
from tests.alignment.mixed.measures import (
    CALLS,
    EASE,
    ENGAGED,
    RECOMMEND,
    SATISFACTION,
    SOLVED,
    SPEED,
)

House = tuple[str, tuple[MeasureFact, ...], tuple[TargetFact, ...], frozenset[int]]


def house(
    name: str,
    measures: tuple[MeasureFact, ...],
    *targets: TargetFact,
    unheard: tuple[MeasureFact, ...] = (),
) -> House:
    """A company: its measures, today's targets of all its teams, and what nobody is asked for."""
    return name, measures, targets, frozenset(measure.id for measure in unheard)


HOUSES: list[House] = [
    house("No measures yet", ()),
    house("No customer's measure, nothing to hear", (SPEED, CALLS, ENGAGED), asked(SPEED)),
    house("No targets at all", (SATISFACTION, SPEED), unheard=(SATISFACTION,)),
    house("One team asked is enough", (SATISFACTION, SPEED), asked(SATISFACTION)),
    house(
        "Many teams, all for speed",
        (SATISFACTION, EASE, SPEED),
        *(asked(SPEED) for _ in range(5)),
        unheard=(SATISFACTION, EASE),
    ),
    house(
        "Two of four are heard",
        (SATISFACTION, EASE, SOLVED, RECOMMEND, ENGAGED),
        *(asked(EASE), asked(EASE), asked(RECOMMEND), asked(ENGAGED)),
        unheard=(SATISFACTION, SOLVED),
    ),
    house(
        "Speed's guard is not asked for by guarding",
        (SATISFACTION, SPEED),
        asked(SPEED),
        unheard=(SATISFACTION,),
    ),
]
