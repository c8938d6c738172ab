"""Near misses: the day before, on and after each bound; one thanks less and one more."""

from datetime import date

from cxstaff.alignment.audit.facts import FindingKind as K
from cxstaff.alignment.audit.facts import MeasureFact, PlanFact, TargetFact, TeamFacts
from tests.alignment.mixed.building import (
    WELL,
    Company,
    asked,
    both,
    celebrated,
    company,
    numbered,
    paid,
    thanked,
)
from tests.alignment.mixed.measures import (
    BACKLOG,
    CALLS,
    EASE,
    LISTENED,
    PATIENTS,
    RECOMMEND,
    SATISFACTION,
    SOLVED,
    SPEED,
)

NEVER: list[Company] = [
    company("Water line: a target of 89 days, not yet celebrated", [*WELL, asked(EASE, 89)]),
    company(
        "Power line: a target of 90 days, never celebrated",
        [*WELL, asked(EASE, 90)],
        (K.NEVER_CELEBRATED, EASE),
    ),
    company("Fibre line: one thanks is celebrated enough", [*WELL, asked(EASE), thanked(EASE, 1)]),
    company(
        "Cable line: no thanks at all, counted as 0",
        [*WELL, asked(EASE), thanked(EASE, 0)],
        (K.NEVER_CELEBRATED, EASE),
    ),
    company(
        "Radio shop: the cake begins tomorrow",
        [*WELL, asked(EASE), celebrated(EASE, -1)],
        (K.NEVER_CELEBRATED, EASE),
    ),
    company("Record shop: the cake begins today", [*WELL, asked(EASE), celebrated(EASE, 0)]),
    company(
        "Book shop: the cake ended 91 days ago, long enough to be none",
        [*WELL, asked(EASE, 400), celebrated(EASE, 300, 91)],
        (K.NEVER_CELEBRATED, EASE),
    ),
    company(
        "Toy shop: the bonus that forbade praise for speed begins only next week",
        [*WELL, asked(SPEED), paid(SPEED, -7)],
        (K.NEVER_CELEBRATED, SPEED),
    ),
    company(
        "Tax help: a target renewed every quarter is one of long standing",
        [*WELL, asked(EASE, 210, 120), asked(EASE, 120, 30), asked(EASE, 30)],
        (K.NEVER_CELEBRATED, EASE),
    ),
    company(
        "Visa help: a target again after a year without one is a new one",
        [*WELL, asked(EASE, 700, 400), asked(EASE, 30)],
    ),
]

THANKS: list[Company] = [
    company("Dentist: thanked four times for what nobody measures", [*WELL, thanked(SOLVED, 4)]),
    company(
        "Vet: thanked five times for what nobody measures",
        [*WELL, thanked(SOLVED, 5)],
        (K.CELEBRATED_NOT_MEASURED, SOLVED),
    ),
    company(
        "Midwives: the target for what is celebrated begins tomorrow",
        [*WELL, asked(SOLVED, -1), celebrated(SOLVED)],
        (K.CELEBRATED_NOT_MEASURED, SOLVED),
    ),
    company(
        "Physiotherapy: the target for what is celebrated begins today",
        [*WELL, asked(SOLVED, 0), celebrated(SOLVED)],
    ),
    company(
        "Hearing aids: a plan on what is celebrated is measure enough",
        [*both(SOLVED), paid(EASE, guard=SOLVED), celebrated(EASE)],
    ),
    company("Blood bank: the cake for ease begins tomorrow", [*WELL, celebrated(EASE, -1)]),
    company("Laboratory: the cake for ease ended today", [*WELL, celebrated(EASE, 90, 0)]),
]

READINGS: list[Company] = [
    company(
        "Bike shop: a target of 59 days without a number yet",
        [*WELL, *both(EASE, 59)],
        changed=[numbered(EASE, None)],
    ),
    company(
        "Car hire: a target of 60 days without a number",
        [*WELL, *both(EASE, 60)],
        (K.TARGET_WITHOUT_READINGS, EASE),
        changed=[numbered(EASE, None)],
    ),
    company(
        "Van hire: the last number is 60 days old",
        [*WELL, *both(EASE)],
        changed=[numbered(EASE, 60)],
    ),
    company(
        "Ferry desk: the last number is 61 days old",
        [*WELL, *both(EASE)],
        (K.TARGET_WITHOUT_READINGS, EASE),
        changed=[numbered(EASE, 61)],
    ),
    company(
        "Coach desk: no number, and the plan alone needs none of a target",
        [*both(SATISFACTION), paid(EASE, guard=SATISFACTION)],
        changed=[numbered(EASE, None)],
    ),
]

ENDED: list[Company] = [
    company(
        "Solar fitters: the bonus ends today, half-open: it has ended",
        [*WELL, paid(SATISFACTION, 100, 0)],
        (K.ENDED_WHILE_OTHERS_POINT_ON, SATISFACTION),
    ),
    company(
        "Roofers: the bonus ends tomorrow and holds today", [*WELL, paid(SATISFACTION, 100, -1)]
    ),
    company(
        "Glaziers: the bonus ended 90 days ago",
        [*WELL, paid(SATISFACTION, 200, 90)],
        (K.ENDED_WHILE_OTHERS_POINT_ON, SATISFACTION),
    ),
    company(
        "Boat hire: next year's bonus has its end set, and has not ended",
        [*WELL, paid(SATISFACTION, -20, -385)],
    ),
    company("Painters: the bonus ended 91 days ago", [*WELL, paid(SATISFACTION, 200, 91)]),
    company(
        "Plumbers: the bonus ended and its next version began on the same day",
        [*WELL, paid(SATISFACTION, 200, 20), paid(SATISFACTION, 20, name="Version 2")],
    ),
    company(
        "Tilers: one of two cakes for the same ended, the other goes on",
        [*WELL, celebrated(SATISFACTION, 200, 20, name="Bell")],
    ),
    company(
        "Joiners: the bonus ended and nothing else points there",
        [*WELL, paid(EASE, 200, 20, guard=SATISFACTION)],
    ),
    company(
        "Masons: bonus and target ended together, nothing goes on",
        [*WELL, asked(EASE, 200, 20), paid(EASE, 200, 20)],
    ),
    company(
        "Movers: the target ended on the day the cake for the same thing ended too, bonus goes on",
        [*WELL, asked(EASE, 200, 20), celebrated(EASE, 200, 20), paid(EASE, guard=SATISFACTION)],
        (K.ENDED_WHILE_OTHERS_POINT_ON, EASE),
    ),
    company(
        "Cleaners: the bonus ended and cake took its place the day after: changed on purpose",
        [*both(SATISFACTION), paid(EASE, 200, 41), celebrated(EASE, 40), asked(EASE, 40)],
    ),
]

PAID: list[Company] = [
    company("Pawn shop: the bonus for short calls begins tomorrow", [*WELL, paid(SPEED, -1)]),
    company(
        "Tailor: the bonus for short calls begins today",
        [*WELL, paid(SPEED, 0)],
        (K.PAID_FOR_ANOTHER, SPEED),
    ),
    company("Barber: the bonus for short calls ended today", [*WELL, paid(SPEED, 99, 0)]),
    company(
        "Cobbler: the bonus for short calls ends tomorrow",
        [*WELL, paid(SPEED, 99, -1)],
        (K.PAID_FOR_ANOTHER, SPEED),
    ),
    company(
        "Jeweller: the target for short calls begins tomorrow, so nobody asks for it today",
        [*WELL, asked(SPEED, -1), paid(SPEED)],
        (K.PAID_FOR_ANOTHER, SPEED),
    ),
    company(
        "Watchmaker: the only target ended yesterday, so nothing else is asked",
        [asked(SATISFACTION, 200, 1), paid(SPEED), celebrated(RECOMMEND), paid(RECOMMEND)],
    ),
    company(
        "Framer: a plan without a guard ended yesterday",
        [*WELL, paid(CALLS, 100, 1), paid(BACKLOG, -30)],
    ),
    company(
        "Day clinic: the target for patients an hour ended, listening goes on",
        [*both(LISTENED), asked(PATIENTS, 300, 5)],
    ),
]

LEVELS: list[Company] = [
    company("Bus desk: target and plan ask for the same", [*WELL, paid(SATISFACTION)]),
    company(
        "Tram desk: a tenth apart",
        [*WELL, paid(SATISFACTION, level=80.1)],
        (K.LEVELS_DIFFER, SATISFACTION),
    ),
    company(
        "Metro desk: the same, written as a sum of tenths",
        [asked(EASE, level=0.3), celebrated(EASE), paid(EASE, level=0.1 + 0.2)],
    ),
    company("Rail desk: a plan in words has no level", [*WELL, paid(SATISFACTION, level=None)]),
    company(
        "Taxi desk: the hardest of two plans is the target's level",
        [*WELL, paid(SATISFACTION, level=70), paid(SATISFACTION, level=80, name="Top step")],
    ),
    company(
        "Tow trucks: fewer minutes are harder, the hardest step is the target's",
        [
            *WELL,
            asked(SPEED, level=5),
            paid(SPEED, level=6, guard=SATISFACTION),
            paid(SPEED, level=5, guard=SATISFACTION, name="Top step"),
        ],
    ),
    company(
        "Ski hire: the hardest of three targets is the plan's level, in whichever order",
        [asked(SATISFACTION, level=70), *WELL, asked(SATISFACTION, level=75), paid(SATISFACTION)],
    ),
    company(
        "Airport desk: the plan with another level begins tomorrow",
        [*WELL, paid(SATISFACTION, -1, level=95)],
    ),
    company(
        "Harbour desk: the target with another level gave way to today's",
        [asked(EASE, 400, 100, level=60), *both(EASE, 100), paid(EASE)],
    ),
]


def _leap(name: str, since: date, *found: tuple[K, int | None]) -> Company:
    """Ninety days that have a 29 February among them: three months is not the same."""
    ease = MeasureFact(
        id=EASE.id,
        name=EASE.name,
        voice="customer",
        better="up",
        guard_id=None,
        judged=None,
        last_number_on=date(2028, 2, 29),
    )
    facts = TeamFacts(
        team=name.split(":")[0],
        today=date(2028, 3, 1),
        measures=(ease,),
        targets=(TargetFact(ease.id, since, None, 4.5, says_behaviour=True),),
        plans=(PlanFact(ease.id, since, None, "Bonus", None, 4.5),),
    )
    return name, facts, frozenset(found)


LEAP: list[Company] = [
    _leap("Leap desk: 89 days over 29 February", date(2027, 12, 3)),
    _leap(
        "Leap line: 90 days over 29 February",
        date(2027, 12, 2),
        (K.NEVER_CELEBRATED, EASE.id),
    ),
]

BOUNDS: list[Company] = [*NEVER, *THANKS, *READINGS, *ENDED, *PAID, *LEVELS, *LEAP]
