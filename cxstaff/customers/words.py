"""What things of customers are called on screen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from cxstaff.customers.models import ImportState, QuarantinedRecord
from cxstaff.customers.reading import scales
from cxstaff.customers.reading.contact import Contact, Problem, Said
from cxstaff.customers.reading.mapping import FileKind, Several
from cxstaff.customers.reading.meanings import ENDS
from cxstaff.customers.reading.reader import PLACES
from cxstaff.tables.numbers import Decimal, Unit
from cxstaff.web import when

FIELD_NAMES = {
    "reference": _l("Reference"),
    "happened_at": _l("When it happened"),
    "happened_time": _l("Time of day it happened"),
    "handler": _l("Who handled it"),
    "channel": _l("Channel"),
    "reason": _l("Reason"),
    "segment": _l("Segment"),
    "circumstance": _l("Circumstance"),
    "team": _l("Team"),
    "customer": _l("Customer"),
    "customer_address": _l("Customer’s e-mail address"),
    "customer_name": _l("Customer’s name"),
    "customer_language": _l("Customer’s language"),
    "customer_zone": _l("Customer’s time zone"),
    "responded_at": _l("First response"),
    "responded_time": _l("Time of day of the first response"),
    "closed_at": _l("Closed"),
    "closed_time": _l("Time of day it was closed"),
    "reopened_at": _l("Reopened at"),
    "handling_seconds": _l("Handling time"),
    "hold_seconds": _l("Time on hold, added to the handling time"),
    "wrap_seconds": _l("Work after the contact, added to the handling time"),
    "changed_at": _l("Last changed"),
    "resolved": _l("Resolved"),
    "reopened": _l("Reopened"),
    "escalated": _l("Escalated"),
    "complaint": _l("Complaint"),
    "value": _l("Worth"),
    "csat": _l("Satisfaction (1–5)"),
    "satisfied": _l("Satisfied or not"),
    "solved": _l("Solved, the customer says"),
    "nps": _l("Recommendation (0–10)"),
    "ces": _l("Ease (1–7)"),
    "remark": _l("Remark"),
    "feedback_at": _l("When the customer answered"),
}
FIELD_GROUPS = (
    (
        _l("What tells one from another"),
        ("reference", "happened_at", "happened_time", "handler", "team"),
    ),
    (
        _l("What the customer said"),
        ("csat", "satisfied", "solved", "nps", "ces", "remark", "feedback_at"),
    ),
    (
        _l("How it went"),
        (
            *("resolved", "reopened", "escalated", "complaint"),
            *("responded_at", "responded_time", "closed_at", "closed_time"),
            *("reopened_at", "handling_seconds", "hold_seconds", "wrap_seconds"),
            *("value", "changed_at"),
        ),
    ),
    (_l("What it was about"), ("channel", "reason", "segment", "circumstance")),
    (
        _l("The customer"),
        (
            *("customer", "customer_address", "customer_name", "customer_language"),
            "customer_zone",
        ),
    ),
)
"""The fields of a record in the order of the mapping page, under their headings."""
FIELD_HELP = {
    "reference": _l("Names the record in its system. Importing it again changes nothing."),
    "happened_time": _l("Only where the file has the time in a column of its own."),
    "handler": _l("Employee number, e-mail address or full name, as on the roster."),
    "team": _l("Counts where nobody handled it, and tells namesakes apart."),
    "segment": _l("Which customers belong together, for instance by their contract."),
    "circumstance": _l("Why the customer needed you just then, such as a move or an outage."),
    "customer": _l("Without such a column the e-mail address tells customers apart."),
    "customer_name": _l("Alone it tells nobody apart: namesakes stay the customers of one record."),
    "customer_address": _l("Kept apart from results, and erased with the customer."),
    "handling_seconds": _l(
        "A number in the unit chosen above, or 3:20: hours and minutes if the unit is hours, else "
        "minutes and seconds."
    ),
    "hold_seconds": _l("Only where the handling time is the talking alone."),
    "wrap_seconds": _l("Only where the handling time is the talking alone."),
    "resolved": _l("Yes or no, or a state such as Closed or Pending."),
    "reopened": _l("Yes or no, or how many times."),
    "csat": _l("Good or bad in words is counted as satisfied or not, never as a score."),
    "satisfied": _l("Where the question has two answers only."),
    "solved": _l("What the customer answered. What your company says of it is “Resolved”."),
    "value": _l("What it was worth in your currency, up to 10,000,000."),
    "changed_at": _l("Tells newer news of a record from older."),
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
KIND_NAMES = {
    FileKind.INTERACTIONS: _l("An interaction, with what the customer said of it"),
    FileKind.FEEDBACK: _l("What a customer said of an interaction that is known already"),
}
SEVERAL_NAMES = {
    Several.FIRST: _l("The first who is named"),
    Several.LAST: _l("The last who is named"),
    Several.NOBODY: _l("Nobody of them: the team alone"),
}
_MEANING_NAMES = {
    scales.YES: _l("Yes"),
    scales.NO: _l("No"),
    scales.SATISFIED: _l("Satisfied"),
    scales.UNSATISFIED: _l("Not satisfied"),
    scales.NOTHING: _l("Nothing was said"),
}
STATE_NAMES = {
    ImportState.UPLOADED: (_l("Waiting for its columns"), "info"),
    ImportState.QUEUED: (_l("Waiting to begin"), "info"),
    ImportState.RUNNING: (_l("Running"), "primary"),
    ImportState.STOPPED: (_l("Stopped"), "warn"),
    ImportState.FINISHED: (_l("Finished"), "good"),
    ImportState.FAILED: (_l("Could not go on"), "bad"),
    ImportState.TAKING_BACK: (_l("Being taken back"), "primary"),
    ImportState.TAKEN_BACK: (_l("Taken back"), "muted"),
}


def meaning_name(key: str, meaning: str) -> Any:
    """Return what a meaning of a word is called, for instance "4 of 5"."""
    if meaning in _MEANING_NAMES:
        return _MEANING_NAMES[meaning]
    return _l("%(number)s of %(most)s", number=meaning, most=ENDS[key][1])


def value_name(value: str, times: int) -> Any:
    """Return what a value of a column is called beside how often it was seen."""
    if not value:
        return _l("Empty (%(times)s)", times=f"{times:,}")
    return f"{value} ({times:,})"


def preview_cell(contact: Contact | Said, key: str) -> str | None:
    """Return what a mapped column will be stored as; None where nothing was said."""
    value = getattr(contact, PLACES.get(key, key), None)
    if key == "csat" and value is None and contact.is_satisfied is not None:
        return str(gettext("Satisfied") if contact.is_satisfied else gettext("Not satisfied"))
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    if key == "handling_seconds" and value is not None:
        return str(gettext("%(seconds)s s", seconds=f"{value:,}"))
    if key == "value" and value is not None:
        return f"{value / 100:,.2f}"
    if value is None or value == "":
        return None
    return when(value) if isinstance(value, datetime) else str(value)


def in_words(problem: Problem | QuarantinedRecord) -> str:
    """Write why a record cannot be taken in, in the reader's language."""
    sentence = problem.sentence if isinstance(problem, Problem) else problem.problem
    return str(gettext(sentence, column=problem.column or "", value=problem.value or ""))
