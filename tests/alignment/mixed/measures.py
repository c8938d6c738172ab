"""The measures that planted companies share: customers', internal ones, employees'."""

from datetime import date, timedelta

from cxstaff.alignment.audit.facts import MeasureFact

TODAY = date(2026, 3, 16)


def _measure(
    number: int,
    name: str,
    voice: str,
    better: str = "up",
    *,
    guard: MeasureFact | None = None,
    judged: str | None = None,
    opposite: int | None = None,
) -> MeasureFact:
    return MeasureFact(
        id=number,
        name=name,
        voice=voice,
        better=better,
        guard_id=guard.id if guard else None,
        judged=judged,
        opposite_id=opposite,
        last_number_on=TODAY - timedelta(days=3),
    )


# What customers say.
SATISFACTION = _measure(1, "Satisfaction", "customer")
RECOMMEND = _measure(2, "Would recommend us", "customer")
EASE = _measure(3, "Easy to deal with", "customer")
SOLVED = _measure(4, "Problem solved, says the customer", "customer")
FIXED = _measure(5, "Fixed at the first visit, says the customer", "customer")
FAIR = _measure(6, "Settled fairly, says the customer", "customer")
LISTENED = _measure(7, "The doctor listened", "customer")
COMPLAINTS = _measure(8, "Complaints per 1,000 orders", "customer", "down")
NEEDED = _measure(9, "Bought only what I needed", "customer")

# What the house counts itself, with a guard and without one.
SPEED = _measure(20, "Minutes a call", "internal", "down", guard=SATISFACTION, judged="supports")
VISITS = _measure(21, "Visits a day", "internal", guard=FIXED, judged="cannot tell")
PER_CLAIM = _measure(22, "Paid out a claim", "internal", "down", guard=FAIR)
BASKET = _measure(23, "Revenue a customer", "internal", guard=RECOMMEND, judged="supports")
REWORK = _measure(24, "Letters corrected", "internal", "down")
TYPED = _measure(25, "Letters written a day", "internal", guard=REWORK)
CALLS = _measure(30, "Calls an hour", "internal")
BACKLOG = _measure(31, "Letters older than 5 days", "internal", "down")
PROMPT = _measure(32, "Answered within 20 seconds", "internal")
ABANDONED = _measure(33, "Calls given up", "internal", "down")
NO_SHOWS = _measure(34, "Appointments missed", "internal", "down")
TIDY = _measure(35, "Shelves filled by nine", "internal")

# Pairs of which one gets worse as the other gets better, whichever way is better.
PATIENTS = _measure(40, "Patients an hour", "internal", opposite=7)
HASTE = _measure(44, "Minutes a visit", "internal", "down", opposite=7)
REFUNDS = _measure(41, "Refunds given", "internal", "down", opposite=8)
ADD_ONS = _measure(42, "Add-ons a sale", "internal", opposite=9)
REFUSED = _measure(43, "Claims refused", "internal", guard=FAIR, opposite=6)

# What employees say.
ENGAGED = _measure(50, "Engagement index", "employee")
RECOGNISED = _measure(51, "Feels recognised", "employee")

MEASURES = (
    *(SATISFACTION, RECOMMEND, EASE, SOLVED, FIXED, FAIR, LISTENED, COMPLAINTS, NEEDED),
    *(SPEED, VISITS, PER_CLAIM, BASKET, REWORK, TYPED),
    *(CALLS, BACKLOG, PROMPT, ABANDONED, NO_SHOWS, TIDY),
    *(PATIENTS, HASTE, REFUNDS, ADD_ONS, REFUSED),
    *(ENGAGED, RECOGNISED),
)
