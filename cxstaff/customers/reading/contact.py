"""One interaction, read and clean, on its way into the database; and what can be wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


class Contact(NamedTuple):
    """One contact of a customer with what they said about it.

    Moments are aware and in UTC; `day` is the calendar day of `happened_at` in the company's zone.
    `handler` is a person's id, or their employee number, e-mail address or name. `segment` and
    `reason` are "" where not said. Feedback is kept where one of csat, nps, ces or remark is there.
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


class Problem(NamedTuple):
    """Why a record cannot be taken in: a sentence with places for `column` and `value`."""

    sentence: str
    column: str | None = None
    value: str | None = None


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
