"""What newer news change of a known interaction (pure), and how the former values are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from cxstaff.customers.reading.contact import Contact, Problem, Said, given_after
from cxstaff.customers.reading.details import (
    is_named_alone,
    named_alone,
    too_old,
    without_details,
)
from cxstaff.customers.reading.mapping import NOT_SAID
from cxstaff.customers.records.handlers import FoundHandler
from cxstaff.identifiers import NAME_REMOVED, WORDS_REMOVED

TOLD = (
    *("happened_at", "channel", "segment", "reason", "circumstance", "customer"),
    *("responded_at", "handling_seconds", "is_resolved", "closed_at", "reopened_at"),
    *("is_reopened", "is_escalated", "is_complaint", "value"),
    *("given_at", "csat", "nps", "ces", "is_satisfied", "is_solved", "remark"),
)
"""What an interaction tells that newer news can change, beside whose it is."""
AS_KEPT = (*TOLD, "day", "changed_at", "handler", "team", "is_left_out")
"""Everything that a history tells of, in the order in which it keeps that."""

MOMENTS = frozenset(
    {"happened_at", "responded_at", "closed_at", "reopened_at", "given_at", "changed_at"}
)
AFTER_IT = ("responded_at", "closed_at", "reopened_at")
"""Moments that cannot lie before the interaction itself."""
EMPTY = frozenset({None, "", NOT_SAID})
_VALUES = attrgetter(*TOLD)
REDACTED = (NAME_REMOVED, WORDS_REMOVED)


def is_stale(known_at: datetime | None, told_at: datetime | None) -> bool:
    """Say whether the other system wrote what is told before what is known."""
    return known_at is not None and told_at is not None and told_at < known_at


def newer(told: Sequence[Any], known: Sequence[Any]) -> dict[int, Any]:
    """Return what is told and differs from what is known, by place.

    These are the values of one interaction, or one value of many interactions. An empty cell tells
    nothing: what is known stays (and see `stays`).
    """
    return {
        place: new
        for place, (new, old) in enumerate(zip(told, known, strict=True))
        if new != old and new not in EMPTY and not stays(old, new)
    }


def newer_values(known: Contact, told: Contact) -> dict[str, Any]:
    """Return the values of an interaction that are told and differ, by name (see `newer`)."""
    found = newer(_VALUES(told), _VALUES(known))
    values = {TOLD[place]: value for place, value in found.items()}
    return values | {"day": told.day} if "happened_at" in values else values


def taken_of(
    said: Said, happened_at: datetime, customer: str | None, first_kept: datetime | None
) -> Said:
    """Return what is taken of what was said of a known interaction, and of which customer.

    The customer whom the interaction names stays. Where it names none, or no more than a name was
    told, it is whom a number or an address tells, else that of this one interaction. What is told
    of another customer is left out, and so are all details of an interaction from before
    `first_kept`, or from which somebody's name was taken out.
    """
    given_at = given_after(said.given_at, happened_at) if said.says_something else None
    said = said._replace(given_at=given_at)
    if too_old(happened_at, first_kept):
        return without_details(said)
    is_known = customer is not None and not is_named_alone(customer)
    if is_known and (stays(customer, None) or said.customer not in (None, customer)):
        return without_details(said)._replace(remark=said.remark)
    told = said.customer or said.customer_address
    if told is None and said.customer_name:
        told = customer or named_alone(said.reference)
    return said._replace(customer=customer if is_known else told or customer)


def moved_to(
    found: FoundHandler, person_id: int | None, team_id: int, *, is_other_day: bool = False
) -> FoundHandler:
    """Return who handled a known interaction, for which team, as news tell; None where both stay.

    `found` is whom the news name, who may be unknown (a `Problem`). Of the same person on the same
    day the team stays, whatever the roster says meanwhile; so it does where nobody is named any
    more, or what is left out when it is new.
    """
    if found is None or isinstance(found, Problem):
        return found
    if found[0] is None:
        stays_so = person_id is not None or found[1] == team_id
    else:
        stays_so = found[0] == person_id and not is_other_day
    return None if stays_so else found


def with_values(known: Contact, values: Mapping[str, Any]) -> Contact:
    """Return a contact with other values; times that would lie before it are no longer said."""
    changed = known._replace(**values)
    if "happened_at" not in values:
        return changed
    early: dict[str, Any] = {
        name: None
        for name in AFTER_IT
        if (moment := getattr(changed, name)) is not None and moment < changed.happened_at
    }
    return changed._replace(**early)


def difference(was: Contact, now: Contact) -> dict[str, Any]:
    """Return what was told before where it is told otherwise now, by name, as JSON can hold it."""
    return {
        name: stored
        for name in (*TOLD, "day", "changed_at")
        if (stored := as_stored(getattr(was, name))) != as_stored(getattr(now, name))
    }


def as_stored(value: Any) -> Any:
    """Turn a value into what JSON can hold."""
    return value.isoformat() if isinstance(value, date) else value


def from_stored(name: str, value: Any) -> Any:
    """Turn what JSON held back into the value of a name."""
    if value is None or name not in (*MOMENTS, "day"):
        return value
    return date.fromisoformat(value) if name == "day" else datetime.fromisoformat(value)


def stays(was: Any, told: Any) -> bool:
    """Say whether a value stays though another one is told.

    That is a text from which somebody's name or words were taken out, and a customer who is known
    where no more than a name is told.
    """
    if isinstance(was, str) and any(mark in was for mark in REDACTED):
        return True
    return was is not None and is_named_alone(told)
