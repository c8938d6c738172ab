"""What things of customers are called on screen."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from cxstaff.customers.contact import Problem
from cxstaff.customers.models import ImportState, QuarantinedRecord
from cxstaff.tables.dates import DateOrder

FIELD_NAMES = {
    "reference": _l("Reference"),
    "happened_at": _l("When it happened"),
    "handler": _l("Who handled it"),
    "channel": _l("Channel"),
    "reason": _l("Reason"),
    "segment": _l("Segment"),
    "customer": _l("Customer"),
    "responded_at": _l("First response"),
    "handling_seconds": _l("Handling time"),
    "resolved": _l("Resolved"),
    "csat": _l("Satisfaction (1–5)"),
    "nps": _l("Recommendation (0–10)"),
    "ces": _l("Ease (1–7)"),
    "remark": _l("Remark"),
    "feedback_at": _l("When the customer answered"),
}
FIELD_HELP = {
    "reference": _l("Names the record in its system. Importing it again changes nothing."),
    "handler": _l("Employee number, e-mail address or full name, as on the roster."),
    "segment": _l("A group of customers in like circumstances."),
    "handling_seconds": _l("Seconds, or minutes and seconds as 3:20."),
    "resolved": _l("Yes or no."),
}
ORDER_NAMES = {
    DateOrder.DAY_FIRST: _l("Day first: 31/12/2026"),
    DateOrder.MONTH_FIRST: _l("Month first: 12/31/2026"),
    DateOrder.YEAR_FIRST: _l("Year first: 2026-12-31"),
    DateOrder.SERIAL: _l("As a spreadsheet counts days: 46387.5"),
    DateOrder.EPOCH: _l("Seconds or milliseconds since 1970: 1798714800"),
}
STATE_NAMES = {
    ImportState.UPLOADED: (_l("Waiting for its columns"), "info"),
    ImportState.QUEUED: (_l("Waiting to begin"), "info"),
    ImportState.RUNNING: (_l("Running"), "primary"),
    ImportState.STOPPED: (_l("Stopped"), "warn"),
    ImportState.FINISHED: (_l("Finished"), "good"),
    ImportState.FAILED: (_l("Could not go on"), "bad"),
}


def in_words(problem: Problem | QuarantinedRecord) -> str:
    """Write why a record cannot be taken in, in the reader's language."""
    sentence = problem.sentence if isinstance(problem, Problem) else problem.problem
    return str(gettext(sentence, column=problem.column or "", value=problem.value or ""))
