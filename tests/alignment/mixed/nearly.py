"""Near misses of meaning: a guard there, a word that is no conflict, a lever that counts as one."""

from cxstaff.alignment.audit.facts import FindingKind as K
from tests.alignment.mixed.building import (
    WELL,
    Company,
    asked,
    both,
    celebrated,
    company,
    judged,
    paid,
    suspect,
    thanked,
)
from tests.alignment.mixed.measures import (
    ABANDONED,
    ADD_ONS,
    BACKLOG,
    BASKET,
    CALLS,
    EASE,
    ENGAGED,
    FAIR,
    FIXED,
    HASTE,
    LISTENED,
    NEEDED,
    NO_SHOWS,
    PATIENTS,
    PROMPT,
    RECOGNISED,
    RECOMMEND,
    REFUSED,
    REWORK,
    SATISFACTION,
    SPEED,
    TYPED,
    VISITS,
)

GUARDED: list[Company] = [
    company(
        "Fraud line: paid for short calls as long as satisfaction holds, which is asked for",
        [*WELL, paid(SPEED, guard=SATISFACTION)],
    ),
    company(
        "Loan desk: the guard asked for ended last year, satisfaction is asked for now",
        [*both(SATISFACTION), asked(EASE, 700, 300), paid(CALLS, guard=EASE)],
        (K.PAID_FOR_ANOTHER, CALLS),
    ),
    company(
        "Pension desk: of two plans on speed the second does not stop for satisfaction",
        [*WELL, paid(SPEED, guard=SATISFACTION), paid(SPEED, name="Fastest of the week")],
        (K.PAID_FOR_ANOTHER, SPEED),
    ),
    company(
        "Heating service: asked for both, paid for visits; a guard beside it stops no pay",
        [*both(FIXED), *both(VISITS), paid(VISITS)],
        (K.PAID_FOR_ONE_OF_TWO, VISITS),
    ),
    company(
        "Cooling service: asked for both, paid for visits as long as repairs hold",
        [*both(FIXED), *both(VISITS), paid(VISITS, guard=FIXED)],
    ),
    company(
        "Lift service: asked for both and paid for both, by two plans",
        [*both(FIXED), *both(VISITS), paid(VISITS), paid(FIXED)],
    ),
    company(
        "Chimney sweeps: asked for both, paid for visits as long as customers recommend",
        [*both(FIXED), *both(VISITS), paid(VISITS, guard=RECOMMEND)],
    ),
    company(
        "Gas readers: what customers say is asked for from tomorrow, so one thing is asked today",
        [*both(VISITS), asked(FIXED, -1), paid(VISITS), thanked(FIXED, 1)],
    ),
    company(
        "Lock service: a plan for both, and one for visits that stops for nothing",
        [*both(FIXED), *both(VISITS), paid(VISITS, guard=FIXED), paid(VISITS, name="Race")],
        (K.PAID_FOR_ONE_OF_TWO, VISITS),
    ),
    company(
        "Meter readers: paid for a small backlog, the plan watches ease",
        [*WELL, *both(BACKLOG), paid(BACKLOG, guard=EASE)],
    ),
    company(
        "Typing pool: an internal guard is a guard, and satisfaction is asked for and not paid",
        [*WELL, *both(TYPED), paid(TYPED)],
        (K.PAID_FOR_ONE_OF_TWO, TYPED),
    ),
    company(
        "Gift shop: paid for recommendation, the customers' own number needs no guard",
        [*both(RECOMMEND), paid(RECOMMEND)],
    ),
    company(
        "School canteen: paid with no target at all, guarded, customers are celebrated",
        [paid(SPEED), paid(EASE), celebrated(EASE)],
    ),
    company(
        "Night clinic: paid for patients an hour only while the doctors listen, which is asked",
        [*both(LISTENED), paid(PATIENTS, guard=LISTENED)],
    ),
]

SUSPECT: list[Company] = [
    company(
        "Breakdown line: speed is under a sign, nobody pays for it, nobody says celebrate it",
        [*WELL, asked(SPEED), suspect(SPEED)],
    ),
    company(
        "Lost cards: speed is under a sign and its bonus ended with its target",
        [*WELL, asked(SPEED, 300, 10), paid(SPEED, 300, 10), suspect(SPEED)],
    ),
    company(
        "Mobile shop: the sign is on another measure than the one paid for",
        [*WELL, *both(SPEED), paid(SPEED, guard=SATISFACTION), suspect(VISITS)],
    ),
    company(
        "Savings line: an internal target paid for is not to be celebrated",
        [*WELL, asked(SPEED), paid(SPEED, guard=EASE)],
    ),
    company(
        "Broker desk: the bonus begins tomorrow, the sign is there since today",
        [*WELL, asked(BASKET), celebrated(BASKET), paid(BASKET, -1), suspect(BASKET, 0)],
        (K.CELEBRATED_UNDER_SUSPICION, BASKET),
    ),
    company(
        "Mortgage desk: a sign older than the bonus that is paid in spite of it",
        [*WELL, *both(BASKET), paid(BASKET, 10), suspect(BASKET, 80)],
        (K.PAID_WHILE_GUARD_FALLS, BASKET),
        (K.PAID_FOR_ONE_OF_TWO, BASKET),
        (K.CELEBRATED_UNDER_SUSPICION, BASKET),
    ),
]

CELEBRATED: list[Company] = [
    company(
        "Tax line: four thanks for short calls under a sign are no habit",
        [*WELL, asked(SPEED), thanked(SPEED, 4), suspect(SPEED)],
    ),
    company(
        "Fee line: the bell for what is under a sign ended yesterday",
        [*WELL, celebrated(SPEED, 100, 1), suspect(SPEED)],
    ),
    company(
        "Fine line: the bell for what is under a sign begins tomorrow",
        [*WELL, asked(SPEED, 20), celebrated(SPEED, -1), suspect(SPEED)],
    ),
    company(
        "Levy line: the bell is for short calls, the sign is on visits",
        [*WELL, *both(SPEED), asked(VISITS, 20), suspect(VISITS)],
    ),
]

JUDGED: list[Company] = [
    company(
        "Post counter: customers' answers cannot tell",
        [*WELL, *both(PROMPT)],
        changed=[judged(PROMPT, "cannot tell")],
    ),
    company(
        "Parking desk: customers' answers support it",
        [*WELL, *both(PROMPT)],
        changed=[judged(PROMPT, "supports")],
    ),
    company(
        "Museum shop: what customers conflict with is no lever of this team",
        WELL,
        changed=[judged(PROMPT, "conflicts"), judged(CALLS, "conflicts")],
    ),
    company(
        "Zoo desk: the target on what customers conflict with ended half a year ago",
        [*WELL, asked(PROMPT, 400, 180)],
        changed=[judged(PROMPT, "conflicts")],
    ),
    company(
        "Opera desk: the bonus on what customers conflict with begins tomorrow",
        [*WELL, paid(PROMPT, -1, guard=SATISFACTION)],
        changed=[judged(PROMPT, "conflicts")],
    ),
]

VOICES: list[Company] = [
    company(
        "Claims archive: among internal levers cake and bonus for what customers say",
        [*both(REWORK), *both(NO_SHOWS), celebrated(EASE), paid(EASE, guard=REWORK)],
    ),
    company(
        "Records office: all levers are internal, and people are thanked for ease",
        [*both(REWORK), *both(CALLS), thanked(EASE, 6)],
        (K.CELEBRATED_NOT_MEASURED, EASE),
    ),
    company(
        "Census office: among internal levers a cake for ease, which nobody measures",
        [*both(REWORK), *both(CALLS), celebrated(EASE)],
        (K.CELEBRATED_NOT_MEASURED, EASE),
    ),
    company("Training team: what employees say is no internal number", [*both(ENGAGED)]),
    company(
        "HR service: letters corrected beside what employees say",
        [*both(REWORK), *both(RECOGNISED)],
    ),
    company(
        "Night porters: the customers' target begins tomorrow, today all is internal",
        [*both(REWORK), asked(SATISFACTION, -1)],
        (K.ONLY_INTERNAL, None),
    ),
    company(
        "Day porters: the customers' target ends tomorrow, today it is heard",
        [*both(REWORK), asked(SATISFACTION, 80, -1)],
    ),
]

WAYS: list[Company] = [
    company(
        "Call centre north: prompt answers and few given up are one direction",
        [*WELL, *both(PROMPT), *both(ABANDONED)],
    ),
    company(
        "Foot clinic: fewer minutes a visit are better, and come with worse listening",
        [*both(LISTENED), *both(HASTE)],
        (K.BOTH_WAYS, HASTE),
    ),
    company(
        "Furniture shop: add-ons are asked for, only what is needed is celebrated",
        [*WELL, *both(ADD_ONS), celebrated(NEEDED), paid(NEEDED, 300, 200)],
        (K.CELEBRATED_NOT_MEASURED, NEEDED),
    ),
    company(
        "Bed shop: the opposite of add-ons was asked for until yesterday",
        [*WELL, *both(ADD_ONS), asked(NEEDED, 200, 1)],
    ),
    company(
        "Sofa shop: the opposite of add-ons is asked for from tomorrow",
        [*WELL, *both(ADD_ONS), asked(NEEDED, -1)],
    ),
    company(
        "Travel claims: asked to settle fairly, paid for refusing; a guard beside it stops no pay",
        [*both(FAIR), paid(REFUSED)],
        (K.PAID_FOR_ANOTHER, REFUSED),
        (K.BOTH_WAYS, REFUSED),
    ),
]

BEHAVIOUR: list[Company] = [
    company(
        "Tea shop: one of three targets says how to behave",
        [
            *WELL,
            asked(EASE, behaviour=False),
            thanked(EASE, 2),
            asked(RECOMMEND, behaviour=False),
            thanked(RECOMMEND, 4),
        ],
    ),
    company("Kiosk: no targets, so none must say how", [celebrated(EASE), paid(EASE)]),
    company(
        "Wine shop: the target that said how ended yesterday",
        [asked(EASE, 80, behaviour=False), asked(SATISFACTION, 200, 1)],
        (K.NO_GOOD_BEHAVIOUR, None),
    ),
    company(
        "Cheese shop: the target that does not say how begins tomorrow",
        [asked(EASE, -1, behaviour=False), celebrated(RECOMMEND), paid(RECOMMEND)],
    ),
]

NEARLY: list[Company] = [*GUARDED, *SUSPECT, *CELEBRATED, *JUDGED, *VOICES, *WAYS, *BEHAVIOUR]
