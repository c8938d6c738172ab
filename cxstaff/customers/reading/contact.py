"""One interaction, read and clean, on its way into the database; and what can be wrong with one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple, overload


class Contact(NamedTuple):
    """One contact of a customer with what they said about it.

    Moments are aware and in UTC; `day` is the calendar day of `happened_at` in the company's zone.
    `handler` is a person's id, or their employee number, e-mail address or name, "" where nobody
    is named; `team` the name of the team as the file has it. `segment`, `reason` and `circumstance`
    are "" where not said. `value` is in hundredths of the company's currency. `changed_at` is when
    the other system last changed the record. Feedback is kept where one of csat, nps, ces,
    is_satisfied, is_solved or remark is there.
    """

    reference: str
    happened_at: datetime
    day: date
    handler: str | int
    channel: str
    segment: str = ""
    reason: str = ""
    customer: str | None = None
    responded_at: datetime | None = None
    handling_seconds: int | None = None
    is_resolved: bool | None = None
    given_at: datetime | None = None
    csat: int | None = None
    nps: int | None = None
    ces: int | None = None
    remark: str | None = None
    is_satisfied: bool | None = None
    is_solved: bool | None = None
    team: str = ""
    circumstance: str = ""
    customer_address: str | None = None
    customer_name: str | None = None
    customer_language: str | None = None
    customer_zone: str | None = None
    closed_at: datetime | None = None
    reopened_at: datetime | None = None
    is_reopened: bool | None = None
    is_escalated: bool | None = None
    is_complaint: bool | None = None
    value: int | None = None
    changed_at: datetime | None = None


class Contacts(Sequence[Contact]):
    """Contacts of which `columns` hold the fields, in the same order, by name.

    They are put together when the first of them is asked for: most go into the database as columns.
    """

    def __init__(self, columns: Sequence[Sequence[Any]]) -> None:
        self.columns: Mapping[str, Sequence[Any]] = dict(zip(Contact._fields, columns, strict=True))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.columns["reference"])

    @overload
    def __getitem__(self, place: int) -> Contact: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Contact]: ...
    def __getitem__(self, place: int | slice) -> Contact | Sequence[Contact]:
        """Return one of them, or some."""
        return self._each[place]

    @cached_property
    def _each(self) -> list[Contact]:
        return list(map(Contact._make, zip(*self.columns.values(), strict=True)))


class Said(NamedTuple):
    """What a customer said of an interaction that is known already under its reference.

    Fields are those of a contact; `given_at` is not held against when the interaction happened, and
    no address or name stands for the customer yet.
    """

    reference: str
    given_at: datetime | None = None
    csat: int | None = None
    nps: int | None = None
    ces: int | None = None
    remark: str | None = None
    is_satisfied: bool | None = None
    is_solved: bool | None = None
    customer: str | None = None
    customer_address: str | None = None
    customer_name: str | None = None
    customer_language: str | None = None
    customer_zone: str | None = None

    @property
    def says_something(self) -> bool:
        """Say whether the customer answered anything."""
        return any(each is not None for each in self[2:8])


def references_of(contacts: Sequence[Contact | Said]) -> Sequence[str]:
    """Return what names them in their system, in the same order."""
    if isinstance(contacts, Contacts):
        return contacts.columns["reference"]
    return [contact.reference for contact in contacts]


def columns_of(
    contacts: Sequence[Contact | Said], places: Sequence[int]
) -> Mapping[str, Sequence[Any]] | None:
    """Return some contacts by column; None where there are none, or only something is said."""
    if isinstance(contacts, Contacts) and len(places) == len(contacts):
        return contacts.columns
    some = [one for place in places if isinstance(one := contacts[place], Contact)]
    if not some or len(some) < len(places):
        return None
    return Contacts(list(zip(*some, strict=True))).columns


def given_after(moment: datetime | None, happened_at: datetime) -> datetime | None:
    """Return when the customer answered; a bare date on the same day is the moment itself."""
    if moment is None or moment >= happened_at:
        return moment
    return happened_at if happened_at - moment < timedelta(days=1) else None


class Problem(NamedTuple):
    """Why a record cannot be taken in: a sentence with places for `column` and `value`."""

    sentence: str
    column: str | None = None
    value: str | None = None


Found = Contact | Said | Problem | None
"""What came of reading a record; None where it does not count."""


@dataclass(slots=True)
class Tally:
    """Problems of one kind: the first of them as an example, and how many records have it."""

    example: Problem
    records: int


LONGEST_SHOWN = 200


def problem(sentence: str, column: str | None, value: str | None) -> Problem:
    """Make a problem whose value is short enough to be shown."""
    shown = value if value is None or len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"
    return Problem(sentence, column, shown)
