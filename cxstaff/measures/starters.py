"""The starter set: measures to choose from, each with a guard and its pitfall in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Starter:
    """A measure to add with one click; `guard` is the key of another one.

    It is a customer `outcome`, a `subject` of pulses, or, without either, entered by hand as a
    share in percent of which more is better.
    """

    key: str
    name: Any
    definition: Any
    formula: Any
    pitfall: Any
    guard: str
    outcome: str | None = None
    subject: str | None = None


STARTERS: dict[str, Starter] = {
    each.key: each
    for each in (
        Starter(
            "csat",
            _l("Customer satisfaction"),
            _l("How satisfied customers say they are with the contact they just had, from 1 to 5."),
            _l("Sum of all answers divided by the number of answers."),
            _l("It rises when only happy customers are asked: look at who was heard, too."),
            guard="resolved",
            outcome="csat",
        ),
        Starter(
            "top2",
            _l("Satisfied customers (top 2)"),
            _l("The share of customers who answered 4 or 5 of 5."),
            _l("Answers of 4 and 5 divided by all answers."),
            _l("A step from 3 to 4 counts and one from 1 to 3 does not: the unhappiest disappear."),
            guard="resolved",
            outcome="csat_top2",
        ),
        Starter(
            "nps",
            _l("Net promoter score"),
            _l("How many customers would recommend us, less those who would not."),
            _l("Share of 9 and 10 less share of 0 to 6, from −100 to 100."),
            _l("It tells of the company more than of a team, and swings widely on few answers."),
            guard="csat",
            outcome="nps",
        ),
        Starter(
            "ces",
            _l("Ease (customer effort)"),
            _l("How easy customers found it to get what they came for, from 1 to 7."),
            _l("Sum of all answers divided by the number of answers."),
            _l("Easy is not enough: a quick no is easy as well."),
            guard="resolved",
            outcome="ces",
        ),
        Starter(
            "resolved",
            _l("Resolved contacts"),
            _l("The share of contacts that ended with the matter resolved."),
            _l("Contacts marked as resolved divided by all contacts of which it is known."),
            _l("We mark them ourselves, so the mark may come before the customer agrees."),
            guard="csat",
            outcome="resolved",
        ),
        Starter(
            "first_contact",
            _l("First contact resolved"),
            _l(
                "The share of matters that needed one contact only. Enter or import it: cxstaff "
                "does not compute it from contacts yet."
            ),
            _l("Matters resolved in their first contact divided by all matters."),
            _l("Hard matters that are passed on can vanish from it: say what counts as a contact."),
            guard="csat",
        ),
        Starter(
            "handling",
            _l("Handling time"),
            _l("How long a contact takes from its beginning to its end, in minutes."),
            _l("Sum of handling times divided by the number of contacts."),
            _l("Short calls are not solved calls: paid for alone, it makes people hang up."),
            guard="resolved",
            outcome="handling",
        ),
        Starter(
            "waiting",
            _l("Waiting time"),
            _l("How long customers wait until somebody answers, in minutes."),
            _l("Sum of waiting times divided by the number of contacts."),
            _l("It falls when contacts are picked up only to be parked again."),
            guard="resolved",
            outcome="waiting",
        ),
        Starter(
            "index",
            _l("Engagement index"),
            _l("How engaged people say they are when a pulse asks them, from 0 to 100."),
            _l("Mean of the statements on engagement, of teams large enough to be shown."),
            _l("Pay for it, and managers lean on their people: it is for looking, not for paying."),
            guard="csat",
            subject="index",
        ),
        Starter(
            "recognition",
            _l("Recognition (pulse)"),
            _l("Whether people say that good work is noticed here, from 0 to 100."),
            _l("Mean of the statements on recognition, of teams large enough to be shown."),
            _l("More thanks are not better thanks: it can rise while the same few are thanked."),
            guard="index",
            subject="driver:recognition",
        ),
    )
}
