"""Teams with one conflict, and nothing else to find."""

from cxstaff.alignment.audit.facts import FindingKind as K
from tests.alignment.mixed.building import (
    WELL,
    Company,
    asked,
    both,
    celebrated,
    company,
    judged,
    numbered,
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
    COMPLAINTS,
    EASE,
    ENGAGED,
    FAIR,
    FIXED,
    LISTENED,
    NEEDED,
    NO_SHOWS,
    PATIENTS,
    PER_CLAIM,
    PROMPT,
    RECOMMEND,
    REFUNDS,
    REWORK,
    SATISFACTION,
    SOLVED,
    SPEED,
    TYPED,
    VISITS,
)

ALONE: list[Company] = [
    # Asked for one thing and paid for another.
    company(
        "Billing line: asked for satisfaction, paid for short calls",
        [*WELL, paid(SPEED)],
        (K.PAID_FOR_ANOTHER, SPEED),
    ),
    company(
        "Boiler repairs: asked to fix it at once, paid for visits a day",
        [*both(FIXED), paid(VISITS, level=None, name="In words only")],
        (K.PAID_FOR_ANOTHER, VISITS),
    ),
    company(
        "Shoe shop: asked for satisfaction and clean letters, paid for recommendation",
        [*both(SATISFACTION), *both(REWORK), paid(RECOMMEND)],
        (K.PAID_FOR_ANOTHER, RECOMMEND),
    ),
    company(
        "Hotel desk: paid for what is asked and for revenue that nobody asks for",
        [*WELL, paid(SATISFACTION), paid(BASKET)],
        (K.PAID_FOR_ANOTHER, BASKET),
    ),
    company(
        "Home claims: the plan's guard is no measure the team is asked for",
        [*both(SOLVED), paid(PER_CLAIM, guard=FAIR)],
        (K.PAID_FOR_ANOTHER, PER_CLAIM),
    ),
    # Paid for an internal number without a guard.
    company(
        "Letters office: paid for an empty tray, nothing watches over it",
        [*WELL, *both(BACKLOG), paid(BACKLOG)],
        (K.PAID_WITHOUT_GUARD, BACKLOG),
        (K.PAID_FOR_ONE_OF_TWO, BACKLOG),
    ),
    company(
        "Outbound sales: a plan without target or guard, and no targets at all",
        [paid(CALLS), celebrated(RECOMMEND), paid(RECOMMEND)],
        (K.PAID_WITHOUT_GUARD, CALLS),
    ),
    company(
        "Clinic desk: of two plans on missed appointments one has no guard",
        [*WELL, *both(NO_SHOWS), paid(NO_SHOWS, guard=EASE), paid(NO_SHOWS, name="Extra")],
        (K.PAID_WITHOUT_GUARD, NO_SHOWS),
        (K.PAID_FOR_ONE_OF_TWO, NO_SHOWS),
    ),
    # Paid for what gets better as its guard gets worse.
    company(
        "Phone bank: paid for short calls while satisfaction falls",
        [*WELL, asked(SPEED), paid(SPEED), suspect(SPEED)],
        (K.PAID_WHILE_GUARD_FALLS, SPEED),
        (K.PAID_FOR_ONE_OF_TWO, SPEED),
    ),
    company(
        "Lift maintenance: the plan has the guard that is asked for, and it falls",
        [*both(FIXED), paid(VISITS, guard=FIXED), suspect(VISITS)],
        (K.PAID_WHILE_GUARD_FALLS, VISITS),
    ),
    # Celebrated for what gets better as its guard gets worse.
    company(
        "Parking fines: a bell for short calls, which come with less satisfaction",
        [*WELL, *both(SPEED), suspect(SPEED)],
        (K.CELEBRATED_UNDER_SUSPICION, SPEED),
    ),
    company(
        "Toll line: nobody announced it, and eight thanks are for short calls under a sign",
        [*WELL, asked(SPEED), thanked(SPEED, 8), suspect(SPEED)],
        (K.CELEBRATED_UNDER_SUSPICION, SPEED),
    ),
    # Asked for two things and paid for one.
    company(
        "Bus repairs: asked for visits and for lasting repairs, paid for visits alone",
        [*both(FIXED), *both(VISITS), paid(VISITS, level=None, name="In words only")],
        (K.PAID_FOR_ONE_OF_TWO, VISITS),
    ),
    company(
        "Cheque line: asked for short calls and satisfaction, paid for short calls alone",
        [*WELL, *both(SPEED), paid(SPEED)],
        (K.PAID_FOR_ONE_OF_TWO, SPEED),
    ),
    company(
        "Basket line: two internal numbers and ease are asked for, both internal ones are paid",
        [*both(EASE), *both(VISITS), *both(TYPED), paid(VISITS), paid(TYPED)],
        (K.PAID_FOR_ONE_OF_TWO, VISITS),
        (K.PAID_FOR_ONE_OF_TWO, TYPED),
    ),
    # Measured and never celebrated.
    company(
        "Night line: satisfaction asked for, nobody says thank you",
        [asked(SATISFACTION)],
        (K.NEVER_CELEBRATED, SATISFACTION),
    ),
    company(
        "Wholesale desk: paid for the customers' number, never celebrated",
        [*WELL, asked(RECOMMEND), paid(RECOMMEND)],
        (K.NEVER_CELEBRATED, RECOMMEND),
    ),
    company(
        "Scanning room: an internal target that nobody pays for or suspects",
        [*WELL, asked(REWORK)],
        (K.NEVER_CELEBRATED, REWORK),
    ),
    company(
        "Regional leads: asked for engagement, never celebrated",
        [*WELL, asked(ENGAGED)],
        (K.NEVER_CELEBRATED, ENGAGED),
    ),
    # Celebrated and not measured.
    company(
        "Garden centre: cake for ease, and nobody measures it",
        [*WELL, celebrated(EASE)],
        (K.CELEBRATED_NOT_MEASURED, EASE),
    ),
    company(
        "Pharmacy: thanked seven times for solving problems, which is not asked for",
        [*WELL, thanked(SOLVED, 7)],
        (K.CELEBRATED_NOT_MEASURED, SOLVED),
    ),
    company(
        "Repair counter: announced and thanked for, told once",
        [*WELL, celebrated(FIXED), celebrated(FIXED, name="Bell"), thanked(FIXED, 9)],
        (K.CELEBRATED_NOT_MEASURED, FIXED),
    ),
    # Only internal voices.
    company(
        "Warehouse desk: letters corrected and calls an hour, no customer anywhere",
        [*both(REWORK), *both(CALLS)],
        (K.ONLY_INTERNAL, None),
    ),
    company(
        "Archive: one plan with a guard is all there is, and it is internal",
        [paid(TYPED)],
        (K.ONLY_INTERNAL, None),
    ),
    # Two levers that pull both ways.
    company(
        "Eye clinic: asked for patients an hour and for listening",
        [*both(PATIENTS), *both(LISTENED)],
        (K.BOTH_WAYS, PATIENTS),
    ),
    company(
        "Online shop: fewer refunds asked for, fewer complaints asked for and paid",
        [*both(REFUNDS), *both(COMPLAINTS), paid(COMPLAINTS)],
        (K.BOTH_WAYS, REFUNDS),
    ),
    company(
        "Kitchen shop: two plans and no target, add-ons and only what is needed",
        [paid(ADD_ONS, guard=RECOMMEND), paid(NEEDED)],
        (K.BOTH_WAYS, ADD_ONS),
    ),
    # A target and a plan ask for different levels.
    company(
        "Travel desk: target 80, bonus from 70 on",
        [*WELL, paid(SATISFACTION, level=70)],
        (K.LEVELS_DIFFER, SATISFACTION),
    ),
    company(
        "Garage: target 80, bonus from 90 on",
        [*WELL, paid(SATISFACTION, level=90)],
        (K.LEVELS_DIFFER, SATISFACTION),
    ),
    company(
        "Card line: fewer minutes are harder: 6 in the target, 5 in the plan's last step",
        [
            *WELL,
            asked(SPEED, level=6),
            celebrated(SPEED),
            paid(SPEED, level=6),
            paid(SPEED, level=5, name="Top step"),
        ],
        (K.LEVELS_DIFFER, SPEED),
        (K.PAID_FOR_ONE_OF_TWO, SPEED),
    ),
    # Nobody says what good behaviour is.
    company(
        "Mail room: two targets, neither says how to behave",
        [
            asked(SATISFACTION, behaviour=False),
            asked(REWORK, behaviour=False),
            thanked(SATISFACTION, 3),
            thanked(REWORK, 1),
        ],
        (K.NO_GOOD_BEHAVIOUR, None),
    ),
    # Targets without readings.
    company(
        "Chat team: ease is asked for, its last number is five months old",
        [*WELL, *both(EASE)],
        (K.TARGET_WITHOUT_READINGS, EASE),
        changed=[numbered(EASE, 150)],
    ),
    company(
        "Bakery: recommendation was asked for and never measured",
        [*WELL, *both(RECOMMEND)],
        (K.TARGET_WITHOUT_READINGS, RECOMMEND),
        changed=[numbered(RECOMMEND, None)],
    ),
    # A lever ended, and others point on.
    company(
        "Locksmiths: the bonus for satisfaction ended, the target goes on",
        [*WELL, paid(SATISFACTION, 200, 30)],
        (K.ENDED_WHILE_OTHERS_POINT_ON, SATISFACTION),
    ),
    company(
        "Florists: the target ended, bonus and cake go on",
        [*WELL, asked(EASE, 300, 45), celebrated(EASE), paid(EASE, guard=SATISFACTION)],
        (K.ENDED_WHILE_OTHERS_POINT_ON, EASE),
    ),
    company(
        "Opticians: the cake ended a month ago, the target goes on: not one that never was",
        [asked(SATISFACTION), celebrated(SATISFACTION, 200, 30)],
        (K.ENDED_WHILE_OTHERS_POINT_ON, SATISFACTION),
    ),
    # A lever on what customers conflict with.
    company(
        "Parcel line: asked for what customers conflict with, and nobody should celebrate it",
        [*WELL, asked(PROMPT)],
        (K.ON_WHAT_CUSTOMERS_CONFLICT, PROMPT),
        changed=[judged(PROMPT, "conflicts")],
    ),
    company(
        "Gas fitters: paid for visits, of which customers think the opposite",
        [*both(FIXED), paid(VISITS, guard=FIXED)],
        (K.ON_WHAT_CUSTOMERS_CONFLICT, VISITS),
        changed=[judged(VISITS, "conflicts")],
    ),
    company(
        "Ticket office: a cake and a target for given-up calls, customers conflict",
        [*WELL, *both(ABANDONED)],
        (K.ON_WHAT_CUSTOMERS_CONFLICT, ABANDONED),
        changed=[judged(ABANDONED, "conflicts")],
    ),
]
