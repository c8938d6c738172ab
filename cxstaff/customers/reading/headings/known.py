"""Headings that usually mean a field: of service desks, CRMs and survey tools.

Each field has its headings in plain words (lower case, without signs), the likeliest first. One
that ends in * is what a heading holds, such as a question. Those of English, German, French,
Spanish and Italian stand by what they are about, those of other languages by their script.
"""

from __future__ import annotations

from cxstaff.customers.reading.headings import (
    answers,
    contacts,
    eastern,
    further,
    rarer,
    times,
)
from cxstaff.text import caseless

KEYS = tuple(
    "reference happened_at happened_time handler channel reason segment circumstance team"
    " customer customer_address customer_name customer_language customer_zone responded_at"
    " responded_time closed_at closed_time reopened_at handling_seconds hold_seconds"
    " wrap_seconds changed_at resolved reopened escalated complaint value csat satisfied solved nps"
    " ces remark feedback_at".split()
)
_ALL = (contacts.WORDS, times.WORDS, answers.WORDS, further.WORDS, eastern.WORDS, rarer.WORDS)
HEADINGS = {
    key: tuple(caseless("|".join(words[key] for words in _ALL if key in words)).split("|"))
    for key in KEYS
}
SAID = ("csat", "satisfied", "solved", "nps", "ces", "remark")
"""What a customer can have said."""

OF_ANSWERS = frozenset(
    {"reference", "feedback_at", "handler", *SAID}
    | {"customer", "customer_address", "customer_name", "customer_language", "customer_zone"}
    | {"channel", "team", "reason"}
)
"""What answers to a survey tell that are in a file of their own."""

OF_FEEDBACK = frozenset(
    {"reference", "feedback_at", *SAID}
    | {"customer", "customer_address", "customer_name", "customer_language", "customer_zone"}
)
"""What is taken of answers to a survey; the rest is known of the interaction already."""
