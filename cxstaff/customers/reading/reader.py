"""Rows of a file become clean interactions, or sentences that say what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping as Fields
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from cxstaff.customers.reading.contact import Contact, Contacts, Found, Problem, Said, given_after
from cxstaff.customers.reading.details import named_alone
from cxstaff.customers.reading.fields import ADDED, KEYS, TIMES_OF_DAY
from cxstaff.customers.reading.leaving_out import leavings
from cxstaff.customers.reading.mapping import FileKind, Mapping
from cxstaff.customers.reading.readings import readings_for
from cxstaff.customers.reading.scales import ANSWERS
from cxstaff.customers.reading.unread import Unread
from cxstaff.tables.headings import are_repeated
from cxstaff.tables.times.times_of_day import joined, says_time

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
_NAME, _REFERENCE = _PLACE["customer_name"], _PLACE["reference"]
_SAID = tuple(_PLACE[name] for name in Said._fields[1:])
_HANDLING = _PLACE["handling_seconds"]
_LENGTHS = frozenset({_RESPONDED, _CLOSED})
_AFTER, _NOT_YET = frozenset({_RESPONDED, _CLOSED, _REOPENED}), frozenset({_GIVEN, _CHANGED})


class Reader:
    """Reads rows of files with the same headings in the same way.

    First each column is read for itself, as `readings` says, into the columns of contacts that are
    `blank` else, at its `places`; then `together` settles what leans on two of them. An optional
    value that cannot be read leaves its field blank and is counted in `unread`.
    """

    def __init__(
        self, mapping: Mapping, headings: Sequence[str], company_zone: str, now: datetime
    ) -> None:
        mapping.check(headings)
        self.mapping, self.headings, self.now = mapping, headings, now
        self.needed, self.is_feedback = mapping.needed, mapping.kind is FileKind.FEEDBACK
        self.leavings = leavings(mapping.left_out, headings)
        readings = readings_for(mapping, headings, company_zone, now)
        taken = [key for key in KEYS if key in mapping.taken]
        self.readings = {key: readings[key] for key in taken if key in readings}
        self.columns = {key: headings.index(mapping.columns[key]) for key in self.readings}
        self.joined = list[tuple[int, int]]()  # columns of dates, and of times that belong to them
        for key, time in TIMES_OF_DAY.items():
            if key in self.columns and time in mapping.columns:
                self.joined.append((self.columns[key], headings.index(mapping.columns[time])))
                self.columns[key] = len(headings) + len(self.joined) - 1
        kept = self.readings.keys() - ADDED
        self.places = {key: _PLACE[PLACES.get(key, key)] for key in self.readings if key in kept}
        self.blank = [Contact._field_defaults.get(name) for name in Contact._fields]
        self.blank[_PLACE["channel"]] = mapping.channel
        self._counts_reopenings = "reopened_at" in self.places and "reopened" not in self.places
        self._told = frozenset(self.places.values())
        self.unread = Unread()

    def read(self, values: Sequence[str]) -> Found:
        """Turn the fields of one record into a contact, or say what is wrong with it.

        None where it does not count; what a customer said where the file tells nothing else.
        """
        return self.read_all([values])[0]

    def read_all(self, rows: Sequence[Sequence[str]]) -> Sequence[Found]:
        """Do the same for many records, a column after the other; in the same order."""
        if not rows:
            return []
        texts = self.texts_of(rows)
        read = {
            key: each.read_all(texts[self.columns[key]])
            for key, each in self.readings.items()
            if key in self.needed
        }
        out = self._unfit(read) | self._left_out(texts) | self._headings_again(rows, texts)
        if out:
            rest = iter(self.read_all([row for n, row in enumerate(rows) if n not in out]))
            return [out[n] if n in out else next(rest) for n in range(len(rows))]
        columns: list[Any] = [[blank] * len(rows) for blank in self.blank]
        for key, place in self.places.items():
            if key in read:
                columns[place] = read[key]
            else:
                found = self.readings[key].read_all(texts[self.columns[key]])
                columns[place] = self._readable(key, found, self.blank[place])
        for key in self.readings.keys() - self.places.keys():
            found = self.readings[key].read_all(texts[self.columns[key]])
            columns[_HANDLING] = self._added(key, columns[_HANDLING], found)
        return self.said(columns) if self.is_feedback else self.together(columns, texts)

    def texts_of(self, rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
        """Return rows as columns, followed by those that are joined of a date and a time of day."""
        texts: list[Sequence[str]] = list(zip(*rows, strict=True))
        for day, time in self.joined:
            both = zip(texts[day], texts[time], strict=True)
            texts.append([joined(each.strip(), then.strip()) for each, then in both])
        return texts

    def take_unread(self) -> Unread:
        """Return what could not be read since this was last asked for."""
        taken, self.unread = self.unread, Unread()
        return taken

    def together(self, columns: list[Any], texts: Sequence[Sequence[str]]) -> Contacts:
        """Make contacts of columns that were read from `texts`, settling what leans on two.

        An address stands for the customer where nothing else does, a name for that of this record
        alone, and a satisfaction asked in two steps is no score.
        """
        happened, columns[_DAY] = zip(*columns[_HAPPENED], strict=True)
        columns[_HAPPENED] = happened
        if self._counts_reopenings:
            columns[_IS_REOPENED] = [each is not None for each in columns[_REOPENED]]
        for place in _AFTER & self._told:
            columns[place] = self._after(columns[place], happened)
        self._forget_lengths(columns, texts)
        self._forget_future(columns)
        if _GIVEN in self._told:
            columns[_GIVEN] = list(map(given_after, columns[_GIVEN], happened))
        if _ADDRESS in self._told:
            both = zip(columns[_CUSTOMER], columns[_ADDRESS], strict=True)
            columns[_CUSTOMER] = [other if said is None else said for said, other in both]
        if _NAME in self._told:
            told = zip(columns[_CUSTOMER], columns[_NAME], columns[_REFERENCE], strict=True)
            columns[_CUSTOMER] = [
                named_alone(reference) if said is None and name else said
                for said, name, reference in told
            ]
        _part_satisfaction(columns)
        return Contacts(columns)

    def said(self, columns: list[Any]) -> list[Found]:
        """Make what customers said of columns that were read each for itself."""
        self._forget_future(columns)
        _part_satisfaction(columns)
        told = (columns[place] for place in (_REFERENCE, *_SAID))
        return list(map(Said._make, zip(*told, strict=True)))

    def _left_out(self, texts: Sequence[Sequence[str]]) -> dict[int, Found]:
        """Return the places of records that do not count."""
        return {
            place: None
            for column, leaves in self.leavings
            for place, text in enumerate(texts[column])
            if leaves[text]
        }

    def _headings_again(
        self, rows: Sequence[Sequence[str]], texts: Sequence[Sequence[str]]
    ) -> dict[int, Found]:
        """Return the places of the headings, where reports print them on every page."""
        if self.headings[0] not in texts[0]:
            return {}
        return {n: None for n, row in enumerate(rows) if are_repeated(self.headings, row)}

    def _unfit(self, read: Fields[str, Sequence[Any]]) -> dict[int, Found]:
        """Return what is wrong with records that lack something needed, by place."""
        unfit = dict[int, Found]()
        for found in read.values():
            if Problem in set(map(type, found)):
                for place, value in enumerate(found):
                    if value.__class__ is Problem:
                        unfit.setdefault(place, value)
        return unfit

    def _readable(self, key: str, found: Sequence[Any], blank: Any) -> Sequence[Any]:
        """Leave empty what could not be read, and count it."""
        if Problem not in set(map(type, found)):
            return found
        for value in found:
            if value.__class__ is Problem:
                self.unread.note(key, value.value or "")
        return [blank if value.__class__ is Problem else value for value in found]

    def _added(
        self, key: str, lengths: Sequence[int | None], more: Sequence[Any]
    ) -> list[int | None]:
        """Add to handling times what was on hold or done afterwards; nothing where that is odd."""
        readable = self._readable(key, more, None)
        return [
            None if length is None or value.__class__ is Problem else length + (other or 0)
            for length, value, other in zip(lengths, more, readable, strict=True)
        ]

    def _after(
        self, moments: Sequence[datetime | None], happened: Sequence[datetime]
    ) -> list[datetime | None]:
        """Return when something followed, such as the first response.

        What is before the report, in the future or after more than a year is a slip of the other
        system: the interaction itself did happen, so that it is kept without that time.
        """
        now = self.now
        return [
            moment if moment and begun <= moment <= now and moment - begun <= LONGEST_WAIT else None
            for moment, begun in zip(moments, happened, strict=True)
        ]

    def _forget_lengths(self, columns: list[Any], texts: Sequence[Sequence[str]]) -> None:
        """Leave empty what followed where a date stands alone: how long it took is not told."""
        if not _LENGTHS & self._told:
            return
        begun = _dates_alone(texts[self.columns["happened_at"]])
        for key, place in self.places.items():
            if place in _LENGTHS:
                told, found = texts[self.columns[key]], list(columns[place])
                for at in begun | _dates_alone(told):
                    if found[at] is not None:
                        found[at] = None
                        self.unread.note(key, told[at])
                columns[place] = found

    def _forget_future(self, columns: list[Any]) -> None:
        for place in _NOT_YET & self._told:
            now = self.now
            columns[place] = [None if each and each > now else each for each in columns[place]]


def _dates_alone(texts: Sequence[str]) -> set[int]:
    """Return the places of moments that tell no time of day; nearly all have a colon."""
    doubtful = ((place, text) for place, text in enumerate(texts) if ":" not in text)
    return {place for place, text in doubtful if not says_time(text.strip())}


def _part_satisfaction(columns: list[Any]) -> None:
    """Keep a satisfaction that was asked in two steps apart from scores."""
    scores, satisfied = columns[_CSAT], columns[_IS_SATISFIED]
    if bool in set(map(type, scores)):
        both = list(zip(scores, satisfied, strict=True))
        columns[_IS_SATISFIED] = [a if a.__class__ is bool else b for a, b in both]
        columns[_CSAT] = [None if a.__class__ is bool else a for a, _ in both]
