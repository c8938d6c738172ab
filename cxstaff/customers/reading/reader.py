"""One row of a file becomes a clean interaction, or a sentence that says what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from cxstaff.customers.reading.contact import Contact, Found, Problem, Said, given_after
from cxstaff.customers.reading.fields import KEYS, SAID
from cxstaff.customers.reading.leaving_out import leavings
from cxstaff.customers.reading.mapping import Kind, Mapping
from cxstaff.customers.reading.readings import readings_for
from cxstaff.customers.reading.scales import ANSWERS
from cxstaff.customers.reading.unread import Unread

LONGEST_WAIT = timedelta(days=400)
PLACES = {
    **{key: f"is_{key}" for key in ANSWERS},
    "feedback_at": "given_at",
}
"""What a field is called in a contact, where it is not the same."""

OF_FEEDBACK = frozenset({"reference", "feedback_at", *SAID})
"""What is read of a record that tells only what a customer said."""

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
_REFERENCE, _SAID = _PLACE["reference"], tuple(_PLACE[name] for name in Said._fields[1:])
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
        self.needed, self.is_feedback = mapping.needed, mapping.kind is Kind.FEEDBACK
        self.leavings = leavings(mapping.left_out, headings)
        readings = readings_for(mapping, headings, company_zone, now)
        wanted = OF_FEEDBACK if self.is_feedback else readings.keys()
        self.readings = {key: readings[key] for key in KEYS if key in readings and key in wanted}
        self.columns = {key: headings.index(mapping.columns[key]) for key in self.readings}
        self.places = {key: _PLACE[PLACES.get(key, key)] for key in self.readings}
        self.blank = [Contact._field_defaults.get(name) for name in Contact._fields]
        self.blank[_PLACE["channel"]] = mapping.channel
        self._counts_reopenings = "reopened_at" in self.places and "reopened" not in self.places
        self.unread = Unread()
        self._steps = [
            (key, reading, self.columns[key], self.places[key])
            for key, reading in self.readings.items()
        ]

    def read(self, values: Sequence[str]) -> Found:
        """Turn the fields of one record into a contact, or say what is wrong with it.

        None where it does not count; what a customer said where the file tells nothing else.
        """
        for column, leaves in self.leavings:
            if leaves[values[column]]:
                return None
        row: list[Any] = self.blank.copy()
        for key, reading, column, place in self._steps:
            value = reading[values[column]]
            if value.__class__ is not Problem:
                row[place] = value
            elif key in self.needed:
                return value
            else:
                self.unread.note(key, value.value or "")
        return self.said(row) if self.is_feedback else self.together(row)

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
        self._forget_future(row)
        row[_GIVEN] = given_after(row[_GIVEN], happened_at)
        if row[_CUSTOMER] is None:
            row[_CUSTOMER] = row[_ADDRESS]
        _part_satisfaction(row)
        return Contact._make(row)

    def said(self, row: list[Any]) -> Said:
        """Make what a customer said of fields that were read each for itself."""
        self._forget_future(row)
        _part_satisfaction(row)
        return Said(row[_REFERENCE], *(row[place] for place in _SAID))

    def _later(self, moment: datetime, happened_at: datetime) -> datetime | None:
        """Return when something followed, such as the first response.

        What is before the report, in the future or after more than a year is a slip of the other
        system: the interaction itself did happen, so that it is kept without that time.
        """
        likely = happened_at <= moment <= min(self.now, happened_at + LONGEST_WAIT)
        return moment if likely else None

    def _forget_future(self, row: list[Any]) -> None:
        for place in (_GIVEN, _CHANGED):
            if row[place] is not None and row[place] > self.now:
                row[place] = None


def _part_satisfaction(row: list[Any]) -> None:
    """Keep a satisfaction that was asked in two steps apart from scores."""
    if row[_CSAT].__class__ is bool:
        row[_IS_SATISFIED], row[_CSAT] = row[_CSAT], None
