"""Details that are kept of an interaction for a time: who the customer is, and their words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cxstaff.customers.reading.contact import Contact, Contacts, Said

DETAILS = (
    *("customer", "customer_address", "customer_name", "customer_language", "customer_zone"),
    "remark",
)
"""What keeping forgets of an old interaction, by the names of a contact's fields."""
_ALONE = "\x1f"
"""Begins what a customer is called who is known by name alone; no file can bring this sign."""
_NONE_OF_THEM: dict[str, Any] = dict.fromkeys(DETAILS)


def without_old_details(
    contacts: Sequence[Contact | Said], first_kept: datetime | None
) -> Sequence[Contact | Said]:
    """Leave out the details of contacts from before a moment; None: of no contact.

    Contacts without any stay the same objects. What was only said is held against the moment of
    the interaction that is known (see `too_old`).
    """
    if first_kept is None:
        return contacts
    if isinstance(contacts, Contacts) and min(contacts.columns["happened_at"]) >= first_kept:
        return contacts
    return [
        one._replace(**_NONE_OF_THEM)
        if isinstance(one, Contact) and one.happened_at < first_kept and has_details(one)
        else one
        for one in contacts
    ]


def without_details(said: Said) -> Said:
    """Leave out the details of what a customer said."""
    return said._replace(**_NONE_OF_THEM)


def named_alone(reference: str) -> str:
    """Return what the customer of one interaction is called of whom only a name is told.

    Nobody can tell namesakes apart, so that each is the customer of that interaction and no other.
    """
    return _ALONE + reference


def is_named_alone(customer: object) -> bool:
    """Say whether what an interaction calls its customer stands for a name that was told alone."""
    return isinstance(customer, str) and customer.startswith(_ALONE)


def too_old(happened_at: datetime, first_kept: datetime | None) -> bool:
    """Say whether details of an interaction are no longer kept."""
    return first_kept is not None and happened_at < first_kept


def has_details(one: Contact | Said) -> bool:
    """Say whether a record tells who the customer is, or what they wrote."""
    return any(getattr(one, name) is not None for name in DETAILS)
