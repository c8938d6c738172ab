"""One row of a file becomes a clean interaction, or a sentence that says what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from cxstaff.customers.reading.contact import Contact, Problem
from cxstaff.customers.reading.fields import KEYS, REQUIRED
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.readings import readings_for
from cxstaff.customers.reading.scales import ANSWERS
from cxstaff.customers.reading.unread import Unread

LONGEST_WAIT = timedelta(days=400)
PLACES = {
    **{key: f"is_{key}" for key in ANSWERS},
    "feedback_at": "given_at",
}
"""What a field is called in a contact, where it is not the same."""

_PLACE = {name: place for place, name in enumerate(Contact._fields)}
_HAPPENED, _DAY, _RESPONDED, _GIVEN = (
    _PLACE[name] for name in ("happened_at", "day", "responded_at", "given_at")
)
_CLOSED, _REOPENED, _IS_REOPENED, _CHANGED = (
    _PLACE[name] for name in ("closed_at", "reopened_at", "is_reopened", "changed_at")
)
_CSAT, _IS_SATISFIED, _CUSTOMER, _ADDRESS = (
    _PLACE[name] for name in ("csat", "is_satisfied", "customer", "customer_address")
)
_AFTER = (_RESPONDED, _CLOSED, _REOPENED)


class Reader:
    """Reads rows of files with the same headings in the same way.

    First each field is read for itself, as `readings` says, into the `blank` row of a contact at
    its `places`; then `together` settles what leans on two of them. An optional value that cannot
    be read leaves its field blank and is counted in `unread`.
    """

    def __init__(
        self, mapping: Mapping, headings: Sequence[str], company_zone: str, now: datetime
    ) -> None:
        mapping.check(headings)
        self.mapping, self.now = mapping, now
        self.readings = readings_for(mapping, headings, company_zone, now)
        self.columns = {key: headings.index(name) for key, name in mapping.columns.items()}
        self.places = {key: _PLACE[PLACES.get(key, key)] for key in mapping.columns}
        self.blank = [Contact._field_defaults.get(name) for name in Contact._fields]
        self.blank[_PLACE["channel"]] = mapping.channel
        self._counts_reopenings = "reopened_at" in self.places and "reopened" not in self.places
        self.unread = Unread()
        self._steps = [
            (key, self.readings[key], self.columns[key], self.places[key])
            for key in KEYS
            if key in mapping.columns
        ]

    def read(self, values: Sequence[str]) -> Contact | Problem:
        """Turn the fields of one record into a contact, or say what is wrong with it."""
        row: list[Any] = self.blank.copy()
        for key, reading, column, place in self._steps:
            value = reading[values[column]]
            if value.__class__ is not Problem:
                row[place] = value
            elif key in REQUIRED:
                return value
            else:
                self.unread.note(key, value.value or "")
        return self.together(row)

    def take_unread(self) -> Unread:
        """Return what could not be read since this was last asked for."""
        taken, self.unread = self.unread, Unread()
        return taken

    def together(self, row: list[Any]) -> Contact:
        """Make a contact of fields that were read each for itself, settling what leans on two.

        An address stands for the customer where nothing else does, and a satisfaction asked in two
        steps is no score.
        """
        happened_at, row[_DAY] = row[_HAPPENED]
        row[_HAPPENED] = happened_at
        if self._counts_reopenings:
            row[_IS_REOPENED] = row[_REOPENED] is not None
        for place in _AFTER:
            if row[place] is not None:
                row[place] = self._later(row[place], happened_at)
        if row[_GIVEN] is not None:
            row[_GIVEN] = self._given(row[_GIVEN], happened_at)
        if row[_CHANGED] is not None and row[_CHANGED] > self.now:
            row[_CHANGED] = None
        if row[_CUSTOMER] is None:
            row[_CUSTOMER] = row[_ADDRESS]
        if row[_CSAT].__class__ is bool:
            row[_IS_SATISFIED], row[_CSAT] = row[_CSAT], None
        return Contact._make(row)

    def _later(self, moment: datetime, happened_at: datetime) -> datetime | None:
        """Return when something followed, such as the first response.

        What is before the report, in the future or after more than a year is a slip of the other
        system: the interaction itself did happen, so that it is kept without that time.
        """
        likely = happened_at <= moment <= min(self.now, happened_at + LONGEST_WAIT)
        return moment if likely else None

    def _given(self, moment: datetime, happened_at: datetime) -> datetime | None:
        """Return when the customer answered; a bare date on the same day is the moment itself."""
        if moment > self.now:
            return None
        if moment >= happened_at:
            return moment
        return happened_at if happened_at - moment < timedelta(days=1) else None
