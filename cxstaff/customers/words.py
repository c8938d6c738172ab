"""What things of customers are called on screen."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from cxstaff.customers.models import ImportState, QuarantinedRecord
from cxstaff.customers.reading.contact import Contact, Problem
from cxstaff.tables.dates import DateOrder
from cxstaff.tables.numbers import Decimal, Unit

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
    "handling_seconds": _l("A number in the unit chosen above, or minutes and seconds as 3:20."),
    "resolved": _l("Yes or no."),
}
ORDER_NAMES = {
    DateOrder.DAY_FIRST: _l("Day first: 31/12/2026"),
    DateOrder.MONTH_FIRST: _l("Month first: 12/31/2026"),
    DateOrder.YEAR_FIRST: _l("Year first: 2026-12-31"),
    DateOrder.SERIAL: _l("As a spreadsheet counts days: 46387.5"),
    DateOrder.EPOCH: _l("Seconds or milliseconds since 1970: 1798714800"),
}
DECIMAL_NAMES = {
    Decimal.POINT: _l("With a point: 1,234.5"),
    Decimal.COMMA: _l("With a comma: 1.234,5"),
}
UNIT_NAMES = {
    Unit.SECONDS: _l("Seconds"),
    Unit.MINUTES: _l("Minutes"),
    Unit.HOURS: _l("Hours"),
    Unit.MILLISECONDS: _l("Milliseconds"),
}
_PLACES = {"feedback_at": "given_at"}
STATE_NAMES = {
    ImportState.UPLOADED: (_l("Waiting for its columns"), "info"),
    ImportState.QUEUED: (_l("Waiting to begin"), "info"),
    ImportState.RUNNING: (_l("Running"), "primary"),
    ImportState.STOPPED: (_l("Stopped"), "warn"),
    ImportState.FINISHED: (_l("Finished"), "good"),
    ImportState.FAILED: (_l("Could not go on"), "bad"),
}


def preview_cell(contact: Contact, key: str) -> str | datetime | None:
    """Return what a mapped column will be stored as; None where nothing was said."""
    value = getattr(contact, "is_resolved" if key == "resolved" else _PLACES.get(key, key))
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    if key == "handling_seconds" and value is not None:
        return str(gettext("%(seconds)s s", seconds=f"{value:,}"))
    if value is None or value == "":
        return None
    return value if isinstance(value, datetime) else str(value)


def in_words(problem: Problem | QuarantinedRecord) -> str:
    """Write why a record cannot be taken in, in the reader's language."""
    sentence = problem.sentence if isinstance(problem, Problem) else problem.problem
    return str(gettext(sentence, column=problem.column or "", value=problem.value or ""))
