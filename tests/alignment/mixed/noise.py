"""Many harmless levers, or none: nothing is found, or the one thing that is planted among them."""

from cxstaff.alignment.audit.facts import FindingKind as K
from tests.alignment.mixed.building import (
    WELL,
    Company,
    Lever,
    asked,
    both,
    celebrated,
    company,
    paid,
    suspect,
    thanked,
)
from tests.alignment.mixed.measures import (
    BASKET,
    CALLS,
    EASE,
    ENGAGED,
    FAIR,
    FIXED,
    NO_SHOWS,
    RECOMMEND,
    REWORK,
    SATISFACTION,
    SOLVED,
    SPEED,
    TYPED,
    VISITS,
)

BUSY: tuple[Lever, ...] = (
    *WELL,
    *both(EASE),
    *both(SOLVED, 365),
    *both(SPEED),
    *both(ENGAGED, 60),
    *both(REWORK, 500),
    paid(SATISFACTION),
    paid(SPEED, guard=SATISFACTION),
    paid(SOLVED, level=None),
    celebrated(SATISFACTION, 30, name="Bell"),
    thanked(SATISFACTION, 41),
    thanked(SPEED, 2),
    thanked(TYPED, 4),
    asked(BASKET, -14),
    paid(CALLS, -14),
    celebrated(VISITS, 800, 400),
    paid(FIXED, 800, 400),
)
"""Eleven levers that agree, with what was long ago and what is to come."""

NOISE: list[Company] = [
    company("New team: no levers at all", []),
    company("Planned team: levers only from next month on", [asked(SPEED, -30), paid(CALLS, -30)]),
    company("Old team: levers only of years ago", [asked(SPEED, 900, 500), paid(CALLS, 900, 500)]),
    company("Quiet team: asked for satisfaction, with cake", WELL),
    company("Busy team: eleven levers that agree", BUSY),
    company(
        "Busy team two: a sign on what is not paid",
        [*BUSY, suspect(VISITS), suspect(TYPED)],
    ),
    company(
        "Insurance office: everything asked is paid and celebrated",
        [lever for m in (FAIR, SATISFACTION, EASE, RECOMMEND) for lever in (*both(m), paid(m))],
    ),
    company(
        "Field service south: a year of versions of one plan, one after the other",
        [
            *both(FIXED),
            paid(FIXED, 360, 270, name="Version 1", level=70),
            paid(FIXED, 270, 180, name="Version 2", level=75),
            paid(FIXED, 180, 90, name="Version 3", level=78),
            paid(FIXED, 90, name="Version 4"),
        ],
    ),
    company(
        "Health centre: thanked three times each for many things",
        [*WELL, *(thanked(m, 3) for m in (EASE, SOLVED, SPEED, VISITS, REWORK, NO_SHOWS))],
    ),
    company(
        "Busy team three: among all that, a bonus on calls an hour",
        [*BUSY, asked(CALLS), celebrated(CALLS), paid(CALLS)],
        (K.PAID_WITHOUT_GUARD, CALLS),
    ),
    company(
        "Busy team four: among all that, visits are paid for",
        [*BUSY, paid(VISITS)],
        (K.PAID_FOR_ANOTHER, VISITS),
    ),
    company(
        "Busy team five: among all that, one target nobody celebrates",
        [*BUSY, asked(RECOMMEND, 365)],
        (K.NEVER_CELEBRATED, RECOMMEND),
    ),
    company(
        "Busy team six: among all that, the bonus for speed is paid as satisfaction falls",
        [*BUSY, suspect(SPEED)],
        (K.PAID_WHILE_GUARD_FALLS, SPEED),
        (K.CELEBRATED_UNDER_SUSPICION, SPEED),
    ),
    company(
        "Busy team seven: among all that, a cake for what nobody measures",
        [*BUSY, celebrated(FAIR)],
        (K.CELEBRATED_NOT_MEASURED, FAIR),
    ),
]
