"""What newer news change of a known interaction (pure), and how the former values are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.reading.details import is_named_alone
from cxstaff.customers.reading.mapping import NOT_SAID
from cxstaff.identifiers import NAME_REMOVED, WORDS_REMOVED

TOLD = (
    *("happened_at", "channel", "segment", "reason", "circumstance", "customer"),
    *("responded_at", "handling_seconds", "is_resolved", "closed_at", "reopened_at"),
    *("is_reopened", "is_escalated", "is_complaint", "value"),
    *("given_at", "csat", "nps", "ces", "is_satisfied", "remark"),
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
REDACTED = (NAME_REMOVED, WORDS_REMOVED)


def is_stale(known: Contact, told: Contact) -> bool:
    """Say whether the other system wrote what is told before what is known."""
    if known.changed_at is None or told.changed_at is None:
        return False
    return told.changed_at < known.changed_at


def newer_values(known: Contact, told: Contact) -> dict[str, Any]:
    """Return the values that are told and differ from what is known, by name.

    An empty cell tells nothing: what is known stays (and see `stays`).
    """
    values = {
        name: value
        for name in TOLD
        if (value := getattr(told, name)) not in EMPTY
        and value != (was := getattr(known, name))
        and not stays(was, value)
    }
    return values | {"day": told.day} if "happened_at" in values else values


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
